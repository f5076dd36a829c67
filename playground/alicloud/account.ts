import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Lists } from './faults.ts'
import type { ClusterSeed } from './fleet.ts'
import { endsAt, type Machine, type Outcome, type Task } from './tasks.ts'

/** How fast this cloud is, in ms of clock time. */
export type Pace = {
  /** From the acceptance of an order to its success. */
  taskDuration: number
  /** From the end of the task until its nodes are Ready. */
  readyLag: number
  /** While a new task cannot be read yet. */
  taskLag: number
  /** How far lists are behind. */
  listLag: number
}

/** Everything that the account owns. Tasks are only ever added. */
export type Account = {
  clock: Clock
  pace: Pace
  /** How many nodes one cluster may have. */
  nodeQuota: number
  clusters: readonly ClusterSeed[]
  tasks: Task[]
  /** The order of tasks in a list is not documented (docs/platforms/reads.md#task-lists). */
  oldestFirst: boolean
  /** What is odd about its lists. */
  lists: Lists
}

/** What is bought each time: everything about a machine but its own identity. */
export type Model = Omit<Machine, 'id' | 'ip'>

export const payAsYouGo = (type: string): Model => ({
  type,
  charge: 'PostPaid',
  expires: '2099-12-31T16:00:00+08:00',
  image: 'aliyun_3_x64_20G_alibase.vhd',
})

/** An account with these clusters and tasks; without tasks, those of the clusters' history, which have long ended. */
export function openAccount({ tasks, ...o }: Omit<Account, 'tasks'> & { tasks?: Task[] | undefined }): Account {
  if (tasks) return { ...o, tasks }
  const account: Account = { ...o, tasks: [] }
  for (const cluster of o.clusters) {
    const { history } = cluster
    if (history === undefined) continue
    const createdAt = o.clock.now() - history.ago
    const model = payAsYouGo(cluster.instanceType)
    startTask(account, cluster, { id: history.taskId, createdAt, count: history.nodes, model })
  }
  return account
}

/** Cluster ids are compared without regard to case (docs/platforms/scale-out.md#request). */
export const clusterOf = (account: Account, id: string): ClusterSeed | undefined =>
  account.clusters.find((cluster) => cluster.id.toLowerCase() === id.toLowerCase())

/** The cluster's tasks that existed at that time, oldest first. */
export const tasksOf = (account: Account, cluster: ClusterSeed, at: number): Task[] =>
  account.tasks.filter((task) => task.clusterId === cluster.id && task.createdAt <= at)

const isScaling = (account: Account, cluster: ClusterSeed, at: number): boolean =>
  tasksOf(account, cluster, at).some((task) => at < endsAt(task))

export function clusterState(account: Account, cluster: ClusterSeed, at: number): string {
  return isScaling(account, cluster, at) ? 'scaling' : (cluster.state ?? 'running')
}

/** Starts a scale-out, whoever asked for it. */
export function startTask(
  account: Account,
  cluster: ClusterSeed,
  o: { count: number; model: Model; type?: string; outcome?: Outcome; id?: string; createdAt?: number },
): Task {
  const earlier = account.tasks.filter((task) => task.clusterId === cluster.id)
  const first = earlier.reduce((sum, task) => sum + task.machines.length, cluster.nodes)
  const task: Task = {
    id: o.id ?? `T-${randomBytes(12).toString('hex')}`,
    clusterId: cluster.id,
    machines: Array.from({ length: o.count }, (_, index) => machine(o.model, first + index)),
    createdAt: o.createdAt ?? account.clock.now(),
    duration: account.pace.taskDuration,
    outcome: o.outcome ?? { kind: 'success' },
    ...(o.type === undefined ? {} : { type: o.type }),
  }
  account.tasks.push(task)
  return task
}

/** The n-th machine of a cluster. */
export function machine(model: Model, index: number, id = `i-${randomBytes(10).toString('hex')}`): Machine {
  return { ...model, id, ip: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}` }
}
