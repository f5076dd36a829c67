import { Agent } from 'node:http'
import { z } from 'zod'
import type { Slack } from '../playground/slack/index.ts'
import { send, signed } from './command.ts'
import { type Ground, type Server, startBare, startHttpBot } from './contenders.ts'
import { compared, quantile, type Row } from './figures.ts'

const rounds = 10
const roundFor = 1000
const warmUpFor = 3000
const connections = 16

/** The bot is to reach this part of what the bare app does. */
const aim = 0.9

/** `p99`: in ms, from a request to the end of its answer. */
type Round = { readonly perSecond: number; readonly p99: number }

/** What the bare app will say, too: it must be worth saying. */
const acknowledgement = z.looseObject({ response_type: z.literal('ephemeral'), blocks: z.array(z.unknown()).min(1) })

/** How fast `/scaleout help` is acknowledged over signed HTTP: the bot and a bare Bolt app by turns. */
export async function measureAcks(ground: Ground): Promise<Row[]> {
  const bot = await startHttpBot(ground)
  try {
    const answer = await send(bot.url, signed(ground.slack), new Agent())
    acknowledgement.parse(JSON.parse(answer))
    const bare = await startBare(ground, { answer })
    try {
      const load = (server: Server, ms: number): Promise<Round> => keepBusy(server, ground.slack, answer, ms)
      await load(bot, warmUpFor)
      await load(bare, warmUpFor)
      const pairs: { bot: Round; bare: Round }[] = []
      for (let round = 0; round < rounds; round++) {
        // Each goes first in every other round, so that neither gains from the order.
        const first = await load(round % 2 === 0 ? bot : bare, roundFor)
        const second = await load(round % 2 === 0 ? bare : bot, roundFor)
        pairs.push(round % 2 === 0 ? { bot: first, bare: second } : { bot: second, bare: first })
      }
      return rowsOf(pairs)
    } finally {
      await bare.stop()
    }
  } finally {
    await bot.stop()
  }
}

const rowsOf = (pairs: readonly { bot: Round; bare: Round }[]): Row[] => [
  compared(
    pairs.map(({ bot, bare }) => ({ bot: bot.perSecond, bare: bare.perSecond })),
    {
      figure: `/scaleout help acknowledged, ${connections} connections`,
      aim: `≥ ${aim} × bare`,
      digits: 0,
      unit: '/s',
      met: (ratio) => ratio >= aim,
    },
  ),
  compared(
    pairs.map(({ bot, bare }) => ({ bot: bot.p99, bare: bare.p99 })),
    {
      figure: 'the slowest of a hundred of these (p99)',
      aim: `≤ bare ÷ ${aim}`,
      digits: 1,
      unit: 'ms',
      met: (ratio) => ratio <= 1 / aim,
    },
  ),
]

/** Asks again as soon as there is an answer, on every connection, for `ms`. Throws when an answer is not `expected`. */
async function keepBusy({ url }: Server, slack: Slack, expected: string, ms: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const message = signed(slack)
  const times: number[] = []
  const start = performance.now()
  const askOnAndOn = async (): Promise<void> => {
    while (performance.now() - start < ms) {
      const sentAt = performance.now()
      const answer = await send(url, message, agent)
      if (answer !== expected) throw new Error(`${url} answered with ${answer}`)
      times.push(performance.now() - sentAt)
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, askOnAndOn))
    return { perSecond: (times.length * 1000) / (performance.now() - start), p99: quantile(times, 0.99) }
  } finally {
    agent.destroy()
  }
}
