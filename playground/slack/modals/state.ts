import { type Block, type Element, type Placed, placedIn } from '../kit.ts'

/** One input's current value, in the field that its type has in state.values (docs/platforms/slack.md#submissions). */
export type Value = { type: string; field: string; value: unknown; touched: boolean; prefilled: boolean }

/** By block_id, then action_id. */
export type State = Map<string, Map<string, Value>>

type Kind = { field: string; initial: string; empty: unknown }

const typed: Kind = { field: 'value', initial: 'initial_value', empty: null }
const oneOption: Kind = { field: 'selected_option', initial: 'initial_option', empty: null }
const manyOptions: Kind = { field: 'selected_options', initial: 'initial_options', empty: [] }

/** Every element that keeps a value. */
const kinds: Record<string, Kind> = {
  plain_text_input: typed,
  number_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  static_select: oneOption,
  external_select: oneOption,
  radio_buttons: oneOption,
  multi_static_select: manyOptions,
  multi_external_select: manyOptions,
  checkboxes: manyOptions,
  users_select: { field: 'selected_user', initial: 'initial_user', empty: null },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', empty: [] },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation', empty: null },
  multi_conversations_select: { field: 'selected_conversations', initial: 'initial_conversations', empty: [] },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', empty: null },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', empty: [] },
  datepicker: { field: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { field: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', empty: null },
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value', empty: null },
  file_input: { field: 'files', initial: '', empty: [] },
}

/** The field that holds the value of this element, or undefined for one that has none, such as a button. */
export const fieldOf = (element: Element): string | undefined => kinds[element.type]?.field

function initial(element: Element, kind: Kind): Value {
  const given = element[kind.initial]
  const prefilled = given !== undefined
  return { type: element.type, field: kind.field, value: prefilled ? given : kind.empty, touched: false, prefilled }
}

/**
 * The state of a view's blocks. A value of `before` survives only where block_id, action_id and element type are the
 * same, and then the new initial_* is ignored (docs/platforms/slack.md#view-updates). It survives even if the new
 * options no longer contain it: not documented, our choice, since the app must check what it gets in any case.
 */
export function stateOf(blocks: readonly Block[], before: State = new Map()): State {
  const state: State = new Map()
  for (const { blockId, actionId, element } of placedIn(blocks)) {
    const kind = kinds[element.type]
    if (!kind) continue
    const kept = before.get(blockId)?.get(actionId)
    const value = kept?.type === element.type ? kept : initial(element, kind)
    state.set(blockId, (state.get(blockId) ?? new Map()).set(actionId, value))
  }
  return state
}

export const heldBy = (state: State, { blockId, actionId }: Placed): Value | undefined =>
  state.get(blockId)?.get(actionId)

/** Every value as it is, by block_id and action_id. */
export const heldIn = (state: State): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    [...state].map(([blockId, actions]) => [
      blockId,
      Object.fromEntries([...actions].map(([actionId, { value }]) => [actionId, value])),
    ]),
  )

/** A person set it. */
export function setValue(state: State, where: Placed, value: unknown): void {
  const field = fieldOf(where.element)
  if (field === undefined) throw new Error(`a ${where.element.type} holds no value`)
  const touched: Value = { type: where.element.type, field, value, touched: true, prefilled: false }
  state.set(where.blockId, (state.get(where.blockId) ?? new Map()).set(where.actionId, touched))
}

/** `state.values` of a payload; with `gap`, prefilled values that nobody touched are missing (bolt-js#1073). */
export function valuesOf(state: State, gap: boolean): Record<string, Record<string, unknown>> {
  const shown = [...state].map(([blockId, actions]): [string, Record<string, unknown>] => [
    blockId,
    Object.fromEntries(
      [...actions]
        .filter(([, value]) => !(gap && value.prefilled && !value.touched))
        .map(([actionId, { type, field, value }]) => [actionId, { type, [field]: value }]),
    ),
  ])
  return Object.fromEntries(shown.filter(([, actions]) => Object.keys(actions).length > 0))
}
