import type { Button, KnownBlock, MrkdwnElement } from '@slack/types'
import type { Field, Language } from '../src/clusters/define.ts'
import type { Telling } from '../src/scaleout/telling.ts'
import { doubtsText } from './doubts.ts'
import { readable } from './field.ts'
import { clip, limits } from './limits.ts'
import { stateLine } from './state.ts'
import { date, emoji, harmless, header, mention, mrkdwn, plain, section, user } from './text.ts'
import { type Vocabulary, wordsIn } from './words/index.ts'

/** What is posted: blocks, and the same in text for notifications, screen readers and clients that know no blocks. */
export type Message = { readonly text: string; readonly blocks: KnownBlock[] }

export const cardActions = { details: 'card_details', cancel: 'card_cancel' } as const

/** The message that is approved: who, what, where, by which rule, how the vote stands, and the digest of the call. */
export function card(telling: Telling, language: Language): Message {
  const words = wordsIn(language)
  const { request } = telling
  const title = words.card.title(telling.id, words.moreNodes(telling.count), request.cluster.name)
  const state = stateLine(telling, words)
  const asks = `${words.card.asks(user(request.by))} ${harmless(request.why) || `_${words.card.noReason}_`}`
  const rows = facts(telling, language)
  const open = request.stage.state === 'awaiting' || request.stage.state === 'approved'
  return {
    // However long the reason is, the rule below it stays.
    text: clip(
      [harmless(title), state, clip(asks, limits.reasonInText), ...(open ? [rule(telling, words)] : [])].join('\n'),
      limits.messageText,
    ),
    blocks: [
      header(title),
      section(state),
      section(asks),
      ...inFields(rows),
      ...request.cautions.map((caution) => section(`:warning: ${caution[language]}`)),
      { type: 'divider' },
      section([...(open ? [rule(telling, words)] : []), tally(telling, words)].join('\n')),
      { type: 'context', elements: [mrkdwn(words.card.digest(telling.digest))] },
      { type: 'actions', elements: buttons(telling, open, words) },
    ],
  }
}

function rule({ request }: Telling, words: Vocabulary): string {
  const { quorum, approvers, approveWith, rejectWith, expiresAt } = request.approval
  if (approvers.length === 0) return words.card.noApprovers
  const doubts = doubtLines(request.approval, words)
  const signs = (names: readonly string[]) => names.map(emoji).join(' ')
  const asked = words.card.rule(
    quorum,
    approvers.map(mention).join(' '),
    signs(approveWith),
    signs(rejectWith),
    date(expiresAt),
  )
  return [asked, ...doubts].join('\n')
}

/** What was wrong with the rule when it was asked: whoever sees the card can have it put right. */
function doubtLines({ doubts, quorum }: Telling['request']['approval'], words: Vocabulary): string[] {
  if (!doubts) return []
  const faults = doubts.faults.length > 0 ? [`:warning: ${doubtsText(doubts.faults, words)}`] : []
  return doubts.reachable ? faults : [...faults, `:warning: ${words.card.unreachable(quorum)}`]
}

function tally({ request, approvedBy }: Telling, words: Vocabulary): string {
  const yes = emoji(request.approval.approveWith[0] ?? '')
  const counted = words.card.tally(yes, approvedBy.length, request.approval.quorum, words.and(approvedBy.map(user)))
  // What was decided by a vote stays as it was: that it was taken back since stands beside it.
  const since = request.takenBack.map(user)
  return since.length === 0 ? counted : `${counted}\n${words.card.takenBack(words.and(since))}`
}

/** The rows that an approver decides by, as `*label*` over value. Everything else is one click away. */
function facts({ request, type }: Telling, language: Language): MrkdwnElement[] {
  const words = wordsIn(language)
  const { name, id, region } = request.cluster
  const row = (label: string, value: string) => mrkdwn(`*${label}*\n${value}`, limits.fieldText)
  const text = (field: Field): string | undefined => {
    const sent = request.body[field.wire]
    if (sent !== undefined) return readable(field, sent, language)
    return field.implied === undefined ? undefined : words.card.byDefault(readable(field, field.implied, language))
  }
  const login = request.secret ? [row(words.card.login, loginText(request.secret, words))] : []
  return [
    row(
      words.card.clusterRow,
      `*${harmless(name)}* · ${type.label[language]}\n\`${harmless(id)}\` · ${harmless(region)}`,
    ),
    ...type.fields.filter(onCard).flatMap((field) => {
      const value = text(field)
      return value === undefined ? [] : [row(field.label[language], harmless(value))]
    }),
    ...login,
  ]
}

/** Short values only; scripts, labels and lists of ids stand behind the button, and the count in the title. */
function onCard(field: Field): boolean {
  if (field.control.kind === 'fixed' || field.control.kind === 'derived' || field.wire === 'count') return false
  return field.part === 'basic' || field.control.kind !== 'text'
}

function loginText(secret: NonNullable<Telling['request']['secret']>, words: Vocabulary): string {
  return secret.kind === 'named' ? words.card.namedPassword(harmless(secret.name)) : words.card.sealedPassword
}

function inFields(rows: readonly MrkdwnElement[]): KnownBlock[] {
  const blocks: KnownBlock[] = []
  for (let start = 0; start < rows.length; start += limits.fieldsPerSection)
    blocks.push({ type: 'section', fields: rows.slice(start, start + limits.fieldsPerSection) })
  return blocks
}

function buttons(telling: Telling, open: boolean, words: Vocabulary): Button[] {
  const value = telling.mark
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
      title: plain(words.card.cancelTitle(telling.id), 100),
      text: plain(words.card.cancelText, 300),
      confirm: plain(words.card.cancelYes, 30),
      deny: plain(words.card.cancelNo, 30),
      style: 'danger',
    },
  }
  return [details, cancel]
}
