/** Reading a part of scaleout.yml: its faults where they stand, and what is left of it without them. */
import { closest } from 'fastest-levenshtein'
import { type Document, isAlias, isMap, isNode, isScalar, isSeq } from 'yaml'
import { z } from 'zod'

/** Notes a fault at a place of the file: what is wrong there, and what to write instead. */
export type Note = (path: readonly PropertyKey[], says: string) => void

/** Pieces that are taken out before a part is given up. */
const mostPieces = 20

/**
 * Notes every fault of a part, and gives it without the pieces that have one, so that the rest is looked at as well.
 * `undefined` where nothing is left. `faulty`: its keys that have a fault within.
 */
export function readPart<S extends z.ZodType>(
  schema: S,
  value: unknown,
  path: readonly PropertyKey[],
  note: Note,
): { data: z.output<S> | undefined; faulty: ReadonlySet<PropertyKey> } {
  const parsed = schema.safeParse(value)
  for (const issue of parsed.error?.issues ?? []) noteIssue(issue, path, schema, note)
  const faulty = new Set(parsed.error?.issues.flatMap((issue) => placesOf(issue).flatMap(([first]) => first ?? [])))
  return { data: parsed.success ? parsed.data : salvaged(schema, value), faulty }
}

/** What a schema takes of a value once the pieces that it refuses are gone. */
export function salvaged<S extends z.ZodType>(schema: S, value: unknown): z.output<S> | undefined {
  let left: unknown = structuredClone(value)
  for (let piece = 0; piece < mostPieces; piece++) {
    const parsed = schema.safeParse(left)
    if (parsed.success) return parsed.data
    // From the end: an item that is taken out of a list moves those after it.
    for (const place of parsed.error.issues.flatMap(placesOf).reverse()) left = without(left, place)
    if (left === undefined) return undefined
  }
  return undefined
}

const placesOf = (issue: z.core.$ZodIssue): PropertyKey[][] =>
  issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]

/** A value without what stands at a place; without what holds the place, where nothing stands there. */
function without(value: unknown, place: readonly PropertyKey[]): unknown {
  const [step, ...rest] = place
  if (step === undefined || typeof value !== 'object' || value === null) return undefined
  const held: unknown = Reflect.get(value, step)
  if (held === undefined) return undefined
  const kept = rest.length > 0 ? without(held, rest) : undefined
  if (kept !== undefined) Reflect.set(value, step, kept)
  else if (Array.isArray(value)) value.splice(Number(step), 1)
  else Reflect.deleteProperty(value, step)
  return value
}

function noteIssue(issue: z.core.$ZodIssue, path: readonly PropertyKey[], schema: z.ZodType, note: Note): void {
  const where = [...path, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    for (const key of issue.keys) note([...where, key], unknownKey(key, keysAt(schema, issue.path)))
  else if (issue.code === 'invalid_key') for (const inner of issue.issues) note(where, inner.message)
  else if (issue.code === 'invalid_type' && issue.expected === 'object')
    note(
      where,
      `holds no keys: write them below it, or leave it out. Known are ${keysAt(schema, issue.path).join(', ')}`,
    )
  else note(where, issue.message)
}

/** Where a key stands in the file; for a missing one, the nearest that holds it. */
export function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = document.contents
  let offset: number | undefined
  for (const step of path) {
    const here = isAlias(node) ? node.resolve(document) : node
    const pair = isMap(here)
      ? here.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined
    const found = pair?.key ?? (isSeq(here) ? here.items[Number(step)] : undefined)
    if (!isNode(found)) return offset
    offset = found.range?.[0] ?? offset
    node = pair ? pair.value : found
  }
  return offset
}

/** The keys that the schema knows at a place. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let here: unknown = schema
  for (const step of path) here = inner(here, step)
  const object = unwrapped(here)
  return object instanceof z.ZodObject ? Object.keys(object.shape) : []
}

function inner(schema: unknown, step: PropertyKey): unknown {
  const object = unwrapped(schema)
  if (object instanceof z.ZodObject) return object.shape[step as string]
  if (object instanceof z.ZodArray) return object.element
  return object instanceof z.ZodRecord ? object.valueType : undefined
}

const unwrapped = (schema: unknown): unknown => (schema instanceof z.ZodOptional ? schema.unwrap() : schema)

/** Says which known key was probably meant. */
export function unknownKey(key: string, known: readonly string[]): string {
  if (known.length === 0) return `is not known: leave ${key} out`
  return `is not known: did you mean ${closest(key, [...known])}? Known are ${known.join(', ')}`
}
