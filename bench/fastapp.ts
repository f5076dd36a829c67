import type { pino } from 'pino'
import { type Bot, createApp } from '../src/app.ts'
import { openSqlite } from '../src/backends/sqlite/index.ts'
import { createAlicloud } from '../src/cloud/alicloud.ts'
import { loadConfig } from '../src/config/environment.ts'
import { fastClock } from './fast.ts'

/**
 * The bot as main composes it, but on a clock that runs BENCH_SPEED times as fast since BENCH_EPOCH, its paces with it.
 * It may read the cloud BENCH_READS times a second by that clock; with BENCH_NAIVE it does not know of that limit, and
 * wants to read each task in its own time, however many they are. BENCH_ROUND: how long it takes to read each once, in ms.
 */
export async function startFastBot(env: NodeJS.ProcessEnv, log: pino.Logger): Promise<Bot> {
  const { BENCH_SPEED, BENCH_EPOCH, BENCH_READS, BENCH_NAIVE, BENCH_ROUND } = env
  const speed = Number(BENCH_SPEED)
  const clock = fastClock(Number(BENCH_EPOCH), speed)

  const loaded = loadConfig(env)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults))
  const { config } = loaded
  const backend = openSqlite({
    folder: config.dataFolder,
    callsPerSecond: config.policy.callsPerSecond * speed,
    readsPerSecond: Number(BENCH_READS) * speed,
    // As src/backends/pace.ts has them.
    slack: {
      betweenPosts: 1400 / speed,
      edits: { most: 10, more: (36 * speed) / 240, per: 250 },
      looks: { most: 20, more: (20 * speed) / 240, per: 250 },
    },
    clock,
    failed: (job, error) => log.warn({ job, error: String(error) }, 'a job failed and will run again'),
  })
  const bot = await createApp({
    config,
    backend: {
      ...backend,
      // As in a bot that has been running for long, looks are spread over the time in which all have their turn.
      ensure: (job) =>
        backend.ensure(job, clock.now() + (job.kind === 'follow' ? Math.random() * Number(BENCH_ROUND) : 0)),
      pace: { ...backend.pace, readsPerSecond: BENCH_NAIVE ? Number.POSITIVE_INFINITY : Number(BENCH_READS) },
    },
    cloud: createAlicloud(config.cloudEndpoint),
    clock,
    log,
  })
  await bot.start()
  return bot
}
