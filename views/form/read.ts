import type { Field, Values, Words } from '../../src/clusters/define.ts'
import { type Entry, isAsked, valueIn } from './field.ts'
import type { Offer } from './index.ts'
import { disksIn, initialOf, type Memory } from './state.ts'

/** A view as a payload brings it: the blocks that were shown, and what was filled in. */
export type Filled = {
  readonly blockIds: readonly string[]
  readonly state: Readonly<Record<string, Readonly<Record<string, Entry>>>>
}

/** The block that shows an input, by its wire name; a nonce may follow it. */
function blockFor(wire: string, filled: Filled): string | undefined {
  return filled.blockIds.find((id) => id === wire || id.startsWith(`${wire}:`))
}

/**
 * What an input holds. After an update Slack may leave out inputs that nobody touched (bolt-js#1073): absent is not
 * cleared, so `undefined` here means "as it was first shown".
 */
export function entryOf(wire: string, filled: Filled): Entry | undefined {
  const block = blockFor(wire, filled)
  return block === undefined ? undefined : Object.values(filled.state[block] ?? {})[0]
}

export type Reading = {
  readonly values: Values
  /** By wire name, disks by their place in the list. */
  readonly faults: ReadonlyMap<string, Words>
  /** Fields that an answer calls for, but that were not shown yet: named by the field that called for them. */
  readonly missing: readonly string[]
}

/** Everything that was filled in, together with what was shown and not touched, and the defaults that were not shown. */
export function readFilled(offer: Offer, remembered: Memory, filled: Filled): Reading {
  const values: Record<string, unknown> = {}
  const faults = new Map<string, Words>()
  const missing: string[] = []
  for (const field of offer.type.fields) {
    if (field.control.kind === 'group') {
      const disks = readDisks(field, field.control.fields, offer, remembered, filled, faults)
      if (disks.length > 0) values[field.wire] = disks
      continue
    }
    if (!isAsked(field)) continue
    const calledFor = field.when && values[field.when.field] === field.when.is
    if (field.when && !calledFor) continue
    if (field.when && blockFor(field.wire, filled) === undefined && blockFor(field.when.field, filled) !== undefined)
      missing.push(field.when.field)
    const read = readOne(field, field.wire, initialOf(field, offer.defaults, remembered), filled)
    if ('fault' in read) faults.set(field.wire, read.fault)
    else if (read.value !== undefined) values[field.wire] = read.value
  }
  const credential = entryOf('credential', filled)
  const chosen = credential ? credential.selected_option?.value : offer.defaults.credential
  return { values: chosen === undefined ? values : { ...values, credential: chosen }, faults, missing }
}

function readOne(field: Field, wire: string, initial: unknown, filled: Filled): { value: unknown } | { fault: Words } {
  const entry = entryOf(wire, filled)
  return entry ? valueIn(field, entry) : { value: initial }
}

function readDisks(
  group: Field,
  parts: readonly Field[],
  offer: Offer,
  remembered: Memory,
  filled: Filled,
  faults: Map<string, Words>,
): Values[] {
  const known = disksIn(offer.defaults, group.wire)
  if (!remembered.advanced) return [...known]
  return remembered.disks.map((disk, index) => {
    const item: Record<string, unknown> = {}
    for (const part of parts) {
      const initial = known[disk]?.[part.wire] ?? part.initial
      const read = readOne(part, `${group.wire}.${disk}.${part.wire}`, initial, filled)
      if ('fault' in read) faults.set(`${group.wire}.${index}.${part.wire}`, read.fault)
      else if (read.value !== undefined) item[part.wire] = read.value
    }
    return item
  })
}

/** Where a fault stands in the form: its own input, or the nearest one that is shown. */
export function blockOfFault(path: string, remembered: Memory, filled: Filled): string {
  const [wire = path, index, part] = path.split('.')
  const disk = index === undefined ? undefined : remembered.disks[Number(index)]
  const own = disk === undefined ? wire : `${wire}.${disk}.${part}`
  const ofDisk = disk === undefined ? undefined : filled.blockIds.find((id) => id.startsWith(`${wire}.${disk}.`))
  return (
    blockFor(own, filled) ?? ofDisk ?? (wire === 'key_pair' ? blockFor('credential', filled) : undefined) ?? 'cluster'
  )
}
