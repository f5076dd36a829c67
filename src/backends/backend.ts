import type { Job, Jobs, Store } from '../scaleout/ledger.ts'

/** Runs a job; answers when it wants to run again (ms since 1970), or nothing when it is done. */
export type RunJob = (job: Job) => Promise<number | undefined>

/** How fast the cloud is called, for the whole account and however many processes there are. */
export type Pace = {
  /** A ScaleOutCluster: by the policy's `calls_per_second`, and one at a time for each cluster. */
  call<T>(cluster: string, send: () => Promise<T>): Promise<T>
  /** Any read: five per second (reference/ack-api.md §4.5). */
  read<T>(send: () => Promise<T>): Promise<T>
}

/** Where records, jobs and pace are kept. One contract for every implementation: test/backends/contract.ts. */
export type Backend = Store &
  Jobs & {
    readonly pace: Pace
    /** Begins to run jobs, also those that an earlier process left. A job that throws is run again, later each time. */
    work(run: RunJob): Promise<void>
    /** Whether it answers now. */
    ready(): Promise<boolean>
    /** Takes no more jobs and waits for the running ones. */
    drain(): Promise<void>
    close(): Promise<void>
  }
