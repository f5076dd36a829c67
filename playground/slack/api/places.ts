import { type ChannelRecord, directChannel, type Message, messageIn, type PersonRecord } from '../workspace.ts'
import type { World } from '../world.ts'
import { refuse } from './method.ts'

const KIND = { public: 'channels', private: 'groups', mpim: 'mpim', im: 'im' } as const

/**
 * The channel, if the bot may know of it: a private one without the bot does not exist for it
 * (docs/platforms/slack.md#refusals).
 */
export function visibleChannel({ workspace, app }: World, id: string): ChannelRecord {
  const channel = workspace.channels.find((candidate) => candidate.id === id)
  if (!channel || (channel.kind !== 'public' && !channel.members.includes(app.botUser))) refuse('channel_not_found')
  return channel
}

/** A channel that the bot is a member of. */
export function joinedChannel(world: World, id: string): ChannelRecord {
  const channel = visibleChannel(world, id)
  if (!channel.members.includes(world.app.botUser)) refuse('not_in_channel')
  return channel
}

/** Refuses unless the scope for this kind of conversation was granted, e.g. groups:history. */
export function demand({ app }: World, channel: ChannelRecord, what: 'read' | 'history'): void {
  const needed = `${KIND[channel.kind]}:${what}`
  if (!app.scopes.has(needed)) refuse('missing_scope', { needed, provided: [...app.scopes].join(',') })
}

/** Where chat.postMessage goes: a channel, or the DM that a user id opens. */
export function postable(world: World, id: string): ChannelRecord {
  const { workspace, app } = world
  const person = workspace.people.find((candidate) => candidate.id === id)
  if (person) {
    // Which error a DM to a bot or a former member gets is not documented: our choice.
    if (person.standing === 'bot' || person.deactivated) refuse('channel_not_found')
    if (!app.manifest.features.app_home.messages_tab_enabled) refuse('messages_tab_disabled')
    return directChannel(workspace, person.id, app.botUser)
  }
  const channel = visibleChannel(world, id)
  if (channel.archived) refuse('is_archived')
  const open = channel.kind === 'public' && app.scopes.has('chat:write.public')
  if (!channel.members.includes(app.botUser) && !open) refuse('not_in_channel')
  return channel
}

const TS = /^\d{10,}\.\d{6}$/

/** The message; `error` is what the method says when there is none. */
export function messageAt(channel: ChannelRecord, ts: string, error = 'message_not_found'): Message {
  return messageIn(channel, ts) ?? refuse(error)
}

/** Refuses what is not shaped like a ts. */
export function checkTs(ts: string): string {
  if (!TS.test(ts)) refuse('bad_timestamp')
  return ts
}

export function personWith({ workspace }: World, id: string): PersonRecord {
  return workspace.people.find((person) => person.id === id) ?? refuse('user_not_found')
}
