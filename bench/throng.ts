import { setTimeout as rest } from 'node:timers/promises'
import type { Message } from '../playground/slack/index.ts'
import { approve, formOf, isAwaited, send } from './asking.ts'
import { clock, type Ground } from './contenders.ts'
import type { Plot } from './plots.ts'

/** After this long without an end something is broken, and nothing is a figure. */
const timeout = 60_000

/** Requests at once, in a whole crowd of plots. Each plot is asked for once. */
export type Throng = {
  /** Every form opened, `hands` at a time; then sent, awaited, approved and called. Answers how many a second got their task id. */
  carriedPerSecond(plots: readonly Plot[], hands: number): Promise<number>
  /** Every card up first; then a reaction each `apart` ms. Answers from each reaction to its ScaleOutCluster, in ms. */
  timesToCall(plots: readonly Plot[], hands: number, apart: number): Promise<number[]>
}

export function throngOn(ground: Ground): Throng {
  const { slack } = ground
  const { cards, calls } = watch(ground)
  const awaited = async (plot: Plot, form: Awaited<ReturnType<typeof formOf>>): Promise<Message> => {
    await send(form)
    return cards.of(slack.channel(plot.name).id)
  }
  const formsOf = (plots: readonly Plot[], hands: number) =>
    byHands(plots, hands, async (plot) => ({ plot, form: await formOf(plot, slack) }))

  return {
    carriedPerSecond: async (plots, hands) => {
      const forms = await formsOf(plots, hands)
      const began = clock.now()
      const approved = plots.map(async (plot) => {
        await approve(plot, await cards.of(slack.channel(plot.name).id), slack)
        return calls.of(plot.clusterId)
      })
      await byHands(forms, hands, ({ form }) => send(form))
      const calledAt = await Promise.all(approved)
      return (plots.length * 1000) / (Math.max(...calledAt) - began)
    },
    timesToCall: async (plots, hands, apart) => {
      const waiting = await byHands(await formsOf(plots, hands), hands, async ({ plot, form }) => ({
        plot,
        card: await awaited(plot, form),
      }))
      const began = clock.now()
      return Promise.all(
        waiting.map(async ({ plot, card }, index) => {
          await rest(Math.max(0, began + index * apart - clock.now()))
          const reactedAt = clock.now()
          await approve(plot, card, slack)
          return (await calls.of(plot.clusterId)) - reactedAt
        }),
      )
    },
  }
}

/** One look at what is new, however many wait: cards that stand with their emoji, and calls that got their task id. */
function watch({ slack, cloud }: Ground) {
  const cards = promised<Message>('a card')
  const calls = promised<number>('a call')
  let [seen, heard] = [0, 0]
  slack.onChange(() => {
    for (; seen < slack.calls.length; seen++) {
      const call = slack.calls[seen]
      if (!call || !isAwaited(call)) continue
      const channel = String(call.args.channel)
      const card = slack.channel(channel).messages.find(({ ts }) => ts === call.args.timestamp)
      if (card) cards.give(channel, card)
    }
  })
  cloud.onChange(() => {
    for (; heard < cloud.orders.length; heard++) {
      const order = cloud.orders[heard]
      const call = cloud.calls.findLast(({ taskId }) => taskId === order?.taskId)
      if (order && call) calls.give(order.clusterId, call.at)
    }
  })
  return { cards, calls }
}

/** What somebody waits for by its key, whichever comes first. */
function promised<T>(what: string) {
  const all = new Map<string, PromiseWithResolvers<T>>()
  const at = (key: string): PromiseWithResolvers<T> => {
    const one = all.get(key) ?? Promise.withResolvers<T>()
    all.set(key, one)
    return one
  }
  return {
    give: (key: string, value: T): void => at(key).resolve(value),
    of: async (key: string): Promise<T> => {
      const late = setTimeout(() => at(key).reject(new Error(`waited in vain for ${what}: ${key}`)), timeout)
      try {
        return await at(key).promise
      } finally {
        clearTimeout(late)
      }
    },
  }
}

/** Does something with each, `hands` at a time. */
async function byHands<T, U>(all: readonly T[], hands: number, act: (one: T) => Promise<U>): Promise<U[]> {
  const done: U[] = []
  const left = all.values()
  await Promise.all(
    Array.from({ length: hands }, async () => {
      for (const one of left) done.push(await act(one))
    }),
  )
  return done
}
