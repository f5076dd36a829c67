import { setTimeout as rest } from 'node:timers/promises'
import Bottleneck from 'bottleneck'
import { LRUCache } from 'lru-cache'
import type { Pace } from '../scaleout/ports.ts'

/** Advised is a cap of about five reads a second for the account (docs/platforms/ack.md#rates). */
const cautious = 5

/** `most` at once, and `more` again each `per` ms. Bottleneck may give one beyond that, as it refills after it has taken. */
type Bucket = { readonly most: number; readonly more: number; readonly per: number }

/**
 * Slack's own limits (docs/platforms/slack.md#rates): a post a second for each channel, and less, as clocks differ and
 * one may be on its way for longer than the next; fifty edits, fifty emoji, fifty looks at reactions and fifty look-ups
 * of channels in any minute. Edits and emoji come to 47 at most, looks to 45, look-ups to 45 and what forms need above
 * that.
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
  looks: { most: 20, more: 6, per: 15_000 },
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

/** What all processes on one Redis have in common. */
type Shared = {
  readonly connection: Bottleneck.IORedisConnection
  /** Of all processes that ask within `ms`, one gets `true`. */
  claim(what: string, ms: number): Promise<boolean>
}

/**
 * Pace of paid calls for the account, of any reads, and of what is said in Slack: within this process, or, on
 * Bottleneck, for every process on the same Redis. That a cluster has one scale-out in flight is no matter of
 * pace: it lasts for minutes and outlives the process, so the store keeps it.
 *
 * A rate is a minimum distance, not a reservoir: a shared reservoir is refilled by Bottleneck's heartbeat, every five seconds.
 */
export function createPace(rates: Rates, shared?: Shared) {
  const { callsPerSecond, readsPerSecond = cautious } = rates
  const slack = { ...slackRates, ...rates.slack }
  const calls = createRate('calls', callsPerSecond, shared)
  const reads = createRate('reads', readsPerSecond, shared)
  const posts = createPosts(slack.betweenPosts, shared)
  const edits = createBucket('edits', slack.edits, shared)
  const seeds = createBucket('seeds', slack.seeds, shared)
  const looks = createBucket('looks', slack.looks, shared)
  const channels = createBucket('channels', slack.channels, shared)
  const kept = ({ most }: Bucket, need: string): number => (need === 'in passing' ? Math.floor(most * keptBack) : 0)
  const pace: Pace = {
    call: async (send) => {
      await calls.slot()
      return send()
    },
    read: async (send) => {
      await reads.slot()
      return send()
    },
    readsPerSecond,
    untilPost: posts.take,
    untilEdit: () => edits.take(),
    untilSeed: (emoji) => seeds.take(emoji),
    untilLook: (need) => looks.take(1, kept(slack.looks, need)),
    untilChannel: (need) => channels.take(1, kept(slack.channels, need)),
  }
  return {
    pace,
    ready: async () => {
      await Promise.all([calls, reads, edits, seeds, looks, channels].map((one) => one.ready()))
    },
  }
}

/** This process's own time: Bottleneck's is the wall clock, which would hold everything up for as long as it is set back. */
const steady = (): number => performance.now()

/** What a process without others paces by itself. */
const alone = { ready: async (): Promise<void> => undefined }

function createRate(id: string, perSecond: number, shared: Shared | undefined) {
  const minTime = Math.ceil(1000 / perSecond)
  if (!shared) return { slot: distance(minTime), ...alone }
  const limiter = new Bottleneck({ id, minTime, connection: shared.connection })
  const slot = slotsOf(limiter)
  // A process that dies takes its promised slots along: so only the first in its queue asks for a shared one.
  const queue = createSerialQueue()
  return { slot: () => queue.schedule(slot), ...lifeOf(limiter, { minTime }) }
}

