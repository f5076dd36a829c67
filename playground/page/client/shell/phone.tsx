import { ChevronUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { ConversationPane, conversationAt, ThreadPane, threadAt } from '../channel/index.ts'
import { useScene } from '../line.ts'
import { OffstageStrip } from '../offstage/index.ts'
import { addressOf, usePlace } from '../place.ts'
import { useWords } from '../words.ts'
import './phone.css'
import { useBehind } from './behind.tsx'
import { Sidebar } from './sidebar.tsx'
import { words } from './words.ts'

/** One pane at a time, and the strip as a sheet that comes up from the bottom. */
export function Phone({ tour }: { tour: ReactNode }) {
  const say = useWords(words)
  const [behind, showBehind] = useBehind('phone')
  return (
    <div className="shell-phone">
      <Open />
      {tour}
      <button
        type="button"
        className="shell-sheet-handle"
        data-tour="behind"
        aria-expanded={behind}
        aria-controls="shell-sheet"
        onClick={() => showBehind(!behind)}
      >
        <ChevronUp size={18} aria-hidden="true" />
        {say.behind}
      </button>
      <div id="shell-sheet" className="shell-sheet" hidden={!behind}>
        {behind && <OffstageStrip />}
      </div>
    </div>
  )
}

function Open() {
  const scene = useScene()
  const place = usePlace()
  if (place.channel === 'list') return <Sidebar />
  const conversation = conversationAt(scene, place)
  const parent = threadAt(conversation, place)
  return parent ? (
    <ThreadPane key={parent.ts} channel={conversation.channel} parent={parent} isAlone />
  ) : (
    <ConversationPane conversation={conversation} backTo={addressOf({ channel: 'list' })} />
  )
}
