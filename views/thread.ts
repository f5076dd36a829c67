import type { ActionsBlock, KnownBlock } from '@slack/types'
import type { Request, Stage } from '../src/scaleout/record.ts'
import type { Summary } from '../src/scaleout/summary.ts'
import { answered, codeOf, explained } from './answer.ts'
import type { Message } from './card.ts'
import { bytesOf } from './foreign.ts'
import { limits } from './limits.ts'
import { nodeList } from './nodes.ts'
import { some } from './people.ts'
import { stateLine } from './state-line.ts'
import { channel, date, fallback, harmless, plain, section, user } from './text.ts'
import type { Vocabulary } from './words/index.ts'

/** Bytes of our own words beside the nodes and the reason of a last word. */
const roomForWords = 700

export const doubtActions = { adoptTask: 'doubt_ran', notRun: 'doubt_not_run' } as const

const message = (lines: readonly (string | undefined)[], extra: readonly KnownBlock[] = []): Message => {
  const text = lines.filter((line) => line !== undefined && line !== '').join('\n')
  return { text: fallback(text), blocks: [section(text), ...extra] }
}

/** A request that waits for its cluster says how many go first; edited as the line moves. */
export function waitingLine({ id, ahead, request }: Summary, words: Vocabulary): Message {
  const { thread } = words
  return message([request.stage.state === 'awaiting' ? thread.unqueued(id) : thread.waiting(id, ahead)])
}

/** An approval fell away while the request was queued or postponed: its requester is told, and then how that went on. */
export function takenBackLine({ request, id }: Summary, words: Vocabulary): Message | undefined {
  const { thread } = words
  const { unapproved, stage, approval } = request
  if (!unapproved) return undefined
  const say = unapproved.lapsed ? thread.lapsed : thread.takenBack
  const since = {
    awaiting: thread.waitsAgain(date(approval.expiresAt)),
    rejected: undefined,
    expired: undefined,
    cancelled: undefined,
  }
  const next = stage.state in since ? since[stage.state as keyof typeof since] : thread.approvedAgain
  return message([say(user(request.by), user(unapproved.by), id), next])
}

/** The lost answer: looked for, and what came of it. Edited in place. */
export function doubtLine({ request }: Summary, words: Vocabulary): Message {
  const { stage } = request
  if (stage.state !== 'unknown') return message([resolvedText(request, words)])
  const { asked, why } = stage.doubt
  const looking = why.code === 'Forgotten' ? words.thread.lookingBack : words.thread.looking(codeOf(why, words))
  return message([asked ? words.thread.notFound : looking, answered(why, words)])
}

/** What reading did not resolve is asked, with two buttons; once it is resolved the buttons go. */
export function questionLine(summary: Summary, words: Vocabulary): Message {
  const { request, mark } = summary
  if (request.stage.state !== 'unknown') return message([resolvedText(request, words)])
  const { why, candidates, unread, unexplained } = request.stage.doubt
  const none = unread ? words.thread.unread : words.thread.noCandidates
  const quoted = (ids: readonly string[]): string =>
    words.and(
      some(
        ids.map((id) => `\`${harmless(id)}\``),
        words,
      ),
    )
  return message(
    [
      why.code === 'Forgotten'
        ? words.thread.askBack(user(request.by))
        : words.thread.ask(user(request.by), codeOf(why, words)),
      // The card has scrolled away by now, and its approvers are told of this, too.
      summary.approvedBy.length === 0
        ? undefined
        : words.thread.theCall(
            summary.id,
            words.moreNodes(summary.count),
            harmless(request.cluster.name),
            words.and(some(summary.approvedBy.map(user), words)),
            date(request.stage.intent.sentAt),
          ),
      answered(why, words),
      candidates.length > 0 ? words.thread.candidates(quoted(candidates)) : none,
      unexplained.length > 0 ? words.thread.unexplained(quoted(unexplained)) : undefined,
    ],
    [doubtButtons(mark, words)],
  )
}

function resolvedText({ stage }: Request, words: Vocabulary): string {
  if ('task' in stage && stage.task) return words.thread.resolvedRan(`\`${harmless(stage.task.id)}\``)
  return stage.state === 'failed' && stage.by !== null
    ? words.thread.resolvedNotRun(user(stage.by))
    : words.buttons.resolvedAlready
}

function doubtButtons(value: string, words: Vocabulary): ActionsBlock {
  return {
    type: 'actions',
    elements: [
      { type: 'button', action_id: doubtActions.adoptTask, value, text: plain(words.thread.ran, limits.buttonText) },
      {
        type: 'button',
        action_id: doubtActions.notRun,
        value,
        text: plain(words.thread.notRun, limits.buttonText),
        confirm: {
          title: plain(words.thread.notRunTitle, limits.confirmTitle),
          text: plain(words.thread.notRunText, limits.confirmText),
          confirm: plain(words.thread.notRunYes, limits.confirmButton),
          deny: plain(words.thread.notRunNo, limits.confirmButton),
          style: 'danger',
        },
      },
    ],
  }
}

/** The policy's `give_up` ran out; the task did not fail. */
export function overdueLine({ request }: Summary, words: Vocabulary): Message | undefined {
  const task = 'task' in request.stage ? request.stage.task : null
  if (!task || task.overdueSince === null) return undefined
  const span = words.span(task.overdueSince - task.acceptedAt)
  const say = task.endedAt === null ? words.thread.overdue : words.thread.overdueNodes
  return message([say(user(request.by), `\`${harmless(task.id)}\``, span)])
}

