import { Combobox, useComboboxContext, useStoreState } from '@ariakit/react'
import type { KeyboardEvent, Ref } from 'react'

const MOST_ROWS = 8

type Writing = {
  readonly ref: Ref<HTMLTextAreaElement>
  readonly label: string
  readonly text: string
  readonly isBusy: boolean
  readonly onWrite: (text: string) => void
  /** `active`: the command that stands out in the list. */
  readonly onPress: (event: KeyboardEvent<HTMLTextAreaElement>, active: string | undefined) => void
}

/** The text itself, as high as it needs to be. */
export function Field({ ref, label, text, isBusy, onWrite, onPress }: Writing) {
  const combobox = useComboboxContext()
  const active = useStoreState(combobox, (state) => state?.activeValue)
  return (
    <Combobox
      autoSelect
      className="composer-field"
      aria-label={label}
      placeholder={label}
      value={text}
      readOnly={isBusy}
      showOnClick={false}
      showOnChange={false}
      showOnKeyPress={false}
      setValueOnChange={false}
      setValueOnClick={false}
      render={
        <textarea
          ref={ref}
          rows={Math.min(text.split('\n').length, MOST_ROWS)}
          onChange={(event) => onWrite(event.target.value)}
          onKeyDown={(event) => onPress(event, active)}
        />
      }
    />
  )
}
