import { stringify } from 'yaml'
import { type Account, machine, payAsYouGo } from '../playground/alicloud/account.ts'
import type { ClusterSeed } from '../playground/alicloud/index.ts'
import type { Task as CloudTask } from '../playground/alicloud/tasks.ts'
import type { Slack } from '../playground/slack/index.ts'
import { asBlocks } from '../playground/slack/kit.ts'
import type { WorkspaceSeed } from '../playground/slack/workspace.ts'
import { openSqlite } from '../src/backends/sqlite/index.ts'
import type { Clock } from '../src/clock.ts'
import { messagesOf } from '../src/jobs/messages.ts'
import { type Draft, newTask, type Request } from '../src/scaleout/record.ts'
import { summaryOf } from '../src/scaleout/summary.ts'
import { en } from '../views/words/en.ts'

const minute = 60_000
const regions = ['cn-hangzhou', 'cn-beijing', 'cn-shanghai'] as const
/** A channel takes a message a second (docs/platforms/slack.md#rates). */
const channels = 60

/** A cluster with a task in flight, ours. Times in ms. */
export type Plight = {
  readonly index: number
  readonly cluster: ClusterSeed
  readonly channel: string
  readonly taskId: string
  readonly startedAt: number
  readonly endsAt: number
}

/**
 * So many tasks that one after the other ends, `apart` ms from each other, the first one at `from`. Each takes 5 to 20
 * minutes (docs/platforms/reads.md#following), and has begun by `now`.
 */
export function plights(count: number, apart: number, from: number, now: number): Plight[] {
  return Array.from({ length: count }, (_, index) => {
    const endsAt = from + index * apart
    const shortest = Math.max(5 * minute, endsAt - now)
    // A fixed scatter, so that every way meets the same tasks.
    const duration = shortest + ((index * 7919) % 997) * ((20 * minute - shortest) / 997)
    const hex = index.toString(16).padStart(8, '0')
    const region = regions[index % regions.length] ?? regions[0]
    return {
      index,
      cluster: {
        id: `c0bec4${'0'.repeat(19)}${hex}`,
        name: `crowd-${index}`,
        kind: 'kubernetes',
        region,
        vswitches: [`vsw-bp1crowd${hex}`],
        instanceType: 'ecs.c5.xlarge',
        nodes: 1,
      },
      channel: `crowd-${index % channels}`,
      taskId: `T-${'c'.repeat(16)}${hex}`,
      startedAt: Math.round(endsAt - duration),
      endsAt,
    }
  })
}

export const workspace: WorkspaceSeed = {
  team: { id: 'T0ACME', name: 'Acme', domain: 'acme' },
  people: ['ada', 'bob'].map((handle) => ({ handle, name: handle })),
  channels: Array.from({ length: channels }, (_, index) => ({
    name: `crowd-${index}`,
    members: ['ada', 'bob'],
    bot: true,
  })),
  groups: [],
  emoji: {},
  paid: true,
}

/** The policy file, as text. */
export const policyFor = (all: readonly Plight[], every: string): string =>
  stringify({
    approval: { approvers: ['U0BOB'] },
    follow: { first: '10s', every, give_up: '60m' },
    clusters: Object.fromEntries(
      all.map(({ cluster }) => [cluster.name, { id: cluster.id, region: cluster.region, type: 'kubernetes' }]),
    ),
  })

/** The same tasks in the cloud's own books. */
export const tasksOf = (all: readonly Plight[]): Account['tasks'] =>
  all.map(
    ({ index, cluster, taskId, startedAt, endsAt }): CloudTask => ({
      id: taskId,
      clusterId: cluster.id,
      machines: [machine(payAsYouGo(cluster.instanceType), 1, nodeOf(index))],
      createdAt: startedAt,
      duration: endsAt - startedAt,
      outcome: { kind: 'success' },
    }),
  )

const nodeOf = (index: number): string => `i-crowd${index}`

/** Where the message stands that shows a task's steps. */
export const placeOf = (channel: unknown, ts: unknown): string => `${channel} ${ts}`

/** What the bot left behind: its records in `folder`, its messages in Slack. Gives whose steps are shown at which place. */
export async function settle(
  all: readonly Plight[],
  slack: Slack,
  folder: string,
  clock: Clock,
): Promise<ReadonlyMap<string, Plight>> {
  const places = new Map<string, Plight>()
  const store = openSqlite({ folder, callsPerSecond: 1, clock, failed: () => undefined })
  for (const plight of all) {
    const made = await store.create(draftOf(plight, slack), { perUser: null, perCluster: null })
    if (!made.ok) throw new Error('there is no limit')
    const request = said(running(made.request, plight), slack)
    await store.save(request, true, true)
    places.set(placeOf(request.projection.messages.progress?.channel, request.projection.messages.progress?.ts), plight)
  }
  await store.close()
  return places
}

const draftOf = ({ cluster, channel, taskId, startedAt }: Plight, slack: Slack): Draft => ({
  origin: taskId,
  createdAt: startedAt,
  by: 'U0ADA',
  language: 'en',
  askedIn: slack.channel(channel).id,
  why: '',
  cluster: { name: cluster.name, id: cluster.id, region: cluster.region, type: 'kubernetes' },
  body: { count: 1 },
  secret: null,
  digest: 'd'.repeat(64),
  usual: {},
  cautions: [],
  approval: {
    channel: slack.channel(channel).id,
    approvers: ['U0BOB'],
    quorum: 1,
    expiresAt: startedAt + 60 * minute,
    approveWith: ['white_check_mark'],
    rejectWith: ['x'],
  },
})

/** Accepted, and looked at once. */
const running = (request: Request, { taskId, startedAt }: Plight): Request => ({
  ...request,
  revision: request.revision + 1,
  stage: {
    state: 'running',
    intent: { sentAt: startedAt, nodes: [], tasks: [] },
    task: {
      ...newTask(taskId, startedAt),
      state: 'running',
      readAt: startedAt + 10_000,
      steps: [{ name: 'precheck', state: 'running', message: '' }],
    },
  },
})

/** Its messages stand in Slack as they would read. */
function said(request: Request, slack: Slack): Request {
  const messages: Request['projection']['messages'] = {}
  for (const { key, channel, under, text, blocks, contentHash } of messagesOf(summaryOf(request, 0), en)) {
    const micros = request.number * 10 + Object.keys(messages).length
    const ts = `${Math.floor(request.createdAt / 1000)}.${String(micros).padStart(6, '0')}`
    const parent = under === null ? undefined : messages[under]?.ts
    slack.workspace.channels
      .find(({ id }) => id === channel)
      ?.messages.push({
        ts,
        channel,
        ...(parent === undefined ? {} : { threadTs: parent }),
        user: slack.botUser,
        via: 'api',
        text,
        blocks: asBlocks(blocks),
        attachments: [],
        metadata: { event_type: 'scaleout_request', event_payload: { request: request.number, key } },
        edited: false,
        deleted: false,
        reactions: [],
        notifies: [],
      })
    messages[key] = { channel, ts, contentHash }
  }
  return { ...request, projection: { ...request.projection, messages, seeded: true } }
}