/** The last word of a request, with the requester mentioned. `undefined` while it is not over. */
export function endLine(summary: Summary, words: Vocabulary): Message | undefined {
  const { request, count } = summary
  const say = words.thread
  const person = user(request.by)
  const { stage } = request
  switch (stage.state) {
    case 'succeeded': {
      const span = words.span(stage.at - stage.task.acceptedAt)
      const cluster = harmless(request.cluster.name)
      return message([say.succeeded(person, words.nodes(count), cluster, span), nodeList(stage.nodes, words)])
    }
    case 'partial': {
      const ready = stage.nodes.filter((node) => node.ready)
      const rest = stage.nodes.filter((node) => !node.ready)
      const unseen = count - stage.nodes.length
      const below = explained(stage.why, true, summary, words)
      // What to do about it stands last, and is read first of all.
      const room = limits.sectionText - roomForWords - bytesOf(below.join('\n'))
      const [ofReady, ofRest] = rest.length === 0 ? [room, 0] : [room / 3, (room * 2) / 3]
      return message([
        say.partial(person, ready.length, count, harmless(request.cluster.name)),
        ready.length > 0 ? `*${say.came}*\n${nodeList(ready, words, ofReady)}` : say.noNodes,
        rest.length > 0 ? `*${say.missing}*\n${nodeList(rest, words, ofRest)}` : undefined,
        unseen > 0 ? say.neverSeen(unseen) : undefined,
        ...below,
      ])
    }
    case 'failed':
      return message([failedText(stage, summary, words), ...explained(stage.why, !!stage.task, summary, words)])
    case 'rejected':
      return message([say.rejected(person, user(stage.by))])
    case 'expired':
      return message([enough(summary) ? say.waitedTooLong(person) : say.expired(person), neverPosted(summary, words)])
    case 'cancelled':
      return message([cancelledText(summary, stage.by, words)])
    default:
      return undefined
  }
}

function cancelledText({ request, id }: Summary, by: string | null, words: Vocabulary): string {
  const say = words.thread
  const person = user(request.by)
  const { lostBecause, messages } = request.projection
  if (by !== null) return say.cancelled(person, user(by))
  if (lostBecause === null && messages.card) return say.cardDeleted(person, id)
  const why = slackSays(lostBecause ?? '', words)
  const where = channel(request.approval.channel)
  return messages.card ? say.cardUnreachable(person, id, where, why) : say.unreachable(person, id, where, why)
}

/** A request may have expired because nobody ever saw its card. */
function neverPosted({ request, id }: Summary, words: Vocabulary): string | undefined {
  const { lostBecause, messages } = request.projection
  if (messages.card || lostBecause === null) return undefined
  return words.thread.neverPosted(id, channel(request.approval.channel), slackSays(lostBecause, words))
}

/** Slack's own word, and what to do about it. */
function slackSays(word: string, { slack, sentences }: Vocabulary): string {
  if (word === '') return sentences(slack.silent, slack.other)
  const advice = (): string => {
    if (word === 'is_archived' || word === 'is_inactive') return slack.archived
    if (word === 'not_in_channel' || word === 'channel_not_found') return slack.notIn
    return word.startsWith('restricted_action') ? slack.noPosting : slack.other
  }
  return sentences(advice(), slack.says(word))
}

/** Directly, where the card cannot be reached any more although its call was made: it follows the request from then on. */
export function movedLine(summary: Summary, words: Vocabulary): Message {
  const { request, id } = summary
  return message([
    words.thread.moved(user(request.by), id, channel(request.approval.channel)),
    stateLine(summary, words),
  ])
}

/** Directly, where Slack has not taken the card for a while, and what came of it. */
export function delayedLine({ request, id }: Summary, words: Vocabulary): Message {
  const { messages, trouble, cardGone } = request.projection
  const where = channel(request.approval.channel)
  if (messages.card) return message([words.thread.delayedOver(id, where)])
  if (cardGone) return message([words.thread.delayedInVain(id, where)])
  return message([words.thread.delayed(user(request.by), id, where, slackSays(trouble.card?.word ?? '', words))])
}

/** What stands where the end was told of a request that goes on after all. */
export const notOverLine = ({ id }: Summary, words: Vocabulary): Message => message([words.thread.notOver(id)])

const enough = ({ approvedBy, request }: Summary): boolean => approvedBy.length >= request.approval.quorum

/** Whether something was bought comes first; that it did not run is one person's word, so nothing is claimed then. */
function failedText(stage: Extract<Stage, { state: 'failed' }>, { request, id }: Summary, words: Vocabulary): string {
  const person = user(request.by)
  if (stage.task) return words.thread.failedTask(person, id)
  return stage.by === null ? words.thread.failedUnbought(person, id) : words.thread.failed(person, id)
}

/** In the channel where it was asked, when it is decided elsewhere. */
export function notice(summary: Summary, words: Vocabulary): Message {
  const { request, id, count } = summary
  const where = channel(request.approval.channel)
  return message([
    words.notice.asked(id, user(request.by), words.nodes(count), harmless(request.cluster.name), where),
    stateLine(summary, words),
  ])
}
