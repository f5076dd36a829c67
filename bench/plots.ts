import { stringify } from 'yaml'
import type { ClusterSeed } from '../playground/alicloud/index.ts'
import type { WorkspaceSeed } from '../playground/slack/workspace.ts'

/** Everything of a request is its own: nothing that the bot remembers for some seconds makes the next one faster. */
export const plots = Array.from({ length: 10 }, (_, index) => {
  const name = `bench-${String(index + 1).padStart(2, '0')}`
  return { name, approver: `approver-${index + 1}`, group: `S0BENCH${index + 1}`, clusterId: `cbe0c4${name}` }
})
export type Plot = (typeof plots)[number]

export const clusters = plots.map(
  ({ name, clusterId }): ClusterSeed => ({
    id: clusterId,
    name,
    kind: 'kubernetes',
    region: 'cn-hangzhou',
    vswitches: ['vsw-bp1bench0000000000h'],
    instanceType: 'ecs.c5.xlarge',
    nodes: 9,
  }),
)

export const workspace: WorkspaceSeed = {
  team: { id: 'T0ACME', name: 'Acme', domain: 'acme' },
  people: [
    { handle: 'ada', name: 'Ada Requester' },
    ...plots.map(({ approver }) => ({ handle: approver, name: approver })),
  ],
  // A channel for each: Slack takes one message a second in a channel.
  channels: plots.map(({ name, approver }) => ({ name, members: ['ada', approver], bot: true })),
  groups: plots.map(({ approver, group }) => ({
    handle: `group-of-${approver}`,
    id: group,
    name: group,
    members: [approver],
  })),
  emoji: {},
  paid: true,
}

/** The policy file, as text. No limit of it is reached. */
export const policy = stringify({
  limits: { requests_per_user: { count: 1000, per: '1h' }, calls_per_second: 100 },
  follow: { first: '300ms', every: '1m', give_up: '60m' },
  clusters: Object.fromEntries(
    plots.map(({ name, clusterId, group }) => [
      name,
      {
        id: clusterId,
        region: 'cn-hangzhou',
        type: 'kubernetes',
        approval: { approvers: [group] },
        defaults: {
          vswitch_ids: ['vsw-bp1bench0000000000h'],
          worker_instance_types: ['ecs.c5.xlarge'],
          key_pair: 'ops',
          worker_system_disk_category: 'cloud_essd',
          worker_system_disk_size: 120,
        },
      },
    ]),
  ),
})
