import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis } from '../test/setup/redis.ts'
import { timeToCall } from './asking.ts'
import { type Ground, type Home, startField, startSocketBot, withoutProblems } from './contenders.ts'
import { compared, type Pair, quantile, type Row } from './figures.ts'
import { fillRedis, fillSqlite, type Past } from './fill.ts'
import { fieldOf } from './plots.ts'
import { draftOf, succeeded } from './records.ts'
import { timeToReady } from './start.ts'

const many = 100_000
const few = 100
const aim = 1.2

const starts = 5
const rounds = 12
/** Of each round the median counts. */
const listsARound = 5

export const howPast =
  `each with ${many} finished requests of a year, beside the same with ${few}; by turns. ` +
  "Redis was filled through the port of its backend, SQLite in one transaction with rows that were compared with the port's"

const field = fieldOf(rounds + 1)
const hour = 60 * 60_000
const year = 365 * 24 * hour

/** Finished requests, evenly over a year up to two hours ago: no limit counts them. */
function yearOf(count: number): Past {
  const end = Date.now() - 2 * hour
  const { plots } = field
  return {
    count,
    request: (number) => {
      const plot = plots[number % plots.length]
      if (!plot) throw new Error('there is no plot')
      return succeeded(draftOf(plot, number, Math.floor(end - year * (1 - number / count))), number)
    },
  }
}

/** A store with its past. */
type Kept = { readonly home: Home; stop(): Promise<void> }

const inFolder = async (count: number): Promise<Kept> => {
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-bench-'))
  await fillSqlite(folder, yearOf(count))
  return { home: { SCALEOUT_DATA: folder }, stop: () => rm(folder, { recursive: true }) }
}

const inRedis = async (count: number): Promise<Kept> => {
  const redis = await startRedis(['--appendfsync', 'always'])
  await fillRedis(redis.url, yearOf(count))
  return { home: { REDIS_URL: redis.url }, stop: () => redis.stop() }
}

/** Whether what is over costs anything: the same bot with a long and a short past. */
export async function measurePast(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-bench-'))
  try {
    const policy = join(folder, 'scaleout.yml')
    await writeFile(policy, field.policy)
    return [...(await rowsOf('embedded', inFolder, policy)), ...(await rowsOf('Redis', inRedis, policy))]
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function rowsOf(name: string, kept: (count: number) => Promise<Kept>, policy: string): Promise<Row[]> {
  const [long, short] = [await kept(many), await kept(few)]
  try {
    const what = (figure: string, digits: number) => ({
      figure: `${name}: ${figure}, ${many} finished (bare: ${few})`,
      aim: `≤ ${aim} × ${few}`,
      digits,
      unit: 'ms',
      met: (ratio: number) => ratio <= aim,
    })
    const started = await timesToReady(long, short, policy)
    const { lists, votes } = await timesAtWork(long, short, policy)
    return [
      compared(started, what('start to ready', 0)),
      compared(lists, what('/scaleout list', 1)),
      compared(votes, what('one vote, reaction to POST', 1)),
    ]
  } finally {
    await Promise.all([long.stop(), short.stop()])
  }
}

async function timesToReady(long: Kept, short: Kept, policy: string): Promise<Pair[]> {
  const ground = await startField(field, 1000)
  try {
    const pairs: Pair[] = []
    for (let round = 0; round < starts; round++) {
      const bot = await timeToReady(() => startSocketBot(ground, policy, long.home))
      pairs.push({ bot, bare: await timeToReady(() => startSocketBot(ground, policy, short.home)) })
    }
    return pairs
  } finally {
    await ground.stop()
  }
}

/** Both bots live side by side, each with a Slack and a cloud of its own; they are asked by turns. */
async function timesAtWork(long: Kept, short: Kept, policy: string): Promise<{ lists: Pair[]; votes: Pair[] }> {
  const [first, second] = [await startField(field, 1000), await startField(field, 1000)]
  try {
    const bots = [await startSocketBot(first, policy, long.home), await startSocketBot(second, policy, short.home)]
    try {
      const lists: Pair[] = []
      const votes: Pair[] = []
      for (const [round, plot] of field.plots.entries()) {
        const list = { bot: await timeToList(first), bare: await timeToList(second) }
        const vote = { bot: await timeToCall(plot, first), bare: await timeToCall(plot, second) }
        // The first of each warms it up.
        if (round === 0) continue
        lists.push(list)
        votes.push(vote)
      }
      withoutProblems(first)
      withoutProblems(second)
      return { lists, votes }
    } finally {
      await Promise.all(bots.map((bot) => bot.stop()))
    }
  } finally {
    await Promise.all([first.stop(), second.stop()])
  }
}

async function timeToList({ slack }: Ground): Promise<number> {
  const [plot] = field.plots
  if (!plot) throw new Error('there is no plot')
  const times: number[] = []
  for (let round = 0; round < listsARound; round++) {
    const began = performance.now()
    const seen = await slack.as(plot.requester).types('/scaleout list', plot.name)
    if (!('text' in seen)) throw new Error(`there is no list: ${JSON.stringify(seen)}`)
    times.push(performance.now() - began)
  }
  return quantile(times, 0.5)
}
