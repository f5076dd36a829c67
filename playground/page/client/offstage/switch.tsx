import {
  Ban,
  CircleHelp,
  CircleX,
  Crosshair,
  Hourglass,
  type LucideIcon,
  PieChart,
  Scissors,
  Skull,
  TimerOff,
  Turtle,
  Unplug,
} from 'lucide-react'
import type { Fault } from '../../wire.ts'
import { useWords } from '../words.ts'
import { type Trouble, words } from './words.ts'

const icons: Readonly<Record<Trouble, LucideIcon>> = {
  throttle: Hourglass,
  refuse: Ban,
  drop: Unplug,
  fail: CircleX,
  partial: PieChart,
  slow: Turtle,
  cut_socket: Scissors,
  kill_at_order: Crosshair,
  kill: Skull,
  unsure: CircleHelp,
  expire: TimerOff,
}

/** A fault stays pressed until it struck; what happens at once is a plain button. */
export function Switch({ trouble, armed, flip }: { trouble: Trouble; armed: readonly Fault[]; flip: () => void }) {
  const say = useWords(words)
  const [name, watch] = say.troubles[trouble]
  const lasts = trouble !== 'kill' && trouble !== 'cut_socket'
  const on = lasts && armed.includes(trouble)
  const Icon = icons[trouble]
  return (
    <button type="button" className="offstage-switch" {...(lasts ? { 'aria-pressed': on } : {})} onClick={flip}>
      <Icon size={16} aria-hidden="true" />
      <span className="offstage-switch-name">
        {name}{' '}
        {on && (
          <span className="offstage-armed" aria-hidden="true">
            {trouble === 'slow' || trouble === 'expire' ? say.on : say.armed}
          </span>
        )}
      </span>
      <span className="offstage-switch-watch">{watch}</span>
    </button>
  )
}
