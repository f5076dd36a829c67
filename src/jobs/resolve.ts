import { longestCall, type TaskLine, type TaskList, type TaskSeen } from '../cloud/cloud.ts'
import { clusterKey } from '../clusters/cluster-key.ts'
import { byBot } from '../scaleout/entry.ts'
import { countOf, type Types, typeOf } from '../scaleout/order.ts'
import { newTask, type Request, type Stage } from '../scaleout/record.ts'
import type { JobContext } from './context.ts'

/** When to look, in ms after the answer was lost: lists lag by up to 10 s (docs/platforms/ack.md#lost-answers). */
const looksAt = [10_000, 20_000, 40_000, 70_000, 120_000]
/** How long the cloud's lists may not show yet what it has accepted. */
export const lag = 10_000
/** How far the cloud's clock may differ from ours. */
export const skew = 5 * 60_000

type Unknown = Extract<Stage, { state: 'unknown' }>

/**
 * Looks, by reading only, for the task that a call with a lost answer may have become. Exactly one that fits is adopted;
 * anything else is a person's to resolve. Nothing is sent.
 */
export async function resolve(number: number, context: JobContext): Promise<number | undefined> {
  const { ledger, clock, until, sendingWindow } = context
  const request = await ledger.get(number)
  if (request?.stage.state !== 'unknown' || request.stage.doubt.asked) return undefined
  const { doubt, intent } = request.stage
  // Until then the call of a process that was taken for dead may be on its way, or not in the lists yet.
  const over = sendingWindow + longestCall + lag
  const untilOver = (): number => until(intent.sentAt + over, over)
  const untilLook = (look: number): number => {
    const after = looksAt[look]
    return after === undefined ? untilOver() : until(doubt.since + after, after)
  }
  // Met now, while the wall clock is what it was at the call.
  untilOver()
  const left = untilLook(doubt.looks)
  if (left > 0) return clock.now() + left
  const { fitting, sure, unread } = await candidates(request, request.stage, context)
  const [only] = fitting
  if (sure && only !== undefined && fitting.length === 1) {
    await ledger.record(number, { type: 'accepted', task: newTask(only, intent.sentAt) }, byBot('read'))
    return undefined
  }
  const last = doubt.looks + 1 >= looksAt.length
  const ask = untilOver() === 0 && (fitting.length > 1 || last)
  const unexplained = ask ? await newInstances(request, request.stage, context) : []
  await ledger.record(number, { type: 'searched', candidates: fitting, unread, unexplained, ask }, byBot('read'))
  return ask ? undefined : clock.now() + untilLook(doubt.looks + 1)
}

/** Tasks of the kind that the call makes, which began after it and ask for as many nodes. `sure`: every line and task could be read. */
async function candidates(
  request: Request,
  { intent, doubt }: Unknown,
  { cloudFor, pace, policy }: JobContext,
): Promise<{ fitting: string[]; sure: boolean; unread: boolean }> {
  const cloud = cloudFor(request)
  const list = await pace.read(() => cloud.tasks(request.cluster)).catch(() => undefined)
  // What an earlier look found still stands; that nothing was found now means nothing.
  if (!list) return { fitting: doubt.candidates, sure: false, unread: true }
  const since = intent.sentAt - skew
  const recent = list.lines.filter(
    (line) => isOrdered(line, request, policy.types, since) && !intent.tasks?.includes(line.id),
  )
  const seen = await Promise.all(
    recent.map(async ({ id }) => ({
      id,
      task: await pace.read(() => cloud.task(request.cluster, id)).catch(() => undefined),
    })),
  )
  const fitting = seen.filter(({ task }) => !task || fits(task, request, policy.types)).map(({ id }) => id)
  // Without the tasks from before the call, one that began then cannot be told from ours.
  const hidden = list.skipped.some((line) => isOrdered(line, request, policy.types, since))
  const sure = intent.tasks !== null && !hidden && seen.every(({ task }) => task !== undefined)
  return { fitting, sure, unread: hidden && fitting.length === 0 }
}

/**
 * Whether a line may be a task that a request's call makes, begun since then; a line that does not say what it is may be
 * one.
 */
export const isOrdered = (
  { type, created }: Omit<TaskLine, 'id'>,
  request: Request,
  types: Types,
  since: number,
): boolean => (type === '' || typeOf(request, types).taskTypes.includes(type)) && (created === null || created >= since)

/**
 * The tasks from before a call that is sent now. `null` where one that just began cannot be named: later it could not be
 * told from the call's own.
 */
export const tasksBefore = (
  { lines, skipped }: TaskList,
  request: Request,
  types: Types,
  sentAt: number,
): string[] | null =>
  skipped.some((line) => isOrdered(line, request, types, sentAt - skew)) ? null : lines.map(({ id }) => id)

/** Whether a task is of a request's cluster, as far as it says. */
export const isOf = ({ clusterId }: TaskSeen, { cluster }: Request): boolean =>
  clusterId === null || clusterId === clusterKey(cluster.id)

/** Whether a task may be a request's: of its cluster, and for as many nodes as far as it says. */
export function fits(task: TaskSeen, request: Request, types: Types): boolean {
  return isOf(task, request) && (task.count === null || task.count === countOf(request, typeOf(request, types)))
}

/** Instances that were not there before: a hint for the person who is asked, never a proof. */
async function newInstances(request: Request, { intent }: Unknown, { cloudFor, pace }: JobContext): Promise<string[]> {
  const before = intent.nodes
  if (before === null) return []
  const nodes = await pace.read(() => cloudFor(request).nodes(request.cluster)).catch(() => undefined)
  return (nodes?.nodes ?? []).map((node) => node.instanceId).filter((id) => !before.includes(id))
}
