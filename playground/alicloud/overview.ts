import { type Account, tasksOf } from './account.ts'
import type { ClusterKind } from './fleet.ts'
import type { Order } from './gateway.ts'
import { nodesAt } from './nodes.ts'
import { endsAt, stagesAt, taskLine } from './tasks.ts'

/** What somebody sees who looks at the account's console. Times in ms of the clock. */
export type Overview = {
  /** Those of the clusters' history left out, the newest last. */
  tasks: {
    id: string
    /** Its cluster's id. */
    cluster: string
    count: number
    state: string
    startedAt: number
    endedAt?: number
    stages: { name: string; state: string }[]
    error?: string
  }[]
  /** `orders` is how often nodes were bought there. */
  clusters: { id: string; name: string; kind: ClusterKind; nodes: number; ready: number; orders: number }[]
  /** Something here changes by the mere passing of time. */
  moving: boolean
}

export function overview(account: Account, orders: readonly Order[]): Overview {
  const now = account.clock.now()
  const old = new Set(account.clusters.map(({ history }) => history?.taskId))
  const recent = account.tasks.filter(({ id }) => !old.has(id))
  return {
    tasks: recent.map((task) => {
      const { state, error } = taskLine(task, now)
      return {
        id: task.id,
        cluster: task.clusterId,
        count: task.machines.length,
        state,
        startedAt: task.createdAt,
        ...(now < endsAt(task) ? {} : { endedAt: endsAt(task) }),
        stages: stagesAt(task, now),
        ...(error && 'message' in error ? { error: error.message } : {}),
      }
    }),
    clusters: account.clusters.map((cluster) => {
      const { id, name, kind } = cluster
      const nodes = nodesAt(account, cluster, now)
      const ready = nodes.filter((node) => node.node_status === 'Ready').length
      return {
        id,
        name,
        kind,
        nodes: nodes.length,
        ready,
        orders: orders.filter((order) => order.clusterId === id).length,
      }
    }),
    moving: account.clusters.some((cluster) =>
      tasksOf(account, cluster, now).some((task) => now < endsAt(task) + account.pace.readyLag),
    ),
  }
}
