import { type Phase, phaseOf, ReadFault, type TaskSeen } from '../cloud/cloud.ts'
import { byBot } from '../scaleout/entry.ts'
import type { Event } from '../scaleout/lifecycle.ts'
import { countOf, typeOf } from '../scaleout/order.ts'
import type { Intent, Node, Reason, Request, Stage, Task } from '../scaleout/record.ts'
import type { JobContext } from './context.ts'

type Running = Extract<Stage, { state: 'running' }>

const firstPause = 5000
/** Past the policy's `give_up` a task is looked at this often. */
const rarely = 10 * 60_000
/** How long nodes may take to become Ready once their task has ended. */
const grace = 10 * 60_000

/**
 * Follows a task until it has ended and its nodes are Ready. A read that fails costs nothing but time; past the
 * policy's `give_up` the task is called "still running", never failed, and looked at rarely.
 */
export async function follow(number: number, context: JobContext): Promise<number | undefined> {
  const { ledger, clock, until, policy } = context
  const request = await ledger.get(number)
  if (request?.stage.state !== 'running') return undefined
  const { task } = request.stage
  const first = task.readAt === null ? until(task.acceptedAt + policy.follow.first, policy.follow.first) : 0
  const overdue = until(task.acceptedAt + policy.follow.giveUp, policy.follow.giveUp) === 0
  if (first > 0) return clock.now() + first
  const read = await readTask(request, task, context)
  const seen = read.endedAt === null ? { task: read } : await readNodes(request, request.stage, read, context)
  if ('result' in seen) {
    await ledger.record(number, { type: 'task_ended', result: seen.result }, byBot('read'))
    return undefined
  }
  const next = { ...seen.task, overdueSince: seen.task.overdueSince ?? (overdue ? clock.now() : null) }
  if (isNews(task, next)) await ledger.record(number, { type: 'task_read', task: next }, byBot('read'))
  return clock.now() + pause(next, request.cluster.region, context)
}

/** A look that showed nothing new is not worth a write, but for the first. */
const isNews = (before: Task, after: Task): boolean =>
  before.readAt === null || JSON.stringify({ ...before, readAt: 0 }) !== JSON.stringify({ ...after, readAt: 0 })

/**
 * Grows from 5 s to the policy's `every`, with jitter; doubles for reads that fail. In a crowd a task that goes on is
 * left alone for longer, but for one new try where its read failed.
 */
function pause(task: Task, region: string, { clock, policy, random, batchPolling }: JobContext): number {
  if (task.overdueSince !== null) return rarely
  const age = clock.now() - task.acceptedAt
  const steady = Math.min(policy.follow.every, Math.max(firstPause, age / 4))
  const wanted = steady * 2 ** Math.min(task.missed, 2)
  const goesOn = task.endedAt === null && task.missed !== 1
  return (goesOn ? Math.max(wanted, batchPolling.interval(region)) : wanted) * (0.9 + random() * 0.2)
}

async function readTask(request: Request, task: Task, { cloudFor, pace, clock }: JobContext): Promise<Task> {
  if (task.endedAt !== null) return task
  try {
    const seen = await pace.read(() => cloudFor(request).task(request.cluster, task.id))
    const phase = phaseOf(seen.state)
    return {
      ...task,
      ...taken(seen, phase, task.steps),
      readAt: clock.now(),
      endedAt: hasEnded(phase) ? clock.now() : null,
    }
  } catch (error) {
    // "Not found" just after creation is as harmless as a time-out: the task is looked at again.
    if (!(error instanceof ReadFault)) throw error
    return { ...task, missed: task.missed + 1, readAt: clock.now() }
  }
}

const hasEnded = (phase: Phase): boolean => phase === 'success' || phase === 'failure' || phase === 'stopped'

const taken = (
  seen: TaskSeen,
  phase: Phase,
  known: Task['steps'],
): Pick<Task, 'state' | 'steps' | 'results' | 'error' | 'missed' | 'odd'> => ({
  state: seen.state,
  // The cloud names a stage only while it runs: that name is remembered, and what was done in its time is a guess beside it.
  steps: seen.steps.map((step, index) => ({ ...step, name: known[index]?.name || step.name })),
  results: [...seen.results],
  error: seen.error,
  missed: 0,
  odd: phase === 'odd',
})

