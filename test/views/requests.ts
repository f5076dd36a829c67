import type { Values } from '../../src/clusters/define.ts'
import { clusterType } from '../../src/clusters/index.ts'
import { cautions, toWire, unusual } from '../../src/clusters/values.ts'
import {
  type Draft,
  type Node,
  newTask,
  opened,
  type Request,
  type Stage,
  type Task,
} from '../../src/scaleout/record.ts'
import type { Rule } from '../../src/scaleout/rules.ts'
import { type Summary, summaryOf } from '../../src/scaleout/summary.ts'
import { languages, written } from '../../views/words/index.ts'

export const kinds = ['kubernetes', 'sandboxed', 'edge'] as const
export type Kind = (typeof kinds)[number]

/** Saturday, 21 November 2026, 12:00 UTC. */
export const noon = Date.UTC(2026, 10, 21, 12)
const minute = 60_000

/** What stands where a secret would; no view may show it. */
export const sealedBox = 'c2VhbGVkLWJveA=='
export const fingerprint = 'f1f2f3f4f5f6f7f8'

const values: Record<Kind, Values> = {
  kubernetes: {
    count: 3,
    worker_instance_types: ['ecs.c6.2xlarge', 'ecs.c5.xlarge'],
    vswitch_ids: ['vsw-a', 'vsw-b'],
    key_pair: 'ops',
    worker_system_disk_category: 'cloud_essd',
    worker_system_disk_size: 120,
    worker_instance_charge_type: 'PrePaid',
    worker_period: 3,
    worker_period_unit: 'Month',
    worker_auto_renew: true,
    worker_auto_renew_period: 1,
    worker_data_disks: [
      { category: 'cloud_ssd', size: 500, encrypted: true },
      { category: 'cloud_efficiency', size: 120 },
    ],
    tags: [{ key: 'tier', value: 'frontend' }],
    taints: [{ key: 'node_type', value: 'prod', effect: 'NoSchedule' }],
    cpu_policy: 'static',
    cloud_monitor_flags: true,
    runtime: { name: 'docker', version: '19.03.5' },
    user_data: '#!/bin/sh\necho "<!channel> & done"\n',
  },
  sandboxed: {
    count: 1,
    worker_instance_types: ['ecs.ebmg5s.24xlarge'],
    vswitch_ids: ['vsw-a'],
    credential: 'root',
    worker_data_disk_size: 240,
    worker_data_disk_category: 'cloud_efficiency',
    disable_rollback: false,
  },
  edge: {
    count: 2,
    worker_instance_type: 'ens.sn1.tiny',
    ens_region_id: 'cn-beijing-telecom',
    worker_image_id: 'm-2QVLO2T8NYgm8CNQVg15gF',
    ens_internet_charge_type: 'BandwidthByDay',
    worker_period: 5,
    worker_system_disk_size: 40,
    worker_data_disk_size: 0,
    worker_auto_renew: false,
    timeout_mins: 60,
  },
}

/** What the policy file names for each cluster. */
const defaults: Record<Kind, Values> = {
  kubernetes: { ...values.kubernetes, worker_system_disk_size: 80, user_data: undefined, taints: undefined },
  sandboxed: { ...values.sandboxed, key_pair: 'ops', credential: undefined },
  edge: { worker_image_id: 'm-2QVLO2T8NYgm8CNQVg15gF', worker_period: 5, timeout_mins: 60 },
}

const places: Record<Kind, Draft['cluster']> = {
  kubernetes: { name: 'prod-web', id: 'c82e6987e2961451182edacd74faf0001', region: 'cn-hangzhou', type: 'kubernetes' },
  sandboxed: { name: 'sandbox-1', id: 'Cccfd68c474454665ace07efce9240002', region: 'cn-beijing', type: 'sandboxed' },
  edge: { name: 'edge-1', id: 'Cccfd68c474454665ace07efce9240003', region: 'cn-hangzhou', type: 'edge' },
}

const secrets: Record<Kind, Draft['secret']> = {
  kubernetes: null,
  sandboxed: { kind: 'named', name: 'root', fingerprint },
  edge: { kind: 'sealed', box: sealedBox, fingerprint },
}

/** The usual rule of a cluster. */
export const usually = (quorum: number, approvers: readonly string[]): Rule => ({
  approval: {
    channel: null,
    approvers,
    quorum,
    expiresIn: 240 * minute,
    approveWith: ['white_check_mark'],
    rejectWith: ['x'],
  },
  because: [],
})

/** Ada asked for nodes of a cluster of this kind. */
export function asked(kind: Kind, change: Partial<Request> = {}, more: Values = {}): Request {
  const type = clusterType(kind)
  if (!type) throw new Error(`no cluster type ${kind}`)
  const given = { ...values[kind], ...more }
  const draft: Draft = {
    origin: 'V0FORM',
    createdAt: noon,
    by: 'U0ADA',
    language: 'en',
    askedIn: 'C0PROD',
    why: 'checkout is slow, INC-42',
    cluster: places[kind],
    body: toWire(type, given, { diskSizeAs: 'number' }),
    secret: secrets[kind],
    digest: '0123456789abcdef'.repeat(4),
    usual: unusual(type, given, defaults[kind], { diskSizeAs: 'number' }),
    cautions: cautions(type, given).map((caution) => written(caution, languages)),
    approval: {
      channel: 'C0APPROVE',
      approvers: ['U0BOB', 'S0SRELEADS'],
      quorum: 2,
      expiresAt: noon + 240 * minute,
      approveWith: ['white_check_mark', 'shipit'],
      rejectWith: ['x'],
    },
  }
  return { ...opened(draft, 12), ...change }
}

