import Bottleneck from 'bottleneck'
import type { Pace } from '../scaleout/ports.ts'

/** The reference advises a cap of about five reads a second for the account (reference/ack-api.md §4.5). */
const cautious = 5

/**
 * Pace within one process, on Bottleneck. Per second: ScaleOutCluster for the account, and any reads. That a cluster has
 * one scale-out in flight is no matter of pace: it lasts for minutes and outlives the process, so the store keeps it.
 */
export function createPace(callsPerSecond: number, readsPerSecond = cautious): Pace & { stop(): Promise<void> } {
  const account = new Bottleneck({ minTime: Math.ceil(1000 / callsPerSecond) })
  // A reservoir, not a minimum distance: a read does not wait while there is room.
  const reads = new Bottleneck({
    reservoir: readsPerSecond,
    reservoirRefreshAmount: readsPerSecond,
    reservoirRefreshInterval: 1000,
  })
  return {
    call: (send) => account.schedule(send),
    read: (send) => reads.schedule(send),
    stop: async () => {
      await Promise.all([account.disconnect(), reads.disconnect()])
    },
  }
}
