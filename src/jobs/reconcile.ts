import { replyText } from '../../views/reply.ts'
import { progressShown, taskShown } from '../../views/state-line.ts'
import { wordsIn } from '../../views/words/index.ts'
import { byBot, byPerson } from '../scaleout/entry.ts'
import { SlackSilent, TryLater } from '../scaleout/messenger.ts'
import { idOf, type Request } from '../scaleout/record.ts'
import { castVote, mayReply, takesVotes, verdictOf } from '../scaleout/votes.ts'
import type { JobContext } from './context.ts'
import { afterCard } from './lost-writes.ts'

/**
 * Makes the votes agree with the reactions that stand on the card now: after a gap in the events, and just before the
 * call. A vote recorded while Slack was being asked is not among those of `request`, and stays. Throws `SlackSilent` where
 * Slack does not tell.
 */
export async function reconcile(
  request: Request,
  need: Parameters<JobContext['messenger']['look']>[1],
  context: JobContext,
): Promise<Request | undefined> {
  const { ledger, messenger } = context
  const card = request.projection.messages.card
  if (!card || !takesVotes(request)) return request
  const looked = await messenger.look(card, need).catch((error: unknown) => {
    throw error instanceof TryLater ? error : new SlackSilent({ cause: error })
  })
  if (looked === 'unavailable') return request
  if (looked === 'gone') return ledger.record(request.number, { type: 'cancelled', by: null }, byBot('re-read'))
  const { reactions: seen, text } = looked
  if (await isBehind(request.number, text, context))
    return ledger.record(request.number, await afterCard(request, taskShown(text), context), byBot('re-read'))
  for (const vote of request.votes) {
    const stands = seen.some(({ by, emoji }) => by === vote.by && verdictOf(request, emoji) === vote.verdict)
    if (stands) continue
    const withdrawn = { type: 'vote_withdrawn', by: vote.by, verdict: vote.verdict } as const
    await ledger.record(request.number, withdrawn, byPerson(vote.by, 're-read'))
  }
  for (const reaction of seen) {
    const verdict = verdictOf(request, reaction.emoji)
    // Its author has been told that it does not count; a new reaction of theirs is an event of its own.
    if (!verdict || request.turnedAway.includes(reaction.by)) continue
    if (request.votes.some((vote) => vote.by === reaction.by && vote.verdict === verdict)) continue
    const reply = await castVote(request, reaction, { ...context, seen: 're-read' })
    // Read again within a minute: nobody is told each time that Slack is silent. An approved request is about to be
    // called: that waits for nobody to be told.
    if (!reply || reply === 'unverified' || request.stage.state === 'approved') continue
    if (await mayReply(request, reaction.by, reply, context))
      await messenger.turnAway(reaction.by, { channel: card.channel }, (language) =>
        replyText(reply, idOf(request), request, wordsIn(language, context.languages)),
      )
  }
  return ledger.get(request.number)
}

/**
 * Whether the card shows a state that this record has not come to: the store has lost it. The record is read after the
 * card, and what a requeued call shows is not held against it.
 */
async function isBehind(number: number, text: string, { ledger }: JobContext): Promise<boolean> {
  const shown = progressShown(text)
  if (shown === undefined || shown === 'undecided') return false
  const now = await ledger.get(number)
  if (!now || !takesVotes(now)) return false
  return !(shown === 'calling' && now.stage.state === 'approved' && now.stage.tries > 0)
}
