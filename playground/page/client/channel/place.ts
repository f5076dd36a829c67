import type { Channel, Message, Scene } from '../../wire.ts'
import type { Place } from '../place.ts'

/** What is shown in the middle: a channel, or one of the bot's own tabs. */
export type Conversation =
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'app'; readonly channel: Channel; readonly tab: 'home' | 'messages' }

/** Where this person is; who may not read the place in the address stands in the first channel that they may. */
export function conversationAt({ app, channels }: Scene, { channel: id }: Place): Conversation {
  const found = channels.find((channel) => channel.id === id)
  if (found) return { kind: 'channel', channel: found }
  const first = channels.find(({ isMember }) => isMember) ?? channels[0]
  const isApp = id === 'home' || id === 'app' || id === app.channel.id
  if (!isApp && first) return { kind: 'channel', channel: first }
  return { kind: 'app', channel: app.channel, tab: id === 'home' && app.hasHome ? 'home' : 'messages' }
}

/** The message whose thread is open, if this person sees it. */
export const threadAt = ({ channel }: Conversation, { thread }: Place): Message | undefined =>
  thread === undefined ? undefined : channel.messages.find(({ ts }) => ts === thread)

export const isReply = ({ thread, ts }: Message): boolean => thread !== undefined && thread !== ts
