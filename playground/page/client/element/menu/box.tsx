import { Combobox, ComboboxAnchor, ComboboxDisclosure } from '@ariakit/react'
import { ChevronDown, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useWords } from '../../words.ts'
import { type Given, named, textOf } from '../given.ts'
import { Spinner } from '../spinner.tsx'
import { words } from '../words.ts'
import type { Choice } from './choice.ts'

type Props = {
  readonly given: Given
  readonly chosen: readonly Choice[]
  readonly isMany: boolean
  readonly waiting: boolean
  readonly open: boolean
  show(isOpen: boolean): void
  choose(next: readonly Choice[]): void
}

/** What is chosen, and the input in which one searches. */
export function Box({ given, chosen, isMany, waiting, open, show, choose }: Props) {
  const { element, field } = given
  const search = useRef<HTMLInputElement>(null)
  const say = useWords(words)
  const placeholder = textOf(element.placeholder) ?? say.choose
  const isEmpty = chosen.length === 0
  const shown = isMany ? (isEmpty ? placeholder : '') : (chosen[0]?.label ?? placeholder)

  // Whoever types next searches anew, instead of adding to the name of what is chosen.
  useEffect(() => {
    if (!open && document.activeElement === search.current) search.current?.select()
  }, [open])

  /** By a button that is gone then. */
  function drop(rest: readonly Choice[]): void {
    search.current?.focus()
    choose(rest)
  }

  function press(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Backspace' && isMany && !isEmpty && event.currentTarget.value === '') choose(chosen.slice(0, -1))
    // Enter in a closed menu opens it, and does not submit the form.
    if (event.key !== 'Enter' || open || event.defaultPrevented) return
    event.preventDefault()
    show(true)
  }

  /** Esc closes the menu alone, before the modal around it hears of it. */
  function leave(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !open) return
    event.preventDefault()
    event.stopPropagation()
    show(false)
  }

  return (
    <ComboboxAnchor render={<span />} className="element-box" data-empty={isEmpty}>
      {isMany &&
        chosen.map((tag) => (
          <Tag key={tag.value} label={tag.label} remove={() => drop(chosen.filter((one) => one !== tag))} />
        ))}
      <Combobox
        ref={search}
        {...named(given, placeholder)}
        className="element-search"
        placeholder={shown}
        autoSelect="always"
        getAutoSelectId={(items) => items.find(({ value }) => value === chosen[0]?.value)?.id}
        setValueOnClick={false}
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDownCapture={leave}
        onKeyDown={press}
        {...(element.focus_on_load === true ? { 'data-first': true } : {})}
      />
      {!isMany && !isEmpty && field?.isOptional && (
        <button type="button" className="element-clear" aria-label={say.clear} onClick={() => drop([])}>
          <X size={16} aria-hidden />
        </button>
      )}
      {waiting ? (
        <Spinner />
      ) : (
        <ComboboxDisclosure className="element-arrow" aria-label={say.showOptions}>
          <ChevronDown size={16} aria-hidden />
        </ComboboxDisclosure>
      )}
    </ComboboxAnchor>
  )
}

type TagProps = { readonly label: string; remove(): void }

function Tag({ label, remove }: TagProps) {
  const say = useWords(words)
  return (
    <span className="element-tag">
      {label}
      <button type="button" aria-label={say.remove(label)} onClick={remove}>
        <X size={14} aria-hidden />
      </button>
    </span>
  )
}
