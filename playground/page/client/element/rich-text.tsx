import './input.css'
import { useState } from 'react'
import { useWords } from '../words.ts'
import { useDoing } from './doing.tsx'
import { type Given, named, textOf } from './given.ts'
import { words } from './words.ts'

/** Only the text of it: what the bot is sent is a rich_text block of one paragraph. */
export function RichText(given: Given) {
  const { element, post, held } = given
  const [value, setValue] = useState(() => textIn(held))
  const { run, notice } = useDoing(undefined)
  const { text } = useWords(words)
  const placeholder = textOf(element.placeholder)

  function change(next: string): void {
    setValue(next)
    run(() => post.fill(next === '' ? null : next))
  }

  return (
    <div className="element-typing">
      <textarea
        {...named(given, placeholder ?? text)}
        className="element-input"
        rows={4}
        value={value}
        onChange={(event) => change(event.target.value)}
        {...(placeholder ? { placeholder } : {})}
      />
      {notice}
    </div>
  )
}

/** The texts of a rich_text block in reading order, one line for each of its parts. */
function textIn(part: unknown): string {
  if (typeof part !== 'object' || part === null) return ''
  if ('text' in part && typeof part.text === 'string') return part.text
  if (!('elements' in part) || !Array.isArray(part.elements)) return ''
  const isLine = 'type' in part && part.type === 'rich_text_section'
  return part.elements.map(textIn).join(isLine ? '' : '\n')
}
