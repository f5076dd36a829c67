import process from 'node:process'
import { setTimeout as rest } from 'node:timers/promises'
import Bottleneck from 'bottleneck'
import { Redis } from 'ioredis'
import { openRedis } from '../src/backends/redis/index.ts'
import { systemClock } from '../src/clock.ts'
import { redisConnection } from '../src/config/redis-url.ts'

/*
 * One of several processes on the Redis of BENCH_REDIS, all of which have more to do than they may, for BENCH_SECONDS.
 * Prints when each thing was let through, in ms. Beside the bot's own pace stands a reservoir, which it does not use.
 */
const { BENCH_REDIS = '', BENCH_SECONDS, BENCH_CALLS, BENCH_READS } = process.env
const connection = redisConnection(BENCH_REDIS)
if (!connection) throw new Error('BENCH_REDIS names no Redis')
const backend = await openRedis({
  place: { connection, prefix: 'pace', acceptDataLoss: false, lease: 30_000 },
  callsPerSecond: Number(BENCH_CALLS),
  readsPerSecond: Number(BENCH_READS),
  clock: systemClock,
  failed: () => undefined,
  noticed: () => undefined,
})
const { pace } = backend
const reservoir = new Bottleneck({
  id: 'reservoir',
  reservoir: Number(BENCH_READS),
  reservoirRefreshAmount: Number(BENCH_READS),
  reservoirRefreshInterval: 1000,
  connection: new Bottleneck.IORedisConnection({ client: new Redis(BENCH_REDIS) }),
})

const through: Record<string, number[]> = {}
const many = 10
/** Ten of a kind that never have enough. */
function eager(what: string, once: (note: () => Promise<void>) => Promise<void>): void {
  const times: number[] = []
  through[what] = times
  const note = async (): Promise<void> => void times.push(performance.timeOrigin + performance.now())
  const forever = async (): Promise<never> => {
    for (;;) await once(note)
  }
  for (let one = 0; one < many; one++) void forever()
}
const asking = (until: () => Promise<number>) => async (note: () => Promise<void>) => {
  const ms = await until()
  if (ms > 0) await rest(ms)
  else await note()
}
eager('reads', pace.read)
eager('calls', pace.call)
eager(
  'posts',
  asking(() => pace.untilPost('C0PACE')),
)
eager('edits', asking(pace.untilEdit))
eager(
  'looks',
  asking(() => pace.untilLook('for a call')),
)
eager('reservoir', (note) => reservoir.schedule(note))

await rest(Number(BENCH_SECONDS) * 1000)
process.stdout.write(JSON.stringify(through), () => process.exit(0))
