import Bottleneck from 'bottleneck'
import type { Pace } from '../scaleout/ports.ts'

/** The reference advises a cap of about five reads a second for the account (reference/ack-api.md §4.5). */
const cautious = 5

export type Rates = { readonly callsPerSecond: number; readonly readsPerSecond?: number }

/**
 * Pace on Bottleneck: ScaleOutCluster calls for the account, and any reads, each so many a second. Within this process,
 * or, with a connection, for every process on the same Redis. That a cluster has one scale-out in flight is no matter of
 * pace: it lasts for minutes and outlives the process, so the store keeps it.
 *
 * A minimum distance, not a reservoir: a shared reservoir is refilled by Bottleneck's heartbeat, every five seconds.
 */
export function createPace(rates: Rates, connection?: Bottleneck.IORedisConnection) {
  const calls = createTurns('calls', rates.callsPerSecond, connection)
  const reads = createTurns('reads', rates.readsPerSecond ?? cautious, connection)
  const pace: Pace = {
    call: async (send) => {
      await calls.turn()
      return send()
    },
    read: async (send) => {
      await reads.turn()
      return send()
    },
  }
  return {
    pace,
    ready: async () => {
      await Promise.all([calls.ready(), reads.ready()])
    },
    stop: async () => {
      await Promise.all([calls.stop(), reads.stop()])
    },
  }
}

/**
 * Only the turn is Bottleneck's: what is done in it runs outside, so that a limiter which loses its Redis can neither
 * repeat it nor lose its answer.
 */
function createTurns(id: string, perSecond: number, connection: Bottleneck.IORedisConnection | undefined) {
  const minTime = Math.ceil(1000 / perSecond)
  const limiter = new Bottleneck({ id, minTime, ...(connection ? { connection } : {}) })
  const waiting = new Set<(error: unknown) => void>()
  // A turn that Redis was being asked for when it went away never comes.
  limiter.on('error', (error: unknown) => {
    for (const giveUp of waiting) giveUp(error)
  })
  return {
    turn: (): Promise<void> => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      waiting.add(reject)
      const over = (): void => void waiting.delete(reject)
      promise.then(over, over)
      limiter.schedule(async () => undefined).then(resolve, reject)
      return promise
    },
    ready: async (): Promise<void> => {
      await limiter.ready()
      // What is kept in Redis may be an older policy's.
      if (connection) await limiter.updateSettings({ minTime })
    },
    // One that shares a connection ends with it.
    stop: async () => {
      if (!connection) await limiter.disconnect()
    },
  }
}
