import Bottleneck from 'bottleneck'
import type { Pace } from '../scaleout/ports.ts'

/** The reference advises a cap of about five reads a second for the account (reference/ack-api.md §4.5). */
const cautious = 5

/** Pace within one process, on Bottleneck. Per second: ScaleOutCluster for the account, and any reads. */
export function createPace(callsPerSecond: number, readsPerSecond = cautious): Pace & { stop(): Promise<void> } {
  const account = new Bottleneck({ minTime: Math.ceil(1000 / callsPerSecond) })
  const clusters = new Bottleneck.Group({ maxConcurrent: 1 })
  clusters.on('created', (limiter: Bottleneck) => limiter.chain(account))
  // A reservoir, not a minimum distance: the two reads just before a call need not wait for each other.
  const reads = new Bottleneck({
    reservoir: readsPerSecond,
    reservoirRefreshAmount: readsPerSecond,
    reservoirRefreshInterval: 1000,
  })
  return {
    call: (cluster, send) => clusters.key(cluster.toLowerCase()).schedule(send),
    read: (send) => reads.schedule(send),
    stop: async () => {
      await Promise.all([account.disconnect(), clusters.disconnect(), reads.disconnect()])
    },
  }
}
