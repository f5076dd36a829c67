import { AppPane } from './app.tsx'
import { ChannelPane } from './channel.tsx'
import './conversation.css'
import type { Conversation } from './place.ts'

/** `backTo` is the address of the list, where a phone has room for one pane only. */
export type Pane = { readonly backTo?: string }

export function ConversationPane({ conversation, ...pane }: Pane & { conversation: Conversation }) {
  const { channel } = conversation
  return conversation.kind === 'app' ? (
    <AppPane key={channel.id} channel={channel} tab={conversation.tab} {...pane} />
  ) : (
    <ChannelPane key={channel.id} channel={channel} {...pane} />
  )
}
