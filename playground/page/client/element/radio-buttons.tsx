import './input.css'
import { useId, useState } from 'react'
import { useWords } from '../words.ts'
import { useDoing } from './doing.tsx'
import { confirmOf, type Given, named } from './given.ts'
import { Choice, nameOf, namesIn } from './options.tsx'
import { Spinner } from './spinner.tsx'
import { words } from './words.ts'

export function RadioButtons(given: Given) {
  const { element, post, held } = given
  const [chosen, setChosen] = useState(() => namesIn(held)[0])
  const { run, waiting, notice } = useDoing(confirmOf(given))
  const say = useWords(words)
  const group = useId()

  function choose(name: string): void {
    run(() => {
      setChosen(name)
      return post.choose([name])
    })
  }

  return (
    <div className="element-choices" role="radiogroup" {...named(given, say.options)}>
      {(element.options ?? []).map((option) => {
        const name = nameOf(option)
        return (
          <Choice
            key={name}
            option={option}
            type="radio"
            name={group}
            checked={chosen === name}
            onChange={() => choose(name)}
          />
        )
      })}
      {waiting && <Spinner />}
      {notice}
    </div>
  )
}
