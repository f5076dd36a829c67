import { type Clock, systemClock } from '../clock.ts'
import { changes, until } from '../slack/watch.ts'
import { clusterOf, openAccount, type Pace, payAsYouGo, startTask } from './account.ts'
import { type Described, routesOf } from './described.ts'
import { armory, type Faults } from './faults.ts'
import { type ClusterSeed, fleet } from './fleet.ts'
import { masked, type Order, ownSecrets, type Received, receive } from './gateway.ts'
import { type Overview, overview } from './overview.ts'
import { serve } from './server.ts'
import { signatureCheck } from './signature.ts'
import { type Task, type TaskView, taskView } from './tasks.ts'

export type { Fuse } from './faults.ts'
export type { Received } from './gateway.ts'
export { type ClusterSeed, type Described, fleet }

/** What happened in the account so far, to go on from. */
export type Books = { tasks: Task[]; orders: Order[]; calls: Received[] }

export type Alicloud = {
  /** `http://127.0.0.1:PORT` */
  endpoint: string
  accessKeyId: string
  accessKeySecret: string
  /** Every request that arrived, oldest first. */
  calls: readonly Received[]
  /** Every ScaleOutCluster that was executed, oldest first: nodes that were bought twice show up here. */
  orders: readonly Order[]
  faults: Faults & {
    /** A scale-out that somebody starts from the console; it is taken even while another one runs. Returns its task id. */
    foreignScaleOut(clusterId: string, count: number): string
  }
  /** The task as it is now, `taskLag` aside. @throws if there is none with this id */
  task(id: string): TaskView
  /** Clusters and tasks as they are now. */
  overview(): Overview
  /** Secrets masked. */
  books(): Books
  /**
   * Ends a running task now: with the failure that was planned for it, else in success.
   * Its nodes are Ready `readyLag` later. @throws if there is none with this id
   */
  finish(taskId: string): void
  /** Calls `fn` after every change until the returned function is called. Clock time that merely passes is no change. */
  onChange(fn: () => void): () => void
  /**
   * Resolves with the first truthy answer of `what`, which is asked now and at every change, never by polling.
   * @throws after 10 s of real time, with `why` and the calls so far
   */
  until<T>(what: () => T | undefined | false | null, why?: string): Promise<T>
  /** Breaks every connection and frees the port. */
  stop(): Promise<void>
}

/**
 * A strict local Alibaba Cloud Container Service (CS 2015-12-15) over real HTTP on loopback, after
 * docs/platforms/ack.md.
 * All state is computed from `clock.now()`; only the age of a signature is judged by real time.
 */
export async function startAlicloud(
  o: Partial<Pace> & {
    clock?: Clock
    /** Default: any free port. */
    port?: number
    /** How many nodes a cluster may have; default 200. */
    nodeQuota?: number
    clusters?: readonly ClusterSeed[]
    /** Lists tasks oldest first instead of newest first. */
    oldestFirst?: boolean
    /** Calls that it answers besides. */
    described?: Described
    /** Default: those of an account in which only the history of its clusters happened. */
    books?: Books
  } = {},
): Promise<Alicloud> {
  const { clock = systemClock, port = 0, nodeQuota = 200, clusters = fleet, oldestFirst = false, described = {} } = o
  const { taskDuration = 20_000, readyLag = 1000, taskLag = 0, listLag = 0 } = o
  const pace = { taskDuration, readyLag, taskLag, listLag }
  const weapons = armory()
  const { lists } = weapons
  const account = openAccount({ clock, nodeQuota, clusters, pace, oldestFirst, lists, tasks: o.books?.tasks })
  const key = { id: 'playground-key', secret: 'playground-secret' }
  const { calls = [], orders = [] } = o.books ?? {}
  const news = changes()
  const secrets = new Set([...ownSecrets, ...(described.secrets ?? [])])
  const routes = routesOf(described)
  const cloud = { account, check: signatureCheck(key), armory: weapons, calls, orders, described: routes, secrets }
  const server = await serve(port, {
    receive: (request) => receive(cloud, request),
    now: () => clock.now(),
    changed: news.announce,
  })

  const taskOf = (id: string): Task => {
    const task = account.tasks.find((task) => task.id === id)
    if (task === undefined) throw new Error(`No task ${id}; there are ${account.tasks.map(({ id }) => id).join(', ')}`)
    return task
  }

  return {
    endpoint: server.endpoint,
    accessKeyId: key.id,
    accessKeySecret: key.secret,
    calls,
    orders,
    faults: {
      ...weapons.faults,
      foreignScaleOut(clusterId, count) {
        const cluster = clusterOf(account, clusterId)
        if (cluster === undefined) throw new Error(`No cluster ${clusterId}`)
        const task = startTask(account, cluster, { count, model: payAsYouGo(cluster.instanceType) })
        news.announce()
        return task.id
      },
    },
    task: (id) => taskView(taskOf(id), clock.now()),
    overview: () => overview(account, orders),
    books: () => ({
      tasks: account.tasks,
      orders: orders.map((order) => ({ ...order, body: masked(order.body, secrets) })),
      calls,
    }),
    finish(taskId) {
      const task = taskOf(taskId)
      task.finishedAt ??= clock.now()
      news.announce()
    },
    onChange: (fn) => news.listen(fn),
    until: (what, why = 'what was waited for') =>
      until(news, what, why, { timeout: 10_000, transcript: () => calls.map(line).join('\n') }),
    stop: server.stop,
  }
}

const line = (call: Received): string =>
  `${call.method} ${call.path} ${call.status}${call.answerCode ? ` ${call.answerCode}` : ''}`
