import { House, MessagesSquare } from 'lucide-react'
import { usePart } from '../line.ts'
import { addressOf, usePlace } from '../place.ts'
import { useWords } from '../words.ts'
import './rail.css'
import { words } from './words.ts'

/** The far left. `onHome` shows the list, where it does not stand beside. */
export function Rail({ onHome }: { onHome?: () => void }) {
  const say = useWords(words)
  const team = usePart((scene) => scene.team)
  const first = usePart((scene) => scene.channels[0]?.id)
  const { channel } = usePlace()
  const isDirect = channel === 'app' || channel === 'home'
  return (
    <nav className="shell-rail" aria-label={say.workspace}>
      <span className="shell-team" aria-hidden="true">
        {[...team][0]}
      </span>
      {onHome ? (
        <button type="button" className="shell-rail-item" aria-haspopup="dialog" onClick={onHome}>
          <span>
            <House size={20} aria-hidden="true" />
          </span>
          {say.home}
        </button>
      ) : (
        <a
          className="shell-rail-item"
          href={addressOf({ channel: first ?? 'app' })}
          aria-current={isDirect ? undefined : 'true'}
        >
          <span>
            <House size={20} aria-hidden="true" />
          </span>
          {say.home}
        </a>
      )}
      <a className="shell-rail-item" href={addressOf({ channel: 'app' })} aria-current={isDirect ? 'true' : undefined}>
        <span>
          <MessagesSquare size={20} aria-hidden="true" />
        </span>
        {say.directs}
      </a>
    </nav>
  )
}
