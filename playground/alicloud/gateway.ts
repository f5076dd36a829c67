import { randomUUID } from 'node:crypto'
import { type Account, clusterOf } from './account.ts'
import { type Answer, refuse } from './answer.ts'
import type { Armory } from './faults.ts'
import { clusterNotFound } from './reads.ts'
import { type Route, routeOf } from './routes.ts'
import type { Signed, signatureCheck } from './signature.ts'

/** A request that arrived, whatever came of it. */
export type Received = {
  /** What `x-acs-action` claims; empty without the header. */
  action: string
  method: string
  path: string
  query: Record<string, string>
  /** The JSON with its secrets masked; undefined without a body. */
  body: unknown
  /** Clock time of arrival in ms. */
  at: number
  /** `valid`, or why it is not. */
  signature: string
  /** The HTTP status sent; `dropped` if the connection ended without an answer, `pending` until then. */
  status: number | 'pending' | 'dropped'
  /** The `code` of a refusal. */
  answerCode?: string
  /** The task that it started, whatever became of the answer. */
  taskId?: string
}

/** A call that was executed and bought nodes. */
export type Order = {
  clusterId: string
  /** As it was sent, secrets in clear, so that a test can see that the right password arrived. */
  body: unknown
  taskId: string
  /** Clock time in ms. */
  at: number
}

/** `product`: whose answer it is, for one in RPC style; absent for CS. */
export type Reply = { answer: Answer | 'drop'; lateBy: number; requestId: string; product?: string }

type Cloud = {
  account: Account
  check: ReturnType<typeof signatureCheck>
  armory: Armory
  calls: Received[]
  orders: Order[]
  /** Routes that a test adds. */
  described: readonly Route[]
  /** Members that are masked in what is kept of a call. */
  secrets: ReadonlySet<string>
}

/** The way of a request: signature, route, fault, execution. Records it in `calls`, and in `orders` if it bought nodes. */
export function receive(cloud: Cloud, request: Signed): { call: Received; reply: Reply } {
  const requestId = randomUUID().toUpperCase()
  let product: string | undefined
  const reply = (answer: Answer | 'drop', lateBy = 0): Reply => ({
    answer: answer === 'drop' ? answer : cloud.armory.quoting(answer),
    lateBy,
    requestId,
    ...(product === undefined ? {} : { product }),
  })
  const url = readTarget(request.target)
  const body = readJson(request.body)
  const verdict = url === undefined ? malformed : cloud.check(request)
  const call: Received = {
    action: header(request, 'x-acs-action'),
    method: request.method,
    path: url?.path ?? request.target,
    query: url?.query ?? {},
    body: masked(body, cloud.secrets),
    at: cloud.account.clock.now(),
    signature: verdict === 'valid' ? 'valid' : `${verdict.code}: ${verdict.message}`,
    status: 'pending',
  }
  cloud.calls.push(call)
  if (verdict !== 'valid') return { call, reply: reply(verdict) }

  const found = routeOf({ ...call, version: header(request, 'x-acs-version') }, cloud.described)
  if (found === undefined) return { call, reply: reply(apiNotFound) }
  if (found.route.method === 'RPC') product = found.route.product
  const strike = cloud.armory.strike(call)
  if (strike && 'instead' in strike) return { call, reply: reply(strike.instead) }
  const answer = execute(cloud, request, { ...found, call, body, requestId })
  if (strike && 'again' in strike) {
    const second = cloud.check(request)
    return { call, reply: reply(second === 'valid' ? answer : second) }
  }
  return { call, reply: strike ? reply(strike.afterwards(answer), strike.lateBy) : reply(answer) }
}

function execute(
  { account, armory, orders }: Cloud,
  request: Signed,
  o: { route: Route; id: string; call: Received; body: unknown; requestId: string },
): Answer {
  if (o.route.method === 'RPC')
    return request.body.length > 0 ? rpcWithBody : withRequestId(o.route.rpc(o.call.query), o.requestId)
  if (o.route.method === 'GET') return o.route.read(account, o.id, o.call.query, o.requestId)
  if (!header(request, 'content-type').startsWith('application/json')) return unsupported
  const cluster = clusterOf(account, o.id)
  if (cluster === undefined) return clusterNotFound
  if (o.body === notJson) return refuse(400, 'InvalidParameter', 'The body is not JSON.')
  const { answer, task } = o.route.take(account, cluster, o.body, { requestId: o.requestId, outcome: armory.outcome })
  if (task) {
    o.call.taskId = task.id
    orders.push({ clusterId: cluster.id, body: o.body, taskId: task.id, at: task.createdAt })
  }
  return answer
}

/** Answers in RPC style hold their request id, in this spelling. */
const withRequestId = (answer: Answer, requestId: string): Answer =>
  answer.kind === 'done' ? { ...answer, body: { RequestId: requestId, ...answer.body } } : answer

const notJson = '(not JSON)'
/** The parameters of these reads travel in the query (docs/platforms/reads.md#other-products). */
const rpcWithBody = refuse(400, 'InvalidParameter', 'The parameters of this call stand in its query.')
const malformed = refuse(400, 'InvalidParameter', 'The address holds a malformed percent-encoding.')
const apiNotFound = refuse(
  404,
  'InvalidApi.NotFound',
  'Specified api is not found, check path, method, action, version.',
)
/** CS has answered so in plain text (docs/platforms/ack.md#error-bodies). */
const unsupported: Answer = { kind: 'text', status: 415, type: 'text/plain', text: 'Unsupported Media Type' }

function header(request: Signed, name: string): string {
  return request.headers[name]?.[0] ?? ''
}

function readTarget(target: string): { path: string; query: Record<string, string> } | undefined {
  try {
    decodeURIComponent(target)
  } catch {
    return undefined
  }
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  return { path, query: Object.fromEntries(new URLSearchParams(query.replaceAll('+', '%2B'))) }
}

function readJson(body: Buffer): unknown {
  if (body.length === 0) return undefined
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return notJson
  }
}

/** Members of ScaleOutCluster that nobody is to read. */
export const ownSecrets = ['login_password', 'user_data']

/** A body without its secrets. */
export function masked(body: unknown, secrets: ReadonlySet<string>): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, secrets.has(key) ? '***' : value]))
}
