import { ArrowLeft, ArrowRight, PanelRight } from 'lucide-react'
import { SeatSwitch } from '../seat/index.ts'
import { TourButton } from '../tour/index.ts'
import { useWords } from '../words.ts'
import './bar.css'
import { useBehind } from './behind.tsx'
import { LookMenu } from './look-menu.tsx'
import type { Room } from './room.ts'
import { words } from './words.ts'

/** The top of the window: to and fro, who one is, and what is shown beside. */
export function Bar({ room }: { room: Room }) {
  return (
    <header className="shell-bar">
      {room !== 'phone' && <ToAndFro />}
      <div className="shell-seat">
        <SeatSwitch />
      </div>
      <div className="shell-bar-end">
        {room !== 'phone' && <BehindToggle room={room} />}
        <TourButton />
        <LookMenu />
      </div>
    </header>
  )
}

function ToAndFro() {
  const say = useWords(words)
  return (
    <nav className="shell-history" aria-label={say.history}>
      <button
        type="button"
        className="shell-tool"
        aria-label={say.back}
        title={say.back}
        onClick={() => history.back()}
      >
        <ArrowLeft size={18} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="shell-tool"
        aria-label={say.forward}
        title={say.forward}
        onClick={() => history.forward()}
      >
        <ArrowRight size={18} aria-hidden="true" />
      </button>
    </nav>
  )
}

function BehindToggle({ room }: { room: Room }) {
  const say = useWords(words)
  const [isShown, show] = useBehind(room)
  return (
    <button
      type="button"
      className="shell-tool shell-toggle"
      data-tour="behind"
      aria-pressed={isShown}
      onClick={() => show(!isShown)}
    >
      <PanelRight size={16} aria-hidden="true" />
      {say.behind}
    </button>
  )
}
