import { z } from 'zod'
import { clusterKey } from '../clusters/cluster-key.ts'
import type { Node, Reason } from '../scaleout/record.ts'
import type { ClusterPage, TaskLine, TaskSeen } from './cloud.ts'
import { cause, code, id, list, longest, message, sentence, sorted, text } from './foreign.ts'
import { type Page, pageSize } from './pages.ts'
import { stepsFrom } from './steps.ts'
import { codeWithin } from './text.ts'

const timeOf = (value: string): number | null => {
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}

const cluster = id.transform(clusterKey)

const number = z
  .union([z.number(), z.string().regex(/^\d{1,9}$/)])
  .transform(Number)
  .nullable()
  .catch(null)

/**
 * `error` is an object, `{}`, null or, in old answers, a string; its code may be missing, or only a status
 * (docs/platforms/reads.md#task).
 */
const fault = z
  .union([z.object({ code, message }), message.transform((sentence) => ({ code: undefined, message: sentence }))])
  .nullable()
  .catch(null)

const event = z.object({ level: text(20), message, reason: text(longest.code) })

const taskInfo = z.object({
  task_id: id,
  cluster_id: cluster.nullable().catch(null),
  state: text(longest.code),
  created: text(40),
  parameters: z.object({ count: number }).nullable().catch(null),
  events: list(event),
  task_result: list(z.object({ data: id.or(z.literal('')).catch(''), status: text(longest.code) })),
  error: fault,
})

/** A task from the raw body of DescribeTaskInfo; `undefined` where it is none. */
export function taskFrom(body: unknown): TaskSeen | undefined {
  const parsed = taskInfo.safeParse(body)
  if (!parsed.success) return undefined
  const info = parsed.data
  return {
    id: info.task_id,
    state: info.state,
    created: timeOf(info.created),
    clusterId: info.cluster_id,
    count: info.parameters?.count ?? null,
    steps: stepsFrom(body),
    results: distinct(info.task_result.filter((result) => result.data !== '')),
    error: faultOf(info.error) ?? eventFault(info.events),
  }
}

/** Each instance once; its last line holds. */
const distinct = (results: readonly { data: string; status: string }[]): TaskSeen['results'] =>
  [...new Map(results.map(({ data, status }) => [data, status]))].map(([instanceId, status]) => ({
    instanceId,
    status,
  }))

function faultOf(error: z.infer<typeof fault>): Reason | null {
  if (!error || (error.code === undefined && error.message === '')) return null
  return cause(error.code ?? codeWithin(error.message) ?? 'TaskFailed', error.message)
}

/** The reason may stand in the last event that is an error, and nowhere else (docs/platforms/reads.md#task). */
function eventFault(events: readonly z.infer<typeof event>[]): Reason | null {
  const last = events.findLast(
    ({ level, message, reason }) => /^(error|warning)$/i.test(level) && `${message}${reason}`,
  )
  if (!last) return null
  const { message: sentence, reason } = last
  const word = /^[A-Z]\w*$/.test(reason) ? reason : undefined
  return cause(codeWithin(reason) ?? codeWithin(sentence) ?? word ?? 'TaskFailed', sentence || reason)
}

const lines = z.array(z.unknown()).nullable()
const pageInfo = z.object({ total_count: number, page_size: number }).optional().catch(undefined)
const token = z.string().min(1).max(2000).nullable().catch(null)

const taskLine = z.object({ task_id: id, task_type: z.string().min(1).max(longest.name), created: text(40) })
const oddTask = z.object({ task_type: text(longest.name), created: text(40) }).catch({ task_type: '', created: '' })
const taskPage = z.object({ tasks: lines, page_info: pageInfo, next_token: token })

/** One page of DescribeClusterTasks; `undefined` where it is none. */
export function tasksFrom(body: unknown): Page<TaskLine, Omit<TaskLine, 'id'>> | undefined {
  const parsed = taskPage.safeParse(body)
  if (!parsed.success) return undefined
  const { tasks, page_info: info, next_token: next } = parsed.data
  const read = sorted(tasks ?? [], taskLine)
  const seen = ({ task_type: type, created }: z.infer<typeof oddTask>) => ({ type, created: timeOf(created) })
  return {
    lines: read.good.map((task) => ({ id: task.task_id, ...seen(task) })),
    odd: read.odd.map((line) => seen(oddTask.parse(line))),
    count: (tasks ?? []).length,
    total: info?.total_count ?? null,
    size: info?.page_size || null,
    token: next,
  }
}

const nodeLine = z.object({
  instance_id: id,
  node_name: text(longest.name),
  state: text(longest.code),
  node_status: text(longest.code),
  ip_address: z.array(text(longest.code)).catch([]),
  error_message: sentence,
})
const nodePage = z.object({ nodes: lines, page: pageInfo })

/** One page of DescribeClusterNodes. Ready means: running and Ready (docs/platforms/reads.md#following). */
export function nodesFrom(body: unknown): Page<Node, unknown> | undefined {
  const parsed = nodePage.safeParse(body)
  if (!parsed.success) return undefined
  const { nodes, page } = parsed.data
  const { good, odd } = sorted(nodes ?? [], nodeLine)
  return {
    lines: good.map((one) => ({
      instanceId: one.instance_id,
      name: one.node_name,
      ip: one.ip_address[0] ?? '',
      status: one.node_status || one.state,
      ready: one.node_status === 'Ready' && (one.state === 'running' || one.state === ''),
      ...(one.error_message === '' ? {} : { message: one.error_message }),
    })),
    odd,
    count: (nodes ?? []).length,
    total: page?.total_count ?? null,
    size: page?.page_size || null,
    token: null,
  }
}

const clusterLine = z.object({ cluster_id: cluster, state: text(longest.code) })
const clusterPage = z.object({ clusters: lines, page_info: pageInfo })

/**
 * One page of DescribeClustersForRegion (docs/platforms/reads.md#clusters); `undefined` also where it does not say how
 * many there are.
 */
export function clustersFrom(body: unknown): ClusterPage | undefined {
  const parsed = clusterPage.safeParse(body)
  if (!parsed.success) return undefined
  const { clusters, page_info: info } = parsed.data
  if (info?.total_count == null) return undefined
  const { good, odd } = sorted(clusters ?? [], clusterLine)
  return {
    clusters: good.map(({ cluster_id, state }) => ({ id: cluster_id, state })),
    pages: Math.ceil(info.total_count / (info.page_size || pageSize)),
    skipped: odd.length,
  }
}
