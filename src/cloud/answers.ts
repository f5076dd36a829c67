import { ClientError, ThrottlingError } from '@alicloud/openapi-core'
import { z } from 'zod'
import type { Node, Reason } from '../scaleout/record.ts'
import type { Answer, ClusterPage, TaskLine, TaskSeen } from './cloud.ts'

const text = z.string().catch('')

/** Members that the server leaves out arrive as the text `undefined` (reference/ack-api.md §1.9). */
const real = z
  .string()
  .refine((value) => value !== 'undefined' && value !== '')
  .optional()
  .catch(undefined)

const thrown = z
  .object({
    code: real,
    message: text,
    statusCode: z.number().optional().catch(undefined),
    requestId: real,
    retryAfter: z.number().optional().catch(undefined),
  })
  .catch({ code: undefined, message: '', statusCode: undefined, requestId: undefined, retryAfter: undefined })

/**
 * An error of the SDK in words fit for people and logs. Only code, the server's sentence and the request id are taken:
 * `data` may echo the request, and with it the password (§1.9).
 */
export function reasonOf(error: unknown): Reason {
  const { code, message, requestId } = thrown.parse(error)
  const name = error instanceof Error ? error.name : 'Error'
  return { code: code ?? name, message: sentence(message, code), ...(requestId ? { requestId } : {}) }
}

/** The SDK composes `CODE: SENTENCE request id: …`; people want the sentence. */
function sentence(message: string, code: string | undefined): string {
  const start = code && message.startsWith(`${code}: `) ? message.slice(code.length + 2) : message
  const text = start.replace(/\s*request id: .*$/is, '').replace(/^code: \d+,\s*/i, '')
  return text.length > longestSentence ? `${text.slice(0, longestSentence - 1)}…` : text
}
const longestSentence = 300

/** Codes of the gateway itself: nothing behind it was reached. A code that only contains the word may be relayed (§4.4). */
const throttled = /^(Throttling(\..+)?|Rejected\.Throttling)$/
/** Nothing left this machine (§4.4). Unreachable hosts are not among them: an open connection can end that way, too. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])

/** What an error of the one paid call means (§4.4). Whatever is not certain is `unknown`. */
export function answerToError(error: unknown): Answer {
  const why = reasonOf(error)
  const { code, statusCode, retryAfter } = thrown.parse(error)
  if (error instanceof ThrottlingError) {
    const byGateway = (statusCode === 400 || statusCode === 429) && throttled.test(code ?? '')
    return byGateway ? { outcome: 'turned_away', why, retryAfter: retryAfter ?? null } : { outcome: 'unknown', why }
  }
  if (error instanceof ClientError) {
    const certain = code !== undefined && statusCode !== 408 && statusCode !== 409
    return certain ? { outcome: 'refused', why } : { outcome: 'unknown', why }
  }
  if (code && notSent.has(code)) return { outcome: 'turned_away', why, retryAfter: null }
  return { outcome: 'unknown', why }
}

const accepted = z.object({ task_id: z.string().min(1), request_id: z.string().nullish() })

/** What a success status means: accepted only with a task id that can be read (§4.4); any 2xx counts (§1.1). */
export function answerToSuccess(status: number, body: string): Answer {
  const parsed = accepted.safeParse(json(body))
  if (status >= 200 && status < 300 && parsed.success)
    return { outcome: 'accepted', taskId: parsed.data.task_id, requestId: parsed.data.request_id ?? null }
  return { outcome: 'unknown', why: { code: `HTTP ${status}`, message: 'The answer held no task id.' } }
}

/** JSON, or `undefined` where it is none. */
export function json(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const timeOf = (value: string): number | null => {
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}

/** `error` is an object, `{}`, null or, in old answers, a string (§3.2). */
const fault = z
  .union([
    z.object({ code: z.string().min(1), message: text }),
    z
      .string()
      .min(1)
      .transform((message) => ({ code: 'TaskError', message })),
  ])
  .nullable()
  .catch(null)

const taskInfo = z.object({
  task_id: z.string(),
  cluster_id: z.string().nullable().catch(null),
  state: text,
  created: text,
  current_stage: text,
  parameters: z
    .object({ count: z.coerce.number().nullable().catch(null) })
    .nullable()
    .catch(null),
  stages: z.array(z.object({ name: text, state: text, message: text })).catch([]),
  task_result: z.array(z.object({ data: text, status: text })).catch([]),
  error: fault,
})

/** A task from the raw body of DescribeTaskInfo; `undefined` where it is none. */
export function taskFrom(body: unknown): TaskSeen | undefined {
  const parsed = taskInfo.safeParse(body)
  if (!parsed.success) return undefined
  const info = parsed.data
  // `current_stage` names the stage that runs, or the one in which the task failed (§9.9, §9.11).
  const running = info.stages.findLastIndex((stage) => stage.state === 'running')
  const current = running === -1 ? info.stages.length - 1 : running
  return {
    id: info.task_id,
    state: info.state,
    created: timeOf(info.created),
    clusterId: info.cluster_id,
    count: info.parameters?.count ?? null,
    steps: info.stages.map((stage, index) => ({
      ...stage,
      name: stage.name || (index === current ? info.current_stage : ''),
    })),
    results: info.task_result
      .filter((result) => result.data !== '')
      .map(({ data, status }) => ({ instanceId: data, status })),
    error: info.error,
  }
}

const taskList = z.object({
  tasks: z.array(z.object({ task_id: z.string(), task_type: text, created: text })).nullable(),
})

export function tasksFrom(body: unknown): TaskLine[] | undefined {
  const parsed = taskList.safeParse(body)
  return (
    parsed.data &&
    (parsed.data.tasks ?? []).map((task) => ({ id: task.task_id, type: task.task_type, created: timeOf(task.created) }))
  )
}

const nodePage = z.object({
  nodes: z
    .array(
      z.object({
        instance_id: z.string(),
        node_name: text,
        state: text,
        node_status: text,
        ip_address: z.array(z.string()).catch([]),
      }),
    )
    .nullable(),
  page: z.object({ total_count: z.number() }).optional().catch(undefined),
})

/** One page of DescribeClusterNodes. Ready means: running and Ready (§3.6). */
export function nodesFrom(body: unknown): { nodes: Node[]; total: number } | undefined {
  const parsed = nodePage.safeParse(body)
  if (!parsed.success) return undefined
  const nodes = (parsed.data.nodes ?? []).map((one) => ({
    instanceId: one.instance_id,
    name: one.node_name,
    ip: one.ip_address[0] ?? '',
    status: one.node_status || one.state,
    ready: one.node_status === 'Ready' && (one.state === 'running' || one.state === ''),
  }))
  return { nodes, total: parsed.data.page?.total_count ?? nodes.length }
}

const clusterPage = z.object({
  clusters: z.array(z.object({ cluster_id: z.string(), state: text })).nullable(),
  page_info: z.object({ total_count: z.number(), page_size: z.number().positive() }),
})

/** One page of DescribeClustersForRegion (§9.14). */
export function clustersFrom(body: unknown): ClusterPage | undefined {
  const parsed = clusterPage.safeParse(body)
  if (!parsed.success) return undefined
  const { clusters, page_info: info } = parsed.data
  return {
    clusters: (clusters ?? []).map(({ cluster_id: id, state }) => ({ id, state })),
    pages: Math.ceil(info.total_count / info.page_size),
  }
}