const why = {
  code: 'OperationDenied.NoStock',
  message: 'The requested type is <out of stock> & gone.',
  requestId: 'R-1',
}
export const intent = { sentAt: noon, nodes: [], tasks: [] }

export const task = (change: Partial<Task> = {}): Task => ({
  ...newTask('T-5a54309c80282e39ea00002f', noon),
  state: 'running',
  readAt: noon + minute,
  steps: [
    { name: 'CreateInstance', state: 'success', message: '' },
    { name: 'JoinCluster', state: 'running', message: '1 of 3' },
    { name: 'Verify', state: 'pending', message: '' },
  ],
  readyNodes: 1,
  ...change,
})

export const node = (n: number, ready = true): Node => ({
  instanceId: `i-${n}`,
  name: `cn-hangzhou.10.0.0.${n}`,
  ip: `10.0.0.${n}`,
  status: ready ? 'Ready' : 'NotReady',
  ready,
})

const at = noon + 7 * minute
const ended = task({
  state: 'success',
  endedAt: at,
  steps: [{ name: 'CreateInstance', state: 'success', message: '' }],
})
const doubt = {
  why: { code: 'Timeout', message: '' },
  since: noon,
  looks: 1,
  unread: false,
  candidates: [],
  unexplained: [],
  asked: false,
}

/** Every stage that a request can be in, and the variants that read differently. */
export const stages: Readonly<Record<string, Stage>> = {
  awaiting: { state: 'awaiting' },
  approved: { state: 'approved', at: noon, tries: 0, notBefore: 0, waitReason: null },
  requeued: {
    state: 'approved',
    at: noon,
    tries: 1,
    notBefore: at,
    waitReason: { code: 'Throttling.User', message: '' },
  },
  calling: { state: 'calling', tries: 0, intent },
  unknown: { state: 'unknown', intent, doubt },
  'unknown, asked': {
    state: 'unknown',
    intent,
    doubt: { ...doubt, asked: true, candidates: ['T-1', 'T-2'], unexplained: ['i-9'] },
  },
  running: { state: 'running', intent, task: task() },
  'running, not read yet': { state: 'running', intent, task: newTask('T-5a54309c80282e39ea00002f', noon) },
  'running, unreadable': { state: 'running', intent, task: task({ missed: 3 }) },
  'running, odd': { state: 'running', intent, task: task({ odd: true, state: 'mystery' }) },
  overdue: { state: 'running', intent, task: task({ overdueSince: noon + 60 * minute }) },
  'overdue, ended': { state: 'running', intent, task: task({ overdueSince: noon + 60 * minute, endedAt: at }) },
  succeeded: { state: 'succeeded', at, task: ended, nodes: [node(1), node(2), node(3)] },
  partial: { state: 'partial', at, task: ended, nodes: [node(1), node(2, false)], why },
  failed: { state: 'failed', at, why, task: task({ state: 'fail', endedAt: at }), by: null },
  'refused at once': { state: 'failed', at, why: { code: 'ErrorClusterState', message: 'busy' }, task: null, by: null },
  'did not run': { state: 'failed', at, why: { code: 'NotRun', message: '' }, task: null, by: 'U0BOB' },
  rejected: { state: 'rejected', at, by: 'U0BOB' },
  expired: { state: 'expired', at },
  'expired in line': { state: 'expired', at },
  cancelled: { state: 'cancelled', at, by: 'U0ADA' },
  'card deleted': { state: 'cancelled', at, by: null },
  unsettled: {
    state: 'approved',
    at: noon,
    tries: 1,
    notBefore: at,
    waitReason: { code: 'Unsettled', message: '' },
  },
  forgotten: { state: 'unknown', intent, doubt: { ...doubt, why: { code: 'Forgotten', message: '' } } },
}

const votes: Request['votes'] = ['U0BOB', 'U0CAROL'].map((by) => ({
  by,
  verdict: 'approve',
  emoji: 'white_check_mark',
  seenAt: noon,
  digest: '0123456789abcdef'.repeat(4),
}))

/** A request for a Kubernetes cluster at a stage, with the votes that it took to come there. */
export function standing(name: string): Summary {
  const stage = stages[name]
  if (!stage) throw new Error(`no stage ${name}`)
  const request = asked('kubernetes', {
    stage,
    votes: ['awaiting', 'expired'].includes(name) ? votes.slice(0, 1) : votes,
  })
  const card = { channel: 'C0APPROVE', ts: '1.000001', contentHash: '' }
  const projection = name === 'card deleted' ? { ...request.projection, messages: { card } } : request.projection
  return summaryOf({ ...request, projection }, name === 'approved' ? 2 : 0)
}
