import { backoff, wasLast } from '../backoff.ts'
import { longestCall, type TaskLine, type TaskList } from '../cloud/cloud.ts'
import type { Event } from '../scaleout/lifecycle.ts'
import { type Intent, newTask, type Reason, type Request } from '../scaleout/record.ts'
import type { JobContext } from './context.ts'
import { fits, isOrdered, lag, skew } from './resolve.ts'

/** A store may add so much to its gap, as clocks differ; ms. */
const ahead = 10_000

const lostWrite: Reason = { code: 'Forgotten', message: 'The database may have lost that this call was made.' }
const unsettled: Reason = { code: 'Unsettled', message: 'The database may have lost something.' }

/**
 * Whether this call may have been made already, and the store has lost it (docs/decisions/0012-what-the-store-forgot.md):
 * what to write down instead of making it. `list`: the cluster's tasks as they are now, `null` where they cannot be read.
 */
export async function beforeCalling(
  request: Request,
  list: TaskList | null,
  context: JobContext,
): Promise<Event | undefined> {
  const { ledger, clock, until, sendingWindow, policy } = context
  const gap = await ledger.lastGap()
  if (request.stage.state !== 'approved' || request.createdAt >= gap.at) return undefined
  const { tries } = request.stage
  const found = list && (await traces(request, list, context))
  if (found) return answerLost(found)
  // A line that cannot be read may be the one that is looked for.
  if (!list || list.skipped.some((line) => isOrdered(line, request, policy.types, request.createdAt - skew))) {
    // Then a person is asked.
    if (wasLast('unreadCall', tries + 1)) return answerLost(unknowable(request))
    return { type: 'postponed', why: unsettled, notBefore: clock.now() + backoff('unreadCall', tries + 1) }
  }
  // A call that was lost with the gap has ended by then, and stands in the lists.
  const over = sendingWindow + longestCall + lag
  const left = gap.sudden ? until(gap.at + over, over + ahead) : 0
  return left > 0 ? { type: 'postponed', why: unsettled, notBefore: clock.now() + left } : undefined
}

/**
 * The card shows that more has happened than the record knows. Nobody else writes on it, so a task that it names is the
 * request's own; otherwise the cluster's tasks are looked at.
 */
export async function afterCard(request: Request, taskId: string | undefined, context: JobContext): Promise<Event> {
  const { cloudFor, clock, pace } = context
  if (taskId !== undefined) return { type: 'accepted', task: newTask(taskId, clock.now()), intent: unknowable(request) }
  const list = await pace.read(() => cloudFor(request).tasks(request.cluster)).catch(() => undefined)
  return answerLost((list && (await traces(request, list, context))) ?? unknowable(request))
}

const answerLost = (intent: Intent): Event => ({ type: 'answer_lost', call: intent.sentAt, why: lostWrite, intent })

/** Nothing is known of what stood before the call: whatever is found, a person decides. */
const unknowable = ({ createdAt }: Request): Intent => ({ sentAt: createdAt, nodes: null, tasks: null })

/**
 * The call that a task may be the trace of: a scale-out for as many nodes that began between the request and the end of
 * the gap, and is no other request's. Where the store lost its last moments, whatever does not fit was there before; where
 * an old copy came back, anything may have happened since, so nothing is adopted without a person.
 */
async function traces(
  request: Request,
  { lines, skipped }: TaskList,
  context: JobContext,
): Promise<Intent | undefined> {
  const { ledger, pace, clock, sendingWindow, policy } = context
  const cloud = context.cloudFor(request)
  const gap = await ledger.lastGap()
  const [from, to] = [request.createdAt - skew, gap.at + sendingWindow + longestCall + skew]
  const recent = lines.filter(
    (line) => isOrdered(line, request, policy.types, from) && (line.created === null || line.created <= to),
  )
  if (recent.length === 0) return undefined
  const taken = new Set((await ledger.othersOf(request)).map(({ stage }) => 'task' in stage && stage.task?.id))
  const fitting: TaskLine[] = []
  for (const line of recent.filter(({ id }) => !taken.has(id))) {
    const task = await pace.read(() => cloud.task(request.cluster, line.id)).catch(() => undefined)
    if (!task || fits(task, request, policy.types)) fitting.push(line)
  }
  if (fitting.length === 0) return undefined
  const others = lines.filter((line) => !fitting.includes(line)).map(({ id }) => id)
  const sentAt = Math.min(...fitting.map(({ created }) => created ?? clock.now()))
  const hidden = skipped.some((line) => isOrdered(line, request, policy.types, from))
  return { sentAt, nodes: null, tasks: gap.sudden && !hidden ? others : null }
}
