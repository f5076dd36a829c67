import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { setTimeout as rest } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Contender, type Ground, startBare, startHttpBot } from './contenders.ts'
import { compared, type Pair, type Row } from './figures.ts'

const runs = 3
/** V8 gives memory back some seconds after the last work. */
const restFor = 8000
const aim = 1.3

/** Resident memory of both after the same rest, in MiB. */
export async function measureMemory(ground: Ground): Promise<Row[]> {
  const pairs: Pair[] = []
  for (let run = 0; run < runs; run++) pairs.push(await atRest(ground))
  const figure = `resident memory after ${restFor / 1000} s of rest, ${runs} runs (bare: Bolt and the SDK)`
  return [compared(pairs, { figure, aim: `< ${aim} × bare`, digits: 0, unit: 'MiB', met: (ratio) => ratio < aim })]
}

async function atRest(ground: Ground): Promise<Pair> {
  const bot = await startHttpBot(ground)
  const botRested = rest(restFor)
  try {
    const bare = await startBare(ground, { sdk: true })
    const bareRested = rest(restFor)
    try {
      await botRested
      const held = await residentMemory(bot)
      await bareRested
      return { bot: held, bare: await residentMemory(bare) }
    } finally {
      await bare.stop()
    }
  } finally {
    await bot.stop()
  }
}

/** In MiB. */
export async function residentMemory({ pid }: Contender): Promise<number> {
  const kibibytes =
    process.platform === 'linux'
      ? /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]
      : (await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])).stdout
  if (kibibytes === undefined) throw new Error(`the memory of process ${pid} cannot be read`)
  return Number(kibibytes) / 1024
}
