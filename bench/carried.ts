import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis } from '../test/setup/redis.ts'
import { startField, startSocketBot, withoutProblems } from './contenders.ts'
import { compared, quantile, type Row, shown, spread } from './figures.ts'
import { fieldOf, mostCalls, type Plot } from './plots.ts'
import { throngOn } from './throng.ts'

const rounds = 3
const hands = 16
/** The first requests of a process are its slowest. */
const warmUp = 20
const timed = 60
const carried = 80
/** In ms. Twenty-five reactions a second. */
const apart = 40

/** Slack's windows are shorter by this; else `reactions.get`, fifty a minute, were all that is measured. */
const slackSpeed = 5000

/** Ten times what a policy lets through that says nothing of its own. */
const perSecond = 20
/** In ms. Below a tenth of a second nobody notices. */
const aims = { p50: 50, p99: 100 }

const setups = [
  { name: 'embedded', replicas: 1 },
  { name: 'Redis, one replica', replicas: 1, fsync: 'always' },
  { name: 'Redis, three', replicas: 3, fsync: 'always' },
  { name: 'Redis everysec, one', replicas: 1, fsync: 'everysec' },
  { name: 'Redis everysec, three', replicas: 3, fsync: 'everysec' },
] as const
type Setup = (typeof setups)[number]

/** `perSecond`: requests from submission to task id. The others in ms, from reaction to POST. */
type Round = { readonly perSecond: number; readonly p50: number; readonly p99: number }

export const howCarried =
  `carried: ${carried} requests in as many clusters, ${hands} forms sent at a time, approved as soon as their card stands; ` +
  `from reaction to POST: ${timed} cards, a reaction every ${apart} ms. Policy: ${mostCalls} calls a second. ` +
  `Slack ${slackSpeed} times as fast. The bots, Redis, Slack, the cloud and whoever acts in them share this machine`

// Tasks are read long after the measurement: what is carried ends with the task id.
const field = fieldOf(warmUp + timed + carried, { first: '30m', every: '30m', give_up: '60m' })

/** What the bot gets done, and how soon an approver is obeyed: embedded, and in Redis with one and three replicas. */
export async function measureCarried(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-bench-'))
  try {
    const file = join(folder, 'scaleout.yml')
    await writeFile(file, field.policy)
    const all = new Map<Setup, Round[]>(setups.map((setup) => [setup, []]))
    // By turns, so that a noisy minute is everybody's.
    for (let round = 0; round < rounds; round++) for (const [setup, done] of all) done.push(await oneRound(setup, file))
    const [embedded = []] = all.values()
    return [...all].flatMap(([{ name }, done]) => rowsOf(name, done, embedded))
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function oneRound(setup: Setup, policy: string): Promise<Round> {
  const redis = 'fsync' in setup ? await startRedis(['--appendfsync', setup.fsync]) : undefined
  const ground = await startField(field, slackSpeed)
  try {
    const home = redis ? { REDIS_URL: redis.url } : {}
    const start = () => startSocketBot(ground, policy, home)
    const bots = await Promise.all(Array.from({ length: setup.replicas }, start))
    try {
      const throng = throngOn(ground)
      const take = (from: number, count: number): Plot[] => field.plots.slice(from, from + count)
      await throng.carriedPerSecond(take(0, warmUp), hands)
      const times = await throng.timesToCall(take(warmUp, timed), hands, apart)
      const perSecond = await throng.carriedPerSecond(take(warmUp + timed, carried), hands)
      withoutProblems(ground)
      return { perSecond, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
    } finally {
      await Promise.all(bots.map((bot) => bot.stop()))
    }
  } finally {
    await ground.stop()
    await redis?.stop()
  }
}

function rowsOf(name: string, done: readonly Round[], embedded: readonly Round[]): Row[] {
  const row = (
    figure: string,
    of: keyof Round,
    aim: string,
    digits: number,
    unit: string,
    met: (value: number) => boolean,
  ): Row => {
    const what = { figure: `${name}: ${figure}`, aim, digits, unit }
    const own = spread(done.map((round) => round[of]))
    if (done === embedded) return { ...what, bot: shown(own, digits, unit), met: met(own.median) }
    const pairs = done.map((round, index) => ({ bot: round[of], bare: embedded[index]?.[of] ?? 0 }))
    return compared(pairs, { ...what, met: (_, bot) => met(bot) })
  }
  return [
    row('carried to their task id', 'perSecond', `≥ ${perSecond}/s`, 0, '/s', (value) => value >= perSecond),
    row('reaction to POST, p50', 'p50', `< ${aims.p50} ms`, 1, 'ms', (value) => value < aims.p50),
    row('reaction to POST, p99', 'p99', `< ${aims.p99} ms`, 1, 'ms', (value) => value < aims.p99),
  ]
}
