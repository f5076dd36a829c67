import { type Option, optionsIn, optionsOf, type Placed } from '../kit.ts'
import { channelOf, type PersonRecord, personOf } from '../workspace.ts'
import type { World } from '../world.ts'
import type { OpenView } from './open-views.ts'
import { fieldOf, heldBy } from './state.ts'
import { suggestions } from './suggestions.ts'

/** A person before an open view. */
export type Sitting = { world: World; person: PersonRecord; shown: OpenView }

/**
 * What a choice by value, text, handle or channel name is in state.values.
 *
 * @throws when the menu does not offer it: a mistake of the test, or an answer of the app that Slack would not show
 */
export async function pick(sitting: Sitting, placed: Placed, choice: string): Promise<unknown> {
  const { workspace } = sitting.world
  const field = fieldOf(placed.element) ?? ''
  if (field.startsWith('selected_user')) return personOf(workspace, choice).id
  if (/conversation|channel/.test(field)) return channelOf(workspace, choice).id
  const options = await offers(sitting, placed, choice)
  const option = options.find((one) => isCalled(one, choice))
  if (option) return option
  const there = options.map((one) => one.text.text).join(', ')
  throw new Error(`${placed.blockId} does not offer ${choice}; it offers: ${there || 'nothing'}`)
}

/** What an outside menu shows for these characters. What it showed before can be chosen still: a person may be faster. */
export async function ask({ world, person, shown }: Sitting, placed: Placed, query: string): Promise<Option[]> {
  const options = await suggestions(world, person, { shown }, placed, query)
  const before = shown.offered.get(placed.blockId) ?? []
  const fresh = before.filter((old) => !options.some((one) => one.value === old.value))
  shown.offered.set(placed.blockId, [...options, ...fresh])
  return options
}

/** What a menu shows: its own options, or those from outside, asked for as a person looks for `choice`. */
async function offers(sitting: Sitting, placed: Placed, choice: string): Promise<Option[]> {
  if (!placed.element.type.includes('external')) return optionsOf(placed.element)
  // What is chosen already stays so, whatever was looked for since.
  const chosen = optionsIn(heldBy(sitting.shown.state, placed)?.value)
  if (chosen.some((one) => isCalled(one, choice))) return chosen
  const opensAtOnce = placed.element.min_query_length === 0
  const before = sitting.shown.offered.get(placed.blockId) ?? (opensAtOnce ? await ask(sitting, placed, '') : [])
  return before.some((one) => isCalled(one, choice)) ? before : ask(sitting, placed, choice)
}

const isCalled = (option: Option, choice: string): boolean => option.value === choice || option.text.text === choice
