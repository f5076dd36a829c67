import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { clusterTypes } from '../clusters/index.ts'
import { needsSecretKey, secretField } from '../clusters/roles.ts'
import type { Types } from '../scaleout/order.ts'
import type { Policy } from '../scaleout/policy.ts'
import { type Fault, type PolicyFile, readPolicy } from './policy-file.ts'
import { type Proxies, proxiesOf } from './proxies.ts'
import { type RedisConfig, type RedisConnection, redisConnection } from './redis-url.ts'

/** How payloads reach the bot: by its own socket, or by Slack's signed requests. */
export type Delivery =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number }

export type Config = {
  readonly botToken: string
  readonly delivery: Delivery
  readonly apiUrl: string | undefined
  /** Folder of the embedded database, which is used where there is no Redis. */
  readonly dataFolder: string
  readonly redis: RedisConfig | null
  readonly secretKey: Uint8Array | null
  readonly cloudEndpoint: URL | undefined
  /** Null where the environment names none. */
  readonly proxies: Proxies | null
  readonly healthPort: number | undefined
  readonly policy: Policy
  /** Passwords by the names that the policy file gives them. */
  readonly credentials: ReadonlyMap<string, string>
}

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().min(0).max(65_535))
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])
const set = (value: string | undefined): string | undefined =>
  value === undefined || value.trim() === '' ? undefined : value.trim()

/**
 * Environment and policy file. All faults come back at once, each with what to write.
 * This is the only place that looks at the environment. `types`: the cluster types that the file may name.
 */
export function loadConfig(
  env: NodeJS.ProcessEnv = process.env,
  types = clusterTypes,
): { ok: true; config: Config } | { ok: false; faults: Fault[] } {
  const faults: Fault[] = []
  const note = (at: string, says: string): void => void faults.push({ at, says })

  const botToken = set(env.SLACK_BOT_TOKEN)
  const whence = 'copy the bot token (xoxb-…) from OAuth & Permissions of your Slack app'
  if (!botToken) note('SLACK_BOT_TOKEN', `is missing: ${whence}`)
  else if (botToken.startsWith('xapp-'))
    note('SLACK_BOT_TOKEN', 'holds an app-level token: it takes the bot token (xoxb-…)')
  else if (botToken.startsWith('xoxp-'))
    note('SLACK_BOT_TOKEN', 'holds the token of a person: it takes the bot token (xoxb-…)')
  else noteUnusable('SLACK_BOT_TOKEN', botToken, whence, note)

  const delivery = deliveryOf(env, note)
  const apiUrl = urlOf(env.SLACK_API_URL, 'SLACK_API_URL', 'write a URL such as http://127.0.0.1:3000/api/', note)
  const cloudEndpoint = endpointOf(env, note)
  const healthPort = portOf(env.HEALTH_PORT, 'HEALTH_PORT', note)
  const secretKey = keyOf(env, note)
  const redis = redisOf(env, note)
  const proxies = proxiesOf(env, note)
  if (proxies?.https && !knowsProxies)
    note('HTTPS_PROXY', `is set, and Node ${process.versions.node} cannot use it: run Node 24.5 or newer, or unset it`)

  const fileName = set(env.SCALEOUT_CONFIG) ?? 'scaleout.yml'
  const file = policyFile(fileName, types, faults)
  const credentials = passwords(file.credentials, types, env, note)
  if (!set(env.SCALEOUT_SECRET_KEY)) wantKey(file, note)

  if (faults.length > 0 || !botToken || !delivery || !('policy' in file)) return { ok: false, faults }
  return {
    ok: true,
    config: {
      botToken,
      delivery,
      apiUrl: apiUrl && (apiUrl.href.endsWith('/') ? apiUrl.href : `${apiUrl.href}/`),
      dataFolder: set(env.SCALEOUT_DATA) ?? 'data',
      redis: redis ? { ...file.redis, connection: redis } : null,
      secretKey,
      cloudEndpoint,
      proxies,
      healthPort,
      policy: { ...file.policy, typedPasswords: secretKey !== null },
      credentials,
    },
  }
}

type Note = (at: string, says: string) => void

/**
 * What stands in examples where a token belongs: nothing, dots and crosses, brackets, or words that ask for one. Short
 * made-up tokens are none of them: another Slack server may have given those out.
 */
const placeholder =
  /^[x*.…_-]*$|^[<[{$].*[>\]}]$|^(?:your|my|change|replace|insert|enter|put|todo|example|placeholder|null|undefined)(?:[^a-z]|$)|changeme|placeholder|your.?(?:bot|app|slack|token|secret|signing)/i

