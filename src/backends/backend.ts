import type { Job, Jobs, Pace, Store } from '../scaleout/ports.ts'
import type { Depth } from './queues.ts'

/** Runs a job; answers when it wants to run again (ms since 1970), or nothing when it is done. */
export type RunJob = (job: Job) => Promise<number | undefined>

/** Where records, jobs and pace are kept. One contract for every implementation: test/backends/contract.ts. */
export type Backend = Store &
  Jobs & {
    readonly pace: Pace
    /** Begins to run jobs, also those that an earlier process left. A job that throws is run again, later each time. */
    work(run: RunJob): Promise<void>
    /** How many jobs are queued, of all processes. */
    depth(): Promise<Depth>
    /** Calls back when it was away and is here again: what came meanwhile could not be written down. */
    onBack(hear: () => void): void
    /** Whether it takes what it is told, now: it writes. Throws `StoreFault` where it can name what is wrong. */
    ready(): Promise<boolean>
    /** Takes no more jobs and waits for the running ones. */
    drain(): Promise<void>
    close(): Promise<void>
  }
