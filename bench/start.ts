import { type Ground, startBare, startSocketBot } from './contenders.ts'
import { compared, type Pair, type Row } from './figures.ts'

const runs = 10
const aim = 1500

/** From the spawn to the line that says `ready`: a socket that is open, records that were swept. */
export async function measureStart(ground: Ground): Promise<Row[]> {
  const pairs: Pair[] = []
  for (let run = 0; run < runs; run++) {
    const bot = await timeToReady(() => startSocketBot(ground))
    pairs.push({ bot, bare: await timeToReady(() => startBare(ground, { sdk: true })) })
  }
  const figure = `start to ready, ${runs} runs (bare: Bolt and the SDK)`
  return [compared(pairs, { figure, aim: `< ${aim} ms`, digits: 0, unit: 'ms', met: (_, bot) => bot < aim })]
}

/** In ms, until it is ready; then it ends. */
export async function timeToReady(start: () => Promise<{ stop(): Promise<void> }>): Promise<number> {
  const began = performance.now()
  const contender = await start()
  const taken = performance.now() - began
  await contender.stop()
  return taken
}
