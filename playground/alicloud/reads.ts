import { z } from 'zod'
import { type Account, clusterOf, tasksOf } from './account.ts'
import { type Answer, done, refusalOf, refuse } from './answer.ts'
import { beijingIso } from './beijing.ts'
import { clusterDetail, clusterLine, nodepools } from './clusters.ts'
import type { Bend } from './faults.ts'
import type { ClusterSeed } from './fleet.ts'
import { nodesAt } from './nodes.ts'
import { endsAt, stateAt, type Task, taskLine, taskView } from './tasks.ts'

/** A read, with the path's `id` decoded. Lists are as old as `listLag` makes them; single reads are current. */
export type Read = (account: Account, id: string, query: Record<string, string>, requestId: string) => Answer

const page = (size: number, max: number) => ({
  page_number: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(max).default(size),
})

const token = {
  max_results: z.coerce.number().int().min(1).max(100).optional(),
  next_token: z.string().regex(/^\d*$/).optional(),
}

export const describeClusterDetail: Read = (account, id) =>
  withCluster(account, id, (cluster) => done(clusterDetail(account, cluster, account.clock.now())))

export const describeClusterNodePools: Read = (account, id, query) =>
  withCluster(account, id, (cluster) =>
    parsed(z.strictObject({}), query, () => done({ nodepools: nodepools(account, cluster, lagging(account)) })),
  )

const clustersQuery = z.strictObject({
  ...page(10, 100),
  name: z.string().default(''),
  cluster_id: z.string().optional(),
  cluster_type: z.string().optional(),
  profile: z.string().optional(),
  cluster_spec: z.string().optional(),
})

export const describeClustersForRegion: Read = (account, region, query) =>
  parsed(clustersQuery, query, ({ name, page_number, page_size, ...exact }) => {
    const lines = account.clusters
      .filter((cluster) => cluster.region === region && cluster.name.includes(name))
      .map((cluster) => clusterLine(account, cluster, lagging(account)))
      .filter((line) => Object.entries(exact).every(([key, value]) => Reflect.get(line, key) === value))
    const { shown, info } = cut(lines, page_number, page_size, account.lists.clusters)
    return done({ clusters: shown, page_info: info })
  })

// camelCase and `page`, unlike every other list of CS (docs/platforms/reads.md#nodes).
const nodesQuery = z.strictObject({
  pageNumber: page(10, 100).page_number,
  pageSize: page(10, 100).page_size,
  state: z.enum(['all', 'running', 'removing', 'initial', 'failed']).default('all'),
  instanceIds: z.string().optional(),
  nodepool_id: z.string().optional(),
})

export const describeClusterNodes: Read = (account, id, query) =>
  withCluster(account, id, (cluster) =>
    parsed(nodesQuery, query, ({ pageNumber, pageSize, state, instanceIds, nodepool_id }) => {
      const wanted = instanceIds?.split(',')
      const nodes = nodesAt(account, cluster, lagging(account))
        .filter((node) => state === 'all' || node.state === state)
        .filter((node) => wanted === undefined || wanted.includes(node.instance_id))
        .filter((node) => nodepool_id === undefined || node.nodepool_id === nodepool_id)
      const { shown, info } = cut(nodes, pageNumber, pageSize, account.lists.nodes)
      return done({ nodes: shown, page: info })
    }),
  )

const tasksQuery = z.strictObject({
  ...page(20, 100),
  ...token,
  state: z.string().optional(),
  task_type: z.string().optional(),
})

export const describeClusterTasks: Read = (account, id, query, requestId) =>
  withCluster(account, id, (cluster) =>
    parsed(tasksQuery, query, ({ state, task_type, ...paging }) => {
      const tasks = tasksOf(account, cluster, lagging(account))
      const lines = (account.oldestFirst ? tasks : tasks.toReversed())
        .map((task) => taskLine(task, lagging(account)))
        .filter((line) => state === undefined || line.state === state)
        .filter((line) => task_type === undefined || line.task_type === task_type)
      const { shown, info, next_token } = cutByToken(lines, paging, account.lists.tasks)
      // requestId in camelCase, unlike elsewhere (docs/platforms/reads.md#task-lists).
      return done({ requestId, tasks: shown, page_info: info, next_token })
    }),
  )

