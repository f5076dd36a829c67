import { type Option, optionsOf, type Placed, placedIn, type View } from '../kit.ts'
import { type ActionOutcome, act } from '../people/act.ts'
import { readableView } from '../readable.ts'
import type { PersonRecord } from '../workspace.ts'
import type { World } from '../world.ts'
import { ask, pick } from './choices.ts'
import { dismiss } from './closing.ts'
import type { OpenView } from './open-views.ts'
import { fieldOf, heldBy, heldIn, setValue } from './state.ts'
import { type Submitted, submit } from './submission.ts'
import { allOpen } from './views.ts'

/** An input by wire name: its block_id, with or without a `:nonce`; or any element by block_id and action_id. */
type Name = string | { readonly block: string; readonly action: string }

/** An open modal in a person's hands. */
export type Modal = {
  readonly id: string
  readonly view: View
  readonly blocks: View['blocks']
  /** Errors that the person reads under the inputs, by block_id. */
  readonly errors: Record<string, string>
  /** What the inputs hold, by block_id and action_id. */
  readonly held: Record<string, Record<string, unknown>>
  input(name: Name): Placed
  has(name: string): boolean
  /** What the input holds now. */
  value(name: Name): unknown
  /** Texts, numbers (as text), dates and times; null empties. */
  fill(name: Name, value: string | null): Modal
  /** Presses Enter in a text input, which sends block_actions where the input dispatches. */
  enter(name: Name): Promise<ActionOutcome | undefined>
  /** Options by value or text; people by handle, channels by name. No choice empties. */
  choose(name: Name, ...choices: string[]): Promise<ActionOutcome | undefined>
  /** What the menu shows for these characters. */
  suggest(name: Name, query: string): Promise<Option[]>
  press(actionId: string, o?: { value?: string; confirm?: boolean }): Promise<ActionOutcome | undefined>
  submit(): Promise<Submitted>
  /** The cancel button; `window` is the x of the window, which closes the whole stack. */
  close(by?: 'cancel' | 'window'): Promise<void>
  /** The modal as text. */
  say(): string
}

const TYPED = new Set(['value', 'selected_date', 'selected_time', 'selected_date_time', 'rich_text_value'])

/** The handle of one view; it stays good while that view is open. */
export function modalOf(world: World, person: PersonRecord, { id }: OpenView): Modal {
  const shown = (): OpenView => {
    const open = allOpen(world).find((one) => one.id === id)
    if (!open) throw new Error(`the modal ${id} of ${person.handle} is closed`)
    return open
  }

  const locate = (name: Name): Placed | undefined =>
    placedIn(shown().view.blocks).find((placed) => isCalled(placed, name))

  function input(name: Name): Placed {
    const placed = locate(name)
    if (placed) return placed
    const names = placedIn(shown().view.blocks).map(({ blockId }) => blockId)
    const wanted = typeof name === 'string' ? name : name.action
    throw new Error(`this modal has no input ${wanted}; it has: ${names.join(', ')}`)
  }

  const dispatch = (placed: Placed): Promise<ActionOutcome> =>
    act(world, person, { shown: shown() }, placed, heldBy(shown().state, placed)?.value)

  const scene = () => ({ shown: shown(), world, person })

  const handle: Modal = {
    id,
    get view() {
      return shown().view
    },
    get blocks() {
      return shown().view.blocks
    },
    get errors() {
      return shown().errors
    },
    get held() {
      return heldIn(shown().state)
    },
    input,
    has: (name) => locate(name) !== undefined,
    value: (name) => heldBy(shown().state, input(name))?.value,
    fill(name, value) {
      const placed = input(name)
      setValue(shown().state, placed, typedValue(placed, value))
      if (dispatches(placed, fieldOf(placed.element) === 'value' ? 'character' : 'choice')) void dispatch(placed)
      world.changes.announce()
      return handle
    },
    async enter(name) {
      const placed = input(name)
      return dispatches(placed, 'enter') ? dispatch(placed) : undefined
    },
    async choose(name, ...choices) {
      const placed = input(name)
      const picked: unknown[] = []
      for (const choice of choices) picked.push(await pick(scene(), placed, choice))
      const many = fieldOf(placed.element)?.endsWith('s') ?? false
      setValue(shown().state, placed, many ? picked : (picked[0] ?? null))
      world.changes.announce()
      return dispatches(placed, 'choice') ? dispatch(placed) : undefined
    },
    suggest: (name, query) => ask(scene(), input(name), query),
    async press(actionId, { value, confirm = true } = {}) {
      const named = placedIn(shown().view.blocks).filter((one) => one.actionId === actionId)
      // Several blocks may have a button of that name (docs/platforms/slack.md#identifiers): its value tells which.
      const placed = named.find((one) => one.element.value === value) ?? named[0]
      if (!placed) throw new Error(`this modal has no button ${actionId}`)
      if (placed.element.confirm && !confirm) return undefined
      return act(world, person, { shown: shown() }, placed, pressed(placed, value))
    },
    submit: () => submit(world, person, shown()),
    close: (by = 'cancel') => dismiss(scene(), by),
    say: () => readableView(world.workspace, shown()),
  }
  return handle
}

const isCalled = ({ blockId, actionId }: Placed, name: Name): boolean =>
  typeof name === 'string'
    ? blockId === name || blockId.startsWith(`${name}:`)
    : blockId === name.block && actionId === name.action

/** Whether this input tells the app, on what the person just did (docs/platforms/slack.md#actions). */
function dispatches({ block, element }: Placed, on: 'enter' | 'character' | 'choice'): boolean {
  if (block.type !== 'input') return true
  if (!block.dispatch_action) return false
  const when = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  return on === 'choice' || when.includes(on === 'enter' ? 'on_enter_pressed' : 'on_character_entered')
}

/** What a person types, as state.values holds it. */
function typedValue({ element }: Placed, value: string | null): unknown {
  const field = fieldOf(element)
  if (field === undefined || !TYPED.has(field)) throw new Error(`a ${element.type} is chosen from, not filled in`)
  if (value === null || value === '') return null
  if (field === 'selected_date_time') return Number(value)
  return field === 'rich_text_value' ? richText(value) : value
}

/** What a button or an overflow menu sends. */
function pressed({ element }: Placed, value: string | undefined): unknown {
  if (element.type === 'button') return element.value
  const option = optionsOf(element).find((one) => value === undefined || one.value === value)
  if (!option) throw new Error(`${element.action_id} offers no ${value}`)
  return option
}

const richText = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
})
