import { TryLater } from '../scaleout/messenger.ts'
import type { Job } from '../scaleout/ports.ts'
import type { Request } from '../scaleout/record.ts'
import { NewerRecord } from '../scaleout/stored.ts'
import { takesVotes } from '../scaleout/votes.ts'
import type { JobContext } from './context.ts'
import { execute } from './execute.ts'
import { expire } from './expire.ts'
import { follow } from './follow.ts'
import { lookAtPlaces } from './places.ts'
import { reconcile } from './reconcile.ts'
import { resolve } from './resolve.ts'
import { tell } from './tell.ts'

const kinds: Readonly<Record<Job['kind'], (number: number, context: JobContext) => Promise<number | undefined>>> = {
  expire,
  execute,
  resolve,
  follow,
  tell,
}

/** Runs a job; answers when it wants to run again. */
export const runJob =
  (context: JobContext) =>
  async (job: Job): Promise<number | undefined> => {
    try {
      return await kinds[job.kind](job.number, context)
    } catch (error) {
      if (error instanceof TryLater) return context.clock.now() + error.after
      // The version that wrote it carries it on.
      if (error instanceof NewerRecord) return undefined
      throw error
    }
  }

/**
 * After a gap in the events, and now and then: open cards' reactions are read again, and their channels looked at. Where there are more than Slack
 * lets us read, chance picks, so that each is read some time. One that cannot be read keeps no other from being read.
 */
export async function reconcileAll(open: readonly Request[], context: JobContext): Promise<void> {
  const cards = open.filter(takesVotes).map((request) => ({ request, rank: context.random() }))
  const failed: unknown[] = []
  for (const { request } of cards.sort((a, b) => a.rank - b.rank)) {
    const looked = await reconcile(request, 'in passing', context).catch((error: unknown) => error)
    if (looked instanceof TryLater) break
    if (looked instanceof Error) failed.push(looked)
  }
  await lookAtPlaces(open, context)
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} cards could not be read`)
}
