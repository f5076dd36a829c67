import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import type { ClusterType } from '../../src/clusters/define.ts'
import { type Config, loadConfig } from '../../src/config/environment.ts'
import { pool } from '../clusters/invented.ts'

const folder = mkdtempSync(join(tmpdir(), 'scaleout-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A policy file with this text; gives its path. */
function file(name: string, source: string): string {
  const path = join(folder, name)
  writeFileSync(path, source)
  return path
}

const cluster = (type: string): string => `clusters:\n  one: { id: c1, region: cn-hangzhou, type: ${type} }\n`
const plain = file('plain.yml', cluster('kubernetes'))
const edge = file('edge.yml', cluster('edge'))
const named = file('named.yml', `credentials:\n  edge-root: { env: EDGE_LOGIN_PASSWORD }\n${cluster('kubernetes')}`)

const key = randomBytes(32).toString('base64')
const usual = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SCALEOUT_CONFIG: plain }

type Env = Record<string, string | undefined>

/** The usual environment with a change. Throws with the faults. */
function configOf(change: Env = {}): Config {
  const loaded = loadConfig({ ...usual, ...change })
  if (!loaded.ok) throw new Error(loaded.faults.map(({ at, says }) => `${at} ${says}`).join('\n'))
  return loaded.config
}

const faultsOf = (env: Env): string[] => {
  const loaded = loadConfig(env)
  return loaded.ok ? [] : loaded.faults.map(({ at, says }) => `${at} ${says}`)
}
const faultsWith = (change: Env): string[] => faultsOf({ ...usual, ...change })

describe('the environment', () => {
  it('needs two tokens and a policy file; the rest has a default', () => {
    expect(configOf()).toMatchObject({
      botToken: 'xoxb-1',
      delivery: { kind: 'socket', appToken: 'xapp-1' },
      apiUrl: undefined,
      dataFolder: 'data',
      redis: null,
      secretKey: null,
      cloudEndpoint: undefined,
      proxies: null,
      healthPort: undefined,
      policy: { typedPasswords: false },
    })
  })

  it('has no proxies unless it names them; the lower-case name wins, an empty one is none', () => {
    const proxiesOf = (change: Env) => {
      const { proxies } = configOf(change)
      return proxies && [proxies.https?.href, proxies.http?.href, proxies.except]
    }
    const [a, b] = ['http://a.example:3128/', 'http://b.example:3128/']
    expect(proxiesOf({})).toBeNull()
    expect(proxiesOf({ NO_PROXY: '*', HTTPS_PROXY: '', https_proxy: ' ' })).toBeNull()
    expect(proxiesOf({ HTTPS_PROXY: a })).toEqual([a, undefined, ''])
    expect(proxiesOf({ HTTPS_PROXY: b, https_proxy: a, HTTP_PROXY: b, NO_PROXY: 'x' })).toEqual([a, b, 'x'])
    expect(proxiesOf({ ALL_PROXY: 'a.example:3128', http_proxy: b, no_proxy: 'y' })).toEqual([a, b, 'y'])
  })

  it.each([
    ['socks5://ada:secret@a.example:1080', 'names a SOCKS proxy'],
    ['ftp://ada:secret@a.example', 'is not a proxy'],
    ['http://', 'is not a proxy'],
  ])('refuses the proxy %s, and does not show it', (HTTPS_PROXY, why) => {
    const [fault, ...others] = faultsWith({ HTTPS_PROXY })
    expect(fault).toContain(`HTTPS_PROXY (or ALL_PROXY) ${why}`)
    expect(fault).not.toContain('secret')
    expect(others).toEqual([])
  })

  it('chooses HTTP where there is no app token', () => {
    const http = { SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: 'shh' }
    expect(configOf({ ...http, PORT: '8080' }).delivery).toEqual({ kind: 'http', signingSecret: 'shh', port: 8080 })
    expect(configOf(http).delivery).toEqual({ kind: 'http', signingSecret: 'shh', port: 3000 })
    expect(configOf({ SLACK_SIGNING_SECRET: 'shh' }).delivery).toMatchObject({ kind: 'socket' })
  })

  it('points elsewhere only where it is told to', () => {
    expect(configOf({ SLACK_API_URL: 'http://127.0.0.1:3000/api' }).apiUrl).toBe('http://127.0.0.1:3000/api/')
    const endpoint = (url: string) => configOf({ ALIBABA_CLOUD_ENDPOINT: url }).cloudEndpoint?.href
    expect(endpoint('http://127.0.0.1:8081')).toBe('http://127.0.0.1:8081/')
    expect(endpoint('http://localhost:8081')).toBe('http://localhost:8081/')
    expect(endpoint('http://[::1]:8081')).toBe('http://[::1]:8081/')
    expect(endpoint('https://cs-vpc.cn-hangzhou.aliyuncs.com')).toBe('https://cs-vpc.cn-hangzhou.aliyuncs.com/')
    expect(endpoint('cs.cn-hangzhou.aliyuncs.com')).toBe('https://cs.cn-hangzhou.aliyuncs.com/')
  })

  it('takes Redis where it is named, as the policy file says', () => {
    const shared = file(
      'shared.yml',
      `redis: { prefix: team-a, accept_data_loss: true, lease: 1m }\n${cluster('kubernetes')}`,
    )
    const REDIS_URL = 'rediss://:p%40ss@redis.example:6390/1'
    const connection = { host: 'redis.example', port: 6390, password: 'p@ss', db: 1, tls: {} }
    expect(configOf({ REDIS_URL }).redis).toEqual({
      connection,
      prefix: 'scaleout',
      acceptDataLoss: false,
      lease: 30_000,
    })
    expect(configOf({ REDIS_URL, SCALEOUT_CONFIG: shared }).redis).toEqual({
      connection,
      prefix: 'team-a',
      acceptDataLoss: true,
      lease: 60_000,
    })
  })

  it('opens the way for passwords with a key to seal them', () => {
    const config = configOf({ SCALEOUT_SECRET_KEY: key, SCALEOUT_CONFIG: named, EDGE_LOGIN_PASSWORD: 'Hello1234!' })
    expect(config.secretKey).toHaveLength(32)
    expect(config.policy.typedPasswords).toBe(true)
    expect(config.credentials).toEqual(new Map([['edge-root', 'Hello1234!']]))
    expect(configOf({ SCALEOUT_SECRET_KEY: key, SCALEOUT_CONFIG: edge }).policy.clusters.size).toBe(1)
  })
})

describe('faults of the environment', () => {
  it('come all at once, those of the policy file among them', () => {
    const broken = file(
      'broken.yml',
      'language: fr\nclusters:\n  one: { id: c1, region: cn-hangzhou, type: kubernets }\n',
    )
    expect(
      faultsOf({
        SCALEOUT_CONFIG: broken,
        ALIBABA_CLOUD_ENDPOINT: 'http://example.com',
        HEALTH_PORT: 'high',
        SCALEOUT_SECRET_KEY: 'short',
      }),
    ).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN is missing: copy the bot token/),
      expect.stringMatching(/^SLACK_APP_TOKEN is missing: create an app-level token .*SLACK_SIGNING_SECRET/),
      expect.stringMatching(/^ALIBABA_CLOUD_ENDPOINT is plain http to another machine: use https/),
      expect.stringMatching(/^HEALTH_PORT is not a port: write a number from 0 to 65535/),
      expect.stringMatching(/^SCALEOUT_SECRET_KEY is not 32 bytes in base64: write the output of `openssl rand/),
      expect.stringMatching(/broken\.yml:1 language write en or zh/),
      expect.stringMatching(/broken\.yml:3 clusters\.one\.type write one of kubernetes, sandboxed, edge/),
    ])
  })

  it('name swapped tokens', () => {
    expect(faultsWith({ SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1' })).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN holds an app-level token: it takes the bot token/),
      expect.stringMatching(/^SLACK_APP_TOKEN holds a bot token: it takes the app-level token/),
    ])
  })

  it.each([
    'xoxb-',
    'xoxb-…',
    'xoxb-...',
    'xoxb-xxxxxxxx',
    'xoxb-your-token',
    'xoxb-your-bot-token-here',
    'xoxb-<token>',
    'your-token',
    'YOUR_BOT_TOKEN',
    'changeme',
    'change-me',
    '$' + '{SLACK_BOT_TOKEN}',
    '<bot token>',
  ])('name a token that was never filled in, beside every other fault: %s', (SLACK_BOT_TOKEN) => {
    const broken = file('placeholder.yml', 'clusters:\n  one: { id: c1, region: cn-hangzou, type: edge }\n')
    expect(
      faultsWith({
        SLACK_BOT_TOKEN,
        SLACK_APP_TOKEN: SLACK_BOT_TOKEN.replace('xoxb', 'xapp'),
        SCALEOUT_CONFIG: broken,
      }),
    ).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN still holds a placeholder: copy the bot token/),
      expect.stringMatching(/^SLACK_APP_TOKEN still holds a placeholder: copy an app-level token/),
      expect.stringMatching(/region is no region that this version knows: did you mean cn-hangzhou\?/),
    ])
  })

  it('name a password and a key that are missing beside the faults of the policy file', () => {
    const broken = file(
      'both.yml',
      'credentials: { root: { env: NO_SUCH_PASSWORD } }\nclusters:\n  one: { id: c1, region: cn-hangzou, type: edge }\n',
    )
    expect(faultsWith({ SCALEOUT_CONFIG: broken, SCALEOUT_SECRET_KEY: undefined })).toEqual([
      expect.stringMatching(/region is no region/),
      expect.stringMatching(/^NO_SUCH_PASSWORD is missing/),
      expect.stringMatching(/^SCALEOUT_SECRET_KEY is missing, and the policy file names credentials/),
    ])
  })

  it.each(['', 'your-signing-secret', 'changeme', '********'])(
    'name a signing secret that is a placeholder: %s',
    (secret) => {
      const faults = faultsWith({ SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: secret })
      expect(faults).toEqual([
        expect.stringMatching(
          secret === '' ? /^SLACK_APP_TOKEN is missing/ : /^SLACK_SIGNING_SECRET still holds a placeholder/,
        ),
      ])
    },
  )

  it('take the values of .env.example for what they are', () => {
    const example = readFileSync(fileURLToPath(new URL('../../.env.example', import.meta.url)), 'utf8')
    const env = Object.fromEntries(
      [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    )
    expect(faultsWith(env).map((fault) => fault.split(' ')[0])).toEqual(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'])
  })

  it.each(['"xoxb-1-abc"', 'xoxb-1 -abc', 'xoxb-1-abc\u200B', 'xoxb–1-abc', '<xoxb-1-abc'])(
    'name a token with a character that no token has, and never show it: %j',
    (SLACK_BOT_TOKEN) => {
      const faults = faultsWith({ SLACK_BOT_TOKEN })
      expect(faults).toEqual([expect.stringMatching(/^SLACK_BOT_TOKEN holds a character that no token has/)])
      expect(faults.join()).not.toContain('1-abc')
    },
  )

  it.each(['xoxb-1234567890-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx', 'xoxb-test-workspace-1', 'xoxb-playground'])(
    'take %s for a token',
    (SLACK_BOT_TOKEN) => {
      expect(faultsWith({ SLACK_BOT_TOKEN })).toEqual([])
    },
  )

  it.each(['', '   '])('take the empty text “%s” for nothing', (SLACK_BOT_TOKEN) => {
    expect(faultsWith({ SLACK_BOT_TOKEN })).toEqual([expect.stringMatching(/^SLACK_BOT_TOKEN is missing/)])
  })

  it.each([
    'http://cs.cn-hangzhou.aliyuncs.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com:8081',
    'http://10.0.0.1',
    'http://0.0.0.0:8081',
  ])('refuse plain http beyond this machine: %s', (ALIBABA_CLOUD_ENDPOINT) => {
    expect(faultsWith({ ALIBABA_CLOUD_ENDPOINT })).toEqual([expect.stringContaining('use https')])
  })

  it.each([
    ['SLACK_API_URL', 'slack'],
    ['ALIBABA_CLOUD_ENDPOINT', 'ftp://127.0.0.1'],
    ['HEALTH_PORT', '65536'],
    ['HEALTH_PORT', '-1'],
    ['HEALTH_PORT', '0x10'],
    ['HEALTH_PORT', '1e3'],
    ['HEALTH_PORT', '8080.0'],
    ['REDIS_URL', 'http://127.0.0.1:6379'],
  ])('name %s where it holds %s', (variable, value) => {
    expect(faultsWith({ [variable]: value })).toEqual([expect.stringMatching(new RegExp(`^${variable} .*: \\w`))])
  })

  it.each([
    ['too short', randomBytes(16).toString('base64')],
    ['too long', randomBytes(48).toString('base64')],
    ['hex', randomBytes(32).toString('hex')],
    ['no base64', '!'.repeat(44)],
  ])('name a secret key that is %s, once, and never show it', (_, SCALEOUT_SECRET_KEY) => {
    for (const SCALEOUT_CONFIG of [plain, edge]) {
      const faults = faultsWith({ SCALEOUT_SECRET_KEY, SCALEOUT_CONFIG })
      expect(faults).toEqual([expect.stringMatching(/^SCALEOUT_SECRET_KEY is not 32 bytes in base64/)])
      expect(faults.join()).not.toContain(SCALEOUT_SECRET_KEY)
    }
  })

  it('ask for a key for a cluster type that logs in by passwords only, whatever it calls them, and for no other', () => {
    const SCALEOUT_CONFIG = file('pool.yml', cluster('pool'))
    const faultsOfType = (type: ClusterType): string[] => {
      const loaded = loadConfig({ ...usual, SCALEOUT_CONFIG }, [type])
      return loaded.ok ? [] : loaded.faults.map(({ at, says }) => `${at} ${says}`)
    }
    expect(faultsOfType(pool)).toEqual([
      expect.stringMatching(/^SCALEOUT_SECRET_KEY is missing, and one knows passwords only/),
    ])
    expect(faultsOfType({ ...pool, fields: pool.fields.filter(({ wire }) => wire !== 'access_word') })).toEqual([])
  })

  it('ask for a key as soon as a password may be queued', () => {
    expect(faultsWith({ SCALEOUT_CONFIG: edge })).toEqual([
      expect.stringMatching(/^SCALEOUT_SECRET_KEY is missing, and one knows passwords only: write the output of/),
    ])
    expect(faultsWith({ SCALEOUT_CONFIG: named, EDGE_LOGIN_PASSWORD: 'Hello1234!' })).toEqual([
      expect.stringMatching(/^SCALEOUT_SECRET_KEY is missing, and the policy file names credentials/),
    ])
  })

  it('name the variable of a credential that is missing, or that holds no password', () => {
    const of = (EDGE_LOGIN_PASSWORD: string | undefined) =>
      faultsWith({ SCALEOUT_CONFIG: named, SCALEOUT_SECRET_KEY: key, EDGE_LOGIN_PASSWORD })
    const missing = [
      expect.stringMatching(/^EDGE_LOGIN_PASSWORD is missing: it holds the password of the credential edge-root/),
    ]
    expect([of(undefined), of('')]).toEqual([missing, missing])
    const weak = of('hunter2secret')
    expect(weak).toEqual([
      expect.stringMatching(/^EDGE_LOGIN_PASSWORD holds no password that Alibaba Cloud accepts: use 8 to 30/),
    ])
    expect(weak.join()).not.toContain('hunter2secret')
  })

  it('never show the address of Redis, which holds a password', () => {
    const faults = faultsWith({ REDIS_URL: 'redis://:hunter2@a,b' })
    expect(faults).toEqual([expect.stringMatching(/^REDIS_URL is not an address of Redis: write redis:/)])
    expect(faults.join()).not.toContain('hunter2')
  })

  it('name what is wrong about Redis in the policy file', () => {
    const odd = file(
      'odd.yml',
      `redis: { prefix: 'a b', accept_data_loss: maybe, lease: 1s, cluster: 1 }\n${cluster('kubernetes')}`,
    )
    expect(faultsWith({ SCALEOUT_CONFIG: odd })).toEqual([
      expect.stringMatching(/odd\.yml:1 redis\.prefix write letters, digits/),
      expect.stringMatching(/odd\.yml:1 redis\.accept_data_loss write true or false/),
      expect.stringMatching(/odd\.yml:1 redis\.lease write 5s to 10m/),
      expect.stringMatching(/odd\.yml:1 redis\.cluster is not known: .*prefix, accept_data_loss, lease/),
    ])
  })

  it('say what to copy where there is no policy file', () => {
    expect(faultsWith({ SCALEOUT_CONFIG: join(folder, 'nowhere.yml') })).toEqual([
      expect.stringMatching(/nowhere\.yml cannot be read: copy scaleout\.example\.yml there/),
    ])
  })
})
