import { Tooltip, TooltipAnchor, TooltipProvider } from '@ariakit/react'
import { MessageSquareText } from 'lucide-react'
import { memo } from 'react'
import { picture } from '../../../slack/emoji.ts'
import type { Message, Reaction } from '../../wire.ts'
import { usePart } from '../line.ts'
import { useWords } from '../words.ts'
import { PickReaction } from './pick.tsx'
import { useReact } from './react.ts'
import './reactions.css'
import { words } from './words.ts'

/** Who reacted how. Without a reaction it is there for fingers only, which have no hovering toolbar. */
export const Reactions = memo(function Reactions({
  message,
  onReply,
}: {
  message: Message
  onReply: ((ts: string) => void) | undefined
}) {
  const say = useWords(words)
  const react = useReact(message, message.reactions)
  if (message.onlyYou) return null
  const none = message.reactions.length === 0
  return (
    <div className={none ? 'message-reactions message-touch' : 'message-reactions'}>
      {message.reactions.map((reaction) => (
        <Pill key={reaction.name} reaction={reaction} onToggle={() => void react(reaction.name)} />
      ))}
      <PickReaction className="message-pill message-pill-add" onPick={(name) => void react(name)} />
      {onReply && (
        <button
          type="button"
          className="message-pill message-pill-add message-touch"
          aria-label={say.reply}
          onClick={() => onReply(message.ts)}
        >
          <MessageSquareText size={16} aria-hidden="true" />
        </button>
      )}
    </div>
  )
})

function Pill({ reaction: { name, users }, onToggle }: { reaction: Reaction; onToggle: () => void }) {
  const say = useWords(words)
  const me = usePart((scene) => scene.me.id)
  const people = usePart((scene) => scene.people)
  const app = usePart((scene) => scene.app.id)
  const appName = usePart((scene) => scene.app.name)
  const mine = users.includes(me)
  const others = users.filter((id) => id !== me)
  const named = others.map((id) => (id === app ? appName : (people.find((one) => one.id === id)?.name ?? id)))
  const names = mine ? [...named, say.you(named.length === 0)] : named
  return (
    <TooltipProvider timeout={300}>
      <TooltipAnchor
        render={<button type="button" />}
        className="message-pill"
        aria-pressed={mine}
        aria-label={say.reaction(name, users.length)}
        onClick={onToggle}
      >
        <span className="emoji">{picture(name)}</span>
        <span className="message-count">{users.length}</span>
      </TooltipAnchor>
      <Tooltip className="message-tip" gutter={6}>
        <span className="message-tip-picture emoji">{picture(name)}</span>
        {say.reactedWith(names, `:${name}:`)}
      </Tooltip>
    </TooltipProvider>
  )
}
