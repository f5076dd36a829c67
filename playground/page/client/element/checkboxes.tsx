import './input.css'
import { useId, useState } from 'react'
import { useWords } from '../words.ts'
import { useDoing } from './doing.tsx'
import { confirmOf, type Given, namedGroup } from './given.ts'
import { Choice, nameOf, namesIn } from './options.tsx'
import { Spinner } from './spinner.tsx'
import { words } from './words.ts'

export function Checkboxes(given: Given) {
  const { element, post, held } = given
  const [chosen, setChosen] = useState(() => namesIn(held))
  const { run, waiting, notice } = useDoing(confirmOf(given))
  const say = useWords(words)
  const group = useId()
  const options = element.options ?? []

  function toggle(name: string): void {
    const flipped = chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]
    const next = options.map(nameOf).filter((one) => flipped.includes(one))
    run(() => {
      setChosen(next)
      return post.choose(next)
    })
  }

  return (
    <fieldset className="element-choices" {...namedGroup(given, say.options)}>
      {options.map((option) => {
        const name = nameOf(option)
        return (
          <Choice
            key={name}
            option={option}
            type="checkbox"
            name={group}
            checked={chosen.includes(name)}
            onChange={() => toggle(name)}
          />
        )
      })}
      {waiting && <Spinner />}
      {notice}
    </fieldset>
  )
}
