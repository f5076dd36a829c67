/** Where Redis is, as ioredis takes it. Holds the password. */
export type RedisConnection = {
  readonly username?: string
  readonly password?: string
  readonly db: number
  readonly tls?: Record<string, never>
} & (
  | { readonly host: string; readonly port: number }
  | {
      readonly name: string
      readonly sentinels: { readonly host: string; readonly port: number }[]
      readonly sentinelPassword?: string
      /** For the sentinels; `tls` is for the server that they name, and counts with the last one only. */
      readonly sentinelTLS?: Record<string, never>
      readonly enableTLSForSentinelMode?: true
    }
)

/** Redis, as the environment and the policy file describe it. */
export type RedisConfig = {
  readonly connection: RedisConnection
  /** In front of every key, with a colon. */
  readonly prefix: string
  /** Goes on, with a warning, where Redis may forget. */
  readonly acceptDataLoss: boolean
  /** How long a process that is gone, or stopped, keeps its jobs from the others, in ms. */
  readonly lease: number
}

const shape =
  /^redis(?<tls>s)?(?<sentinel>\+sentinel)?:\/\/(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^@/?]+)(?<path>(?:\/[^/?]*)*)(?:\?sentinel_password=(?<second>[^&]*))?$/
const hostPort = /^(?<host>\[[^\]]+\]|[^:]+)(?::(?<port>\d{1,5}))?$/

/**
 * `redis://[user:password@]host[:port][/db]`, `rediss://` with TLS, and for Sentinel
 * `redis+sentinel://[user:password@]host[:port],…/master[/db][?sentinel_password=…]`, or `rediss+sentinel://`.
 * `undefined` where it is none of these. Percent signs are decoded in users and passwords.
 */
export function redisConnection(url: string): RedisConnection | undefined {
  const parts = shape.exec(url)?.groups
  const hosts = parts?.hosts?.split(',').map((one) => addressOf(one, parts.sentinel ? 26_379 : 6379))
  const [first] = hosts ?? []
  if (!parts || !hosts || !first || !hosts.every((one) => one !== undefined)) return undefined
  const path = (parts.path ?? '').split('/').slice(1)
  const name = parts.sentinel ? path.shift() : undefined
  const [db = ''] = path
  if (path.length > 1 || !/^\d{0,4}$/.test(db)) return undefined
  const written = [parts.user, parts.password, parts.second, name]
  const [user, password, second, master] = written.map(decoded)
  if (written.some((one) => one !== undefined && decoded(one) === undefined)) return undefined
  const common = {
    ...(user ? { username: user } : {}),
    ...(password ? { password } : {}),
    ...(parts.tls ? { tls: {} } : {}),
    db: Number(db),
  }
  if (!parts.sentinel) return hosts.length === 1 && parts.second === undefined ? { ...common, ...first } : undefined
  return master
    ? {
        ...common,
        name: master,
        sentinels: hosts,
        ...(parts.tls ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
        ...(second ? { sentinelPassword: second } : {}),
      }
    : undefined
}

function addressOf(written: string, port: number): { host: string; port: number } | undefined {
  const parts = hostPort.exec(written)?.groups
  if (!parts?.host) return undefined
  return { host: parts.host.replace(/^\[|\]$/g, ''), port: Number(parts.port ?? port) }
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text)
  } catch {
    return undefined
  }
}
