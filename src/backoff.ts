/**
 * Times until the next try, in ms: `first` after one failure, twice as long after each further one, `longest` at most. The
 * outcome is multiplied by a random number between those of `jitter`, so that what failed together does not come back together.
 */
type Backoff = {
  readonly first: number
  readonly longest: number
  readonly jitter: readonly [from: number, to: number]
}

export const backoffs = {
  /** A job that threw. */
  job: { first: 1000, longest: 60_000, jitter: [0.8, 1.2] },
  /** A call that was not executed; the number of its tries is limited. */
  call: { first: 2000, longest: Number.POSITIVE_INFINITY, jitter: [1, 1.25] },
  /** A call that is postponed, as its approvers or the cluster's tasks cannot be read; the number of its tries is limited. */
  unreadCall: { first: 10_000, longest: Number.POSITIVE_INFINITY, jitter: [1, 1] },
  /** A message that Slack did not answer. */
  unansweredMessage: { first: 3000, longest: 60_000, jitter: [0.75, 1.25] },
  /** A message that Slack refused, and may take later. */
  refusedMessage: { first: 3000, longest: 5 * 60_000, jitter: [0.75, 1.25] },
  /** A connection to Redis that was lost. */
  redisConnection: { first: 100, longest: 1000, jitter: [0.8, 1.2] },
} as const satisfies Record<string, Backoff>

/** How long to wait after so many failures, 1 and more. `random` answers with a number in [0, 1). */
export function backoff(kind: keyof typeof backoffs, failures: number, random: () => number = Math.random): number {
  const { first, longest, jitter } = backoffs[kind]
  const [from, to] = jitter
  return Math.min(longest, first * 2 ** (failures - 1)) * (from + random() * (to - from))
}
