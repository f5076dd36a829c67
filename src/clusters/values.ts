import { stringify } from 'safe-stable-stringify'
import type { z } from 'zod'
import type { ClusterType, Field, Values, WireStyle } from './define.ts'
import { type FaultWords, faultWords, sentence } from './ids.ts'
import { english, say, type Words } from './words/index.ts'
import { quoted, tidy } from './written.ts'

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
  const found = new Map<string, { rule: Words; texts: FaultWords[] }>()
  const parsed = field.schema.safeParse(value)
  for (const issue of parsed.error?.issues ?? []) {
    const [index, part] = issue.path
    const inner = field.control.kind === 'group' ? field.control.fields.find((one) => one.wire === part) : undefined
    const inGroup = field.control.kind === 'group' && index !== undefined
    const at = inGroup ? [field.wire, index, inner?.wire].filter((step) => step !== undefined).join('.') : field.wire
    const here = found.get(at) ?? { rule: inner?.rule ?? field.rule, texts: [] }
    here.texts.push(...faultWordsOf(issue, field, value))
    found.set(at, here)
  }
  return new Map([...found].map(([at, { rule, texts }]) => [at, texts.length > 0 ? together(texts) : rule]))
}

/** What an issue says of the value itself; nothing where the field's rule says it as well. */
function faultWordsOf(issue: z.core.$ZodIssue, { control }: Field, value: unknown): FaultWords[] {
  if (issue.code === 'custom') return faultWords.safeParse(issue.params).data ? [faultWords.parse(issue.params)] : []
  if (issue.code === 'invalid_type' && issue.expected === 'string' && control.kind !== 'secret') {
    const given = issue.path.reduce<unknown>((held, step) => Reflect.get(Object(held), step), value)
    // YAML reads `version: 19.03` as a number, and `1.10` as 1.1.
    const words: Words = (of) => of.faults.quotes
    return typeof given === 'number' || typeof given === 'boolean' ? [{ about: String(given), words }] : []
  }
  if (issue.code !== 'unrecognized_keys') return []
  const known = control.kind === 'group' ? control.fields.map(({ wire }) => wire) : []
  return issue.keys.map((key) => ({ about: key, words: (of) => of.faults.unknown(known) }))
}

/** Faults that are told; a list of fifty ids may be wrong in as many places. */
const mostFaults = 3

/** One sentence for all texts of which the same is to be said. */
function together(faults: readonly FaultWords[]): Words {
  const byWords = new Map<string, { words: Words; about: Set<string> }>()
  for (const { words, about } of faults) {
    const same = byWords.get(english(words)) ?? { words, about: new Set() }
    if (about !== null) same.about.add(quoted(about))
    byWords.set(english(words), same)
  }
  const sentences = [...byWords.values()].slice(0, mostFaults).map(({ words, about }) => {
    if (about.size === 0) return words
    const some = [...about].slice(0, mostFaults)
    return sentence((of) => of.faults.subjects(some, about.size > some.length), words)
  })
  return (of) => of.faults.sentences(sentences.map((one) => say(one, of)))
}

/** A value of the policy file with its texts as the form would have read them. */
export function cleaned({ control }: Pick<Field, 'control'>, value: unknown): unknown {
  if (typeof value === 'string') {
    if ('notation' in control) return control.notation.clean(value)
    return control.kind === 'secret' ? value : tidy(value)
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned({ control }, item))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const part = control.kind === 'group' ? control.fields.find(({ wire }) => wire === key) : undefined
      return [key, cleaned(part ?? { control }, item)]
    }),
  )
}

/**
 * The members of the call from checked values, by wire name, without secrets: they join it at the call.
 * Members that nobody set are not sent, but for the type's fixed ones (docs/platforms/scale-out.md).
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

/**
 * What the policy's defaults would have sent, for each member in which these values differ from them; `null` where it would
 * not have been sent. A password counts by the name of its credential. What everybody has to choose, and no default
 * answers, differs from nothing.
 */
export function unusual(type: ClusterType, values: Values, defaults: Values, wire: WireStyle): Record<string, unknown> {
  const start = Object.fromEntries(type.fields.map((field) => [field.wire, field.initial]))
  const [sent, ordinary] = [values, { ...start, ...defaults }].map((of) => toWire(type, of, wire))
  return Object.fromEntries(
    type.fields.flatMap((field) => {
      if (field.control.kind === 'secret') {
        const named = defaults.credential
        return named === undefined || named === values.credential ? [] : [[field.wire, named]]
      }
      const usual = ordinary?.[field.wire] ?? field.implied
      if (isEqual(sent?.[field.wire] ?? field.implied, usual) || !isComparable(field, usual)) return []
      return [[field.wire, usual ?? null]]
    }),
  )
}

function isComparable(field: Field, usual: unknown): boolean {
  if (field.control.kind === 'fixed' || field.control.kind === 'derived' || field.role === 'nodeCount') return false
  return usual !== undefined || field.part === 'advanced' || field.warning !== undefined
}

const isEqual = (a: unknown, b: unknown): boolean => stringify(a) === stringify(b)

/** What is allowed but worth a second look, for the card. */
export function cautions(type: ClusterType, values: Values): Words[] {
  return type.fields.flatMap((field) => {
    const value = values[field.wire]
    return (value === undefined ? undefined : field.caution?.(value)) ?? []
  })
}
