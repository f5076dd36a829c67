import { X } from 'lucide-react'
import type { Channel, Message } from '../../wire.ts'
import { usePart } from '../line.ts'
import { MessageRow } from '../message/index.ts'
import { addressOf, closeThread } from '../place.ts'
import { useWords } from '../words.ts'
import { Back } from './back.tsx'
import { Composer } from './composer.tsx'
import './conversation.css'
import { linesOf } from './lines.ts'
import { MessageList } from './list.tsx'
import { useNoted } from './notes.ts'
import { isReply } from './place.ts'
import { useSee } from './see.ts'
import { words } from './words.ts'

type Opened = { readonly channel: Channel; readonly parent: Message; readonly isAlone: boolean }

/** A message and what was replied to it. `isAlone`: it has the place of the channel, on a phone. */
export function ThreadPane({ channel, parent, isAlone }: Opened) {
  const say = useWords(words)
  const app = usePart((scene) => scene.app.name)
  const me = usePart((scene) => scene.me.id)
  const name = channel.kind === 'im' ? `@${app}` : `#${channel.name}`
  const replies = useNoted(me, channel.id, channel.messages).filter(
    (message) => message.thread === parent.ts && isReply(message),
  )
  useSee(me, channel.id, parent.ts, replies.at(-1)?.ts)
  const count = replies.filter(({ onlyYou }) => !onlyYou).length
  // Alone it is what the page is about; beside the channel it stands aside.
  const [Pane, Heading] = isAlone ? (['main', 'h1'] as const) : (['aside', 'h2'] as const)
  return (
    <Pane className="channel-pane channel-thread" aria-label={say.threadIn(name)}>
      <header className="channel-head">
        {isAlone && <Back to={addressOf({ channel: channel.kind === 'im' ? 'app' : channel.id })} label={say.back} />}
        <Heading>
          {say.thread} <span className="channel-thread-in">{name}</span>
        </Heading>
        {!isAlone && (
          <button type="button" className="channel-close" aria-label={say.close} onClick={closeThread}>
            <X size={20} aria-hidden="true" />
          </button>
        )}
      </header>
      <MessageList
        key={me}
        label={say.threadIn(name)}
        lines={linesOf(replies).filter(({ kind }) => kind === 'message')}
        top={
          <>
            <MessageRow message={parent} />
            {count > 0 && (
              <p className="channel-count">
                <span>{say.replies(count)}</span>
              </p>
            )}
          </>
        }
      />
      <Composer channel={channel.id} thread={parent.ts} label={say.writeReply} />
    </Pane>
  )
}
