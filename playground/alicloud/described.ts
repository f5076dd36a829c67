import type { z } from 'zod'
import { payAsYouGo } from './account.ts'
import { done, refusalOf } from './answer.ts'
import { type Read, withCluster } from './reads.ts'
import type { Route, RpcRoute } from './routes.ts'
import { buy, type Take } from './scaleout.ts'

/** A call that buys nodes as ScaleOutCluster does, in every particular that may differ. */
type DescribedOrder = {
  readonly action: string
  readonly method: 'POST' | 'PUT'
  /** Its first group is the cluster's id. */
  readonly path: RegExp
  /** What it takes, strictly, and how many nodes that asks for. */
  readonly body: z.ZodType<number>
  readonly taskType: string
  /** What it answers, with status 202. */
  readonly answer: (taskId: string) => Record<string, unknown>
}

/** A read of a cluster. */
type DescribedRead = {
  readonly action: string
  /** Its first group is the cluster's id. */
  readonly path: RegExp
  readonly answer: (clusterId: string) => Record<string, unknown>
}

/** A read of another product in RPC style. */
type DescribedRpc = {
  readonly action: string
  /** As RAM calls it: `vpc`. */
  readonly product: string
  readonly version: string
  /** What it takes, strictly, as it stands on the wire: flat, and text. */
  readonly query: z.ZodType<Record<string, string | undefined>>
  readonly answer: (query: Record<string, string | undefined>) => Record<string, unknown>
}

/** What a test describes this cloud to answer besides. Whatever nobody has described is refused as before. */
export type Described = {
  readonly orders?: readonly DescribedOrder[]
  readonly reads?: readonly DescribedRead[]
  readonly rpc?: readonly DescribedRpc[]
  /** Members of a body that are masked in what is kept of the calls. */
  readonly secrets?: readonly string[]
}

export const routesOf = ({ orders = [], reads = [], rpc = [] }: Described): Route[] => [
  ...orders.map(({ action, method, path, ...order }) => ({ action, method, path, take: taking(order) })),
  ...reads.map(({ action, path, answer }) => ({ action, method: 'GET' as const, path, read: reading(answer) })),
  ...rpc.map(rpcRoute),
]

function rpcRoute({ action, product, version, query, answer }: DescribedRpc): RpcRoute {
  const rpc: RpcRoute['rpc'] = (sent) => {
    const parsed = query.safeParse(sent)
    return parsed.success ? done(answer(parsed.data)) : refusalOf(parsed.error, sent)
  }
  return { action, product, version, method: 'RPC', rpc }
}

const taking =
  ({ body, taskType, answer }: Pick<DescribedOrder, 'body' | 'taskType' | 'answer'>): Take =>
  (account, cluster, sent, { outcome }) => {
    const parsed = body.safeParse(sent)
    if (!parsed.success) return { answer: refusalOf(parsed.error, sent) }
    const order = { count: parsed.data, model: payAsYouGo(cluster.instanceType), type: taskType, outcome }
    return buy(account, cluster, order, answer)
  }

const reading =
  (answer: DescribedRead['answer']): Read =>
  (account, id) =>
    withCluster(account, id, (cluster) => done(answer(cluster.id)))
