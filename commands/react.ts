import { idOf, type Request } from '../src/scaleout/record.ts'
import { NewerRecord } from '../src/scaleout/stored.ts'
import { castVote, mayReply, misplacedVote, type Reaction, type Reply, withdrawVote } from '../src/scaleout/votes.ts'
import { emojiName } from '../src/slack/emoji.ts'
import { replyText } from '../views/reply.ts'
import { wordsIn } from '../views/words/index.ts'
import type { CommandContext } from './context.ts'
import type { Afterwards, Listener } from './listener.ts'
import { reactionEvent } from './payload.ts'

const common = {
  on: 'event',
  // Votes are counted in the order in which they come.
  inOrderOf: itemOf,
  at: placeOfVote,
  request: onWhich,
  failure: { logged: 'a reaction could not be written down', says: ({ command }) => command.unwritten },
} as const satisfies Partial<Listener>

export const listeners: readonly Listener[] = [
  { ...common, id: 'reaction_added', handle: reacted },
  { ...common, id: 'reaction_removed', handle: unreacted },
]

/** A reaction came: a vote, where it is one of the approval emoji on a card that is still open. */
async function reacted(event: unknown, context: CommandContext): Promise<Afterwards | undefined> {
  const found = await onMessage(event, context)
  if (!found) return undefined
  const { request, reaction, isCard } = found
  const reply = isCard
    ? await castVote(request, reaction, { ...context, seen: 'event' })
    : await misplacedVote(request, reaction, context)
  return speaking(found, reply, context)
}

/** A reaction was taken back: its vote goes with the last one of that meaning (skin tones count as one emoji). */
async function unreacted(event: unknown, context: CommandContext): Promise<Afterwards | undefined> {
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
    await context.turnAway(reaction.by, at, (language) =>
      replyText(reply, idOf(now), now, wordsIn(language, context.languages)),
    )
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
 * Where the author of a vote hears that it could not be written down. Whether the message is a card may not be known then, so
 * it is told for the policy's emoji on messages of the bot's own.
 */
function placeOfVote(event: unknown, { policy, botUser, allowance }: CommandContext) {
  const parsed = reactionEvent.safeParse(event)
  if (!parsed.success) return undefined
  const { user, reaction, item, item_user } = parsed.data
  const rules = [...policy.clusters.values()].map(({ approval }) => approval)
  const votes = rules.some((rule) => [...rule.approveWith, ...rule.rejectWith].includes(emojiName(reaction)))
  if (!votes || user === botUser || item_user !== botUser) return undefined
  // That its author was told cannot be written down either, so a crowd is told as far as onlookers are.
  return allowance() ? { person: user, channel: item.channel } : undefined
}

async function onWhich(event: unknown, context: CommandContext): Promise<string | undefined> {
  const found = await onMessage(event, context)
  return found && idOf(found.request)
}

/** The message that a reaction is on, as a key. */
function itemOf(event: unknown): string {
  const parsed = reactionEvent.safeParse(event)
  return parsed.success ? `${parsed.data.item.channel} ${parsed.data.item.ts}` : ''
}
