import { tidy, unquoted } from '../src/clusters/written.ts'
import { byPerson } from '../src/scaleout/entry.ts'
import { idIn, requestOf } from '../src/scaleout/mark.ts'
import { mayResolve, type Refusal } from '../src/scaleout/policy.ts'
import { newTask, type Request } from '../src/scaleout/record.ts'
import { summaryOf } from '../src/scaleout/summary.ts'
import { postEphemeral } from '../src/slack/ephemeral.ts'
import { timeouts } from '../src/slack/timeouts.ts'
import { withTimeout } from '../src/timeout.ts'
import { adoptTaskId, adoptTaskView } from '../views/adopt-task.ts'
import { cardActions } from '../views/card.ts'
import { detailsView } from '../views/details.ts'
import { inputOf } from '../views/form/read.ts'
import { doubtActions } from '../views/thread.ts'
import type { Vocabulary } from '../views/words/index.ts'
import { cancelRequest, mayNot } from './cancel.ts'
import type { CommandContext } from './context.ts'
import type { Answer, Listener } from './listener.ts'
import { type ActionPayload, submittedOf, type ViewPayload } from './payload.ts'
import { wordsFor } from './words.ts'

const request = ({ actions }: ActionPayload): string | undefined => idIn(actions[0]?.value ?? '')

export const listeners: readonly Listener[] = [
  { on: 'action', id: cardActions.details, handle: showDetails, request },
  { on: 'action', id: cardActions.cancel, handle: cancelFromCard, request },
  { on: 'action', id: doubtActions.adoptTask, handle: openAdoptTask, request },
  { on: 'action', id: doubtActions.notRun, handle: declareNotRun, request },
  {
    on: 'submission',
    id: adoptTaskId,
    handle: submitAdoptTask,
    errorsAt: 'task_id',
    request: ({ view }) => idIn(view.private_metadata),
    failure: { logged: 'a task could not be adopted', says: ({ submit }) => submit.broken },
  },
]

/** Every parameter in full, for every member who wants to see it. */
async function showDetails(payload: ActionPayload, context: CommandContext): Promise<void> {
  const request = await clicked(payload, context)
  if (!request) return
  // Scripts among the parameters may hold what guests and strangers are not to see; a trigger leaves a second to look.
  const person = await withTimeout(timeouts.person, context.people.person(payload.user.id), undefined)
  const refusal = person ? (person.account === 'member' ? null : person.account) : 'unverified'
  if (refusal) return answer(payload, (await wordsFor(payload.user.id, context)).refusal[refusal], context)
  const view = detailsView(summaryOf(request, 0, context.policy.types), await wordsFor(payload.user.id, context))
  await context.client.views.open({ trigger_id: payload.trigger_id, view })
}

async function cancelFromCard(payload: ActionPayload, context: CommandContext): Promise<void> {
  await resolveAction(payload, context, (request, words) =>
    cancelRequest(request, payload.user.id, 'button', words, context),
  )
}

/** A person found out that a doubtful call did not run: the request ends, and nothing is sent. */
async function declareNotRun(payload: ActionPayload, context: CommandContext): Promise<void> {
  await resolveAction(payload, context, async ({ number }, words) => {
    const why = { code: 'NotRun', message: '' }
    const resolved = await context.ledger.record(
      number,
      { type: 'declared_not_run', by: payload.user.id, why },
      byPerson(payload.user.id, 'button'),
    )
    return resolved ? words.buttons.noted : words.buttons.resolvedAlready
  })
}

/** A person found out that it did: which task it became is asked first, while the trigger lives. */
async function openAdoptTask(payload: ActionPayload, context: CommandContext): Promise<void> {
  const request = await clicked(payload, context)
  if (!request) return
  const words = await wordsFor(payload.user.id, context)
  await context.client.views.open({
    trigger_id: payload.trigger_id,
    view: adoptTaskView(summaryOf(request, 0, context.policy.types), words),
  })
}

/** The task was named: it is followed when the cloud shows it for this cluster. */
async function submitAdoptTask({ user, view }: ViewPayload, context: CommandContext): Promise<Answer> {
  const submitted = submittedOf(view)
  const typed = unquoted(tidy(inputOf('task_id', submitted)?.value ?? ''))
  const taskId = typed || inputOf('candidate', submitted)?.selected_option?.value
  const request = requestOf(view.private_metadata, undefined, context.ledger)
  // The sender's account and language are looked up at the same time.
  const allowed = request.then((known) =>
    known ? withTimeout(timeouts.adoptTask, mayResolve(known, user.id, context.people), 'unverified' as const) : null,
  )
  const [known, refusal, words] = await Promise.all([request, allowed, wordsFor(user.id, context)])
  const error = await adopt(known, user.id, refusal, taskId, words, context)
  return { errors: error === undefined ? {} : { task_id: error } }
}

async function adopt(
  request: Request | undefined,
  by: string,
  refusal: Refusal | null,
  taskId: string | undefined,
  words: Vocabulary,
  context: CommandContext,
): Promise<string | undefined> {
  if (!request) return words.buttons.unknownRequest
  if (refusal) return words.refusal[refusal]
  if (!taskId) return words.adoptTask.needed
  if (request.stage.state !== 'unknown') return words.buttons.resolvedAlready
  if (request.stage.intent.tasks?.includes(taskId)) return words.adoptTask.tooOld
  const found = await withTimeout(timeouts.adoptTask, context.findTask(request, taskId), 'unreadable' as const)
  if (found !== 'found') return found === 'none' ? words.adoptTask.notFound : words.adoptTask.unreadable
  const task = newTask(taskId, request.stage.intent.sentAt)
  const resolved = await context.ledger.record(request.number, { type: 'accepted', task }, byPerson(by, 'form'))
  return resolved ? undefined : words.buttons.resolvedAlready
}

/** The request that the message shows; a button of one that is gone says so. */
async function clicked(payload: ActionPayload, context: CommandContext): Promise<Request | undefined> {
  const { channel, message, actions } = payload
  const at = channel && message && { channel: channel.id, ts: message.ts }
  const request = await requestOf(actions[0]?.value ?? '', at, context.ledger)
  if (!request) await answer(payload, (await wordsFor(payload.user.id, context)).buttons.unknownRequest, context)
  return request
}

/** Does what a button says, if this person may, and tells them what came of it. */
async function resolveAction(
  payload: ActionPayload,
  context: CommandContext,
  act: (request: Request, words: Vocabulary) => Promise<string>,
): Promise<void> {
  const request = await clicked(payload, context)
  if (!request) return
  const refusal = await mayResolve(request, payload.user.id, context.people)
  const words = await wordsFor(payload.user.id, context)
  await answer(payload, refusal ? mayNot(refusal, request, words) : await act(request, words), context)
}

async function answer({ user, channel, message }: ActionPayload, text: string, context: CommandContext): Promise<void> {
  const thread = message?.thread_ts
  await postEphemeral(
    context.client,
    { person: user.id, channel: channel?.id ?? user.id, ...(thread ? { thread } : {}) },
    text,
  )
}
