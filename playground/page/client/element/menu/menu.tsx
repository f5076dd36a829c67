import './menu.css'
import { ComboboxProvider } from '@ariakit/react'
import { useState } from 'react'
import { useDoing } from '../doing.tsx'
import { confirmOf, type Given } from '../given.ts'
import { Box } from './box.tsx'
import { type Choice, chosenIn, useOffer } from './choice.ts'
import { useFound } from './found.ts'
import { List } from './list.tsx'

/** Characters before a menu asks the app, unless the element says otherwise (docs/platforms/slack.md#elements). */
const ASKS_FROM = 3

/** Every menu in which one searches, for one choice or several. */
export function Menu(given: Given) {
  const { element, post, held, field } = given
  const offer = useOffer(element)
  const [chosen, setChosen] = useState(() => chosenIn(held, offer))
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const found = useFound(offer, open ? query : null, element.min_query_length ?? ASKS_FROM, post.suggest)
  const { run, waiting, notice } = useDoing(confirmOf(given))

  const isMany = element.type.startsWith('multi_')
  const values = chosen.map(({ value }) => value)
  const isFull = isMany && chosen.length >= (element.max_selected_items ?? Number.POSITIVE_INFINITY)

  function choose(next: readonly Choice[]): void {
    setQuery('')
    run(() => {
      setChosen(next)
      return post.choose(next.map(({ value }) => value))
    })
  }

  /** By value, as the list reports it. */
  function pick(picked: string | string[]): void {
    const known = [...chosen, ...(found.state === 'found' ? found.choices : [])]
    choose([picked].flat().flatMap((value) => known.find((choice) => choice.value === value) ?? []))
  }

  function show(isOpen: boolean): void {
    setOpen(isOpen)
    if (!isOpen) setQuery('')
  }

  return (
    <span className={field ? 'element element-wide' : 'element'}>
      <ComboboxProvider
        open={open}
        setOpen={show}
        inputValue={open || isMany ? query : (chosen[0]?.label ?? '')}
        setInputValue={setQuery}
        resetValueOnHide={false}
        resetValueOnSelect={false}
        selectedValue={isMany ? values : (values[0] ?? '')}
        setSelectedValue={pick}
      >
        <Box given={given} chosen={chosen} isMany={isMany} waiting={waiting} open={open} show={show} choose={choose} />
        <List found={found} values={values} isMany={isMany} isFull={isFull} />
      </ComboboxProvider>
      {notice}
    </span>
  )
}
