import type { Clock } from '../clock.ts'
import type { Ledger } from '../scaleout/ledger.ts'
import type { Messenger } from '../scaleout/messenger.ts'
import type { Directory, Policy } from '../scaleout/policy.ts'
import type { Pace } from '../scaleout/ports.ts'
import type { Allowance } from '../scaleout/votes.ts'
import type { BatchPolling } from './batch-polling.ts'
import type { CloudFor } from './cloudfor.ts'
import type { Keys } from './order.ts'
import type { Waits } from './waits.ts'

export type JobContext = Keys & {
  readonly ledger: Ledger
  readonly policy: Policy
  readonly directory: Directory
  readonly cloudFor: CloudFor
  /** Asks Slack anew, each person and group once, whatever is remembered of them. */
  readonly freshDirectory: () => Directory
  /** Whether requests can still be decided in a channel, asked anew. */
  readonly approvalIn: (channel: string) => Promise<'suitable' | 'unsuitable' | 'unverified'>
  readonly pace: Pace
  readonly batchPolling: Pick<BatchPolling, 'interval'>
  readonly messenger: Messenger
  /** How often onlookers are told that their reaction does not count. */
  readonly allowance: Allowance
  readonly clock: Clock
  /** How long until a moment that a record holds: a comparison with `clock.now()` stands still when that is set back. */
  readonly until: Waits
  /** How long after it was written down a call may still be sent, in ms. */
  readonly sendingWindow: number
  /** A number in [0, 1): injected, so that a test knows the jitter. */
  readonly random: () => number
  /** Set while the bot stops. */
  readonly stopping: () => boolean
}
