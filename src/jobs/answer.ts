import { backoff, wasLast } from '../backoff.ts'
import type { Answer } from '../cloud/cloud.ts'
import { byBot } from '../scaleout/entry.ts'
import type { Event } from '../scaleout/lifecycle.ts'
import { type Intent, idOf, newTask, type Request } from '../scaleout/record.ts'
import type { JobContext } from './context.ts'

/** How often an answer that cannot be written down is tried again, and for how long; ms. */
const betweenWrites = 1000
const longestWrite = 10 * 60_000

/** For a call that was written down, but not kept for certain: it was not sent. */
export const notKept: Answer = {
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
export async function keepAnswer(answer: Answer, request: Request, intent: Intent, context: JobContext): Promise<void> {
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

/** What an answer means for the record; `request` is as it was before the call. */
function eventOf(
  answer: Answer,
  { stage }: Request,
  intent: Intent,
  { clock, random }: Pick<JobContext, 'clock' | 'random'>,
): Event {
  const call = intent.sentAt
  switch (answer.outcome) {
    case 'accepted':
      return { type: 'accepted', task: newTask(answer.taskId, clock.now()), intent }
    case 'refused':
      return { type: 'refused', call, why: answer.why }
    case 'unknown':
      return { type: 'answer_lost', call, why: answer.why, intent }
    case 'not_executed': {
      const failures = stage.state === 'approved' ? stage.tries + 1 : 1
      if (wasLast('call', failures)) return { type: 'refused', call, why: answer.why }
      const wait = Math.max(answer.retryAfter ?? 0, backoff('call', failures, random))
      return { type: 'requeued', call, why: answer.why, notBefore: clock.now() + wait }
    }
  }
}
