import { setTimeout as rest } from 'node:timers/promises'
import { Redis, type RedisOptions } from 'ioredis'
import { backoff } from '../../backoff.ts'
import type { RedisConfig } from '../../config/redis-url.ts'
import { brokenPromises } from './requirements.ts'

/** A command while Redis is away fails at once. RESP2: what BullMQ was written for. */
const failsFast = {
  protocol: 2,
  lazyConnect: true,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 2000,
  connectTimeout: 5000,
  sentinelCommandTimeout: 2000,
  // A server that vanishes without a word would otherwise be waited for until TCP gives up, a quarter of an hour.
  socketTimeout: 5000,
  retryStrategy: later,
} as const satisfies RedisOptions

function later(times: number): number {
  return backoff('redisConnection', times)
}

/**
 * Connects, and sees that this Redis keeps what it is told. Throws where it does not, or cannot be reached; `noticed`
 * hears what the policy file accepts, and of Redis going away and coming back.
 */
export async function connect(place: RedisConfig, noticed: (what: string) => void): Promise<Redis> {
  let met = false
  // At start nobody waits for sentinels that are not there.
  const sentinelRetryStrategy = (times: number): number | null => (met ? later(times) : null)
  const redis = new Redis({ ...place.connection, ...failsFast, sentinelRetryStrategy })
  // What a sentinel says counts where none of them names a server.
  let bySentinel: Error | undefined
  let byServer: Error | undefined
  redis.on('sentinelError', (error: Error) => {
    bySentinel = error
  })
  redis.on('error', (error) => {
    byServer ??= /^All sentinels/.test(error.message) ? undefined : error
  })
  try {
    await redis.connect().catch((error: Error) => {
      throw new Error(unreachable(byServer ?? bySentinel ?? error, place))
    })
    met = true
    const broken = brokenPromises(await redis.info())
    const accepted = broken.filter(({ risk }) => risk === 'loss' && place.acceptDataLoss)
    if (accepted.length < broken.length) throw new Error(broken.map(({ says }) => `it ${says}`).join('; and '))
    for (const { says } of accepted) noticed(`Redis ${says}. The policy file accepts that`)
  } catch (error) {
    redis.disconnect()
    throw error
  }
  let away = false
  redis.on('close', () => {
    if (!away) noticed('Redis is away')
    away = true
  })
  redis.on('ready', () => {
    away = false
    noticed('Redis is back')
  })
  return redis
}

/** With what to do. What ioredis says of a failure holds no secret; what it keeps of the command does. */
function unreachable({ message }: Error, { connection: { tls } }: RedisConfig): string {
  const [what] = message.split(';')
  if (/self-signed|unable to (get|verify)/i.test(message))
    return `its certificate is not trusted (${what}): set NODE_EXTRA_CA_CERTS to the path of its CA's certificate, in the environment that starts the bot (.env is read too late)`
  if (/certificate/i.test(message)) return `its certificate does not fit (${what}): give it another one`
  const hint = tls
    ? 'it has to speak TLS, and not to ask for a certificate of the bot (`tls-auth-clients no`)'
    : 'write rediss:// where it speaks TLS'
  return `it cannot be reached (${what}); start it, or name another one; ${hint}`
}

const betweenQuestions = 500

/** Calls back whenever Redis answers again: after a lost connection, and where it stood still with its connections open. */
export function whenBack(redis: Redis, hear: () => void): void {
  redis.on('ready', hear)
  let asking = false
  const ask = async (): Promise<void> => {
    asking = true
    const answers = (): Promise<boolean> =>
      redis.ping().then(
        () => true,
        () => false,
      )
    // A connection that is lost meanwhile tells of its return itself.
    while (redis.status === 'ready') {
      if (!(await answers())) {
        // It may refuse at once (BUSY, or MISCONF when its disk is full).
        await rest(betweenQuestions)
        continue
      }
      hear()
      break
    }
    asking = false
  }
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (command, stream) => {
    command.promise.catch((error: Error) => {
      if (!asking && error.message === 'Command timed out') void ask()
    })
    return send(command, stream)
  }
}

/**
 * A connection beside it that waits for Redis to come back, as BullMQ's workers are to (its documentation, "Going to
 * production"). Each worker takes a copy of it to wait for jobs. `live` while none of them is lost: ioredis 6.0 never ends
 * one that is told to in between two attempts to connect (its pull request 2169), and BullMQ's `close` waits for that end.
 */
export function blocking(redis: Redis): { readonly client: Redis; live(): boolean } {
  const second = redis.duplicate({
    enableOfflineQueue: true,
    autoResendUnfulfilledCommands: true,
    maxRetriesPerRequest: null,
    commandTimeout: undefined,
    // BullMQ lets Redis wait for ten seconds until there is a job; one that stands still for longer may wake up again.
    socketTimeout: 60_000,
    lazyConnect: false,
  })
  // The first one tells.
  second.on('error', () => undefined)
  const all = [restrained(second)]
  const duplicate = second.duplicate.bind(second)
  second.duplicate = (change) => {
    const copy = restrained(duplicate(change))
    all.push(copy)
    return copy
  }
  return { client: second, live: () => all.every(({ status }) => status === 'ready') }
}

const afterRefusal = 1000

/**
 * What Redis refuses (its memory is full, too few follow it, its disk fails) is heard of a second later: BullMQ asks for its
 * next job again at once, thousands of times a second.
 */
function restrained(redis: Redis): Redis {
  const send = redis.sendCommand.bind(redis)
  // Those that were waiting for a connection, or lost one, are sent once more.
  const known = new WeakSet<object>()
  redis.sendCommand = (command, stream) => {
    const { reject } = command
    if (!known.has(command))
      command.reject = (error) => {
        // What is said while they get to know each other is ioredis's; that a script is not known, too.
        const refused = redis.status === 'ready' && error.name === 'ReplyError' && !error.message.startsWith('NOSCRIPT')
        if (refused) setTimeout(() => reject(error), afterRefusal).unref()
        else reject(error)
      }
    known.add(command)
    return send(command, stream)
  }
  return redis
}

/** A connection beside it that may be kept waiting until something is on the disk, as nobody else waits behind. */
export function confirming(redis: Redis): Redis {
  const second = redis.duplicate({
    lazyConnect: false,
    enableOfflineQueue: true,
    commandTimeout: 5000,
    socketTimeout: 10_000,
  })
  return second.on('error', () => undefined)
}
