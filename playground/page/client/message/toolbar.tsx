import { Toolbar as Bar, ToolbarItem, ToolbarProvider } from '@ariakit/react'
import { MessageSquareText } from 'lucide-react'
import { memo } from 'react'
import { picture } from '../../../slack/emoji.ts'
import type { Message } from '../../wire.ts'
import { useWords } from '../words.ts'
import { QUICK } from './emoji.tsx'
import { PickReaction } from './pick.tsx'
import { useReact } from './react.ts'
import './toolbar.css'
import { words } from './words.ts'

type Tools = {
  readonly message: Message
  readonly onReply: ((ts: string) => void) | undefined
  readonly onHold: (isHeld: boolean) => void
}

/** What can be done with a message; comes with the pointer or the focus. */
export const Toolbar = memo(function Toolbar({ message, onReply, onHold }: Tools) {
  const say = useWords(words)
  const react = useReact(message, message.reactions)
  return (
    <ToolbarProvider>
      <Bar className="message-toolbar" aria-label={say.actions}>
        {QUICK.map((name) => (
          <ToolbarItem
            key={name}
            className="message-tool"
            aria-label={say.reactWith(name)}
            title={say.reactWith(name)}
            onClick={() => void react(name)}
          >
            <span className="emoji">{picture(name)}</span>
          </ToolbarItem>
        ))}
        <PickReaction
          className="message-tool"
          render={<ToolbarItem />}
          onPick={(name) => void react(name)}
          onHold={onHold}
        />
        {onReply && (
          <ToolbarItem
            className="message-tool"
            aria-label={say.reply}
            title={say.reply}
            onClick={() => onReply(message.ts)}
          >
            <MessageSquareText size={18} aria-hidden="true" />
          </ToolbarItem>
        )}
      </Bar>
    </ToolbarProvider>
  )
})
