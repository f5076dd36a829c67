import { ChevronRight } from 'lucide-react'
import type { Message } from '../../wire.ts'
import { Avatar } from '../message/index.ts'
import { clock, dayName, timeOf } from '../message/time.ts'
import { words } from '../message/words.ts'
import { useLanguage, useWords } from '../words.ts'
import './summary.css'

const MOST_FACES = 4

/** Under a message: who replied, how often, and when last. */
export function Summary({ replies, onOpen }: { replies: readonly Message[]; onOpen: () => void }) {
  const say = useWords(words)
  const language = useLanguage()
  const last = replies.at(-1)
  if (!last) return null
  const people = [...new Set(replies.map(({ user }) => user))].slice(0, MOST_FACES)
  const time = timeOf(last.ts)
  return (
    <button type="button" className="channel-summary" onClick={onOpen}>
      {people.map((user) => (
        <Avatar key={user} user={user} size={24} />
      ))}
      <strong>{say.replies(replies.length)}</strong>
      <span className="channel-summary-last">{say.lastReply(dayName(time, language), clock(time, language))}</span>
      <span className="channel-summary-open">
        {say.viewThread}
        <ChevronRight size={16} aria-hidden="true" />
      </span>
    </button>
  )
}
