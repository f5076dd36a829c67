import { backoff } from '../backoff.ts'
import type { Answer } from '../cloud/cloud.ts'
import { byBot } from '../scaleout/entry.ts'
import { approvalLasts, type Event } from '../scaleout/lifecycle.ts'
import type { Gap } from '../scaleout/ports.ts'
import { type Intent, idOf, newTask, type Request } from '../scaleout/record.ts'
import type { JobContext } from './context.ts'
import { beforeCalling } from './lost-writes.ts'
import { orderOf } from './order.ts'
import { recheck } from './recheck.ts'
import { tasksBefore } from './resolve.ts'
import { sendDeadline } from './send-deadline.ts'
import { mostTries } from './tries.ts'

/** How often a waiting request checks whether its cluster is free, in ms. */
const betweenChecks = 60_000

/**
 * The one paid call. It is made from `approved` only, after `calling` was written with what the cluster held before;
 * a record found in `calling` belongs to a process that died, so its call may have run and is never sent again.
 */
export async function execute(number: number, context: JobContext): Promise<number | undefined> {
  const { ledger, clock, pace } = context
  const request = await ledger.get(number)
  if (request?.stage.state === 'calling') {
    await ledger.record(
      number,
      {
        type: 'answer_lost',
        call: request.stage.intent.sentAt,
        why: { code: 'Interrupted', message: 'The bot stopped during the call, or could not write down its answer.' },
      },
      byBot('takeover'),
    )
    return undefined
  }
  if (request?.stage.state !== 'approved') return undefined
  if (clock.now() >= approvalLasts(request)) {
    await ledger.record(number, { type: 'expired' }, byBot('timer'))
    return undefined
  }
  const later = waitOf(request, context)
  if (later !== undefined) return later
  // The request that holds the cluster wakes this one when it lets go, unless the process dies at that moment.
  if ((await ledger.ahead(request)).length > 0) return Math.min(approvalLasts(request), clock.now() + betweenChecks)
  await pace.call(() => call(number, context))
  const after = await ledger.get(number)
  return after && waitOf(after, context)
}

/**
 * Until when a requeued or postponed request waits yet: planned when its stage began, and no longer than its approval
 * holds, however long the cloud asks for.
 */
function waitOf(request: Request, { until, clock }: JobContext): number | undefined {
  const { stage } = request
  const left = stage.state === 'approved' ? until(stage.notBefore, stage.notBefore - stage.at) : 0
  return left > 0 ? Math.min(approvalLasts(request), clock.now() + left) : undefined
}

async function call(number: number, context: JobContext): Promise<void> {
  const { ledger } = context
  const waiting = await ledger.get(number)
  if (waiting?.stage.state !== 'approved') return
  const cloud = context.cloudFor(waiting)
  // Reads in the call's own slot: it paces them, and an approver waits. What the cluster held before is `null` where it
  // cannot be read: then a lost answer is a person's to resolve.
  const [nodes, tasks, gap] = await Promise.all([
    cloud.nodes(waiting.cluster).catch(() => null),
    cloud.tasks(waiting.cluster).catch(() => null),
    ledger.lastGap(),
  ])
  // After them, as a cloud that is slow to answer would make an old story of what Slack said.
  const request = await recheck(waiting, context)
  if (request?.stage.state !== 'approved') return
  const instead = await beforeCalling(request, tasks, context)
  if (instead) {
    await ledger.record(number, instead, byBot('recheck'))
    return
  }
  const order = orderOf(request, context)
  if ('refused' in order) {
    await ledger.record(number, { type: 'aborted', why: order.refused }, byBot('recheck'))
    return
  }
  const sentAt = context.clock.now()
  const before = {
    nodes: nodes?.nodes.map((node) => node.instanceId) ?? null,
    tasks: tasks && tasksBefore(tasks, sentAt),
  }
  const intent = { ...before, sentAt }
  const mayStillSend = sendDeadline(context)
  // What would only begin is left to the next process.
  if (context.stopping()) return
  const written = await ledger
    .record(number, { type: 'call_started', intent }, byBot('call'))
    .catch(async (error: unknown) => {
      // It may stand there all the same, and nobody but this process knows that nothing was sent.
      await keep(notKept, request, intent, context)
      throw error
    })
  if (!written) return
  const answer = (await isKept(gap, context))
    ? await cloud.scaleOut(request.cluster, order.body, mayStillSend)
    : notKept
  await keep(answer, request, intent, context)
}

/** Whether what was just written down will still be known after a loss of power, and the store is the one that was asked before. */
async function isKept(gap: Gap, { ledger }: JobContext): Promise<boolean> {
  return ledger
    .persist()
    .then(() => ledger.lastGap())
    .then(
      (now) => now.at === gap.at,
      () => false,
    )
}

const notKept: Answer = {
  outcome: 'not_executed',
  why: {
    code: 'NotKept',
    message: 'The database did not confirm in time that it keeps this call, so it was not sent.',
  },
  retryAfter: null,
}

/**
 * Only this process knows the answer: it is written down as soon as there is somewhere to write it.
 * Throws where a task was accepted that does not fit what the record knows by now, so that at least the log names it.
 */
async function keep(answer: Answer, request: Request, intent: Intent, context: JobContext): Promise<void> {
  const known = await written(answer, request, intent, context)
  if (answer.outcome !== 'accepted' || known) return
  const { stage } = (await context.ledger.get(request.number)) ?? {}
  if (!stage || !('task' in stage) || stage.task?.id !== answer.taskId)
    throw new Error(`${idOf(request)} follows something else, but task ${answer.taskId} was accepted for it`)
}

/** Whether the answer changed anything. */
async function written(answer: Answer, request: Request, intent: Intent, context: JobContext): Promise<boolean> {
  const { ledger, clock } = context
  const giveUp = clock.steady() + longestWrite
  for (;;) {
    try {
      // The number may be another request's by now, where the database was lost meanwhile.
      if ((await ledger.get(request.number))?.origin !== request.origin) return false
      const event = eventOf(answer, request, intent, context)
      const kept = await ledger.record(request.number, event, byBot('call'))
      // Another process took this one for dead and began to look: there is nothing to find.
      if (!kept && answer.outcome === 'not_executed')
        await ledger.record(request.number, { type: 'refused', call: intent.sentAt, why: answer.why }, byBot('call'))
      return kept !== undefined
    } catch (error) {
      if (clock.steady() >= giveUp) throw error
      const { promise, resolve } = Promise.withResolvers<void>()
      clock.after(betweenWrites, resolve)
      await promise
    }
  }
}
const betweenWrites = 1000
const longestWrite = 10 * 60_000

function eventOf(answer: Answer, request: Request, intent: Intent, { clock, random }: JobContext): Event {
  const call = intent.sentAt
  switch (answer.outcome) {
    case 'accepted':
      return { type: 'accepted', task: newTask(answer.taskId, clock.now()), intent }
    case 'refused':
      return { type: 'refused', call, why: answer.why }
    case 'unknown':
      return { type: 'answer_lost', call, why: answer.why, intent }
    case 'not_executed': {
      const tries = request.stage.state === 'approved' ? request.stage.tries : 0
      if (tries + 1 >= mostTries) return { type: 'refused', call, why: answer.why }
      const wait = backoff('call', tries + 1, random)
      return {
        type: 'requeued',
        call,
        why: answer.why,
        notBefore: clock.now() + Math.max(answer.retryAfter ?? 0, wait),
      }
    }
  }
}
