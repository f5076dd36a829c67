import { Eye } from 'lucide-react'
import { memo, type ReactNode, useState } from 'react'
import type { Message } from '../../wire.ts'
import { Mrkdwn } from '../mrkdwn.tsx'
import { useLanguage, useWords } from '../words.ts'
import { useAuthor } from './author.ts'
import { Avatar } from './avatar.tsx'
import { Blocks } from './blocks/index.ts'
import { Reactions } from './reactions.tsx'
import './row.css'
import { clock, fully, timeOf } from './time.ts'
import { Toolbar } from './toolbar.tsx'
import { words } from './words.ts'

type Shown = {
  readonly message: Message
  /** Stands right under another message of the same author, and so without a head. */
  readonly follows?: boolean
  /** What stands below: who replied. */
  readonly below?: ReactNode
  /** Opens the thread; absent where the message is in one already. */
  readonly onReply?: (ts: string) => void
}

/** One message of a channel or a thread. */
export function MessageRow({ message, follows = false, below, onReply }: Shown) {
  const say = useWords(words)
  const language = useLanguage()
  const author = useAuthor(message.user)
  const [picking, pick] = useState(false)
  const classes = ['message-row', follows && 'message-follows', picking && 'message-held'].filter(Boolean)
  return (
    <article
      className={classes.join(' ')}
      data-ts={message.ts}
      aria-label={`${author.name}, ${clock(timeOf(message.ts), language)}`}
    >
      {message.onlyYou && (
        <p className="message-private">
          <Eye size={14} aria-hidden="true" />
          {say.onlyYou}
        </p>
      )}
      <div className="message-gutter">{follows ? <Time ts={message.ts} /> : <Avatar user={message.user} />}</div>
      <div className="message-main">
        {!follows && (
          <header className="message-head">
            <span className="message-author">{author.name}</span>
            {author.isApp && <span className="message-badge">{say.app}</span>}
            <Time ts={message.ts} />
          </header>
        )}
        <Content message={message} />
        <Reactions message={message} onReply={onReply} />
        {below}
      </div>
      {!message.onlyYou && <Toolbar message={message} onReply={onReply} onHold={pick} />}
    </article>
  )
}

function Time({ ts }: { ts: string }) {
  const language = useLanguage()
  const time = timeOf(ts)
  return (
    <time className="message-time" dateTime={new Date(time).toISOString()} title={fully(time, language)}>
      {clock(time, language)}
    </time>
  )
}

const Content = memo(function Content({ message: { channel, ts, text, blocks, edited } }: { message: Message }) {
  const say = useWords(words)
  return (
    <div className={blocks.length > 0 ? 'message-content' : 'message-content message-plain'}>
      {blocks.length > 0 ? (
        <Blocks blocks={blocks} scope={{ kind: 'message', at: { channel, ts } }} />
      ) : (
        <Mrkdwn text={text} />
      )}
      {edited && <span className="message-edited">{say.edited}</span>}
    </div>
  )
})
