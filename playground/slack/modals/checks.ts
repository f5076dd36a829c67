import { type Element, type Placed, placedIn } from '../kit.ts'
import { type Complaints, complaintsFor } from './complaints.ts'
import type { OpenView } from './open-views.ts'
import { heldBy, type State } from './state.ts'

/**
 * What Slack's own client checks before it sends a submission (docs/platforms/slack.md#submissions): by block_id, in
 * the person's language.
 */
export function clientErrors(
  { view, state }: Pick<OpenView, 'view' | 'state'>,
  { locale }: { readonly locale: string },
): Record<string, string> {
  const says = complaintsFor(locale)
  const inputs = placedIn(view.blocks).filter((placed) => placed.block.type === 'input')
  return Object.fromEntries(
    inputs.flatMap((placed) => {
      const error = errorOf(placed, state, says)
      return error === undefined ? [] : [[placed.blockId, error]]
    }),
  )
}

function errorOf(placed: Placed, state: State, says: Complaints): string | undefined {
  const value = heldBy(state, placed)?.value
  if (isEmpty(value)) return placed.block.optional ? undefined : says.required
  if (Array.isArray(value)) return countError(value.length, placed.element, says)
  return typeof value === 'string' ? textError(value, placed.element, says) : undefined
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

const countError = (count: number, { max_selected_items: most = count }: Element, says: Complaints) =>
  count > most ? says.fewerItems(most) : undefined

function textError(value: string, element: Element, says: Complaints): string | undefined {
  switch (element.type) {
    case 'plain_text_input':
      return lengthError(value, element, says)
    case 'number_input':
      return numberError(value, element, says)
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(value) ? undefined : says.email
    case 'url_text_input':
      return URL.canParse(value) ? undefined : says.url
    default:
      return undefined
  }
}

function lengthError(value: string, { min_length: least = 0, max_length: most = 3000 }: Element, says: Complaints) {
  if (value.length < least) return says.longer(least)
  return value.length > most ? says.shorter(most) : undefined
}

function numberError(value: string, element: Element, says: Complaints): string | undefined {
  const number = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
  if (Number.isNaN(number)) return says.number
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return says.whole
  if (element.min_value !== undefined && number < Number(element.min_value)) return says.atLeast(element.min_value)
  if (element.max_value !== undefined && number > Number(element.max_value)) return says.atMost(element.max_value)
  return undefined
}
