import type { State } from '../src/scaleout/record.ts'
import type { Summary } from '../src/scaleout/summary.ts'
import { clipBytes } from './foreign.ts'
import { some } from './people.ts'
import { date, harmless, user } from './text.ts'
import type { Vocabulary } from './words/index.ts'

const signs = {
  awaiting: ':hourglass_flowing_sand:',
  approved: ':white_check_mark:',
  calling: ':satellite_antenna:',
  unknown: ':warning:',
  running: ':arrows_counterclockwise:',
  succeeded: ':large_green_circle:',
  partial: ':large_yellow_circle:',
  failed: ':red_circle:',
  rejected: ':no_entry_sign:',
  expired: ':hourglass:',
  cancelled: ':no_entry_sign:',
} as const satisfies Record<State, string>

/** Bytes of a code of the cloud's in a line of ours. */
const longestCode = 120

/** How far a card says that its request has come, read back from its text in any language: the sign under the title. */
export function progressShown(text: string): 'undecided' | 'calling' | 'beyond' | undefined {
  const sign = /^:[\w]+:/.exec(text.split('\n')[1] ?? '')?.[0]
  if (sign === undefined) return undefined
  if (sign === signs.awaiting || sign === signs.approved) return 'undecided'
  return sign === signs.calling ? 'calling' : 'beyond'
}

/** The task that a card names under its title. A code of the cloud's stands there, too, but without marks of code (foreign.ts). */
export const taskShown = (text: string): string | undefined => /`(T-\w+)`/.exec(text.split('\n')[1] ?? '')?.[1]

/** Where a request stands, in a few words of mrkdwn with a sign before them. */
export function stateLine(summary: Summary, words: Vocabulary): string {
  const { by, projection, stage } = summary.request
  const aside = projection.noReplies !== null && !projection.cardGone ? [words.state.noReplies(user(by))] : []
  return [`${signs[stage.state]} ${stateText(summary, words)}`, ...aside].join(' · ')
}

function stateText({ request, approvedBy, count, ahead }: Summary, words: Vocabulary): string {
  const { stage } = request
  const say = words.state
  const people = words.and(some(approvedBy.map(user), words))
  switch (stage.state) {
    case 'awaiting':
      return say.awaiting
    case 'approved': {
      const waits = stage.waitReason ? waitText(stage.waitReason.code, stage.notBefore, words) : undefined
      return [say.approved(people), ahead > 0 ? say.inLine(ahead) : waits].filter(Boolean).join(' · ')
    }
    case 'calling':
      return say.calling
    case 'unknown':
      if (!stage.doubt.asked) return say.unknown
      return inThread(request) ? say.asked : say.askedDirectly(user(request.by))
    case 'running': {
      const task = `\`${harmless(stage.task.id)}\``
      if (stage.task.endedAt !== null) return say.nodesComing(task)
      return stage.task.overdueSince === null ? say.running(task) : say.overdue(task)
    }
    case 'succeeded':
      return say.succeeded(words.nodes(count))
    case 'partial':
      return say.partial(stage.nodes.filter((node) => node.ready).length, count)
    case 'failed':
      return stage.by === null
        ? say.failed(harmless(clipBytes(stage.why.code, longestCode)))
        : say.notRun(user(stage.by))
    case 'rejected':
      return say.rejected(user(stage.by))
    case 'expired':
      return approvedBy.length >= request.approval.quorum ? say.expiredInLine : say.expired
    case 'cancelled':
      if (stage.by !== null) return say.cancelled(user(stage.by))
      return request.projection.messages.card ? say.cardDeleted : say.unreachable
  }
}

/** Whether the question stands under the card. */
const inThread = ({ projection }: Summary['request']): boolean =>
  !projection.cardGone &&
  (projection.noReplies === null || projection.messages.question?.channel === projection.messages.card?.channel)

function waitText(code: string, notBefore: number, { state }: Vocabulary): string {
  if (code === 'Unverified') return state.unverified(date(notBefore))
  if (code === 'Unsettled' || code === 'NotKept') return state.unsettled(date(notBefore))
  return state.requeued(harmless(clipBytes(code, longestCode)), date(notBefore))
}
