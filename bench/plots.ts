import { stringify } from 'yaml'
import type { ClusterSeed } from '../playground/alicloud/index.ts'
import type { WorkspaceSeed } from '../playground/slack/workspace.ts'

/** Everything of a request is its own: nothing that the bot remembers for some seconds makes the next one faster. */
export type Plot = {
  /** Of the cluster and of the channel. */
  readonly name: string
  readonly requester: string
  readonly approver: string
  readonly group: string
  readonly clusterId: string
}

/** Clusters in which none waits for another, and the world around them. */
export type Field = {
  readonly plots: readonly Plot[]
  readonly clusters: readonly ClusterSeed[]
  readonly workspace: WorkspaceSeed
  /** The policy file, as text. No limit of it is reached. */
  readonly policy: string
}

export const region = 'cn-hangzhou'
const vswitches = ['vsw-bp1bench0000000000h']
const instanceType = 'ecs.c5.xlarge'

/** `follow`: when tasks are read, as the policy file has it. */
export function fieldOf(count: number, follow = { first: '300ms', every: '1m', give_up: '60m' }): Field {
  const plots = Array.from({ length: count }, (_, index): Plot => {
    const name = `bench-${String(index + 1).padStart(2, '0')}`
    const of = (what: string): string => `${what}-${index + 1}`
    return {
      name,
      requester: of('requester'),
      approver: of('approver'),
      group: `S0BENCH${index + 1}`,
      clusterId: `cbe0c4${name}`,
    }
  })
  return { plots, clusters: plots.map(clusterOf), workspace: workspaceOf(plots), policy: policyOf(plots, follow) }
}

const clusterOf = ({ name, clusterId }: Plot): ClusterSeed => ({
  id: clusterId,
  name,
  kind: 'kubernetes',
  region,
  vswitches,
  instanceType,
  nodes: 9,
})

const workspaceOf = (plots: readonly Plot[]): WorkspaceSeed => ({
  team: { id: 'T0ACME', name: 'Acme', domain: 'acme' },
  people: plots.flatMap(({ requester, approver }) => [
    { handle: requester, name: requester },
    { handle: approver, name: approver },
  ]),
  // A channel for each: Slack takes one message a second in a channel.
  channels: plots.map(({ name, requester, approver }) => ({ name, members: [requester, approver], bot: true })),
  groups: plots.map(({ approver, group }) => ({
    handle: `group-of-${approver}`,
    id: group,
    name: group,
    members: [approver],
  })),
  emoji: {},
  paid: true,
})

const policyOf = (plots: readonly Plot[], follow: Record<string, string>): string =>
  stringify({
    limits: { requests_per_user: { count: 1000, per: '1h' }, calls_per_second: mostCalls },
    follow,
    clusters: Object.fromEntries(
      plots.map(({ name, clusterId, group }) => [
        name,
        { id: clusterId, region, type: 'kubernetes', approval: { approvers: [group] }, defaults },
      ]),
    ),
  })

/** A second, as a policy file may have it. */
export const mostCalls = 100

/** What the policy gives, and what of it goes out with each call. */
export const defaults = {
  vswitch_ids: vswitches,
  worker_instance_types: [instanceType],
  key_pair: 'ops',
  worker_system_disk_category: 'cloud_essd',
  worker_system_disk_size: 120,
}
