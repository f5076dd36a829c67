import type { Vocabulary } from '../../views/words/index.ts'
import type { Context } from '../scaleout/context.ts'
import type { Messenger } from '../scaleout/messenger.ts'
import type { Pace } from '../scaleout/ports.ts'
import type { BatchPolling } from './batch-polling.ts'
import type { CloudFor } from './cloudfor.ts'
import type { Waits } from './waits.ts'

/** What a job is given besides. */
export type JobContext = Context & {
  /** Those that the bot speaks. */
  readonly languages: readonly Vocabulary[]
  readonly cloudFor: CloudFor
  /** Whether requests can still be decided in a channel, asked anew. */
  readonly approvalIn: (channel: string) => Promise<'suitable' | 'unsuitable' | 'unverified'>
  readonly pace: Pace
  readonly batchPolling: Pick<BatchPolling, 'interval'>
  readonly messenger: Messenger
  /** How long until a moment that a record holds: a comparison with `clock.now()` stands still when that is set back. */
  readonly until: Waits
  /** How long after it was written down a call may still be sent, in ms. */
  readonly sendingWindow: number
  /** A number in [0, 1): injected, so that a test knows the jitter. */
  readonly random: () => number
}
