import './input.css'
import { type ChangeEvent, type KeyboardEvent, useState } from 'react'
import { useWords } from '../words.ts'
import { useDoing } from './doing.tsx'
import { type Given, named, textOf } from './given.ts'
import { Spinner } from './spinner.tsx'
import { words } from './words.ts'

type Typing = { readonly type: 'text' | 'email' | 'url'; readonly inputMode?: 'numeric' | 'decimal' }

/** Which keyboard a phone shows. What was typed is judged when it is submitted, as in Slack. */
function typingOf({ element }: Given): Typing {
  switch (element.type) {
    case 'number_input':
      return { type: 'text', inputMode: element.is_decimal_allowed ? 'decimal' : 'numeric' }
    case 'email_text_input':
      return { type: 'email' }
    case 'url_text_input':
      return { type: 'url' }
    default:
      return { type: 'text' }
  }
}

/** Texts of one line or several, numbers, mail and web addresses. */
export function TextInput(given: Given) {
  const { element, post, held, field } = given
  const [value, setValue] = useState(typeof held === 'string' ? held : '')
  const { run, waiting, notice } = useDoing(undefined)
  const { text } = useWords(words)
  const placeholder = textOf(element.placeholder)
  const when = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  const isEnterTold = field?.dispatches === true && when.includes('on_enter_pressed')

  function change(event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>): void {
    const next = event.target.value
    setValue(next)
    run(() => post.fill(next === '' ? null : next))
  }

  function enter(event: KeyboardEvent): void {
    const isPlain = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing
    if (!isPlain || !isEnterTold) return
    event.preventDefault()
    run(() => post.enter())
  }

  const shared = {
    ...named(given, placeholder ?? text),
    className: 'element-input',
    autoComplete: 'off',
    spellCheck: false,
    value,
    onChange: change,
    onKeyDown: enter,
    ...(placeholder ? { placeholder } : {}),
    ...(element.focus_on_load === true ? { 'data-first': true } : {}),
  }
  return (
    <div className="element-typing">
      {element.multiline === true ? <textarea rows={3} {...shared} /> : <input {...typingOf(given)} {...shared} />}
      <Room left={(element.max_length ?? Number.POSITIVE_INFINITY) - value.length} most={element.max_length ?? 0} />
      {waiting && <Spinner />}
      {notice}
    </div>
  )
}

/** How many characters are left, once they become few. */
function Room({ left, most }: { readonly left: number; readonly most: number }) {
  const { left: say } = useWords(words)
  if (left > most / 10) return null
  return (
    <span className={left < 0 ? 'element-room element-over' : 'element-room'} role="status">
      <span aria-hidden>{left}</span>
      <span className="aside">{say(left)}</span>
    </span>
  )
}
