import { type ReactNode, useEffect, useState } from 'react'
import type { Channel, Message } from '../../wire.ts'
import { usePart } from '../line.ts'
import { go } from '../place.ts'
import { lastSeen, markSeen } from '../shell/unread.ts'
import { linesOf } from './lines.ts'
import { MessageList } from './list.tsx'
import { useNoted } from './notes.ts'
import { isReply } from './place.ts'
import { useSee } from './see.ts'
import { Summary } from './summary.tsx'

/** What was said in a channel, threads folded. Whatever it shows counts as seen. */
export function Messages({ channel, label, top }: { channel: Channel; label: string; top: ReactNode }) {
  const me = usePart((scene) => scene.me.id)
  const { id, messages } = channel
  const noted = useNoted(me, id, messages)
  const own = noted.filter((message) => !isReply(message))
  const [before] = useState(() => lastSeen(me, id))
  const newest = messages.findLast((message) => !isReply(message))?.ts
  useEffect(() => {
    if (newest !== undefined) markSeen(me, id, newest)
  }, [me, id, newest])
  useSee(me, id, undefined, newest)
  return (
    <MessageList
      label={label}
      top={top}
      lines={linesOf(own, before, me)}
      below={(message) => {
        const replies = repliesTo(message, messages)
        return replies.length > 0 && <Summary replies={replies} onOpen={() => go({ thread: message.ts })} />
      }}
      onReply={openThread}
    />
  )
}

const openThread = (ts: string): void => go({ thread: ts })

const repliesTo = ({ ts }: Message, messages: readonly Message[]): Message[] =>
  messages.filter((message) => message.thread === ts && isReply(message) && !message.onlyYou)
