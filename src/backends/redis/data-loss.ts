import type { Redis, Result } from 'ioredis'
import type { Clock } from '../../clock.ts'
import type { Gap } from '../../scaleout/ports.ts'
import { confirming } from './connections.ts'
import { runOf, tellsWhenKept } from './requirements.ts'

/** Notes which run of Redis this is, and when it was first seen; 0 where there was nothing yet to be lost. */
const lua = `
  local run, id, now = ARGV[1] .. 'run', ARGV[2], ARGV[3]
  local known = redis.call('HMGET', run, 'id', 'since')
  if known[1] == id then return known[2] end
  local since = redis.call('EXISTS', ARGV[1] .. 'number') == 1 and now or '0'
  redis.call('HSET', run, 'id', id, 'since', since)
  return since`

declare module 'ioredis' {
  interface RedisCommander<Context> {
    noteRun(...args: (string | number)[]): Result<string, Context>
  }
}

/** Replicas' clocks may differ by so much: a request that seems to be made after the gap may have been there before. */
const apart = 10_000
/** How long a disk may take to keep a call; with `appendfsync everysec` up to a second is usual. */
const longestFlush = 2000

/**
 * What a Redis may have lost (docs/decisions/0012-what-the-store-forgot.md). It can only lose by running anew: after
 * a crash, a failover, or with an older copy of its file. So each connection looks which run it has met.
 */
export function createDataLoss(redis: Redis, { prefix, clock }: { prefix: string; clock: Clock }) {
  redis.defineCommand('noteRun', { lua, numberOfKeys: 0 })
  let confirmed: Redis | undefined
  let met: Promise<{ gap: Gap; flush: boolean }> | undefined

  const look = async (): Promise<{ gap: Gap; flush: boolean }> => {
    const info = await redis.info()
    const since = Number(await redis.noteRun(prefix, runOf(info), clock.now()))
    const flush = tellsWhenKept(info)
    const keepsAll = flush || (await flushesAlways(redis))
    const passedOn = 'sentinels' in redis.options && redis.options.sentinels != null
    return { gap: { at: since === 0 ? 0 : since + apart, sudden: passedOn || !keepsAll }, flush }
  }
  const meet = (): Promise<{ gap: Gap; flush: boolean }> => {
    const mine = met ?? look()
    met = mine
    mine.catch(() => {
      if (met === mine) met = undefined
    })
    return mine
  }
  redis.on('close', () => {
    met = undefined
  })
  redis.on('ready', () => void meet().catch(() => undefined))

  return {
    meet: async () => void (await meet()),
    lastGap: async () => (await meet()).gap,
    persist: async () => {
      const { flush } = await meet()
      if (!flush) return
      confirmed ??= confirming(redis)
      // WAITAOF counts from the connection's own last write, and everything written before that is kept with it.
      const [, kept] = await Promise.all([
        confirmed.set(`${prefix}settled`, clock.now()),
        confirmed.call('WAITAOF', 1, 0, longestFlush),
      ])
      if (!Array.isArray(kept) || kept[0] !== 1) throw new Error('Redis does not say that it has kept what it was told')
    },
    close: () => confirmed?.disconnect(),
  }
}

/** `CONFIG` is often forbidden; then the careful answer holds. */
const flushesAlways = async (redis: Redis): Promise<boolean> =>
  redis.config('GET', 'appendfsync').then(
    (answer) => Array.isArray(answer) && answer[1] === 'always',
    () => false,
  )
