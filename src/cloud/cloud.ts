import type { Node, Reason, Task } from '../scaleout/record.ts'

/** Where a cluster is. Region is the CS region, e.g. `cn-hangzhou`. */
export type Place = { readonly id: string; readonly region: string }

/**
 * What became of a ScaleOutCluster (reference/ack-api.md §4.4).
 * `turned_away` is certain not to have been executed and may be sent again; `unknown` may never be sent again.
 */
export type Answer =
  | { readonly outcome: 'accepted'; readonly taskId: string; readonly requestId: string | null }
  | { readonly outcome: 'turned_away'; readonly why: Reason; readonly retryAfter: number | null }
  | { readonly outcome: 'refused'; readonly why: Reason }
  | { readonly outcome: 'unknown'; readonly why: Reason }

/** A task as DescribeTaskInfo shows it, read with tolerance (§3.2). `created` in ms. */
export type TaskSeen = {
  readonly id: string
  readonly state: string
  readonly created: number | null
  readonly clusterId: string | null
  readonly count: number | null
  readonly steps: Task['steps']
  readonly results: Task['results']
  readonly error: Reason | null
}

/** A line of DescribeClusterTasks. `created` in ms. */
export type TaskLine = { readonly id: string; readonly type: string; readonly created: number | null }

/** A page of DescribeClustersForRegion, `pages` in all. */
export type ClusterPage = {
  readonly clusters: readonly { readonly id: string; readonly state: string }[]
  readonly pages: number
}

/**
 * Alibaba Cloud, as far as the bot needs it. Node pools would stand beside `scaleOut` (§8).
 * `scaleOut` never throws: whatever happens is an answer. `mayStillSend` is asked right before the request goes out; where
 * it says no, nothing is sent, and the call is `turned_away`. The reads throw `ReadFault`.
 */
export type Cloud = {
  scaleOut(place: Place, body: Readonly<Record<string, unknown>>, mayStillSend: () => boolean): Promise<Answer>
  task(place: Place, taskId: string): Promise<TaskSeen>
  tasks(place: Place): Promise<TaskLine[]>
  nodes(place: Place): Promise<Node[]>
  /** One page, from 1: each is a read of its own. */
  clusters(region: string, page: number): Promise<ClusterPage>
}

/** A call is answered, or given up, this many ms after it was sent. */
export const longestCall = 70_000

/** A read that did not work; `why` is fit to be shown. */
export class ReadFault extends Error {
  readonly why: Reason
  constructor(why: Reason) {
    super(`${why.code}: ${why.message}`)
    this.why = why
  }
}

/** Where a task stands. Words that the documents do not name are `odd`: looked at again, and never taken for success. */
export type Phase = 'going' | 'success' | 'failure' | 'stopped' | 'odd'

/** `fail` is the current word, `failed` the old one; paused tasks may go on (§3.2). */
export function phaseOf(state: string): Phase {
  switch (state.toLowerCase()) {
    case 'success':
      return 'success'
    case 'fail':
    case 'failed':
      return 'failure'
    case 'canceled':
    case 'cancelled':
      return 'stopped'
    case 'running':
    case 'initial':
    case 'paused':
    case '':
      return 'going'
    default:
      return 'odd'
  }
}
