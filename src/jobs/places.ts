import { jobOf } from '../scaleout/lifecycle.ts'
import { TryLater } from '../scaleout/messenger.ts'
import type { Request } from '../scaleout/record.ts'
import type { JobContext } from './context.ts'
import { cardLost } from './trouble.ts'

/**
 * Now and then: an open card whose channel is archived, deleted or without the bot decides nothing any more, and nothing
 * that happens in Slack says so. Where there are more channels than Slack lets us look up, chance picks.
 */
export async function lookAtPlaces(open: readonly Request[], context: JobContext): Promise<void> {
  const withCard = open.filter((request) => jobOf(request) !== null && !request.projection.cardGone)
  const byChannel = Map.groupBy(withCard, ({ projection }) => projection.messages.card?.channel)
  const channels = [...byChannel].map(([channel, requests]) => ({ channel, requests, rank: context.random() }))
  for (const { channel, requests } of channels.sort((a, b) => a.rank - b.rank)) {
    if (channel === undefined) continue
    const place = await context.messenger.place(channel).catch((error: unknown) => {
      if (error instanceof TryLater) return 'full' as const
      throw error
    })
    if (place === 'full') return
    if (typeof place !== 'string' && (await isGone(place.word, requests, context)))
      for (const request of requests) await cardLost(request, place.word, context)
  }
}

/** That there is no such channel may be one bad answer: what people agreed on there is not undone while a card can be read. */
async function isGone(word: string, [first]: readonly Request[], { messenger }: JobContext): Promise<boolean> {
  const card = first?.projection.messages.card
  if (word !== 'channel_not_found' || !card) return true
  const seen = await messenger.look(card, 'in passing').catch(() => 'silent' as const)
  return seen === 'gone' || seen === 'unavailable'
}
