import type { Button, KnownBlock } from '@slack/types'
import type { Summary } from '../src/scaleout/summary.ts'
import { becauseLines } from './because.ts'
import { doubtsText } from './doubts.ts'
import { facts, type Room, unlike } from './facts.ts'
import { bytesOf } from './foreign.ts'
import { clip, limits } from './limits.ts'
import { mostNamed, some } from './people.ts'
import { asMrkdwn, block, line, quote } from './rich.ts'
import { stateLine } from './state-line.ts'
import { date, emoji, fallback, harmless, header, mention, mrkdwn, plain, section, user } from './text.ts'
import { say, type Vocabulary } from './words/index.ts'

/** What is posted: blocks, and the same in text for notifications, screen readers and clients that know no blocks. */
export type Message = { readonly text: string; readonly blocks: KnownBlock[] }

export const cardActions = { details: 'card_details', cancel: 'card_cancel' } as const

/** From roomy to tight: whatever is said, every member keeps its name. */
const rooms: readonly Room[] = [
  { value: 600, script: 600, reason: 4500 },
  { value: 240, script: 400, reason: 2400 },
  { value: 100, script: 200, reason: 1200 },
  { value: 40, script: 100, reason: 500 },
]
/** Lines of a reason on the card. More would push out of sight what it is about. */
const reasonLines = 12

/** The message that is approved: requester, nodes, cluster, the rule, how the vote stands, and the digest of the call. */
export function card(summary: Summary, words: Vocabulary): Message {
  const { request } = summary
  const state = stateLine(summary, words)
  const title = words.card.title(summary.id, words.moreNodes(summary.count), harmless(request.cluster.name))
  const asks = words.card.asks(user(request.by))
  const { why } = request
  const { labels } = unlike(summary, words, tightest)
  const text = [
    // The state is read back from the second line (state-line.ts), so nothing foreign may end the first.
    title,
    state,
    // However long the reason is, the rule below it stays.
    clip(asMrkdwn(words.card.said(asks, harmless(why) || words.card.noReason)), limits.reasonInText),
    ...(labels.length > 0 && isOpen(summary) ? [words.card.unlikeShort(words.and(labels))] : []),
    ...ruleOf(summary, words),
  ]
  const roomy = rooms.map((room) => blocksOf(summary, words, { title, state, asks, why }, room))
  return { text: fallback(text.join('\n')), blocks: roomy.find(fits) ?? roomy.at(-1) ?? [] }
}

const fits = (blocks: readonly KnownBlock[]): boolean => bytesOf(JSON.stringify(blocks)) <= limits.messageJson
const tightest: Room = { value: 0, script: 0, reason: 0 }

function blocksOf(
  summary: Summary,
  words: Vocabulary,
  { title, state, asks, why }: { title: string; state: string; asks: string; why: string },
  room: Room,
): KnownBlock[] {
  return [
    header(title),
    section(state),
    why.trim() === ''
      ? section(words.card.said(asks, `_${words.card.noReason}_`))
      : block(line(asks), quote(why, { bytes: room.reason, lines: reasonLines })),
    ...unlike(summary, words, room).blocks,
    facts(summary, words, room),
    ...summary.request.cautions.map((caution) => section(`:warning: ${harmless(say(caution, words))}`)),
    { type: 'divider' },
    section([...ruleOf(summary, words), tally(summary, words)].join('\n')),
    { type: 'context', elements: [mrkdwn(words.card.digest(summary.digest))] },
    { type: 'actions', elements: buttons(summary, isOpen(summary), words) },
  ]
}

const isOpen = ({ request: { stage } }: Summary): boolean => stage.state === 'awaiting' || stage.state === 'approved'

/** What the channel can do now: approve, or, once it is approved and waits, think again. */
function ruleOf({ request }: Summary, words: Vocabulary): string[] {
  const { quorum, approvers, approveWith, rejectWith, expiresAt, because = [] } = request.approval
  const signs = (names: readonly string[]) => names.slice(0, mostNamed).map(emoji).join(' ')
  if (request.stage.state === 'approved') return [words.card.decided(signs(rejectWith), date(expiresAt))]
  if (request.stage.state !== 'awaiting') return []
  if (approvers.length === 0) return [words.card.noApprovers]
  const named = some(approvers.map(mention), words).join(' ')
  const asked = words.card.rule(quorum, named, signs(approveWith), signs(rejectWith), date(expiresAt))
  return [asked, ...becauseLines(because, words), ...doubtLines(request.approval, words)]
}

/** What was wrong with the rule when it was asked, for everybody that sees the card: it can be put right. */
function doubtLines({ doubts, quorum }: Summary['request']['approval'], words: Vocabulary): string[] {
  if (!doubts) return []
  const faults = doubts.faults.length > 0 ? [`:warning: ${doubtsText(doubts.faults, words)}`] : []
  return doubts.reachable ? faults : [...faults, `:warning: ${words.card.unreachable(quorum)}`]
}

function tally({ request, approvedBy }: Summary, words: Vocabulary): string {
  const yes = emoji(request.approval.approveWith[0] ?? '')
  const people = words.and(some(approvedBy.map(user), words))
  const counted = words.card.tally(yes, approvedBy.length, request.approval.quorum, people)
  // What was decided by a vote stays as it was: that it was taken back since stands beside it.
  const since = some(request.takenBack.map(user), words)
  return since.length === 0 ? counted : `${counted}\n${words.card.takenBack(words.and(since))}`
}

function buttons(summary: Summary, open: boolean, words: Vocabulary): Button[] {
  const value = summary.mark
  const details: Button = {
    type: 'button',
    action_id: cardActions.details,
    text: plain(words.card.details, limits.buttonText),
    value,
  }
  if (!open) return [details]
  const cancel: Button = {
    type: 'button',
    action_id: cardActions.cancel,
    text: plain(words.card.cancel, limits.buttonText),
    value,
    style: 'danger',
    confirm: {
      title: plain(words.card.cancelTitle(summary.id), limits.confirmTitle),
      text: plain(words.card.cancelText, limits.confirmText),
      confirm: plain(words.card.cancelYes, limits.confirmButton),
      deny: plain(words.card.cancelNo, limits.confirmButton),
      style: 'danger',
    },
  }
  return [details, cancel]
}