/** Slots at least so many ms apart, each at its own time. */
function distance(minTime: number): () => Promise<void> {
  let next = 0
  return async () => {
    const wait = Math.max(0, next - steady())
    next = steady() + wait + minTime
    if (wait > 0) await rest(wait)
  }
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
 * A slot for each channel; forgotten when it has not been used for a while. In each process one waits for it and another
 * behind; the rest come back, so that a busy channel holds up no other. A shared slot is taken when it is there and not
 * promised (docs/decisions/0014-turns-are-not-promised.md).
 */
function createPosts(minTime: number, shared: Shared | undefined) {
  const make = () => ({ queue: createSerialQueue(), backoff: createBackoff(minTime), apart: distance(minTime) })
  const channels = new LRUCache<string, ReturnType<typeof make>>({ max: 1000 })
  // Alone, nobody knows when the process before this one posted last.
  const predecessor = shared ? undefined : rest(minTime, undefined, { ref: false })
  const taken = async (channel: string, apart: () => Promise<void>): Promise<void> => {
    if (!shared) await apart()
    while (shared && !(await shared.claim(`post:${channel}`, minTime))) await rest(minTime / asksInASlot)
  }
  return {
    take: async (channel: string): Promise<number> => {
      const known = channels.get(channel) ?? make()
      channels.set(channel, known)
      const { queue, backoff, apart } = known
      await predecessor
      if (queue.length() > 1) return backoff.refused()
      await queue.schedule(() => taken(channel, apart))
      return backoff.granted()
    },
  }
}
const asksInASlot = 8

/** Nothing waits for it: a caller that is refused comes back later. So it is one step, and refills however rarely Bottleneck's heart beats. */
function createBucket(id: string, { most, more, per }: Bucket, shared: Shared | undefined) {
  const backoff = createBackoff(per / more)
  if (!shared) {
    const taken = createReservoir({ most, more, per })
    return {
      take: async (wanted = 1, kept = 0) => (taken(wanted, kept) ? backoff.granted() : backoff.refused()),
      ...alone,
    }
  }
  const settings = {
    reservoirIncreaseAmount: more,
    reservoirIncreaseInterval: per,
    reservoirIncreaseMaximum: most,
  }
  const limiter = new Bottleneck({ id, reservoir: most, ...settings, connection: shared.connection })
  return {
    /** So many at once, where as many as `kept` are left then. */
    take: async (wanted = 1, kept = 0): Promise<number> => {
      if ((await limiter.incrementReservoir(-wanted)) >= kept) return backoff.granted()
      await limiter.incrementReservoir(wanted)
      return backoff.refused()
    },
    ...lifeOf(limiter, settings),
  }
}

/** Whether so many may be taken from what is there, where as many as `kept` are left then; `more` come back each `per` ms. */
function createReservoir({ most, more, per }: Bucket): (wanted: number, kept: number) => boolean {
  let left = most
  let filled = steady()
  return (wanted, kept) => {
    const times = Math.floor((steady() - filled) / per)
    filled += times * per
    left = Math.min(most, left + times * more)
    if (left - wanted < kept) return false
    left -= wanted
    return true
  }
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

/**
 * Only the slot is Bottleneck's: what is done in it runs outside, so that a limiter which loses its Redis can neither
 * repeat it nor lose its answer.
 */
function slotsOf(limiter: Bottleneck): () => Promise<void> {
  const waiting = new Set<(error: unknown) => void>()
  // A slot that Redis was being asked for when it went away never comes.
  limiter.on('error', (error: unknown) => {
    for (const giveUp of waiting) giveUp(error)
  })
  return () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    waiting.add(reject)
    const over = (): void => void waiting.delete(reject)
    promise.then(over, over)
    limiter.schedule(async () => undefined).then(resolve, reject)
    return promise
  }
}

function lifeOf(limiter: Bottleneck, settings: Bottleneck.ConstructorOptions) {
  return {
    ready: async (): Promise<void> => {
      await limiter.ready()
      // What is kept in Redis may be an older policy's.
      await limiter.updateSettings(settings)
    },
  }
}
