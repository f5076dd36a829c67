import { AppPane } from './app.tsx'
import type { Pane } from './back.tsx'
import { ChannelPane } from './channel.tsx'
import './conversation.css'
import type { Conversation } from './place.ts'

export function ConversationPane({ conversation, ...pane }: Pane & { conversation: Conversation }) {
  const { channel } = conversation
  return conversation.kind === 'app' ? (
    <AppPane key={channel.id} channel={channel} tab={conversation.tab} {...pane} />
  ) : (
    <ChannelPane key={channel.id} channel={channel} {...pane} />
  )
}
