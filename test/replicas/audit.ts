import { z } from 'zod'
import type { Message } from '../../playground/slack/index.ts'
import { cardOf, type Need } from './needs.ts'
import type { World } from './world.ts'

/** What became of the requests of a scenario; the first four counts add up to `requests`. */
export type Count = {
  readonly requests: number
  /** Executed once, and people have been told how it ended. */
  readonly once: number
  /** Ended without a call that ran, and people have been told why. */
  readonly unbought: number
  /** A person has been asked to resolve it, or the one before it in its line. */
  readonly waiting: number
  /** Neither ended nor waiting for anybody. */
  readonly lost: number
  /** Which these are, and how far they came. */
  readonly losses: readonly string[]
  /** Executed, or sent, more than once. */
  readonly twice: number
  /** Messages that say what another one has said already. */
  readonly doubled: number
}

/** By what the bot marks its messages with: which request, and what is said of it. */
const mark = z.object({ request: z.number(), key: z.string() })

type Said = { readonly request: number; readonly key: string; readonly message: Message }

function saidIn({ slack }: World): Said[] {
  const messages = slack.workspace.channels.flatMap((channel) => channel.messages)
  return messages
    .filter((message) => !message.deleted && message.user === slack.botUser)
    .flatMap((message) => {
      const read = mark.safeParse(message.metadata?.event_payload)
      return read.success ? [{ ...read.data, message }] : []
    })
}

/** Where each need stands, as people and the cloud see it. */
function standings(world: World, needs: readonly Need[]) {
  const { cloud } = world
  const keys = Map.groupBy(saidIn(world), ({ request }) => request)
  const all = needs.map((need) => {
    const card = cardOf(world, need)
    const number = mark.safeParse(card?.metadata?.event_payload).data?.request
    const told = new Set(number === undefined ? [] : keys.get(number)?.map(({ key }) => key))
    const isOurs = ({ body }: { body: unknown }): boolean => Object(body).count === need.count
    const orders = cloud.orders.filter((order) => order.clusterId === need.cluster.id && isOurs(order)).length
    const posts = cloud.calls.filter(
      (call) => call.action === 'ScaleOutCluster' && call.path.includes(need.cluster.id) && isOurs(call),
    ).length
    const ended = told.has('end')
    const asks = !ended && (told.has('question') || told.has('question_direct'))
    return { need, card, told, orders, posts, ended, asks, inLine: !ended && told.has('waiting') }
  })
  // Who waits in line for a cluster of which a person has been asked waits for that person, too.
  const asked = new Set(all.filter(({ asks }) => asks).map(({ need }) => need.cluster.id))
  return all.map((one) => ({ ...one, waits: one.asks || (one.inLine && asked.has(one.need.cluster.id)) }))
}

/** Whether everybody has been told how it ended, or what they have to settle. */
export const settled = (world: World, needs: readonly Need[]): boolean =>
  standings(world, needs).every(({ ended, waits }) => ended || waits)

/** Counts what there is now. */
export function count(world: World, needs: readonly Need[]): Count {
  const all = standings(world, needs)
  const said = Map.groupBy(saidIn(world), ({ request, key }) => `${request} ${key}`)
  const of = (what: (one: (typeof all)[number]) => boolean): number => all.filter(what).length
  const losses = all
    .filter(({ ended, waits }) => !ended && !waits)
    .map(({ need, card, told, orders }) => {
      const reads = card?.text.split('\n').slice(0, 2).join(' · ') ?? 'no card'
      return `${need.code} ${reads} (said: ${[...told].join(', ')}; orders: ${orders})`
    })
  return {
    requests: needs.length,
    once: of(({ ended, orders }) => ended && orders > 0),
    unbought: of(({ ended, orders }) => ended && orders === 0),
    waiting: of(({ waits }) => waits),
    lost: losses.length,
    losses,
    twice: of(({ orders, posts }) => orders > 1 || posts > 1),
    doubled: [...said.values()].reduce((sum, messages) => sum + messages.length - 1, 0),
  }
}
