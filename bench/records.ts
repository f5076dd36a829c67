import { scaleOutCluster } from '../src/clusters/scale-out.ts'
import { messagesOf } from '../src/jobs/messages.ts'
import { digestOf } from '../src/scaleout/digest.ts'
import { type Event, next } from '../src/scaleout/lifecycle.ts'
import { type Draft, type Node, newTask, opened, type Request } from '../src/scaleout/record.ts'
import { summaryOf } from '../src/scaleout/summary.ts'
import { en } from '../views/words/en.ts'
import { defaults, type Plot, region } from './plots.ts'

const hour = 60 * 60_000

/** Ids as Slack's stand-in gives them. */
const userId = (handle: string): string => `U0${handle.toUpperCase().replace(/\W/g, '')}`
const channelId = ({ name }: Plot): string => `C0${name.toUpperCase().replace(/\W/g, '')}`

/** A request as the form makes it, for one node of the plot's cluster. */
export function draftOf(plot: Plot, number: number, createdAt: number): Draft {
  const cluster = { name: plot.name, id: plot.clusterId, region, type: 'kubernetes' }
  const body = { count: 1, ...defaults }
  return {
    origin: `V0BENCH${number}`,
    createdAt,
    by: userId(plot.requester),
    language: 'en',
    askedIn: channelId(plot),
    why: 'checkout is slow, INC-42',
    cluster,
    body,
    secret: null,
    digest: digestOf({ cluster, order: scaleOutCluster.order(body, cluster), secret: null }, 'order'),
    usual: {},
    cautions: [],
    approval: {
      channel: channelId(plot),
      approvers: [plot.group],
      quorum: 1,
      expiresAt: createdAt + 4 * hour,
      approveWith: ['white_check_mark'],
      rejectWith: ['x'],
    },
  }
}

/** Its record once the card stands and waits for votes. */
export function awaiting(draft: Draft, number: number): Request {
  const request = { ...opened(draft, number), revision: 2 }
  return told(request, hashesOf(request), false)
}

/** Its record once the nodes are there and everybody has heard of it: the lifecycle's own way from event to event. */
export function succeeded(draft: Draft, number: number): Request {
  const { createdAt, digest } = draft
  const [approvedAt, endedAt] = [createdAt + 60_000, createdAt + 360_000]
  const id = `T-${number.toString(16).padStart(24, '0')}`
  const node: Node = {
    instanceId: `i-${number.toString(16).padStart(20, '0')}`,
    name: `node-${number}`,
    ip: '10.0.0.9',
    status: 'running',
    ready: true,
  }
  const task = {
    ...newTask(id, approvedAt + 500),
    state: 'success',
    readAt: endedAt,
    steps: ['precheck', 'create_instances', 'join_nodes', 'wait_ready'].map((name) => ({
      name,
      state: 'success',
      message: '',
    })),
    results: [{ instanceId: node.instanceId, status: 'success' }],
    readyNodes: 1,
    endedAt,
  }
  const nodes = Array.from({ length: 9 }, (_, index) => `i-bp1bench${String(index).padStart(12, '0')}`)
  const events: Event[] = [
    {
      type: 'voted',
      vote: { by: 'U0APPROVER', verdict: 'approve', emoji: 'white_check_mark', seenAt: approvedAt, digest },
    },
    { type: 'call_started', intent: { sentAt: approvedAt + 100, nodes, tasks: ['T-5a54309c80282e39ea000001'] } },
    { type: 'accepted', task: newTask(id, approvedAt + 500) },
    { type: 'task_ended', result: { state: 'succeeded', at: endedAt, task, nodes: [node] } },
  ]
  const ended = events.reduce((request, event) => after(request, event, approvedAt), opened(draft, number))
  // What is complete is compared with nothing: the first one's hashes do for all.
  endHashes ??= hashesOf(ended)
  return told({ ...ended, revision: 2 }, endHashes, true)
}
let endHashes: Hashes | undefined

function after(request: Request, event: Event, now: number): Request {
  const changed = next(request, event, now)
  if (!changed) throw new Error(`${event.type} means nothing in ${request.stage.state}`)
  return changed
}

/** What is said of a request, by its keys, and how it reads. */
type Hashes = readonly { readonly key: string; readonly contentHash: string }[]
const hashesOf = (request: Request): Hashes => messagesOf(summaryOf(request, 0), en)

/** All of it said in Slack, so that nothing is left to say. */
function told(request: Request, hashes: Hashes, complete: boolean): Request {
  const { number, createdAt, askedIn: channel } = request
  const at = (index: number): string => `${Math.floor(createdAt / 1000)}.${String(number * 4 + index).padStart(6, '0')}`
  const messages = Object.fromEntries(
    hashes.map(({ key, contentHash }, index) => [key, { channel, ts: at(index), contentHash }]),
  )
  const projection = {
    messages,
    sending: null,
    begunAt: createdAt,
    sought: {},
    editedAt: createdAt,
    trouble: {},
    shortened: [],
    noReplies: null,
    cardGone: false,
    lostBecause: null,
    emojiPlaced: true,
    seeded: true,
    complete,
  }
  return { ...request, projection }
}
