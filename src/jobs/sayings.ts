import { createHash } from 'node:crypto'
import { card, type Message } from '../../views/card.ts'
import {
  doubtLine,
  endLine,
  notice,
  notOverLine,
  overdueLine,
  questionLine,
  takenBackLine,
  waitingLine,
} from '../../views/line.ts'
import { type Progress, progress } from '../../views/progress.ts'
import type { Language } from '../clusters/define.ts'
import type { Telling } from '../scaleout/telling.ts'

/** A message that should stand in Slack as things are now. */
export type Saying = {
  readonly key: string
  readonly channel: string
  /** The key of the message under which it stands. */
  readonly under: string | null
  readonly text: string
  readonly blocks: Message['blocks']
  readonly simple?: Message['blocks']
  /** Changes when the message reads differently. */
  readonly print: string
}

/** Everything that Slack should show of a request, in the order in which it is said. */
export function sayings(telling: Telling, language: Language): Saying[] {
  const { request, ahead } = telling
  const { messages, begun, cardGone } = request.said
  const { channel } = request.approval
  const { stage } = request
  const elsewhere = request.askedIn !== channel
  const inThread = (key: string, message: Message | undefined): Saying[] =>
    message ? [saying(key, messages.card?.channel ?? channel, 'card', message)] : []

  // What was said once, or begun to be, stays: it is edited as things go on.
  const told = (key: string): boolean => messages[key] !== undefined || begun === key
  const waits = told('waiting') || (stage.state === 'approved' && ahead > 0)
  // An approval that fell within the moment before its call was seen by nobody.
  const wasSeen = told('waiting') || request.unapproved?.postponed === true
  const fell = told('taken_back') || (stage.state === 'awaiting' && wasSeen)
  const takenBack = fell ? takenBackLine(telling, language) : undefined
  const doubted = told('doubt') || stage.state === 'unknown'
  // A message of its own: the edit of another would notify nobody.
  const asked = told('question') || (stage.state === 'unknown' && stage.doubt.asked)
  const end = endLine(telling, language)
  // A request that goes on after its end gets another last word: the edit of the first would notify nobody.
  const lastWords = (key: string): (readonly [key: string, message: Message])[] => [
    ...(request.reopened && told(key) ? [[key, notOverLine(telling, language)] as const] : []),
    ...(end ? [[request.reopened ? `${key}_after_all` : key, end] as const] : []),
  ]
  if (cardGone)
    return [
      ...(messages.notice ? [saying('notice', messages.notice.channel, null, notice(telling, language))] : []),
      // The cluster is held until this is answered, so whoever asked for the nodes is asked directly.
      ...(told('question_direct') || (stage.state === 'unknown' && stage.doubt.asked)
        ? [saying('question_direct', request.by, null, questionLine(telling, language))]
        : []),
      ...lastWords('end').map(([key, message]) => saying(key, request.by, null, message)),
    ]
  return [
    saying('card', channel, null, card(telling, language)),
    ...(elsewhere ? [saying('notice', request.askedIn, null, notice(telling, language))] : []),
    ...(waits ? inThread('waiting', waitingLine(telling, language)) : []),
    ...inThread('taken_back', takenBack),
    ...(elsewhere && takenBack
      ? [saying('taken_back_notice', messages.notice?.channel ?? request.askedIn, 'notice', takenBack)]
      : []),
    ...(doubted ? inThread('doubt', doubtLine(telling, language)) : []),
    ...(asked ? inThread('question', questionLine(telling, language)) : []),
    ...inThread('progress', progress(telling, language)),
    ...inThread('overdue', overdueLine(telling, language)),
    ...lastWords('end').flatMap(([key, message]) => inThread(key, message)),
    // Edits notify nobody: where it was asked, the requester is mentioned once it is over.
    ...(elsewhere ? lastWords('end_notice') : []).map(([key, message]) =>
      saying(key, messages.notice?.channel ?? request.askedIn, 'notice', message),
    ),
  ]
}

function saying(key: string, channel: string, under: string | null, message: Message | Progress): Saying {
  const print = createHash('sha256')
    .update(JSON.stringify([message.text, message.blocks]))
    .digest('hex')
    .slice(0, 16)
  return { key, channel, under, print, ...message }
}
