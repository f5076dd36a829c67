import { useState } from 'react'
import { ConversationPane, conversationAt, ThreadPane, threadAt } from '../channel/index.ts'
import { useScene } from '../line.ts'
import { usePlace } from '../place.ts'
import { Behind, useBehind } from './behind.tsx'
import './desktop.css'
import { Drawer } from './drawer.tsx'
import { Rail } from './rail.tsx'
import type { Room } from './room.ts'
import { Side } from './side.tsx'
import { Sidebar } from './sidebar.tsx'

/** As on a desktop: the list, the conversation, and beside it the thread and the strip, as far as there is room. */
export function Desktop({ room }: { room: Room }) {
  const scene = useScene()
  const place = usePlace()
  const [behind, showBehind] = useBehind(room)
  const [drawn, draw] = useState(false)
  const conversation = conversationAt(scene, place)
  const parent = threadAt(conversation, place)
  const isTight =
    room === 'narrow' ? behind || parent !== undefined : room === 'close' && behind && parent !== undefined
  const thread = parent && <ThreadPane key={parent.ts} channel={conversation.channel} parent={parent} isAlone={false} />
  const strip = behind && <Behind onClose={() => showBehind(false)} />
  return (
    <div className="shell-desktop">
      <Rail {...(isTight ? { onHome: () => draw(true) } : {})} />
      <div className="shell-frame">
        {isTight ? <Drawer isOpen={drawn} onClose={() => draw(false)} /> : <Sidebar />}
        <ConversationPane conversation={conversation} />
        {room === 'narrow' && thread && strip ? (
          <Side key={parent.ts} thread={thread} strip={strip} />
        ) : (
          <>
            {thread}
            {strip}
          </>
        )}
      </div>
    </div>
  )
}
