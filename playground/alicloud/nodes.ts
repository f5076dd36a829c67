import { createHash } from 'node:crypto'
import { type Account, machine, payAsYouGo, tasksOf } from './account.ts'
import { beijingIso } from './beijing.ts'
import type { ClusterSeed } from './fleet.ts'
import { boughtMachines, createdMachinesAt, endsAt, joinsAt, losesMachine, type Machine, type Task } from './tasks.ts'

/** One entry of DescribeClusterNodes (docs/platforms/reads.md#nodes). */
export type Node = ReturnType<typeof node>

type Health =
  | { state: 'initial'; status: 'NotReady' }
  | { state: 'running'; status: 'Ready' | 'NotReady' }
  | { state: 'failed'; status: 'Unknown' }

/** The nodes of a cluster as they were at that time, oldest first. */
export function nodesAt(account: Account, cluster: ClusterSeed, at: number): Node[] {
  const model = payAsYouGo(cluster.instanceType)
  const standing = Array.from({ length: cluster.nodes }, (_, index) =>
    node(cluster, machine(model, index, standingId(cluster, index)), 0, { state: 'running', status: 'Ready' }),
  )
  const bought = tasksOf(account, cluster, at).flatMap((task) =>
    boughtMachines(task).flatMap((machine, index) => {
      const health = healthAt(task, index, at, account.pace.readyLag)
      if (health === undefined) return []
      const why = task.outcome.kind === 'partial' ? task.outcome.node : undefined
      return [node(cluster, machine, createdMachinesAt(task), health, why)]
    }),
  )
  return [...standing, ...bought]
}

export const nodepoolId = (cluster: ClusterSeed): string => `np${sha256(cluster.id).slice(0, 32)}`

function healthAt(task: Task, index: number, at: number, readyLag: number): Health | undefined {
  const end = endsAt(task)
  if (losesMachine(task, index)) return at < end ? undefined : { state: 'failed', status: 'Unknown' }
  if (at < joinsAt(task, index)) return undefined
  if (at < end + readyLag) return { state: 'initial', status: 'NotReady' }
  // The task may say success while a node never becomes Ready (docs/platforms/reads.md#following).
  const never = task.outcome.kind === 'ready_never' && index === task.machines.length - 1
  return { state: 'running', status: never ? 'NotReady' : 'Ready' }
}

function node(
  cluster: ClusterSeed,
  machine: Machine,
  createdAt: number,
  { state, status }: Health,
  why = 'The node did not join the cluster in time.',
) {
  const name = `worker-${cluster.name}-${machine.ip.replaceAll('.', '-')}`
  return {
    instance_id: machine.id,
    node_name: `${cluster.region}.${machine.ip}`,
    instance_name: name,
    host_name: name,
    state,
    node_status: status,
    instance_status: 'Running',
    instance_type: machine.type,
    instance_type_family: machine.type.split('.').slice(0, 2).join('.'),
    instance_role: 'Worker',
    instance_charge_type: machine.charge,
    nodepool_id: nodepoolId(cluster),
    creation_time: beijingIso(createdAt),
    expired_time: machine.expires,
    error_message: state === 'failed' ? why : '',
    ip_address: [machine.ip],
    is_aliyun_node: true,
    image_id: machine.image,
    source: 'ess',
    spot_strategy: 'NoSpot',
  }
}

const standingId = (cluster: ClusterSeed, index: number): string => `i-${sha256(`${cluster.id} ${index}`).slice(0, 20)}`

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
