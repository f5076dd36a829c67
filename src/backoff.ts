/**
 * Times until the next try, in ms: `first` after one failure, twice as long after each further one, `longest` at most. The
 * outcome is multiplied by a random number between those of `jitter`, so that what failed together does not come back together.
 * After `most` failures there is no next try.
 */
type Backoff = {
  readonly first: number
  readonly longest: number
  readonly jitter: readonly [from: number, to: number]
  readonly most: number
}

const endless = Number.POSITIVE_INFINITY

export const backoffs = {
  /** A job that threw. */
  job: { first: 1000, longest: 60_000, jitter: [0.8, 1.2], most: endless },
  /** An approved call that was certainly not executed. */
  call: { first: 2000, longest: endless, jitter: [1, 1.25], most: 6 },
  /** An approved call whose approvers, or whose cluster's tasks, cannot be read. */
  unreadCall: { first: 10_000, longest: endless, jitter: [1, 1], most: 6 },
  /** A message that Slack did not answer; it ends only once its request is over. */
  unansweredMessage: { first: 3000, longest: 60_000, jitter: [0.75, 1.25], most: 300 },
  /** A message that Slack refused, and may take later; about a day of tries once its request is over. */
  refusedMessage: { first: 3000, longest: 5 * 60_000, jitter: [0.75, 1.25], most: 300 },
  /** A connection to Redis that was lost. */
  redisConnection: { first: 100, longest: 1000, jitter: [0.8, 1.2], most: endless },
} as const satisfies Record<string, Backoff>

/** How long to wait after so many failures, 1 and more. `random` answers with a number in [0, 1). */
export function backoff(kind: keyof typeof backoffs, failures: number, random: () => number = Math.random): number {
  const { first, longest, jitter } = backoffs[kind]
  const [from, to] = jitter
  return Math.min(longest, first * 2 ** (failures - 1)) * (from + random() * (to - from))
}

/** Whether there is no try after so many failures, 1 and more. */
export const wasLast = (kind: keyof typeof backoffs, failures: number): boolean => failures >= backoffs[kind].most
