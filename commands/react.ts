import { errorText } from '../src/error-text.ts'
import { idOf, type Request } from '../src/scaleout/record.ts'
import { NewerRecord } from '../src/scaleout/stored.ts'
import { castVote, mayReply, misplacedVote, type Reaction, type Reply, withdrawVote } from '../src/scaleout/votes.ts'
import { emojiName } from '../src/slack/emoji.ts'
import { whisper } from '../src/slack/ephemeral.ts'
import { replyText } from '../views/reply.ts'
import { wordsIn } from '../views/words/index.ts'
import type { Desk } from './context.ts'
import { reactionEvent } from './payload.ts'

/** Says what its author should hear about a reaction. */
type Speak = () => Promise<void>

/** Somebody reacted: a vote, where it is one of the approval emoji on a card that is still open. */
export async function reacted(event: unknown, desk: Desk): Promise<Speak | undefined> {
  const found = await onMessage(event, desk)
  if (!found) return undefined
  const { request, reaction, isCard } = found
  const reply = isCard
    ? await castVote(request, reaction, { ...desk, directory: desk.people })
    : await misplacedVote(request, reaction, desk.people)
  return speaking(found, reply, desk)
}

/** Somebody took a reaction back: their vote goes with the last one of that meaning (skin tones count as one emoji). */
export async function unreacted(event: unknown, desk: Desk): Promise<Speak | undefined> {
  const found = await onMessage(event, desk)
  const card = found?.request.projection.messages.card
  if (!found?.isCard || !card) return undefined
  const { ledger, people: directory } = desk
  const reply = await withdrawVote(found.request, found.reaction, () => desk.reactions(card), { ledger, directory })
  return speaking(found, reply, desk)
}

type Found = {
  readonly request: Request
  readonly reaction: Reaction
  /** The card, or another message about the request. */
  readonly isCard: boolean
  readonly at: { readonly channel: string; readonly thread?: string }
}

async function speaking({ request, reaction, at }: Found, reply: Reply | undefined, desk: Desk) {
  if (!reply || !(await mayReply(request, reaction.by, reply, desk))) return undefined
  return async () => {
    const now = (await desk.ledger.get(request.number)) ?? request
    await desk.turnAway(reaction.by, at, (words) => replyText(reply, idOf(now), now, words))
  }
}

async function onMessage(event: unknown, { ledger }: Desk): Promise<Found | undefined> {
  const parsed = reactionEvent.safeParse(event)
  if (!parsed.success) return undefined
  const { user, reaction, item, event_ts } = parsed.data
  const request = await ledger.byMessage(item.channel, item.ts).catch((error: unknown) => {
    // The version that knows it reads the card's reactions itself.
    if (error instanceof NewerRecord) return undefined
    throw error
  })
  if (!request) return undefined
  const { card, notice } = request.projection.messages
  const top = card?.channel === item.channel ? card : notice
  return {
    request,
    reaction: { by: user, emoji: emojiName(reaction), ...(event_ts === undefined ? {} : { at: event_ts * 1000 }) },
    isCard: card?.ts === item.ts && card.channel === item.channel,
    at: { channel: item.channel, ...(!top || top.ts === item.ts ? {} : { thread: top.ts }) },
  }
}

/**
 * A vote that could not be written down is told to whoever gave it or took it back; the log learns why. Whether the message
 * is a card may not be known then, so it is told for the policy's emoji on messages of the bot's own.
 */
export async function heeded<T>(act: () => Promise<T>, event: unknown, desk: Desk): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    desk.log.error({ error: errorText(error) }, 'a reaction could not be written down')
    const parsed = reactionEvent.safeParse(event)
    if (!parsed.success) return undefined
    const { user, reaction, item, item_user } = parsed.data
    const rules = [...desk.policy.clusters.values()].map(({ approval }) => approval)
    const votes = rules.some((rule) => [...rule.approveWith, ...rule.rejectWith].includes(emojiName(reaction)))
    if (!votes || user === desk.botUser || item_user !== desk.botUser) return undefined
    // Who was told cannot be written down either, so a crowd is told as far as onlookers are.
    if (!desk.allowance()) return undefined
    const words = wordsIn(desk.people.languageOf(user))
    await whisper(desk.client, { person: user, channel: item.channel }, words.command.unwritten)
    return undefined
  }
}

/** The message that a reaction is on, as a key. */
export function itemOf(event: unknown): string {
  const parsed = reactionEvent.safeParse(event)
  return parsed.success ? `${parsed.data.item.channel} ${parsed.data.item.ts}` : ''
}
