import type { ClusterType, Field, Values, Words } from '../../src/clusters/define.ts'
import { type InputState, isAsked, valueIn } from './field.ts'
import type { Offer } from './index.ts'
import { disksIn, type FormState, initialOf } from './state.ts'

/** A view as a payload brings it: the blocks that were shown, and what was filled in. */
export type Submitted = {
  readonly blockIds: readonly string[]
  readonly state: Readonly<Record<string, Readonly<Record<string, InputState>>>>
}

/** The block that shows an input, by its wire name; a nonce may follow it. */
function blockFor(wire: string, submitted: Submitted): string | undefined {
  return submitted.blockIds.find((id) => id === wire || id.startsWith(`${wire}:`))
}

/**
 * What an input holds. After an update Slack may leave out inputs that nobody touched (bolt-js#1073): absent is not
 * cleared, so `undefined` here means "as it was first shown".
 */
export function inputOf(wire: string, submitted: Submitted): InputState | undefined {
  const block = blockFor(wire, submitted)
  return block === undefined ? undefined : Object.values(submitted.state[block] ?? {})[0]
}

export type Reading = {
  readonly values: Values
  /** By wire name, disks by their place in the list. */
  readonly faults: ReadonlyMap<string, Words>
  /** Fields that an answer calls for, but that were not shown yet: named by the field that called for them. */
  readonly missing: readonly string[]
}

/** Everything that was filled in, together with what was shown and not touched, and the defaults that were not shown. */
export function readForm(offer: Offer, remembered: FormState, submitted: Submitted): Reading {
  const values: Record<string, unknown> = {}
  const faults = new Map<string, Words>()
  const missing: string[] = []
  for (const field of offer.type.fields) {
    if (field.control.kind === 'group') {
      const disks = readDisks(field, field.control.fields, offer, remembered, submitted, faults)
      if (disks.length > 0) values[field.wire] = disks
      continue
    }
    if (!isAsked(field)) continue
    const calledFor = field.when && values[field.when.field] === field.when.is
    if (field.when && !calledFor) continue
    if (
      field.when &&
      blockFor(field.wire, submitted) === undefined &&
      blockFor(field.when.field, submitted) !== undefined
    )
      missing.push(field.when.field)
    const read = readOne(field, field.wire, initialOf(field, offer.defaults, remembered), submitted)
    if ('fault' in read) faults.set(field.wire, read.fault)
    else if (read.value !== undefined) values[field.wire] = read.value
  }
  const credential = inputOf('credential', submitted)
  const chosen = credential ? credential.selected_option?.value : offer.defaults.credential
  return { values: chosen === undefined ? values : { ...values, credential: chosen }, faults, missing }
}

function readOne(
  field: Field,
  wire: string,
  initial: unknown,
  submitted: Submitted,
): { value: unknown } | { fault: Words } {
  const entry = inputOf(wire, submitted)
  return entry ? valueIn(field, entry) : { value: initial }
}

function readDisks(
  group: Field,
  parts: readonly Field[],
  offer: Offer,
  remembered: FormState,
  submitted: Submitted,
  faults: Map<string, Words>,
): Values[] {
  const known = disksIn(offer.defaults, group.wire)
  if (!remembered.advanced) return [...known]
  return remembered.disks.map((disk, index) => {
    const item: Record<string, unknown> = {}
    for (const part of parts) {
      const initial = known[disk]?.[part.wire] ?? part.initial
      const read = readOne(part, `${group.wire}.${disk}.${part.wire}`, initial, submitted)
      if ('fault' in read) faults.set(`${group.wire}.${index}.${part.wire}`, read.fault)
      else if (read.value !== undefined) item[part.wire] = read.value
    }
    return item
  })
}

/** Where a fault stands in the form: its own input, or the nearest one that is shown. */
export function blockOfFault(
  path: string,
  { fields }: ClusterType,
  remembered: FormState,
  submitted: Submitted,
): string {
  const [wire = path, index, part] = path.split('.')
  const disk = index === undefined ? undefined : remembered.disks[Number(index)]
  const own = disk === undefined ? wire : `${wire}.${disk}.${part}`
  const isKeyPair = fields.some((field) => field.wire === wire && field.role === 'keyPair')
  const ofDisk = disk === undefined ? undefined : submitted.blockIds.find((id) => id.startsWith(`${wire}.${disk}.`))
  return blockFor(own, submitted) ?? ofDisk ?? (isKeyPair ? blockFor('credential', submitted) : undefined) ?? 'cluster'
}
