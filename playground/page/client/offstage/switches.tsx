import './switches.css'
import { Disclosure, DisclosureContent, DisclosureProvider } from '@ariakit/react'
import { ChevronRight, Zap } from 'lucide-react'
import { useState } from 'react'
import type { Deed, Fault } from '../../wire.ts'
import { act } from '../line.ts'
import { useWords } from '../words.ts'
import { Switch } from './switch.tsx'
import { type Trouble, words } from './words.ts'

const groups: readonly (readonly [name: 'cloud' | 'slack' | 'bot', troubles: readonly Trouble[]])[] = [
  ['cloud', ['throttle', 'refuse', 'drop', 'unsure', 'fail', 'partial']],
  ['slack', ['slow', 'cut_socket']],
  ['bot', ['expire', 'kill_at_order', 'kill']],
]

/** Everything that can be made to go wrong. Folded, it still tells what is armed. */
export function Switches({ armed }: { armed: readonly Fault[] }) {
  const say = useWords(words)
  const [refused, setRefused] = useState<string>()
  const flip = async (trouble: Trouble) => {
    const answer = await act(deedOf(trouble, armed))
    setRefused('trouble' in answer ? answer.trouble : undefined)
  }
  return (
    <section className="offstage-switches" aria-label={say.switches} data-tour="switches">
      <DisclosureProvider>
        <Disclosure className="offstage-unfold offstage-break">
          <Zap size={16} aria-hidden="true" />
          <span>
            {say.switches}
            {armed.length > 0 && <small>{say.armedNow(armed.map((fault) => say.troubles[fault][0]))}</small>}
          </span>
          <ChevronRight size={16} aria-hidden="true" />
        </Disclosure>
        <DisclosureContent className="offstage-panel">
          <p className="offstage-faint">{say.howTo}</p>
          {refused && (
            <p role="alert" className="offstage-bad">
              {say.notDone(refused)}
            </p>
          )}
          {groups.map(([name, troubles]) => (
            <fieldset key={name}>
              <legend>{say.groups[name]}</legend>
              {troubles.map((trouble) => (
                <Switch key={trouble} trouble={trouble} armed={armed} flip={() => void flip(trouble)} />
              ))}
            </fieldset>
          ))}
        </DisclosureContent>
      </DisclosureProvider>
    </section>
  )
}

function deedOf(trouble: Trouble, armed: readonly Fault[]): Deed {
  if (trouble === 'kill' || trouble === 'cut_socket') return { kind: trouble }
  return { kind: 'arm', fault: trouble, on: !armed.includes(trouble) }
}
