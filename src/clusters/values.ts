import type { ClusterType, Field, Values, WireStyle, Words } from './define.ts'

/** What is wrong, by wire name (`worker_data_disks.0.size` inside a group). Empty when nothing is. */
export type Faults = ReadonlyMap<string, Words>

export type Checked = { readonly ok: true; readonly values: Values } | { readonly ok: false; readonly faults: Faults }

/** Whether a field takes part, given the other values. */
function takesPart(field: Field, values: Values): boolean {
  return field.when === undefined || values[field.when.field] === field.when.is
}

/** Checks values against every field and rule of a type; all faults at once. Values that take no part are dropped. */
export function check(type: ClusterType, given: Values): Checked {
  const faults = new Map<string, Words>()
  // A named credential is no member of the body, but it counts where a password does.
  const values: Record<string, unknown> = given.credential === undefined ? {} : { credential: given.credential }
  for (const field of type.fields) {
    if (field.control.kind === 'fixed' || field.control.kind === 'derived' || !takesPart(field, values)) continue
    const value = given[field.wire]
    if (value === undefined) {
      if (field.required || field.when) faults.set(field.wire, field.rule)
      continue
    }
    for (const [at, words] of faultsOf(field, value)) faults.set(at, words)
    values[field.wire] = value
  }
  for (const rule of type.rules) {
    const broken = rule.broken(values)
    const at = rule.at(values)
    if (broken && !faults.has(at)) faults.set(at, broken)
  }
  return faults.size > 0 ? { ok: false, faults } : { ok: true, values }
}

/** The faults of one value, also of one that the policy file holds. */
export function faultsOf(field: Field, value: unknown): Faults {
  const faults = new Map<string, Words>()
  const parsed = field.schema.safeParse(value)
  for (const issue of parsed.error?.issues ?? []) {
    const [index, part] = issue.path
    const inner = field.control.kind === 'group' ? field.control.fields.find((one) => one.wire === part) : undefined
    const at = inner ? `${field.wire}.${String(index)}.${inner.wire}` : field.wire
    if (!faults.has(at)) faults.set(at, inner?.rule ?? field.rule)
  }
  return faults
}

/**
 * The body of ScaleOutCluster from checked values, without `login_password`: a secret joins it at the call.
 * Members that nobody set are not sent, but for the type's fixed ones (reference/ack-api.md §1.2-1.4).
 */
export function toWire(type: ClusterType, values: Values, wire: WireStyle): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of type.fields) {
    if (field.control.kind === 'secret') continue
    const value = wireValue(field, values, wire)
    if (value !== undefined) body[field.wire] = value
  }
  return body
}

function wireValue(field: Field, values: Values, wire: WireStyle): unknown {
  if (field.control.kind === 'fixed') return field.control.value
  if (field.control.kind === 'derived') return field.control.from(values)
  const value = takesPart(field, values) ? values[field.wire] : undefined
  if (value === undefined) return field.empty
  return field.encode ? field.encode(value, wire) : value
}

/** What is allowed but worth a second look, for the card. */
export function cautions(type: ClusterType, values: Values): Words[] {
  return type.fields.flatMap((field) => {
    const value = values[field.wire]
    return (value === undefined ? undefined : field.caution?.(value)) ?? []
  })
}
