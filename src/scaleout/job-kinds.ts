import type { JobKind } from './lifecycle.ts'

/**
 * Every kind of job, and the queue in which it waits for its time. Which state calls for which is in THE table
 * (src/scaleout/lifecycle.ts); what each does, in src/jobs. What is told waits for Slack's pace, and what is polled for the
 * cloud's; neither may hold up what acts.
 */
export const jobKinds = {
  /** Ends a request that waits for votes, at its time. */
  expire: { queue: 'act' },
  /** Makes the one paid call, of 70 s at most, or finds that a process before did. */
  execute: { queue: 'act' },
  /** Looks, a few times within minutes, for what became of a call with a lost answer. */
  resolve: { queue: 'poll' },
  /** Reads a task until it has ended and its nodes are ready. */
  follow: { queue: 'poll' },
  /** Brings Slack up to date, after every change of a record. */
  tell: { queue: 'notify' },
} as const satisfies Readonly<Record<JobKind | 'tell', { readonly queue: string }>>
