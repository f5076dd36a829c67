import { type Element, type Placed, placedIn } from '../kit.ts'
import { heldBy, type State } from './state.ts'
import type { OpenView } from './views.ts'

/**
 * What Slack's own client checks before it sends a submission (reference/slack-platform.md §8.4): by block_id, in its
 * words or near them.
 */
export function clientErrors({ view, state }: Pick<OpenView, 'view' | 'state'>): Record<string, string> {
  const inputs = placedIn(view.blocks).filter((placed) => placed.block.type === 'input')
  return Object.fromEntries(
    inputs.flatMap((placed) => {
      const error = errorOf(placed, state)
      return error === undefined ? [] : [[placed.blockId, error]]
    }),
  )
}

function errorOf(placed: Placed, state: State): string | undefined {
  const value = heldBy(state, placed)?.value
  if (isEmpty(value)) return placed.block.optional ? undefined : 'Please complete this required field.'
  if (Array.isArray(value)) return countError(value.length, placed.element)
  return typeof value === 'string' ? textError(value, placed.element) : undefined
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

const countError = (count: number, { max_selected_items: most = count }: Element): string | undefined =>
  count > most ? `Please select at most ${most} items.` : undefined

function textError(value: string, element: Element): string | undefined {
  switch (element.type) {
    case 'plain_text_input':
      return lengthError(value, element)
    case 'number_input':
      return numberError(value, element)
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(value) ? undefined : 'Please enter a valid email address.'
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Please enter a valid URL.'
    default:
      return undefined
  }
}

function lengthError(value: string, { min_length: least = 0, max_length: most = 3000 }: Element): string | undefined {
  if (value.length < least) return `Please use at least ${least} characters.`
  return value.length > most ? `Please use at most ${most} characters.` : undefined
}

function numberError(value: string, element: Element): string | undefined {
  const number = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
  if (Number.isNaN(number)) return 'Please enter a number.'
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return 'Please enter a whole number.'
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter a number that is at least ${element.min_value}.`
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter a number that is at most ${element.max_value}.`
  return undefined
}
