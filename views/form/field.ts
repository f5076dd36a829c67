import type { InputBlock, PlainTextElement, PlainTextOption } from '@slack/types'
import type { Field, Option, Values, Words } from '../../src/clusters/define.ts'
import { limits } from '../limits.ts'
import { plain } from '../text.ts'
import { say, type Vocabulary } from '../words/index.ts'
import { noValue } from './suggestions.ts'

/** Changing such a select changes which fields there are, so the bot wants to hear of it. */
export const changed = 'changed'
const typed = 'value'

/** One value of `view.state.values`, as Slack sends it for the elements that the form uses. */
export type InputState = {
  readonly value?: string | null | undefined
  readonly selected_option?: { readonly value: string } | null | undefined
  readonly selected_options?: readonly { readonly value: string }[] | undefined
}

const menuOption = (option: Option, words: Vocabulary): PlainTextOption => ({
  text: plain(say(option.label, words), limits.optionText),
  value: option.value,
})

const yesNo = (words: Vocabulary): PlainTextOption[] =>
  (['true', 'false'] as const).map((value) => ({
    text: plain(words[value === 'true' ? 'yes' : 'no'], limits.optionText),
    value,
  }))

/** A field as an input, holding `value`. `governs`: other fields depend on it, so a change is reported at once. */
export function inputOf(
  field: Field,
  value: unknown,
  look: { blockId: string; words: Vocabulary; governs: boolean },
): InputBlock {
  const { blockId, words, governs } = look
  // What is written freely is easier to get right when its rule stands there before the first mistake.
  const hint = field.hint ?? (['number', 'text'].includes(field.control.kind) ? field.rule : undefined)
  return {
    type: 'input',
    block_id: blockId,
    label: plain(say(field.label, words), limits.label),
    ...(hint ? { hint: plain(say(hint, words), limits.label) } : {}),
    optional: !field.required && !field.when,
    ...(governs ? { dispatch_action: true } : {}),
    element: element(field, value, words, governs ? changed : typed),
  }
}

function element(field: Field, value: unknown, words: Vocabulary, actionId: string): InputBlock['element'] {
  const control = field.control
  const choose = plain(words.form.choose, limits.placeholder)
  switch (control.kind) {
    case 'number':
      // No min_value and max_value: the client would answer in its own words instead of the field's rule.
      return {
        type: 'number_input',
        action_id: actionId,
        is_decimal_allowed: false,
        ...(value === undefined ? {} : { initial_value: String(value) }),
      }
    case 'select':
    case 'yes_no': {
      const options = control.kind === 'yes_no' ? yesNo(words) : control.options.map((one) => menuOption(one, words))
      const initial = options.find((option) => option.value === String(value))
      if (field.source) return asking({ action_id: actionId, placeholder: choose }, false, initial ? [initial] : [])
      return {
        type: 'static_select',
        action_id: actionId,
        placeholder: choose,
        options,
        ...(initial ? { initial_option: initial } : {}),
      }
    }
    case 'multi_select': {
      const options = control.options.map((one) => menuOption(one, words))
      const chosen = options.filter((option) => Array.isArray(value) && value.map(String).includes(option.value ?? ''))
      if (field.source) return asking({ action_id: actionId, placeholder: choose }, true, chosen)
      return {
        type: 'multi_static_select',
        action_id: actionId,
        placeholder: choose,
        options,
        ...(chosen.length > 0 ? { initial_options: chosen } : {}),
      }
    }
    case 'text': {
      const text = control.notation.write(value)
      if (field.source) {
        const known = text.split('\n').flatMap((one) => (one === '' ? [] : [writtenOption(one)]))
        return asking({ action_id: actionId, placeholder: choose }, control.multiline, known)
      }
      return {
        type: 'plain_text_input',
        action_id: actionId,
        multiline: control.multiline,
        max_length: limits.inputText,
        ...(text === '' ? {} : { initial_value: text }),
        ...(control.placeholder ? { placeholder: plain(control.placeholder, limits.placeholder) } : {}),
      }
    }
    case 'secret':
      return { type: 'plain_text_input', action_id: actionId }
    default:
      throw new Error(`${field.wire} is not asked for`)
  }
}

const writtenOption = (text: string): PlainTextOption => ({ text: plain(text, limits.optionText), value: text })

/** A menu that asks for its choices, one or several; it begins with what is known, whether or not its source knows that. */
function asking(
  look: { readonly action_id: string; readonly placeholder: PlainTextElement },
  several: boolean,
  chosen: PlainTextOption[],
): InputBlock['element'] {
  const [first] = chosen
  const menu = { ...look, min_query_length: 0 }
  if (several) return { type: 'multi_external_select', ...menu, ...(first ? { initial_options: chosen } : {}) }
  return { type: 'external_select', ...menu, ...(first ? { initial_option: first } : {}) }
}

/** What was chosen in such a menu, as it would have been typed; undefined where the input is another one. */
function picked({ selected_option: one, selected_options: several }: InputState): string | undefined {
  const chosen = several ?? (one ? [one] : undefined)
  return chosen
    ?.map(({ value }) => value)
    .filter((value) => value !== noValue)
    .join('\n')
}

/** What an input holds: a value in the shape of the policy file, or what is wrong with what was written. */
export function valueIn(field: Field, entry: InputState): { value: unknown } | { fault: Words } {
  const control = field.control
  switch (control.kind) {
    case 'number':
    case 'text':
      return control.notation.read(picked(entry) ?? entry.value ?? '')
    case 'select': {
      const chosen = entry.selected_option?.value
      return { value: chosen !== undefined && control.as === 'number' ? Number(chosen) : chosen }
    }
    case 'yes_no': {
      const chosen = entry.selected_option?.value
      return { value: chosen === undefined ? undefined : chosen === 'true' }
    }
    case 'multi_select': {
      const chosen = entry.selected_options?.map((option) => option.value) ?? []
      return { value: chosen.length === 0 ? undefined : chosen }
    }
    case 'secret':
      return { value: entry.value || undefined }
    default:
      return { value: undefined }
  }
}

/** Whether people are asked for a field by a single input. */
export const isAsked = (field: Field): boolean => !['fixed', 'derived', 'group'].includes(field.control.kind)

/** A value of the wire body as a person reads it on a card. */
export function readable(field: Field, value: unknown, words: Vocabulary): string {
  if (value === true || value === 'true') return words.yes
  if (value === false || value === 'false') return words.no
  const { control } = field
  if (control.kind === 'group' && Array.isArray(value)) {
    const disks = value.map((item: Values) =>
      control.fields
        .filter((one) => item[one.wire] !== undefined)
        .map((one) => words.pair(say(one.label, words), readable(one, item[one.wire], words)))
        .join(words.comma),
    )
    return disks.join(words.semicolon)
  }
  if ('options' in control && !Array.isArray(value)) {
    const known = control.options.find((option) => option.value === String(value))
    return known ? say(known.label, words) : String(value)
  }
  // One value a line in the form; a card has one line for all of them.
  if (control.kind === 'text' && typeof value === 'object')
    return control.notation.write(value).split('\n').join(words.listed)
  return Array.isArray(value) ? value.join(words.listed) : String(value)
}
