import { ArrowDown } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Message } from '../../wire.ts'
import { MessageRow } from '../message/index.ts'
import { dayName } from '../message/time.ts'
import { useLanguage, useWords } from '../words.ts'
import type { Line } from './lines.ts'
import './list.css'
import { useStick } from './stick.ts'
import { words } from './words.ts'

type Listed = {
  readonly label: string
  readonly lines: readonly Line[]
  /** What stands above the first line. */
  readonly top?: ReactNode
  /** What stands below a message. */
  readonly below?: (message: Message) => ReactNode
  readonly onReply?: (ts: string) => void
}

/** Messages by day and author. Shows the newest, unless the reader is further up. */
export function MessageList({ label, lines, top, below, onReply }: Listed) {
  const say = useWords(words)
  const { scroller, isAtEnd, toEnd } = useStick()
  const newest = lines.at(-1)?.key
  const [read, readUpTo] = useState(newest)
  useEffect(() => {
    if (isAtEnd) readUpTo(newest)
  }, [isAtEnd, newest])
  return (
    <div className="channel-list">
      <div className="channel-scroll" ref={scroller}>
        <div className="channel-lines" role="log" aria-label={label} aria-relevant="additions">
          {top}
          {lines.map((line) =>
            line.kind === 'message' ? (
              <MessageRow
                key={line.key}
                message={line.message}
                follows={line.follows}
                below={below?.(line.message)}
                {...(onReply ? { onReply } : {})}
              />
            ) : (
              <Rule key={line.key} line={line} />
            ),
          )}
        </div>
      </div>
      {!isAtEnd && newest !== read && (
        <button type="button" className="channel-newer" onClick={toEnd}>
          <ArrowDown size={14} aria-hidden="true" />
          {say.newMessages}
        </button>
      )}
    </div>
  )
}

function Rule({ line }: { line: Exclude<Line, { kind: 'message' }> }) {
  const say = useWords(words)
  const language = useLanguage()
  if (line.kind === 'new') return <p className="channel-rule channel-rule-new">{say.newHere}</p>
  return (
    <p className="channel-rule">
      <span>{dayName(line.time, language)}</span>
    </p>
  )
}
