import './button.css'
import type { ReactNode } from 'react'
import { withEmoji } from '../mrkdwn.tsx'
import { useDoing } from './doing.tsx'
import { type Given, textOf } from './given.ts'
import { Spinner } from './spinner.tsx'

/** A button; one with an address opens that, and the app hears of it all the same. */
export function Button({ element, post }: Given) {
  const { run, waiting, notice } = useDoing(element.confirm)
  const { url, style, accessibility_label: label } = element
  const looks = style === 'primary' || style === 'danger' ? `element-button element-${style}` : 'element-button'
  const attributes = {
    className: looks,
    'aria-busy': waiting,
    ...(typeof label === 'string' ? { 'aria-label': label } : {}),
  }
  const face: ReactNode = (
    <>
      <span className="element-face">{withEmoji(textOf(element.text) ?? '')}</span>
      {waiting && <Spinner />}
    </>
  )
  const press = () => {
    if (!waiting) run(() => post.press(element.value))
  }
  return (
    <span className="element">
      {typeof url === 'string' ? (
        <a {...attributes} href={url} target="_blank" rel="noreferrer" onClick={press}>
          {face}
        </a>
      ) : (
        // Not disabled while it waits: that would take the focus away.
        <button {...attributes} type="button" aria-disabled={waiting} onClick={press}>
          {face}
        </button>
      )}
      {notice}
    </span>
  )
}
