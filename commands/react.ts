import { errorText } from '../src/error-text.ts'
import { idOf, type Request } from '../src/scaleout/record.ts'
import { NewerRecord } from '../src/scaleout/stored.ts'
import { castVote, mayReply, misplacedVote, type Reaction, type Reply, withdrawVote } from '../src/scaleout/votes.ts'
import { emojiName } from '../src/slack/emoji.ts'
import { postEphemeral } from '../src/slack/ephemeral.ts'
import { replyText } from '../views/reply.ts'
import { wordsIn } from '../views/words/index.ts'
import type { CommandContext } from './context.ts'
import { reactionEvent } from './payload.ts'

/** Says what its author should hear about a reaction. */
type Speak = () => Promise<void>

/** A reaction came: a vote, where it is one of the approval emoji on a card that is still open. */
export async function reacted(event: unknown, context: CommandContext): Promise<Speak | undefined> {
  const found = await onMessage(event, context)
  if (!found) return undefined
  const { request, reaction, isCard } = found
  const reply = isCard
    ? await castVote(request, reaction, { ...context, seen: 'event' })
    : await misplacedVote(request, reaction, context)
  return speaking(found, reply, context)
}

/** A reaction was taken back: its vote goes with the last one of that meaning (skin tones count as one emoji). */
export async function unreacted(event: unknown, context: CommandContext): Promise<Speak | undefined> {
  const found = await onMessage(event, context)
  const card = found?.request.projection.messages.card
  if (!found?.isCard || !card) return undefined
  const reply = await withdrawVote(found.request, found.reaction, () => context.reactions(card), context)
  return speaking(found, reply, context)
}

type Found = {
  readonly request: Request
  readonly reaction: Reaction
  /** The card, or another message about the request. */
  readonly isCard: boolean
  readonly at: { readonly channel: string; readonly thread?: string }
}

async function speaking({ request, reaction, at }: Found, reply: Reply | undefined, context: CommandContext) {
  if (!reply || !(await mayReply(request, reaction.by, reply, context))) return undefined
  return async () => {
    const now = (await context.ledger.get(request.number)) ?? request
    await context.turnAway(reaction.by, at, (language) => replyText(reply, idOf(now), now, wordsIn(language)))
  }
}

async function onMessage(event: unknown, { ledger }: CommandContext): Promise<Found | undefined> {
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
 * A vote that could not be written down is told to its author; the log says why. Whether the message
 * is a card may not be known then, so it is told for the policy's emoji on messages of the bot's own.
 */
export async function heeded<T>(
  act: () => Promise<T>,
  event: unknown,
  context: CommandContext,
): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    context.log.error({ error: errorText(error) }, 'a reaction could not be written down')
    const parsed = reactionEvent.safeParse(event)
    if (!parsed.success) return undefined
    const { user, reaction, item, item_user } = parsed.data
    const rules = [...context.policy.clusters.values()].map(({ approval }) => approval)
    const votes = rules.some((rule) => [...rule.approveWith, ...rule.rejectWith].includes(emojiName(reaction)))
    if (!votes || user === context.botUser || item_user !== context.botUser) return undefined
    // That its author was told cannot be written down either, so a crowd is told as far as onlookers are.
    if (!context.allowance()) return undefined
    const words = wordsIn(context.people.languageOf(user))
    await postEphemeral(context.client, { person: user, channel: item.channel }, words.command.unwritten)
    return undefined
  }
}

/** The message that a reaction is on, as a key. */
export function itemOf(event: unknown): string {
  const parsed = reactionEvent.safeParse(event)
  return parsed.success ? `${parsed.data.item.channel} ${parsed.data.item.ts}` : ''
}
