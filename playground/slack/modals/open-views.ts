import type { Option, View } from '../kit.ts'
import type { State } from './state.ts'

/** A view that is open for a person: one of the stack of modals, or the Home tab. */
export type OpenView = {
  readonly id: string
  readonly owner: string
  readonly rootId: string
  readonly previousId?: string
  view: View
  hash: string
  state: State
  /** Changed since it was opened: from then on bolt-js#1073 can bite. */
  updated: boolean
  /** What each menu with outside options showed so far, the latest first, by block_id. */
  readonly offered: Map<string, Option[]>
  /** What the person reads under the inputs, by block_id. */
  errors: Record<string, string>
}

export type OpenViews = {
  /** By user; the last is on top. */
  stacks: Map<string, OpenView[]>
  homes: Map<string, OpenView>
  /** Counts changes, so that every hash is new. */
  changes: number
}

export const noViews = (): OpenViews => ({ stacks: new Map(), homes: new Map(), changes: 0 })
