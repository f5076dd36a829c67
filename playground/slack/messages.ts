import { tell } from './delivery/events.ts'
import { type Block, withIds } from './kit.ts'
import { notified } from './notified.ts'
import { type ChannelRecord, type Message, type Metadata, nextTs } from './workspace.ts'
import type { World } from './world.ts'

/** Text, blocks and the rest of a message that is about to be posted. */
export type Draft = {
  user: string
  via: Message['via']
  text: string
  blocks: Block[]
  attachments?: unknown[]
  metadata?: Metadata
  threadTs?: string
}

function written({ workspace, clock }: World, channel: ChannelRecord, draft: Draft, ephemeralTo?: string): Message {
  const { threadTs, metadata, ...rest } = draft
  return {
    ...rest,
    ts: nextTs(workspace, clock.now()),
    channel: channel.id,
    blocks: withIds(draft.blocks),
    attachments: draft.attachments ?? [],
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(metadata === undefined ? {} : { metadata }),
    edited: false,
    deleted: false,
    reactions: [],
    ...(ephemeralTo === undefined ? {} : { ephemeralTo }),
    notifies: notified(workspace, channel, { ...draft, ...(ephemeralTo === undefined ? {} : { ephemeralTo }) }),
  }
}

/** A message as the Web API and events show it. */
export function wire({ app, workspace }: World, message: Message): Record<string, unknown> {
  const own = message.user === app.botUser
  const { threadTs: thread } = message
  return {
    type: 'message',
    ...(message.via === 'response_url' ? { subtype: 'bot_message' } : { user: message.user }),
    ...(own ? { bot_id: app.botId, app_id: app.id } : {}),
    ts: message.ts,
    text: message.text,
    team: workspace.team.id,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((reaction) => ({ ...reaction, count: reaction.users.length })) }
      : {}),
  }
}

/** Posts into the channel, for everyone. */
export function post(world: World, channel: ChannelRecord, draft: Draft): Message {
  const message = written(world, channel, draft)
  channel.messages.push(message)
  tell(world, { ...wire(world, message), type: 'message', channel: channel.id, event_ts: message.ts }, channel)
  world.changes.announce()
  return message
}

/**
 * Shows a message to one person; it is not stored where the Web API can reach it (docs/platforms/slack.md#messages).
 */
export function sendEphemeral(world: World, channel: ChannelRecord, to: string, draft: Draft): Message {
  const message = written(world, channel, draft, to)
  channel.ephemerals.push(message)
  world.changes.announce()
  return message
}

/** What of a message changes; what is left out stays. */
export type Edit = { text: string; blocks?: Block[]; attachments?: unknown[]; metadata?: Metadata }

export function edit(world: World, channel: ChannelRecord, message: Message, change: Edit): void {
  const before = wire(world, message)
  const { blocks, ...rest } = change
  Object.assign(message, rest, { edited: true }, blocks === undefined ? {} : { blocks: withIds(blocks) })
  if (message.ephemeralTo === undefined) {
    const changed = { message: wire(world, message), previous_message: before }
    tell(world, { type: 'message', subtype: 'message_changed', ...placed(world, channel), ...changed }, channel)
  }
  world.changes.announce()
}

export function remove(world: World, channel: ChannelRecord, message: Message): void {
  message.deleted = true
  if (message.ephemeralTo === undefined) {
    const gone = { deleted_ts: message.ts, previous_message: wire(world, message) }
    tell(world, { type: 'message', subtype: 'message_deleted', ...placed(world, channel), ...gone }, channel)
  } else {
    channel.ephemerals = channel.ephemerals.filter((other) => other !== message)
  }
  world.changes.announce()
}

const placed = ({ workspace, clock }: World, channel: ChannelRecord) => {
  const ts = nextTs(workspace, clock.now())
  return { channel: channel.id, ts, event_ts: ts }
}

/** @returns false when this person reacted so already: nobody can do it twice (docs/platforms/slack.md#stand-in) */
export function react(world: World, channel: ChannelRecord, message: Message, user: string, name: string): boolean {
  const reaction = message.reactions.find((other) => other.name === name)
  if (reaction?.users.includes(user)) return false
  if (reaction) reaction.users.push(user)
  else message.reactions.push({ name, users: [user] })
  announceReaction(world, 'reaction_added', { channel, message, user, name })
  return true
}

/** @returns false when there was no such reaction */
export function unreact(world: World, channel: ChannelRecord, message: Message, user: string, name: string): boolean {
  const reaction = message.reactions.find((other) => other.name === name)
  if (!reaction?.users.includes(user)) return false
  reaction.users = reaction.users.filter((other) => other !== user)
  message.reactions = message.reactions.filter((other) => other.users.length > 0)
  announceReaction(world, 'reaction_removed', { channel, message, user, name })
  return true
}

type Reacting = { channel: ChannelRecord; message: Message; user: string; name: string }

function announceReaction(world: World, type: string, { channel, message, user, name }: Reacting): void {
  const event = {
    type,
    user,
    reaction: name,
    item: { type: 'message', channel: channel.id, ts: message.ts },
    // Absent where the message has no author (docs/platforms/slack.md#events).
    ...(message.via === 'response_url' ? {} : { item_user: message.user }),
    event_ts: nextTs(world.workspace, world.clock.now()),
  }
  tell(world, event, channel)
  world.changes.announce()
}
