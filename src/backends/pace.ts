import { setTimeout as rest } from 'node:timers/promises'
import Bottleneck from 'bottleneck'
import type { Pace } from '../scaleout/ports.ts'

/** The reference advises a cap of about five reads a second for the account (reference/ack-api.md §4.5). */
const cautious = 5

/** `most` at once, and `more` again each `per` ms. Bottleneck may give one beyond that, as it refills after it has taken. */
type Bucket = { readonly most: number; readonly more: number; readonly per: number }

/**
 * Slack's own limits (reference/slack-platform.md §4.1): a post a second for each channel, and less, as clocks differ and one
 * may be on its way for longer than the next; fifty edits, fifty emoji, fifty looks at reactions and fifty look-ups of channels
 * in any minute. Edits and emoji come to 47 at most, looks to 45, look-ups to 45 and what forms need above that.
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

/** The part of a bucket that is kept for what somebody waits for. */
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
  /** Of all that ask within `ms`, one hears yes. */
  takesTurn(what: string, ms: number): Promise<boolean>
}

/**
 * Pace on Bottleneck: ScaleOutCluster calls for the account, any reads, and what is said in Slack. Within this process,
 * or, where it is shared, for every process on the same Redis. That a cluster has one scale-out in flight is no matter of
 * pace: it lasts for minutes and outlives the process, so the store keeps it.
 *
 * Turns are a minimum distance, not a reservoir: a shared reservoir is refilled by Bottleneck's heartbeat, every five seconds.
 */
export function createPace(rates: Rates, shared?: Shared) {
  const { callsPerSecond, readsPerSecond = cautious } = rates
  const slack = { ...slackRates, ...rates.slack }
  const calls = createTurns('calls', callsPerSecond, shared)
  const reads = createTurns('reads', readsPerSecond, shared)
  const posts = createPosts(slack.betweenPosts, shared)
  const edits = createBucket('edits', slack.edits, shared)
  const seeds = createBucket('seeds', slack.seeds, shared)
  const looks = createBucket('looks', slack.looks, shared)
  const channels = createBucket('channels', slack.channels, shared)
  const kept = ({ most }: Bucket, need: string): number => (need === 'in passing' ? Math.floor(most * keptBack) : 0)
  const pace: Pace = {
    call: async (send) => {
      await calls.turn()
      return send()
    },
    read: async (send) => {
      await reads.turn()
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
    stop: async () => {
      await Promise.all([calls, reads, posts, edits, seeds, looks, channels].map((one) => one.stop()))
    },
  }
}

function createTurns(id: string, perSecond: number, shared: Shared | undefined) {
  const minTime = Math.ceil(1000 / perSecond)
  const limiter = new Bottleneck({ id, minTime, ...connectionOf(shared) })
  const turn = turnsOf(limiter)
  // A process that dies takes the turns along that it was promised: so only the first in its line asks for a shared one.
  const line = new Bottleneck({ maxConcurrent: 1 })
  return { turn: shared ? () => line.schedule(turn) : turn, ...lifeOf(limiter, { minTime }, shared) }
}

/**
 * A turn for each channel; forgotten when it has not been used for a while. In each process one waits for it and another
 * behind; the rest come back, so that a busy channel holds up no other. A shared turn is taken when it is there and not
 * promised (docs/decisions/0014-turns-are-not-promised.md).
 */
function createPosts(minTime: number, shared: Shared | undefined) {
  const { OVERFLOW: strategy } = Bottleneck.strategy
  const lines = new Bottleneck.Group({ maxConcurrent: 1, highWater: 1, minTime, strategy })
  const patienceIn = new WeakMap<Bottleneck, Patience>()
  // Alone, nobody knows when the process before this one posted last.
  const predecessor = shared ? undefined : rest(minTime, undefined, { ref: false })
  const taken = async (channel: string): Promise<void> => {
    while (shared && !(await shared.takesTurn(`post:${channel}`, minTime))) await rest(minTime / asksInATurn)
  }
  return {
    take: async (channel: string): Promise<number> => {
      const line = lines.key(channel)
      const patience = patienceIn.get(line) ?? createPatience(minTime)
      patienceIn.set(line, patience)
      try {
        await predecessor
        await line.schedule(taken, channel)
        return patience.granted()
      } catch (error) {
        if (!(error instanceof Bottleneck.BottleneckError)) throw error
        return patience.refused()
      }
    },
    stop: async () => {
      await lines.disconnect()
    },
  }
}
const asksInATurn = 8

/** Nobody waits for it: who hears no comes back later. So it is one step, and refills however rarely Bottleneck's heart beats. */
function createBucket(id: string, { most, more, per }: Bucket, shared: Shared | undefined) {
  const settings = {
    reservoirIncreaseAmount: more,
    reservoirIncreaseInterval: per,
    reservoirIncreaseMaximum: most,
  }
  const limiter = new Bottleneck({ id, reservoir: most, ...settings, ...connectionOf(shared) })
  const patience = createPatience(per / more)
  return {
    /** So many at once, where as many as `kept` are left then. */
    take: async (wanted = 1, kept = 0): Promise<number> => {
      if ((await limiter.incrementReservoir(-wanted)) >= kept) return patience.granted()
      await limiter.incrementReservoir(wanted)
      return patience.refused()
    },
    ...lifeOf(limiter, settings, shared),
  }
}

type Patience = ReturnType<typeof createPatience>

/** When to ask again, in ms, where one is let through each so many: the more were turned away meanwhile, the later. */
function createPatience(each: number) {
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
 * Only the turn is Bottleneck's: what is done in it runs outside, so that a limiter which loses its Redis can neither
 * repeat it nor lose its answer.
 */
function turnsOf(limiter: Bottleneck): () => Promise<void> {
  const waiting = new Set<(error: unknown) => void>()
  // A turn that Redis was being asked for when it went away never comes.
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

const connectionOf = (shared: Shared | undefined) => (shared ? { connection: shared.connection } : {})

function lifeOf(limiter: Bottleneck, settings: Bottleneck.ConstructorOptions, shared: Shared | undefined) {
  return {
    ready: async (): Promise<void> => {
      await limiter.ready()
      // What is kept in Redis may be an older policy's.
      if (shared) await limiter.updateSettings(settings)
    },
    // One that shares a connection ends with it.
    stop: async (): Promise<void> => {
      if (!shared) await limiter.disconnect()
    },
  }
}
