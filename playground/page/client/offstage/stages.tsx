import { Check, X } from 'lucide-react'
import { Fragment } from 'react'
import type { CloudTask } from '../../wire.ts'

type Tone = 'idle' | 'busy' | 'done' | 'bad'

/** The cloud's own words for a state; `fail` is the current one, `failed` the old one, and there are odd ones. */
export function toneOf(state: string): Tone {
  if (state === 'success') return 'done'
  if (state === 'fail' || state === 'failed') return 'bad'
  return state === 'pending' || state === 'waiting' ? 'idle' : 'busy'
}

/** The stages as stations of a line. `brief`: without their names, but for a screen reader. */
export function Stages({ stages, brief }: { stages: CloudTask['stages']; brief: boolean }) {
  return (
    <ol className={brief ? 'offstage-stages offstage-stages-brief' : 'offstage-stages'}>
      {stages.map(({ name, state }) => (
        <li key={name} className={`offstage-stage offstage-tone-${toneOf(state)}`}>
          <span className="offstage-station" aria-hidden="true">
            {toneOf(state) === 'done' && <Check size={11} strokeWidth={3.5} />}
            {toneOf(state) === 'bad' && <X size={11} strokeWidth={3.5} />}
          </span>
          <span className={brief ? 'aside' : 'offstage-stage-name'}>
            <Breakable text={name} />
          </span>
          <span className="aside">: {state}</span>
        </li>
      ))}
    </ol>
  )
}

/** `create_instances`, which may go on in a second line after the underscore. */
function Breakable({ text }: { text: string }) {
  const parts = text.split(/(?<=_)/)
  return parts.map((part) => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ))
}
