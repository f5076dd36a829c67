import { type Account, clusterState, type Model, payAsYouGo, startTask } from './account.ts'
import { type Answer, done, refusalOf, refuse } from './answer.ts'
import { beijingIso } from './beijing.ts'
import { bodies, type OrderBody } from './body.ts'
import type { ClusterSeed } from './fleet.ts'
import { nodesAt } from './nodes.ts'
import type { Outcome, Task } from './tasks.ts'

/** A call that buys nodes. The task comes back beside the answer, if there is one. */
export type Take = (
  account: Account,
  cluster: ClusterSeed,
  body: unknown,
  o: { requestId: string; outcome: (count: number) => Outcome },
) => Taken
type Taken = { answer: Answer; task?: Task }

/** ScaleOutCluster: validates strictly, then buys. */
export const scaleOut: Take = (account, cluster, body, { requestId, outcome }) => {
  const parsed = bodies[cluster.kind].safeParse(body)
  if (!parsed.success) return { answer: refusalOf(parsed.error, body) }
  const { count } = parsed.data
  const model = modelOf(parsed.data, account.clock.now())
  // 202 and these three members: docs/platforms/scale-out.md#request.
  return buy(account, cluster, { count, model, outcome }, (taskId) => ({
    cluster_id: cluster.id,
    request_id: requestId,
    task_id: taskId,
  }))
}

/** Starts the task of an order that was read, unless the cluster or the quota is against it. `type`: of its task. */
export function buy(
  account: Account,
  cluster: ClusterSeed,
  { count, outcome, ...order }: { count: number; model: Model; type?: string; outcome: (count: number) => Outcome },
  answered: (taskId: string) => Record<string, unknown>,
): Taken {
  const now = account.clock.now()
  const state = clusterState(account, cluster, now)
  if (state !== 'running') {
    const message = `Cluster is ${state}, the operation is not allowed now.`
    return { answer: refuse(400, 'ErrorClusterState', message) }
  }
  if (nodesAt(account, cluster, now).length + count > account.nodeQuota) {
    const message = `A cluster may have ${account.nodeQuota} nodes.`
    return { answer: refuse(400, 'QuotaExceeded.Node', message) }
  }
  const task = startTask(account, cluster, { ...order, count, outcome: outcome(count) })
  return { answer: done(answered(task.id), 202), task }
}

function modelOf(body: OrderBody, now: number): Model {
  if ('is_edge_worker' in body) {
    const expires = inMonths(now, body.worker_period)
    return { type: body.worker_instance_type, charge: 'PrePaid', expires, image: body.worker_image_id }
  }
  // The order of the types is their priority (docs/platforms/scale-out.md#kubernetes); this cloud always has stock of
  // the first.
  const model = payAsYouGo(body.worker_instance_types[0] ?? '')
  const ordered = 'image_id' in body && body.image_id ? { ...model, image: body.image_id } : model
  return body.worker_instance_charge_type === 'PrePaid'
    ? { ...ordered, charge: 'PrePaid', expires: inMonths(now, body.worker_period ?? 1) }
    : ordered
}

function inMonths(now: number, months: number): string {
  const date = new Date(now)
  date.setUTCMonth(date.getUTCMonth() + months)
  return beijingIso(date.getTime())
}
