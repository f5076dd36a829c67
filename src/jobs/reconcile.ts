import type { Request } from '../scaleout/record.ts'
import { castVote, takesVotes, verdictOf } from '../scaleout/votes.ts'
import type { Deps } from './deps.ts'

/**
 * Makes the votes agree with the reactions that stand on the card now: after a gap in the events, and just before the
 * call. A vote recorded while Slack was being asked is not among those of `request`, and stays.
 */
export async function reconcile(request: Request, deps: Deps): Promise<Request | undefined> {
  const { ledger, messenger } = deps
  const card = request.said.messages.card
  if (!card || !takesVotes(request)) return request
  const seen = await messenger.reactions(card)
  if (seen === 'unavailable') return request
  if (seen === 'gone') return ledger.record(request.number, { type: 'cancelled', by: null })
  for (const vote of request.votes) {
    const stands = seen.some(({ by, emoji }) => by === vote.by && verdictOf(request, emoji) === vote.verdict)
    if (!stands) await ledger.record(request.number, { type: 'vote_withdrawn', by: vote.by, verdict: vote.verdict })
  }
  for (const reaction of seen) {
    const verdict = verdictOf(request, reaction.emoji)
    // Who was turned away has been told; a new reaction of theirs is an event of its own.
    if (!verdict || request.turnedAway.includes(reaction.by)) continue
    if (request.votes.some((vote) => vote.by === reaction.by && vote.verdict === verdict)) continue
    const refusal = await castVote(request, reaction, deps)
    // Read again within a minute: nobody is told each time that Slack is silent.
    if (refusal && refusal !== 'unverified') await messenger.turnAway(reaction.by, card.channel, refusal)
  }
  return ledger.get(request.number)
}
