import type { ClusterKey } from '../clusters/cluster-key.ts'
import type { Order, Place } from '../clusters/define.ts'
import type { Node, Reason, Task } from '../scaleout/record.ts'

export type { Place }

/**
 * What became of a paid call (docs/platforms/ack.md#paid-calls).
 * `not_executed` is certain not to have been executed and may be sent again; `unknown` may never be sent again.
 */
export type Answer =
  | { readonly outcome: 'accepted'; readonly taskId: string; readonly requestId: string | null }
  | { readonly outcome: 'not_executed'; readonly why: Reason; readonly retryAfter: number | null }
  | { readonly outcome: 'refused'; readonly why: Reason }
  | { readonly outcome: 'unknown'; readonly why: Reason }

/** A task as DescribeTaskInfo shows it, read with tolerance (docs/platforms/reads.md#task). `created` in ms. */
export type TaskSeen = {
  readonly id: string
  readonly state: string
  readonly created: number | null
  readonly clusterId: ClusterKey | null
  readonly count: number | null
  readonly steps: Task['steps']
  readonly results: Task['results']
  readonly error: Reason | null
}

/** A line of DescribeClusterTasks. `created` in ms. */
export type TaskLine = { readonly id: string; readonly type: string; readonly created: number | null }

/**
 * A cluster's tasks, every page of them. `skipped`: lines whose id or type could not be read, so that each of them may be the task
 * that is looked for: that it is not among `lines` proves nothing then.
 */
export type TaskList = { readonly lines: readonly TaskLine[]; readonly skipped: readonly Omit<TaskLine, 'id'>[] }

/**
 * A cluster's nodes, every page of them, each instance once. `skipped` counts lines without an instance id (virtual and
 * foreign nodes have none): what stands here stands there, but what does not may do so all the same.
 */
type NodeList = { readonly nodes: readonly Node[]; readonly skipped: number }

/** A page of DescribeClustersForRegion, `pages` in all; `skipped` counts lines without a cluster id. */
export type ClusterPage = {
  readonly clusters: readonly { readonly id: ClusterKey; readonly state: string }[]
  readonly pages: number
  readonly skipped: number
}

/** A choice that a source offers: the value as it is sent, and what else is known of it, in the cloud's words. */
export type CloudOption = { readonly value: string; readonly about: string }

/**
 * What the choices of a field are asked with: the name of their source (sources.ts), values of the form by the names that the
 * source gives them, and what was typed; empty where the field's source does not search.
 */
export type OptionQuery = {
  readonly source: string
  readonly values: Readonly<Record<string, unknown>>
  readonly typed: string
}

/**
 * Alibaba Cloud, as far as the bot needs it. `send` makes the one paid call, as a cluster type made it.
 * It never throws: whatever happens is an answer. `mayStillSend` is asked right before the request goes out; where
 * it says no, nothing is sent, and the call is `not_executed`. The reads throw `ReadFault`, also where a list could not be read
 * to its end, and where a task is another than the one that was asked for.
 */
export type Cloud = {
  send(place: Pick<Place, 'region'>, order: Order, mayStillSend: () => boolean): Promise<Answer>
  task(place: Place, taskId: string): Promise<TaskSeen>
  tasks(place: Place): Promise<TaskList>
  nodes(place: Place): Promise<NodeList>
  /** One page, from 1: each is a read of its own. */
  clusters(region: string, page: number): Promise<ClusterPage>
  /** The choices for a field. */
  options(place: Place, query: OptionQuery): Promise<readonly CloudOption[]>
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

/**
 * Whether a read says that there is no such task: by its code, or, where that is only a status, in words
 * (`the task T-… not found`, docs/platforms/reads.md#task).
 */
export function isNoTask({ why: { code, status, message } }: ReadFault): boolean {
  if (/Task\w{0,20}\.?NotFound$/.test(code)) return true
  const plain = /^(HTTP )?\d{3}$/.test(code) && (status === undefined || status === 400 || status === 404)
  return plain && /\btask\b/i.test(message) && /\b(not found|not exist|no such)\b/i.test(message)
}

/** Where a task stands. Words that the documents do not name are `odd`: looked at again, and never taken for success. */
export type Phase = 'going' | 'success' | 'failure' | 'stopped' | 'odd'

/** `fail` is the current word, `failed` the old one; paused tasks may go on (docs/platforms/reads.md#task). */
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
