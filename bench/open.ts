import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Request } from '../src/scaleout/record.ts'
import { startRedis } from '../test/setup/redis.ts'
import { type Contender, type Ground, type Home, startField, startSocketBot, withoutProblems } from './contenders.ts'
import { type Pair, type Row, shown, spread } from './figures.ts'
import { fillRedis, fillSqlite, type Past } from './fill.ts'
import { residentMemory } from './memory.ts'
import { fieldOf } from './plots.ts'
import { awaiting, draftOf } from './records.ts'

const many = 1000
const rounds = 3
const restFor = 8000
/** In MiB for each thousand, of the bot and of Redis. */
const aims = { bot: 64, redis: 16 }

export const howOpen =
  `each with ${many} requests that wait for votes, beside none; resident memory of the bot ${restFor / 1000} s after it was ready, ` +
  'which is after it looked at each of them; used_memory of Redis with their jobs'

const field = fieldOf(50)

/** Requests that wait for votes, their cards posted a minute ago. */
function waiting(count: number): Past {
  const createdAt = Date.now() - 60_000
  return {
    count,
    request: (number) => {
      const plot = field.plots[number % field.plots.length]
      if (!plot) throw new Error('there is no plot')
      return awaiting(draftOf(plot, number, createdAt), number)
    },
  }
}

/** What a thousand open requests take in memory. */
export async function measureOpen(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-bench-'))
  try {
    const policy = join(folder, 'scaleout.yml')
    await writeFile(policy, field.policy)
    const embedded: Pair[] = []
    const replicated: Pair[] = []
    const used: number[] = []
    for (let round = 0; round < rounds; round++) {
      // All at once: a process takes no less memory for its neighbours.
      const [bot, bare, full, empty] = await Promise.all([
        inFolder(many, policy),
        inFolder(0, policy),
        inRedis(many, policy),
        inRedis(0, policy),
      ])
      embedded.push({ bot, bare })
      replicated.push({ bot: full.bot, bare: empty.bot })
      used.push(full.redis - empty.redis)
    }
    const row = (name: string, values: readonly number[], aim: number): Row => {
      const taken = spread(values)
      return {
        figure: `${name} for ${many} open requests, ${rounds} runs`,
        aim: `< ${aim} MiB`,
        bot: shown(taken, 1, 'MiB'),
        met: taken.median < aim,
      }
    }
    const growth = (pairs: readonly Pair[]): number[] => pairs.map(({ bot, bare }) => bot - bare)
    return [
      row('embedded: memory of the bot', growth(embedded), aims.bot),
      row('Redis: memory of the bot', growth(replicated), aims.bot),
      row('Redis: memory of Redis', used, aims.redis),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function inFolder(count: number, policy: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-bench-'))
  try {
    const past = waiting(count)
    if (count > 0) await fillSqlite(folder, past)
    return await atRest(past, policy, { SCALEOUT_DATA: folder }, residentMemory)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function inRedis(count: number, policy: string): Promise<{ bot: number; redis: number }> {
  const redis = await startRedis()
  try {
    const past = waiting(count)
    await fillRedis(redis.url, past)
    return await atRest(past, policy, { REDIS_URL: redis.url }, async (bot) => ({
      bot: await residentMemory(bot),
      redis: await usedMemory(redis.url),
    }))
  } finally {
    await redis.stop()
  }
}

/** What is found once the bot has looked at every request, and rested. */
async function atRest<T>(past: Past, policy: string, home: Home, look: (bot: Contender) => Promise<T>): Promise<T> {
  const ground = await startField(field, 1000)
  try {
    for (let number = 1; number <= past.count; number++) hang(past.request(number), ground)
    const bot = await startSocketBot(ground, policy, home)
    try {
      await rest(restFor)
      withoutProblems(ground)
      return await look(bot)
    } finally {
      await bot.stop()
    }
  } finally {
    await ground.stop()
  }
}

/** Its card, as if the bot had posted it: without one a request ends. */
function hang({ projection: { messages }, why }: Request, { slack }: Ground): void {
  const { card } = messages
  const channel = slack.workspace.channels.find(({ id }) => id === card?.channel)
  if (!card || !channel) throw new Error('a request has no place in Slack')
  channel.messages.push({
    ts: card.ts,
    channel: card.channel,
    user: slack.botUser,
    via: 'api',
    text: why,
    blocks: [],
    attachments: [],
    edited: false,
    deleted: false,
    reactions: [],
    notifies: [],
  })
}

/** In MiB. */
async function usedMemory(url: string): Promise<number> {
  const redis = new Redis(url)
  try {
    return Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1]) / 2 ** 20
  } finally {
    redis.disconnect()
  }
}
