import './input.css'
import { useState } from 'react'
import { useWords } from '../words.ts'
import { useDoing } from './doing.tsx'
import { confirmOf, type Given, named } from './given.ts'
import { Spinner } from './spinner.tsx'
import { words } from './words.ts'

/** While a year is typed digit by digit, the browser already reports the years 2, 20 and 202. */
const FIRST_YEAR = '1000'

/** Days, times of day, and both: the browser's own pickers. */
export function Moment(given: Given) {
  const { element, post, held } = given
  const kind = element.type === 'datepicker' ? 'date' : element.type === 'timepicker' ? 'time' : 'datetime-local'
  const [value, setValue] = useState(() => (typeof held === 'number' ? localOf(held) : String(held ?? '')))
  const { run, waiting, notice } = useDoing(confirmOf(given))
  const spoken = useWords(words)
  const name = { date: spoken.date, time: spoken.time, 'datetime-local': spoken.dateAndTime }[kind]

  function change(next: string): void {
    setValue(next)
    if (kind !== 'time' && next !== '' && next < FIRST_YEAR) return
    const told = next !== '' && kind === 'datetime-local' ? String(Date.parse(next) / 1000) : next
    run(() => post.fill(told || null))
  }

  return (
    <span className="element">
      <input
        {...named(given, name)}
        type={kind}
        className="element-input element-moment"
        value={value}
        onChange={(event) => change(event.target.value)}
      />
      {waiting && <Spinner />}
      {notice}
    </span>
  )
}

/** Seconds since 1970 as the browser's picker writes them, in this browser's time zone. */
function localOf(seconds: number): string {
  const at = new Date(seconds * 1000)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
