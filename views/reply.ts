import type { Request } from '../src/scaleout/record.ts'
import type { Reply } from '../src/scaleout/votes.ts'
import { channel, user } from './text.ts'
import type { Vocabulary } from './words/index.ts'

/** What a person alone is told about their reaction, as the request stands now. */
export function replyText(reply: Reply, id: string, request: Request, words: Vocabulary): string {
  switch (reply) {
    case 'taken_back_late':
      return request.stage.state === 'calling' ? words.vote.takenBackOnTheWay(id) : words.vote.takenBackLate(id)
    case 'stays_declined':
      return words.vote.staysDeclined(id)
    case 'ended':
      return endedText(id, request, words)
    case 'elsewhere':
      return words.vote.elsewhere(id, channel(request.projection.messages.card?.channel ?? request.approval.channel))
    default:
      return words.refusal[reply]
  }
}

function endedText(id: string, { stage }: Request, { vote }: Vocabulary): string {
  switch (stage.state) {
    case 'rejected':
      return vote.declined(id, user(stage.by))
    case 'cancelled':
      return vote.cancelled(id)
    case 'failed':
      return vote.failed(id)
    default:
      return vote.expired(id)
  }
}
