import { execFile } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { startRedis } from '../test/setup/redis.ts'
import { quantile, type Row } from './figures.ts'

const replicas = 3
const seconds = 150
const [callsPerSecond, readsPerSecond] = [2, 5]
const [second, minute] = [1000, 60_000]

export const howPace = `${replicas} processes that all have more to do than they may, for ${seconds} s, on one Redis`

const printed = z.record(z.string(), z.array(z.number()))
const pacer = fileURLToPath(new URL('pacer.ts', import.meta.url))

/** What several processes with one pace are really let do. */
export async function measurePace(): Promise<Row[]> {
  const redis = await startRedis()
  try {
    const env = {
      ...process.env,
      BENCH_REDIS: redis.url,
      BENCH_SECONDS: String(seconds),
      BENCH_CALLS: String(callsPerSecond),
      BENCH_READS: String(readsPerSecond),
    }
    const run = () => promisify(execFile)(process.execPath, [pacer], { env, maxBuffer: 2 ** 26 })
    const all = (await Promise.all(Array.from({ length: replicas }, run))).map(({ stdout }) =>
      printed.parse(JSON.parse(stdout)),
    )
    const timesOf = (what: string): number[] => all.flatMap((one) => one[what] ?? []).toSorted((a, b) => a - b)
    return [
      row(`reads, ${readsPerSecond} a second`, timesOf('reads'), second, readsPerSecond + 1),
      row(`calls, ${callsPerSecond} a second`, timesOf('calls'), second, callsPerSecond + 1),
      row('posts in one channel', timesOf('posts'), second, 1),
      row('edits', timesOf('edits'), minute, 50),
      row('looks at reactions', timesOf('looks'), minute, 50),
      row(`not used: a reservoir of ${readsPerSecond} a second`, timesOf('reservoir'), second, readsPerSecond + 1),
    ]
  } finally {
    await redis.stop()
  }
}

/** `most`: what may fall into any `window`, in ms. */
function row(what: string, times: readonly number[], window: number, most: number): Row {
  const distances = times.slice(1).map((at, index) => at - (times[index] ?? at))
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0)
  const inWindow = times.map((from, index) => times.slice(index).filter((at) => at < from + window).length)
  const seen = quantile(inWindow, 1)
  const each = window === second ? 'second' : 'minute'
  const shortest = `distance ${quantile(distances, 0.5).toFixed(0)} ms (${quantile(distances, 0).toFixed(0)} at the shortest)`
  return {
    figure: `pace: ${what}`,
    aim: `≤ ${most} in any ${each}`,
    bot: `${((distances.length * window) / span).toFixed(2)} a ${each}, ${shortest}, ${seen} at most`,
    met: seen <= most,
  }
}
