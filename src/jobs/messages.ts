import { createHash } from 'node:crypto'
import { card, type Message } from '../../views/card.ts'
import { fitted, shortened } from '../../views/fit.ts'
import { type Progress, progress } from '../../views/progress.ts'
import {
  delayedLine,
  doubtLine,
  endLine,
  movedLine,
  notice,
  notOverLine,
  overdueLine,
  questionLine,
  takenBackLine,
  waitingLine,
} from '../../views/thread.ts'
import type { Vocabulary } from '../../views/words/index.ts'
import { jobOf } from '../scaleout/lifecycle.ts'
import type { Summary } from '../scaleout/summary.ts'

/** A message that should stand in Slack as things are now. */
export type ThreadMessage = {
  readonly key: string
  readonly channel: string
  /** The key of the message under which it stands. */
  readonly under: string | null
  readonly text: string
  readonly blocks: Message['blocks']
  readonly simple?: Message['blocks']
  /** Changes when the message reads differently. */
  readonly contentHash: string
}

/** After so many tries at posting the card the requester is told that it is not there yet. */
const triesBeforeDelayed = 3

/** Everything that Slack should show of a request, in the order in which it is said. */
export function messagesOf(summary: Summary, words: Vocabulary): ThreadMessage[] {
  const { request, ahead } = summary
  const { messages, sending, trouble, noReplies, cardGone } = request.projection
  const { channel } = request.approval
  const { stage } = request
  const elsewhere = request.askedIn !== channel
  const messageAt = (key: string, where: string, under: string | null, message: Message): ThreadMessage =>
    sayingOf(summary, key, { channel: where, under }, message, words)

  // What was said once, or is on its way, stays: it is edited as things go on.
  const told = (key: string): boolean =>
    messages[key] !== undefined || sending === key || (trouble[key]?.begunAt ?? 0) > 0
  const direct = (key: string, message: Message | undefined): ThreadMessage[] =>
    message ? [messageAt(key, request.by, null, message)] : []
  const inThread = (key: string, message: Message | undefined): ThreadMessage[] =>
    message && (noReplies === null || told(key))
      ? [messageAt(key, messages.card?.channel ?? channel, 'card', message)]
      : []
  /** What needs a person: where Slack takes no replies, it is said directly. */
  const forPerson = (key: string, message: Message | undefined): ThreadMessage[] =>
    noReplies === null || told(key) ? inThread(key, message) : direct(key, message)

  const waits = told('waiting') || (stage.state === 'approved' && ahead > 0)
  // An approval that fell within the moment before its call was seen by nobody.
  const wasSeen = told('waiting') || request.unapproved?.postponed === true
  const fell = told('taken_back') || (stage.state === 'awaiting' && wasSeen)
  const takenBack = fell ? takenBackLine(summary, words) : undefined
  const doubted = told('doubt') || stage.state === 'unknown'
  const asks = stage.state === 'unknown' && stage.doubt.asked
  // A message of its own: the edit of another would notify nobody.
  const asked = told('question') || asks
  const end = endLine(summary, words)
  // A request that goes on after its end gets another last word: the edit of the first would notify nobody.
  const lastWords = (key: string): (readonly [key: string, message: Message])[] => [
    ...(request.reopened && told(key) ? [[key, notOverLine(summary, words)] as const] : []),
    ...(end ? [[request.reopened ? `${key}_after_all` : key, end] as const] : []),
  ]
  const delayed =
    told('delayed') || (!messages.card && !cardGone && (trouble.card?.tries ?? 0) >= triesBeforeDelayed)
      ? direct('delayed', delayedLine(summary, words))
      : []
  if (cardGone)
    return [
      ...delayed,
      ...(messages.notice ? [messageAt('notice', messages.notice.channel, null, notice(summary, words))] : []),
      ...(told('moved') || jobOf(request) !== null ? direct('moved', movedLine(summary, words)) : []),
      // The cluster is held until this is answered, so the requester is asked directly.
      ...(told('question_direct') || asks ? direct('question_direct', questionLine(summary, words)) : []),
      ...lastWords('end').flatMap(([key, message]) => direct(key, message)),
    ]
  const first = messageAt('card', channel, null, card(summary, words))
  if (!messages.card) return [first, ...delayed]
  return [
    first,
    ...delayed,
    ...(elsewhere ? [messageAt('notice', request.askedIn, null, notice(summary, words))] : []),
    ...(waits ? inThread('waiting', waitingLine(summary, words)) : []),
    ...inThread('taken_back', takenBack),
    ...(elsewhere && takenBack
      ? [messageAt('taken_back_notice', messages.notice?.channel ?? request.askedIn, 'notice', takenBack)]
      : []),
    ...(doubted ? inThread('doubt', doubtLine(summary, words)) : []),
    ...(asked ? forPerson('question', questionLine(summary, words)) : []),
    ...inThread('progress', progress(summary, words)),
    ...forPerson('overdue', overdueLine(summary, words)),
    // Where the end is told in the channel in which it was asked, the requester is mentioned there.
    ...lastWords('end').flatMap(([key, message]) => (elsewhere ? inThread(key, message) : forPerson(key, message))),
    // Edits notify nobody: where it was asked, the requester is mentioned once it is over.
    ...(elsewhere ? lastWords('end_notice') : []).map(([key, message]) =>
      messageAt(key, messages.notice?.channel ?? request.askedIn, 'notice', message),
    ),
  ]
}

/** A message as Slack takes it: clipped where it is too long as a whole, or in its short form where Slack took no other. */
function sayingOf(
  { request, id }: Summary,
  key: string,
  at: Pick<ThreadMessage, 'channel' | 'under'>,
  message: Message | Progress,
  words: Vocabulary,
): ThreadMessage {
  const { short } = words
  const shown: Message | Progress = request.projection.shortened.includes(key)
    ? shortened(message, key === 'card' ? short.card : short.other(id))
    : fitted(message)
  const contentHash = createHash('sha256')
    .update(JSON.stringify([shown.text, shown.blocks]))
    .digest('hex')
    .slice(0, 16)
  return { key, ...at, contentHash, ...shown }
}
