import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt'
import { tidy, unquoted } from '../src/clusters/written.ts'
import { requestOf } from '../src/scaleout/mark.ts'
import { maySettle, type Refusal } from '../src/scaleout/policy.ts'
import { newTask, type Request } from '../src/scaleout/record.ts'
import { tellingOf } from '../src/scaleout/summary.ts'
import { whisper } from '../src/slack/ephemeral.ts'
import { within } from '../src/timeout.ts'
import { ranView } from '../views/adopt-task.ts'
import { detailsView } from '../views/details.ts'
import { entryOf } from '../views/form/read.ts'
import { type Vocabulary, wordsIn } from '../views/words/index.ts'
import { cancelRequest, mayNot } from './cancel.ts'
import type { Desk } from './context.ts'
import { type ActionPayload, filledOf, viewPayload } from './payload.ts'

/** Every parameter in full, for every member who wants to see it. */
export async function showDetails(payload: ActionPayload, desk: Desk): Promise<void> {
  const request = await clicked(payload, desk)
  if (!request) return
  // Scripts among the parameters may hold what guests and strangers are not to see; a trigger leaves a second to look.
  const person = await within(1000, desk.people.person(payload.user.id), undefined)
  const refusal = person ? (person.account === 'member' ? null : person.account) : 'unverified'
  if (refusal) return answer(payload, wordsIn(await desk.people.languageFor(payload.user.id)).refusal[refusal], desk)
  const view = detailsView(tellingOf(request, 0), await desk.people.languageFor(payload.user.id))
  await desk.client.views.open({ trigger_id: payload.trigger_id, view })
}

export async function pressCancel(payload: ActionPayload, desk: Desk): Promise<void> {
  await settle(payload, desk, (request, words) => cancelRequest(request, payload.user.id, words, desk))
}

/** A person found out that a doubtful call did not run: the request ends, and nothing is sent. */
export async function pressNotRun(payload: ActionPayload, desk: Desk): Promise<void> {
  await settle(payload, desk, async ({ number }, words) => {
    const why = { code: 'NotRun', message: '' }
    const settled = await desk.ledger.record(number, { type: 'declared_not_run', by: payload.user.id, why })
    return settled ? words.buttons.noted : words.buttons.settledAlready
  })
}

/** A person found out that it did: which task it became is asked first, while the trigger lives. */
export async function pressRan(payload: ActionPayload, desk: Desk): Promise<void> {
  const request = await clicked(payload, desk)
  if (!request) return
  const language = await desk.people.languageFor(payload.user.id)
  await desk.client.views.open({ trigger_id: payload.trigger_id, view: ranView(tellingOf(request, 0), language) })
}

/** Slack waits three seconds for the answer to a submission; first a person is looked up, then a task. */
const patience = 1300

/** The task was named: it is followed when the cloud shows it for this cluster. */
export async function submitRan(
  { ack, body }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs,
  desk: Desk,
): Promise<void> {
  const { user, view } = viewPayload.parse(body)
  const filled = filledOf(view)
  const typed = unquoted(tidy(entryOf('task_id', filled)?.value ?? ''))
  const taskId = typed || entryOf('candidate', filled)?.selected_option?.value
  const request = requestOf(view.private_metadata, undefined, desk.ledger)
  // Whoever sent it and their language are looked up at the same time.
  const allowed = request.then((known) =>
    known ? within(patience, maySettle(known, user.id, desk.people), 'unverified' as const) : null,
  )
  const words = wordsIn(await desk.people.languageFor(user.id))
  const error = await allowed
    .then(async (refusal) => adopt(await request, refusal, taskId, words, desk))
    .catch((failure: unknown) => {
      desk.log.error({ error: String(failure) }, 'a task could not be adopted')
      return words.submit.broken
    })
  await (error === undefined ? ack() : ack({ response_action: 'errors', errors: { task_id: error } }))
}

async function adopt(
  request: Request | undefined,
  refusal: Refusal | null,
  taskId: string | undefined,
  words: Vocabulary,
  desk: Desk,
): Promise<string | undefined> {
  if (!request) return words.buttons.unknownRequest
  if (refusal) return words.refusal[refusal]
  if (!taskId) return words.ran.needed
  if (request.stage.state !== 'unknown') return words.buttons.settledAlready
  if (request.stage.intent.tasks?.includes(taskId)) return words.ran.tooOld
  const found = await within(patience, desk.findTask(request, taskId), 'unreadable' as const)
  if (found !== 'found') return found === 'none' ? words.ran.notFound : words.ran.unreadable
  const task = newTask(taskId, request.stage.intent.sentAt)
  const settled = await desk.ledger.record(request.number, { type: 'accepted', task })
  return settled ? undefined : words.buttons.settledAlready
}

/** The request that the message shows; whoever pressed a button of one that is gone is told so. */
async function clicked(payload: ActionPayload, desk: Desk): Promise<Request | undefined> {
  const { channel, message, actions } = payload
  const at = channel && message && { channel: channel.id, ts: message.ts }
  const request = await requestOf(actions[0]?.value ?? '', at, desk.ledger)
  if (!request)
    await answer(payload, wordsIn(await desk.people.languageFor(payload.user.id)).buttons.unknownRequest, desk)
  return request
}

/** Does what a button says, if this person may, and tells them what came of it. */
async function settle(
  payload: ActionPayload,
  desk: Desk,
  act: (request: Request, words: Vocabulary) => Promise<string>,
): Promise<void> {
  const request = await clicked(payload, desk)
  if (!request) return
  const refusal = await maySettle(request, payload.user.id, desk.people)
  const words = wordsIn(await desk.people.languageFor(payload.user.id))
  await answer(payload, refusal ? mayNot(refusal, request, words) : await act(request, words), desk)
}

async function answer({ user, channel, message }: ActionPayload, text: string, desk: Desk): Promise<void> {
  const thread = message?.thread_ts
  await whisper(desk.client, { person: user.id, channel: channel?.id ?? user.id, ...(thread ? { thread } : {}) }, text)
}