/** A token or secret that cannot work: one that was never filled in, or that was not copied whole. It is never shown. */
function noteUnusable(at: string, value: string, remedy: string, note: Note): void {
  if (placeholder.test(value.replace(/^x(?:oxb|app)-?/, ''))) note(at, `still holds a placeholder: ${remedy}`)
  else if (/[^\x21-\x7E]|["'<>]/.test(value))
    note(
      at,
      `holds a character that no token has, such as a space, a quotation mark or an invisible one: ${remedy} again`,
    )
}

function deliveryOf(env: NodeJS.ProcessEnv, note: Note): Delivery | undefined {
  const appToken = set(env.SLACK_APP_TOKEN)
  if (appToken?.startsWith('xoxb-')) {
    note('SLACK_APP_TOKEN', 'holds a bot token: it takes the app-level token (xapp-…) with the scope connections:write')
    return undefined
  }
  if (appToken) {
    const whence = 'copy an app-level token (xapp-…) with the scope connections:write from Basic Information'
    noteUnusable('SLACK_APP_TOKEN', appToken, whence, note)
    return { kind: 'socket', appToken }
  }
  const signingSecret = set(env.SLACK_SIGNING_SECRET)
  const given = portOf(env.PORT, 'PORT', note)
  if (signingSecret)
    noteUnusable('SLACK_SIGNING_SECRET', signingSecret, 'copy the signing secret from Basic Information', note)
  if (signingSecret) return { kind: 'http', signingSecret, port: given ?? 3000 }
  note(
    'SLACK_APP_TOKEN',
    'is missing: create an app-level token (xapp-…) with the scope connections:write; or, to receive requests over HTTP, set SLACK_SIGNING_SECRET and PORT',
  )
  return undefined
}

function urlOf(value: string | undefined, at: string, remedy: string, note: Note): URL | undefined {
  const given = set(value)
  if (given === undefined) return undefined
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return new URL(given)
  note(at, `is not a URL: ${remedy}`)
  return undefined
}

function endpointOf(env: NodeJS.ProcessEnv, note: Note): URL | undefined {
  const at = 'ALIBABA_CLOUD_ENDPOINT'
  const given = set(env[at])
  const url = urlOf(
    given?.includes('://') === false ? `https://${given}` : given,
    at,
    'write a URL such as https://cs.cn-hangzhou.aliyuncs.com',
    note,
  )
  if (url?.protocol === 'http:' && !loopback.has(url.hostname)) {
    note(at, 'is plain http to another machine: use https; http is for 127.0.0.1 only')
    return undefined
  }
  return url
}

/** What was written is never shown: it may hold a password. */
function redisOf(env: NodeJS.ProcessEnv, note: Note): RedisConnection | undefined {
  const given = set(env.REDIS_URL)
  const connection = given === undefined ? undefined : redisConnection(given)
  if (given !== undefined && !connection)
    note(
      'REDIS_URL',
      'is not an address of Redis: write redis://user:password@host:6379/0, rediss://… for TLS, or redis+sentinel://host:26379,host:26379/master',
    )
  return connection
}

/** Since 24.5 an agent of Node's can go through a proxy; older ones ignore what they are told. */
const knowsProxies = process.allowedNodeEnvironmentFlags.has('--use-env-proxy')

function portOf(value: string | undefined, at: string, note: Note): number | undefined {
  const given = set(value)
  if (given === undefined) return undefined
  const parsed = port.safeParse(given)
  if (!parsed.success) note(at, 'is not a port: write a number from 0 to 65535')
  return parsed.data
}

function keyOf(env: NodeJS.ProcessEnv, note: Note): Uint8Array | null {
  const given = set(env.SCALEOUT_SECRET_KEY)
  if (given === undefined) return null
  const key = Buffer.from(given, 'base64')
  if (key.length === 32) return key
  note('SCALEOUT_SECRET_KEY', 'is not 32 bytes in base64: write the output of `openssl rand -base64 32`')
  return null
}

/** Of a file with faults what it says of credentials: whether their passwords are there is told at the same time. */
function policyFile(fileName: string, types: Types, faults: Fault[]): PolicyFile | Pick<PolicyFile, 'credentials'> {
  let source: string
  try {
    source = readFileSync(fileName, 'utf8')
  } catch {
    faults.push({
      at: fileName,
      says: 'cannot be read: copy scaleout.example.yml there, or name another file in SCALEOUT_CONFIG',
    })
    return { credentials: new Map() }
  }
  const read = readPolicy(source, fileName, { types })
  if (read.ok) return read.file
  faults.push(...read.faults)
  return { credentials: read.credentials }
}

/** A name may be used with any cluster, so every type has to take its password. */
const isTaken = (password: string, types: Types): boolean =>
  types.every((type) => secretField(type)?.schema.safeParse(password).success ?? true)

function passwords(
  named: PolicyFile['credentials'],
  types: Types,
  env: NodeJS.ProcessEnv,
  note: Note,
): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, variable] of named) {
    const password = env[variable]
    if (password === undefined || password === '')
      note(variable, `is missing: it holds the password of the credential ${name}`)
    else if (!isTaken(password, types))
      note(
        variable,
        'holds no password that Alibaba Cloud accepts: use 8 to 30 ASCII characters with upper-case and lower-case letters, digits and special characters; no spaces, no \\ and no "',
      )
    else found.set(name, password)
  }
  return found
}

/** Without a key no password can be typed or queued; some policies cannot do without one. */
function wantKey(file: PolicyFile | Pick<PolicyFile, 'credentials'>, note: Note): void {
  const clusters = 'policy' in file ? [...file.policy.clusters.values()] : []
  const sealing = clusters.find(({ type }) => needsSecretKey(type))
  const why =
    file.credentials.size > 0
      ? 'the policy file names credentials'
      : sealing
        ? `${sealing.name} knows passwords only`
        : undefined
  if (why) note('SCALEOUT_SECRET_KEY', `is missing, and ${why}: write the output of \`openssl rand -base64 32\``)
}
