import type { Backend } from '../backends/backend.ts'
import { StoreFault } from '../scaleout/ports.ts'
import { withTimeout } from '../timeout.ts'

/** What the bot lacks to do its work. `why`: what is wrong, where it can be named. */
export type Missing = { readonly what: 'slack' | 'backend'; readonly why?: string }

/** A probe of Kubernetes waits a second by default; one that Redis leaves waiting is answered before, in ms. */
const backendAnswersIn = 500

/** What is missing now, known within a second: nothing, as a rule. `reached`: whether Slack reaches the bot. */
export const createReadiness =
  (backend: Pick<Backend, 'ready'>, reached: () => boolean) => async (): Promise<Missing[]> => {
    const lacks: Missing = { what: 'backend' }
    const answer = backend.ready().then(
      () => undefined,
      (error: unknown): Missing => (error instanceof StoreFault ? { ...lacks, why: error.message } : lacks),
    )
    const store = await withTimeout(backendAnswersIn, answer, lacks)
    return [...(reached() ? [] : [{ what: 'slack' as const }]), ...(store ? [store] : [])]
  }
