import { NewerRecord } from '../src/scaleout/recall.ts'
import type { Request } from '../src/scaleout/record.ts'
import { castVote, type Reaction, withdrawVote } from '../src/scaleout/votes.ts'
import { emojiName } from '../src/slack/emoji.ts'
import { whisper } from '../src/slack/whisper.ts'
import { wordsIn } from '../views/words/index.ts'
import type { Desk } from './desk.ts'
import { reactionEvent } from './payload.ts'

/** Somebody reacted: a vote, where it is one of the approval emoji on a card that is still open. */
export async function reacted(event: unknown, desk: Desk): Promise<void> {
  const found = await onCard(event, desk)
  if (!found) return
  const { request, reaction, channel } = found
  const refusal = await castVote(request, reaction, { ...desk, directory: desk.people })
  if (refusal) await desk.turnAway(reaction.by, channel, refusal)
}

/** Somebody took a reaction back: their vote goes with the last one of that meaning (skin tones count as one emoji). */
export async function unreacted(event: unknown, desk: Desk): Promise<void> {
  const found = await onCard(event, desk)
  if (!found) return
  const { request, reaction } = found
  const left = request.said.messages.card && (await desk.reactions(request.said.messages.card))
  await withdrawVote(request, reaction, left, desk.ledger)
}

async function onCard(
  event: unknown,
  { ledger }: Desk,
): Promise<{ request: Request; reaction: Reaction; channel: string } | undefined> {
  const parsed = reactionEvent.safeParse(event)
  if (!parsed.success) return undefined
  const { user, reaction, item, event_ts } = parsed.data
  const at = event_ts === undefined ? {} : { at: event_ts * 1000 }
  const request = await ledger.byMessage(item.channel, item.ts).catch((error: unknown) => {
    // The version that knows it reads the card's reactions itself.
    if (error instanceof NewerRecord) return undefined
    throw error
  })
  const card = request?.said.messages.card
  const isCard = card?.ts === item.ts && card.channel === item.channel
  return request && isCard
    ? { request, reaction: { by: user, emoji: emojiName(reaction), ...at }, channel: item.channel }
    : undefined
}

/**
 * A vote that could not be written down is told to whoever gave it or took it back; the log learns why. Whether the message
 * is a card may not be known then, so it is told for the policy's emoji on messages of the bot's own.
 */
export async function heeded(act: () => Promise<void>, event: unknown, desk: Desk): Promise<void> {
  try {
    await act()
  } catch (error) {
    desk.log.error({ error: String(error) }, 'a reaction could not be written down')
    const parsed = reactionEvent.safeParse(event)
    if (!parsed.success) return
    const { user, reaction, item, item_user } = parsed.data
    const rules = [...desk.policy.clusters.values()].map(({ approval }) => approval)
    const votes = rules.some((rule) => [...rule.approveWith, ...rule.rejectWith].includes(emojiName(reaction)))
    if (!votes || user === desk.botUser || item_user !== desk.botUser) return
    const words = wordsIn(desk.people.languageOf(user))
    await whisper(desk.client, { person: user, channel: item.channel }, words.command.unwritten)
  }
}

/** The message that a reaction is on, as a key. */
export function itemOf(event: unknown): string {
  const parsed = reactionEvent.safeParse(event)
  return parsed.success ? `${parsed.data.item.channel} ${parsed.data.item.ts}` : ''
}
