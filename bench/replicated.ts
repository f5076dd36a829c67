import { setTimeout as rest } from 'node:timers/promises'
import { startRedis } from '../test/setup/redis.ts'
import { type Ground, type Home, startSocketBot } from './contenders.ts'
import { compared, type Pair, type Row } from './figures.ts'
import { residentMemory } from './memory.ts'
import { timeToReady } from './start.ts'

const starts = 7
const rests = 3
/** As in ./memory.ts. */
const restFor = 8000
/** `ready` in ms, as for the embedded one. The memory is that of the libraries of Redis. */
const aims = { ready: 1500, memory: 1.3 }

/** What `REDIS_URL` costs a bot that has nothing to do, beside the embedded one. */
export async function measureReplicated(ground: Ground): Promise<Row[]> {
  const redis = await startRedis()
  try {
    const home = { REDIS_URL: redis.url }
    const start = (home?: Home) => startSocketBot(ground, undefined, home)
    const ready: Pair[] = []
    for (let run = 0; run < starts; run++)
      ready.push({ bot: await timeToReady(() => start(home)), bare: await timeToReady(() => start()) })
    const held: Pair[] = []
    for (let run = 0; run < rests; run++)
      held.push(
        await atRest(
          () => start(home),
          () => start(),
        ),
      )
    return [
      compared(ready, {
        figure: `Redis: start to ready, ${starts} runs (bare: embedded)`,
        aim: `< ${aims.ready} ms`,
        digits: 0,
        unit: 'ms',
        met: (_, bot) => bot < aims.ready,
      }),
      compared(held, {
        figure: `Redis: resident memory after ${restFor / 1000} s of rest, ${rests} runs (bare: embedded)`,
        aim: `< ${aims.memory} × embedded`,
        digits: 0,
        unit: 'MiB',
        met: (ratio) => ratio < aims.memory,
      }),
    ]
  } finally {
    await redis.stop()
  }
}

async function atRest(replicated: () => ReturnType<typeof startSocketBot>, embedded: typeof replicated): Promise<Pair> {
  const bots = [await replicated(), await embedded()] as const
  try {
    await rest(restFor)
    const [bot, bare] = await Promise.all(bots.map(residentMemory))
    return { bot: bot ?? 0, bare: bare ?? 0 }
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()))
  }
}