export const describeTaskInfo: Read = (account, id) => {
  const now = account.clock.now()
  const task = account.tasks.find((task) => task.id === id)
  if (task === undefined || now < task.createdAt + account.pace.taskLag) {
    return refuse(404, 'ErrorTaskNotFound', 'No such task in this account.')
  }
  return done(taskView(task, now))
}

const eventsQuery = z.strictObject({ ...page(50, 50), ...token, task_id: z.string().optional() })

export const describeClusterEvents: Read = (account, id, query) =>
  withCluster(account, id, (cluster) =>
    parsed(eventsQuery, query, ({ task_id, ...paging }) => {
      const events = tasksOf(account, cluster, lagging(account))
        .filter((task) => task_id === undefined || task.id === task_id)
        .flatMap((task) => eventsOf(task, lagging(account)))
        .toReversed()
      const { shown, info, next_token } = cutByToken(events, paging)
      return done({ events: shown, page_info: info, next_token })
    }),
  )

/** DescribeUserQuota (docs/platforms/reads.md#quota): the entry in `quotas` takes precedence. */
export const describeUserQuota: Read = (account) =>
  done({
    cluster_quota: 50,
    amk_cluster_quota: 20,
    ask_cluster_quota: 20,
    cluster_nodepool_quota: 20,
    node_quota: 100,
    edge_improved_nodepool_quota: { bandwidth: 10, count: 10, period: 1 },
    quotas: {
      node_quota: { quota: `${account.nodeQuota}`, operation_code: 'node_quota', adjustable: true, unit: 'count' },
    },
  })

const lagging = (account: Account): number => account.clock.now() - account.pace.listLag

export function withCluster(account: Account, id: string, read: (cluster: ClusterSeed) => Answer): Answer {
  const cluster = clusterOf(account, id)
  return cluster === undefined ? clusterNotFound : read(cluster)
}

export const clusterNotFound = refuse(404, 'ErrorClusterNotFound', 'No such cluster in this account.')

function parsed<T>(schema: z.ZodType<T>, query: Record<string, string>, read: (query: T) => Answer): Answer {
  const result = schema.safeParse(query)
  return result.success ? read(result.data) : refusalOf(result.error, query)
}

function cut<T>(own: T[], number: number, size: number, bend: Partial<Bend> = {}, from = (number - 1) * size) {
  const [joins, ...later] = bend.joining ?? []
  if (from > 0 && joins !== undefined) Object.assign(bend, { extra: [joins, ...(bend.extra ?? [])], joining: later })
  const extra = bend.extra ?? []
  const all = bend.at === 'end' ? [...own, ...extra] : [...extra, ...own]
  const first = bend.overlapping && from > 0 ? from - 1 : from
  const info = { page_number: number, page_size: size, total_count: bend.total === undefined ? all.length : bend.total }
  return { shown: all.slice(first, first + size), length: all.length, info }
}

type Paging = {
  page_number: number
  page_size: number
  max_results?: number | undefined
  next_token?: string | undefined
}

/** Lists that page by number or by token; a token is the offset of the next entry. */
function cutByToken<T>(
  all: T[],
  { page_number, page_size, max_results, next_token }: Paging,
  bend: Partial<Bend> = {},
) {
  const size = max_results ?? page_size
  const from = next_token ? Number(next_token) : (page_number - 1) * size
  const { length, ...page } = cut(all, page_number, size, bend, from)
  return { ...page, next_token: from + size < length ? `${from + size}` : '' }
}

function eventsOf(task: Task, at: number) {
  const event = (time: number, level: string, reason: string, message: string) => ({
    event_id: `E-${task.id.slice(2)}-${reason}`,
    type: task.type ?? 'cluster_scaleout',
    source: 'cluster',
    subject: task.id,
    cluster_id: task.clusterId,
    time: beijingIso(time),
    data: { level, reason, message },
  })
  const started = event(task.createdAt, 'info', 'started', `Scaling out by ${task.machines.length} nodes.`)
  if (at < endsAt(task)) return [started]
  const state = stateAt(task, at)
  return [started, event(endsAt(task), state === 'success' ? 'info' : 'error', 'ended', `The task ended in ${state}.`)]
}