/**
 * A task's word is not enough: its nodes must be in the node list, running and Ready
 * (docs/platforms/reads.md#following).
 */
async function readNodes(
  request: Request,
  { intent }: Running,
  task: Task,
  { cloudFor, pace, clock, until, policy }: JobContext,
): Promise<{ task: Task } | { result: Extract<Event, { type: 'task_ended' }>['result'] }> {
  const wanted = countOf(request, typeOf(request, policy.types))
  const succeeded = phaseOf(task.state) === 'success'
  const came = task.results.filter((result) => result.status === 'success')
  const expected = succeeded ? wanted : came.length
  const nodes = await newNodes(request, intent, task, { cloudFor, pace, policy })
  // A list that was not read shows nothing, least of all that nodes are missing: it is looked at again.
  if (!nodes && expected > 0) return { task: { ...task, missed: task.missed + 1 } }
  const ready = nodes?.filter((node) => node.ready) ?? []
  const counted = { ...task, readyNodes: ready.length, missed: 0 }
  const over = until((task.endedAt ?? clock.now()) + grace, grace) === 0
  if (expected > 0 && ready.length < expected && !over) return { task: counted }
  return { result: resultOf(counted, succeeded, wanted, nodes ?? [], intent, clock.now()) }
}

/** The nodes that this task brought, by what tells them in this type of cluster. */
async function newNodes(
  request: Request,
  intent: Intent,
  task: Task,
  { cloudFor, pace, policy }: Pick<JobContext, 'cloudFor' | 'pace' | 'policy'>,
): Promise<Node[] | undefined> {
  const list = await pace.read(() => cloudFor(request).nodes(request.cluster)).catch(() => undefined)
  const named = new Set(task.results.map((result) => result.instanceId))
  const before = intent.nodes && new Set(intent.nodes)
  const { isNew } = typeOf(request, policy.types)
  return list?.nodes.filter(({ instanceId }) => isNew(instanceId, { named, before }))
}

function resultOf(
  task: Task,
  succeeded: boolean,
  wanted: number,
  nodes: Node[],
  intent: Intent,
  at: number,
): Extract<Event, { type: 'task_ended' }>['result'] {
  const ready = nodes.filter((node) => node.ready).length
  if (succeeded && ready >= wanted) return { state: 'succeeded', at, task, nodes }
  const why = task.error ?? reasonOf(task, succeeded, intent, nodes)
  if (succeeded || ready > 0) return { state: 'partial', at, task, nodes: [...nodes, ...neverListed(task, nodes)], why }
  return { state: 'failed', at, why, task, by: null }
}

function reasonOf(task: Task, succeeded: boolean, intent: Intent, nodes: readonly Node[]): Reason {
  // The reason may stand at a node, and nowhere else (docs/platforms/reads.md#nodes).
  const ofNode = nodes.find((node) => !node.ready && node.message)?.message
  if (succeeded && task.results.length === 0 && intent.nodes === null)
    return { code: 'NodesUnknown', message: 'The task succeeded, but which nodes are new cannot be told.' }
  if (succeeded)
    return { code: 'NodesNotReady', message: ofNode ?? 'The task succeeded, but not every node became Ready.' }
  if (phaseOf(task.state) === 'stopped') return { code: 'canceled', message: 'The task was stopped.' }
  const told = task.steps.findLast((step) => statusBad(step.state) && step.message !== '')
  return { code: 'TaskFailed', message: told?.message ?? ofNode ?? '' }
}

const statusBad = (state: string): boolean => phaseOf(state) === 'failure'

/** Instances that the task names and the node list does not. */
const neverListed = (task: Task, nodes: readonly Node[]): Node[] =>
  task.results
    .filter((result) => !nodes.some((node) => node.instanceId === result.instanceId))
    .map(({ instanceId, status }) => ({ instanceId, name: '', ip: '', status, ready: false }))
