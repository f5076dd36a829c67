import type { Request } from '../scaleout/record.ts'
import { takesVotes } from '../scaleout/votes.ts'
import type { JobContext } from './context.ts'
import type { ThreadMessage } from './messages.ts'
import { reconcile } from './reconcile.ts'
import { postOf } from './say.ts'
import { cardLost, givesUp, inTrouble, outOfTrouble, shorten } from './trouble.ts'

/** Edits what reads differently now. A process that stood still meanwhile does not write an old state over a new one, or else what stands there is corrected again. */
export async function correct(
  request: Request,
  message: ThreadMessage,
  mayStillSend: () => boolean,
  context: JobContext,
): Promise<void> {
  const { ledger, messenger, clock } = context
  const { key } = message
  const shown = request.projection.messages[key]
  if (!shown || (key === 'card' && (await knowsMore(request, context)))) return
  // What could not be delivered anywhere has no time stamp, and nothing to edit.
  const outcome = shown.ts === '' ? 'edited' : await messenger.edit(shown, postOf(request, message), mayStillSend)
  if (outcome !== 'edited') {
    const { refused, word } = outcome
    if (refused === 'passing' && !givesUp(request, key)) return inTrouble(request, key, word, context)
    if (refused === 'form' && (await shorten(request, key, context))) return
    const card = request.projection.messages.card
    const isPlace = refused === 'place' && shown.channel === card?.channel
    if (!request.projection.cardGone && (isPlace || (refused === 'message' && key === 'card')))
      return cardLost(request, isPlace ? word : null, context)
  }
  await ledger.note(request.number, (current) => {
    const projection = outOfTrouble(current.projection, key)
    const alone = projection.messages[key]?.contentHash === shown.contentHash
    const contentHash = alone ? message.contentHash : ''
    const messages = { ...projection.messages, [key]: { ...shown, contentHash } }
    return { projection: { ...projection, messages, editedAt: clock.now(), complete: alone && projection.complete } }
  })
}

/** A card that shows what the store has lost is read before it is written over, once. */
async function knowsMore(request: Request, context: JobContext): Promise<boolean> {
  const { at } = await context.ledger.lastGap()
  if (!takesVotes(request) || request.createdAt >= at || request.projection.editedAt >= at) return false
  const after = await reconcile(request, 'in passing', context)
  return after === undefined || !takesVotes(after)
}
