import '../list.css'
import { ComboboxGroup, ComboboxGroupLabel, ComboboxItem, ComboboxPopover } from '@ariakit/react'
import { Check } from 'lucide-react'
import { useWords } from '../../words.ts'
import { words } from '../words.ts'
import type { Choice } from './choice.ts'
import type { Found } from './found.ts'

type Props = {
  readonly found: Found
  readonly values: readonly string[]
  readonly isMany: boolean
  /** No more may be chosen. */
  readonly isFull: boolean
}

/** The open menu: what can be chosen, in its groups. */
export function List({ found, values, isMany, isFull }: Props) {
  const choices = found.state === 'found' ? found.choices : []
  const groups = Map.groupBy(choices, ({ group }) => group)
  const lines = (some: readonly Choice[]) =>
    some.map((choice) => (
      <Line
        key={choice.value}
        choice={choice}
        isMany={isMany}
        isOut={isFull && !values.includes(choice.value)}
        isChosen={values.includes(choice.value)}
      />
    ))
  return (
    <ComboboxPopover
      portal
      sameWidth
      unmountOnHide
      gutter={4}
      className="element-list"
      aria-busy={found.state === 'loading'}
    >
      {[...groups].map(([label, some]) =>
        label === undefined ? (
          lines(some)
        ) : (
          <ComboboxGroup key={label}>
            <ComboboxGroupLabel className="element-group">{label}</ComboboxGroupLabel>
            {lines(some)}
          </ComboboxGroup>
        ),
      )}
      <Nothing found={found} />
    </ComboboxPopover>
  )
}

type LineProps = {
  readonly choice: Choice
  readonly isMany: boolean
  readonly isOut: boolean
  readonly isChosen: boolean
}

const Line = ({ choice, isMany, isOut, isChosen }: LineProps) => (
  <ComboboxItem
    className="element-option"
    value={choice.value}
    disabled={isOut}
    setValueOnClick={false}
    hideOnClick={!isMany}
    focusOnHover
  >
    <span>
      {choice.label}
      {choice.about && <span className="element-about">{choice.about}</span>}
    </span>
    {isChosen && <Check size={16} aria-hidden />}
  </ComboboxItem>
)

/** Why there is nothing to choose from. */
function Nothing({ found }: { readonly found: Found }) {
  const say = useWords(words)
  if (found.state === 'found' && found.choices.length > 0) return null
  const why =
    found.state === 'loading' ? say.loading : found.state === 'short' ? say.typeMore(found.least) : say.noResults
  return (
    <div className="element-nothing" role="status">
      {why}
    </div>
  )
}
