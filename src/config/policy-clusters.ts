/** The clusters of scaleout.yml: each checked against its own type, and against the others. */

import { closest } from 'fastest-levenshtein'
import type { z } from 'zod'
import { limits } from '../../views/limits.ts'
import { clusterKey } from '../clusters/cluster-key.ts'
import type { ClusterType, Field } from '../clusters/define.ts'
import { clusterType } from '../clusters/index.ts'
import { impossibleChoices, limited, narrow } from '../clusters/narrow.ts'
import { cleaned, faultsOf } from '../clusters/values.ts'
import { english } from '../clusters/words/index.ts'
import { foldedName } from '../clusters/written.ts'
import type { ClusterPolicy } from '../scaleout/policy.ts'
import { approvalOf, checkApproval, conditionalIn, type Ruled } from './policy-approval.ts'
import { type Note, readPart, salvaged, unknownKey } from './policy-parts.ts'
import { menuName, type PolicySchema } from './policy-schema.ts'

/** What the rest of the file says that a cluster depends on. */
type Context = {
  readonly schema: PolicySchema
  readonly note: Note
  readonly common: Ruled
  readonly nodesPerRequest: number
  /** Names of `credentials`. */
  readonly credentials: readonly string[]
  readonly regions: readonly string[]
  readonly types: readonly ClusterType[]
}

const reserved = new Set(['list', 'status', 'cancel', 'help'])

type Given = z.output<ReturnType<PolicySchema['cluster']['partial']>>

/** Every cluster that has no fault; each fault of the others is noted. */
export function readClusters(
  named: Readonly<Record<string, unknown>>,
  context: Context,
): ReadonlyMap<string, ClusterPolicy> {
  const { common, note } = context
  const { cluster } = context.schema
  const clusters = new Map<string, ClusterPolicy>()
  const taken = { names: new Map<string, string>(), ids: new Map<string, string>() }
  for (const [name, value] of Object.entries(named)) {
    const path = ['clusters', name]
    checkName(name, taken.names, path, context.note)
    readPart(cluster, value, path, note)
    // What has a fault is noted by now, and the rest is looked at as well.
    const given: Given = salvaged(cluster.partial(), value) ?? {}
    checkPlace(name, given, taken.ids, path, context)
    const type = given.type && clusterType(given.type, context.types)
    if (!type) continue
    const own = given.approval
    const ruled = {
      approval: approvalOf(common.approval, own),
      rules: conditionalIn(own) ?? common.rules,
    }
    if (own)
      checkApproval(
        { ...ruled, inherited: own.rules === undefined },
        [...path, 'approval'],
        faultyIn(context.schema.approval, value),
        note,
      )
    const fields = readFields(given, type, path, context)
    if (given.id === undefined || given.region === undefined) continue
    clusters.set(name, {
      name,
      id: given.id,
      key: clusterKey(given.id),
      region: given.region,
      ...fields,
      channels: given.channels ?? null,
      requesters: given.requesters ?? null,
      ...ruled,
      wire: { diskSizeAs: given.disk_size_as ?? 'number' },
    })
  }
  return clusters
}

/** The keys of a cluster's own approval that have a fault. */
function faultyIn(schema: PolicySchema['approval'], value: unknown): ReadonlySet<PropertyKey> {
  const own: unknown = typeof value === 'object' && value !== null && 'approval' in value ? value.approval : undefined
  return readPart<z.ZodType>(schema, own, [], () => undefined).faulty
}

/** The type as the file narrows it, and what the form starts with. */
function readFields(
  { defaults = {}, choices = {} }: Given,
  type: ClusterType,
  path: readonly string[],
  { note, nodesPerRequest, credentials }: Context,
): Pick<ClusterPolicy, 'type' | 'defaults'> {
  const base = limited(type, nodesPerRequest)
  const wires = base.fields.filter(({ control }) => control.kind !== 'secret').map(({ wire }) => wire)
  const allowed: Record<string, (string | number)[]> = {}
  for (const [wire, written] of Object.entries(choices)) {
    const at = [...path, 'choices', wire]
    const field = base.fields.find((one) => one.wire === wire && one.control.kind !== 'secret')
    if (!field) note(at, unknownKey(wire, wires))
    else {
      const list = written.map((one) => (typeof one === 'string' ? String(cleaned(field, one)) : one))
      for (const words of impossibleChoices(field, list)) note(at, english(words))
      allowed[wire] = list
    }
  }
  const narrowed = narrow(base, allowed)
  const values: Record<string, unknown> = {}
  for (const [wire, written] of Object.entries(defaults)) {
    const field = narrowed.fields.find((one) => one.wire === wire)
    const value = field ? cleaned(field, written) : written
    values[wire] = value
    const at = [...path, 'defaults', wire]
    if (wire === 'credential') checkCredential(value, credentials, at, note)
    else if (!field) note(at, unknownKey(wire, [...wires, 'credential']))
    else checkDefault(field, value, at, note)
  }
  return { type: narrowed, defaults: values }
}

function checkCredential(value: unknown, known: readonly string[], at: readonly string[], note: Note): void {
  if (known.includes(String(value))) return
  note(at, `name one of \`credentials:\`${known.length === 0 ? ', which is empty' : `: ${known.join(', ')}`}`)
}

function checkDefault(field: Field, value: unknown, at: readonly string[], note: Note): void {
  const { control, rule } = field
  if (control.kind === 'secret')
    note(
      at,
      'a password does not belong in this file: put it in an environment variable and name that under `credentials:`',
    )
  else if (control.kind === 'fixed' || control.kind === 'derived') note(at, `leave it out. ${english(rule)}`)
  else if (control.kind === 'text' && control.notation.write(value).length > limits.inputText)
    note(at, `is longer than the ${limits.inputText} characters that an input of the form holds: shorten it`)
  else for (const [where, words] of faultsOf(field, value)) note([...at, ...where.split('.').slice(1)], english(words))
}

/** People type the name: they have to be able to, and two names must not be one to them. */
function checkName(name: string, taken: Map<string, string>, path: readonly string[], note: Note): void {
  const folded = foldedName(name)
  if (!menuName.test(name) || folded === '' || reserved.has(folded))
    note(
      path,
      `give it a name that people can type: no spaces, at most ${limits.optionText} characters, not a command such as list`,
    )
  const other = taken.get(folded)
  if (other !== undefined) note(path, `reads like ${other} to somebody who types it: give one of the two another name`)
  taken.set(folded, other ?? name)
}

/** Of two entries for one cluster, everybody could choose the one with the weaker rule. */
function checkPlace(
  name: string,
  { id, region }: Given,
  taken: Map<string, string>,
  path: readonly string[],
  { note, regions }: Context,
): void {
  const key = id === undefined ? undefined : clusterKey(id)
  const other = key === undefined ? undefined : taken.get(key)
  if (other !== undefined) note([...path, 'id'], `is the ID of ${other} as well: list each cluster once`)
  if (key !== undefined) taken.set(key, other ?? name)
  if (region === undefined || regions.includes(region)) return
  const around = regions.find((one) => new RegExp(`^${one}-[a-z]$`).test(region))
  note(
    [...path, 'region'],
    around
      ? `is a zone: write its region, ${around}`
      : `is no region that this version knows: did you mean ${closest(region, regions)}? One that is newer than this version goes under \`regions:\` as well`,
  )
}
