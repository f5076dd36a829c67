import type { Job } from '../scaleout/ports.ts'
import type { Request } from '../scaleout/record.ts'
import { takesVotes } from '../scaleout/votes.ts'
import { type Deps, TryLater } from './deps.ts'
import { execute } from './execute.ts'
import { expire } from './expire.ts'
import { follow } from './follow.ts'
import { reconcile } from './reconcile.ts'
import { resolve } from './resolve.ts'
import { tell } from './tell.ts'

const kinds: Readonly<Record<Job['kind'], (number: number, deps: Deps) => Promise<number | undefined>>> = {
  expire,
  execute,
  resolve,
  follow,
  tell,
}

/** Runs a job; answers when it wants to run again. */
export const runJob =
  (deps: Deps) =>
  async (job: Job): Promise<number | undefined> => {
    try {
      return await kinds[job.kind](job.number, deps)
    } catch (error) {
      if (error instanceof TryLater) return deps.clock.now() + error.after
      throw error
    }
  }

/** After a gap in the events, and now and then: every open card's reactions are read again. */
export async function reconcileAll(open: readonly Request[], deps: Deps): Promise<void> {
  for (const request of open.filter(takesVotes)) await reconcile(request, deps)
}
