import { setTimeout as rest } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { Pace } from '../scaleout/ports.ts'

/** Advised is a cap of about five reads a second for the account (docs/platforms/ack.md#rates). */
const cautious = 5

/** `most` at once, and `more` again each `per` ms, one after the other. */
type Bucket = { readonly most: number; readonly more: number; readonly per: number }

/**
 * Slack's own limits (docs/platforms/slack.md#rates): a post a second for each channel, and less, as clocks differ and
 * one may be on its way for longer than the next; fifty edits, fifty emoji, fifty looks at reactions and fifty look-ups
 * of channels in any minute. Edits, emoji and looks come to 46 at most, look-ups to 44 and what forms need above that. A
 * crowd's calls take a look each, so these come back fast; a form needs its look-up at once, so there are more of those.
 */
type SlackRates = {
  readonly betweenPosts: number
  readonly edits: Bucket
  readonly seeds: Bucket
  readonly looks: Bucket
  readonly channels: Bucket
}
export const slackRates: SlackRates = {
  betweenPosts: 1400,
  edits: { most: 10, more: 3, per: 5000 },
  seeds: { most: 10, more: 3, per: 5000 },
  looks: { most: 10, more: 3, per: 5000 },
  channels: { most: 20, more: 6, per: 15_000 },
}

/** The part of a bucket that is kept for what a person waits for. */
const keptBack = 1 / 4

/** Nobody is told to wait longer than this, in ms: the crowd may be gone by then. */
const latest = 60_000

export type Rates = {
  readonly callsPerSecond: number
  readonly readsPerSecond?: number
  readonly slack?: Partial<SlackRates>
}

/** One each `each` ms, and `most` at once where none was taken for a while. */
type Rate = { readonly each: number; readonly most: number }

/**
 * Takes `wanted` at a rate, where there is room for as many as `kept` beside them, and answers 0; or takes nothing, and
 * answers in how many ms there is room. Throws where that cannot be asked now.
 */
export type Take = (what: string, rate: Rate, wanted: number, kept: number) => Promise<number>

/**
 * Pace of paid calls for the account, of any reads, and of what is said in Slack: within this process, or for
 * all that share one way to take. That a cluster has one scale-out in flight is no matter of pace: it lasts for minutes
 * and outlives the process, so the store keeps it.
 */
export function createPace(rates: Rates, shared?: Take): Pace {
  const { callsPerSecond, readsPerSecond = cautious } = rates
  const slack = { ...slackRates, ...rates.slack }
  const take = shared ?? takeAlone()
  const calls = createSlots('calls', Math.ceil(1000 / callsPerSecond), take)
  const reads = createSlots('reads', Math.ceil(1000 / readsPerSecond), take)
  // Alone, nobody knows when the process before this one posted last.
  const predecessor = shared ? undefined : rest(slack.betweenPosts, undefined, { ref: false })
  const posts = createPosts(slack.betweenPosts, take, predecessor)
  const edits = createBucket('edits', slack.edits, take)
  const seeds = createBucket('seeds', slack.seeds, take)
  const looks = createBucket('looks', slack.looks, take)
  const channels = createBucket('channels', slack.channels, take)
  const kept = ({ most }: Bucket, need: string): number => (need === 'in passing' ? Math.floor(most * keptBack) : 0)
  return {
    call: async (send) => {
      await calls.slot()
      return send()
    },
    read: async (send) => {
      await reads.slot()
      return send()
    },
    readsPerSecond,
    untilPost: posts,
    untilEdit: () => edits(),
    untilSeed: (emoji) => seeds(emoji),
    untilLook: (need) => looks(1, kept(slack.looks, need)),
    untilChannel: (need) => channels(1, kept(slack.channels, need)),
  }
}

/** This process's own time: the wall clock would hold everything up for as long as it is set back. */
const steady = (): number => performance.now()

/** GCRA: what is remembered of a rate is when everything that was taken has come back. The script `takeRoom` is its twin. */
function takeAlone(): Take {
  const whole = new LRUCache<string, number>({ max: 1000 })
  return async (what, { each, most }, wanted, kept) => {
    const now = steady()
    const after = Math.max(whole.get(what) ?? 0, now) + wanted * each
    const wait = after + kept * each - (now + most * each)
    if (wait > 0) return wait
    whole.set(what, after)
    return 0
  }
}

/**
 * Slots `each` ms apart, in the order in which they are asked for. Only the first in a process asks, and it is promised
 * nothing: a process that dies takes no slot along (docs/decisions/0014-slots-are-not-promised.md).
 */
function createSlots(what: string, each: number, take: Take) {
  const queue = createSerialQueue()
  const taken = async (): Promise<void> => {
    const ask = (): Promise<number> => take(what, { each, most: 1 }, 1, 0)
    for (let ms = await ask(); ms > 0; ms = await ask()) await rest(Math.ceil(ms))
  }
  return { slot: () => queue.schedule(taken), length: queue.length }
}

/** One after the other. `length` counts those that are not over. */
function createSerialQueue() {
  let last: Promise<unknown> = Promise.resolve()
  let length = 0
  return {
    length: () => length,
    schedule: async <T>(act: () => Promise<T>): Promise<T> => {
      length += 1
      const mine = last.then(act).finally(() => {
        length -= 1
      })
      last = mine.catch(() => undefined)
      return mine
    },
  }
}

/**
 * Slots for each channel; forgotten when they have not been used for a while. In each process one waits for a slot and
 * another behind; the rest come back, so that a busy channel holds up no other.
 */
function createPosts(each: number, take: Take, predecessor: Promise<void> | undefined): Pace['untilPost'] {
  const make = (channel: string) => ({
    slots: createSlots(`post:${channel}`, each, take),
    backoff: createBackoff(each),
  })
  const channels = new LRUCache<string, ReturnType<typeof make>>({ max: 1000 })
  return async (channel) => {
    const known = channels.get(channel) ?? make(channel)
    channels.set(channel, known)
    const { slots, backoff } = known
    await predecessor
    if (slots.length() > 1) return backoff.refused()
    await slots.slot()
    return backoff.granted()
  }
}

/** Nothing waits for it: a caller that is refused comes back later. */
function createBucket(what: string, { most, more, per }: Bucket, take: Take) {
  const rate = { each: per / more, most }
  const backoff = createBackoff(rate.each)
  /** So many at once, where as many as `kept` are left then. */
  return async (wanted = 1, kept = 0): Promise<number> =>
    (await take(what, rate, wanted, kept)) === 0 ? backoff.granted() : backoff.refused()
}

/** When to ask again, in ms, where one is let through each so many: the more were refused meanwhile, the later. */
function createBackoff(each: number) {
  let refused = 0
  return {
    granted: (): number => {
      refused = 0
      return 0
    },
    refused: (): number => {
      refused += 1
      return Math.min(latest, each * refused) * (0.5 + Math.random() / 2)
    },
  }
}
