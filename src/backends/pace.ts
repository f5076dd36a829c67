import Bottleneck from 'bottleneck'
import type { Pace } from '../scaleout/ports.ts'

/** The reference advises a cap of about five reads a second for the account (reference/ack-api.md §4.5). */
const cautious = 5

/** `most` at once, and `more` again each `per` ms. Bottleneck may give one beyond that, as it refills after it has taken. */
type Bucket = { readonly most: number; readonly more: number; readonly per: number }

/**
 * Slack's own limits (reference/slack-platform.md §4.1): a post a second for each channel, a little less as clocks differ;
 * fifty edits, and fifty looks at reactions, in any minute. Edits come to 47 at most, looks that nobody waits for to 41.
 */
type SlackRates = { readonly betweenPosts: number; readonly edits: Bucket; readonly looks: Bucket }
const slackRates: SlackRates = {
  betweenPosts: 1200,
  edits: { most: 10, more: 3, per: 5000 },
  looks: { most: 20, more: 5, per: 15_000 },
}

export type Rates = { readonly callsPerSecond: number; readonly readsPerSecond?: number; readonly slack?: SlackRates }

type Shared = Bottleneck.IORedisConnection | undefined

/**
 * Pace on Bottleneck: ScaleOutCluster calls for the account, any reads, and what is said in Slack. Within this process,
 * or, with a connection, for every process on the same Redis. That a cluster has one scale-out in flight is no matter of
 * pace: it lasts for minutes and outlives the process, so the store keeps it.
 *
 * Turns are a minimum distance, not a reservoir: a shared reservoir is refilled by Bottleneck's heartbeat, every five seconds.
 */
export function createPace(rates: Rates, connection?: Bottleneck.IORedisConnection) {
  const { callsPerSecond, readsPerSecond = cautious, slack = slackRates } = rates
  const calls = createTurns('calls', callsPerSecond, connection)
  const reads = createTurns('reads', readsPerSecond, connection)
  const posts = createPosts(slack.betweenPosts, connection)
  const edits = createBucket('edits', slack.edits, connection)
  const looks = createBucket('looks', slack.looks, connection)
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
    post: async (channel, send) => {
      await posts.turn(channel)
      return send()
    },
    mayEdit: edits.take,
    mayLook: looks.take,
  }
  return {
    pace,
    ready: async () => {
      await Promise.all([calls, reads, edits, looks].map((one) => one.ready()))
    },
    stop: async () => {
      await Promise.all([calls, reads, posts, edits, looks].map((one) => one.stop()))
    },
  }
}

function createTurns(id: string, perSecond: number, connection: Shared) {
  const minTime = Math.ceil(1000 / perSecond)
  const limiter = new Bottleneck({ id, minTime, ...(connection ? { connection } : {}) })
  return { turn: turnsOf(limiter), ...lifeOf(limiter, { minTime }, connection) }
}

/** A limiter for each channel, forgotten when it has not been used for a while. */
function createPosts(minTime: number, connection: Shared) {
  const channels = new Bottleneck.Group({ id: 'posts', minTime, ...(connection ? { connection } : {}) })
  const turns = new WeakMap<Bottleneck, () => Promise<void>>()
  return {
    turn: (channel: string): Promise<void> => {
      const limiter = channels.key(channel)
      const turn = turns.get(limiter) ?? turnsOf(limiter)
      turns.set(limiter, turn)
      return turn()
    },
    stop: () => channels.disconnect(),
  }
}

/** Nobody waits for it: who hears no comes back later. So it is one step, and refills however rarely Bottleneck's heart beats. */
function createBucket(id: string, { most, more, per }: Bucket, connection: Shared) {
  const settings = {
    reservoirIncreaseAmount: more,
    reservoirIncreaseInterval: per,
    reservoirIncreaseMaximum: most,
  }
  const limiter = new Bottleneck({ id, reservoir: most, ...settings, ...(connection ? { connection } : {}) })
  return {
    take: async (): Promise<boolean> => {
      if ((await limiter.incrementReservoir(-1)) >= 0) return true
      await limiter.incrementReservoir(1)
      return false
    },
    ...lifeOf(limiter, settings, connection),
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

function lifeOf(limiter: Bottleneck, settings: Bottleneck.ConstructorOptions, connection: Shared) {
  return {
    ready: async (): Promise<void> => {
      await limiter.ready()
      // What is kept in Redis may be an older policy's.
      if (connection) await limiter.updateSettings(settings)
    },
    // One that shares a connection ends with it.
    stop: async (): Promise<void> => {
      if (!connection) await limiter.disconnect()
    },
  }
}
