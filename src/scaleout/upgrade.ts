import type { Request } from './record.ts'

type Names = Readonly<Record<string, string>>
type Members = Readonly<Record<string, unknown>>

/** Versions 1 and 2 called these otherwise: where they stand, as they were called and as they are called. */
const renamed = {
  record: { said: 'projection' },
  projection: { begun: 'sending' },
  message: { print: 'contentHash' },
  stage: { putBack: 'waitReason' },
  doubt: { strangers: 'unexplained' },
} as const satisfies Readonly<Record<string, Names>>

type Renames = { readonly [Where in keyof typeof renamed]: Names }

const inverse: Renames = {
  record: inverted(renamed.record),
  projection: inverted(renamed.projection),
  message: inverted(renamed.message),
  stage: inverted(renamed.stage),
  doubt: inverted(renamed.doubt),
}

/** The versions that are stored under the older names. */
const isOlder = (version: unknown): boolean => version === 1 || version === 2

/**
 * The JSON of a record that version 1 or 2 wrote, under today's names. Anything else, and whatever in it is not of the old
 * shape, stays as it is: the schema judges it afterwards. Pure.
 */
export function upgrade(stored: unknown): unknown {
  return isObject(stored) && isOlder(stored.version) ? under(stored, renamed) : stored
}

/**
 * A record as it is stored: under the names of the version that made it. During a rolling update a bot of that version may be
 * in the middle of its call, and has to be able to write down the answer.
 */
export function storable(request: Request): Members {
  return isOlder(request.version) ? under(request, inverse) : request
}

function under(record: Members, names: Renames): Members {
  const { record: ofRecord, projection, message, stage, doubt } = names
  const isProjection = (name: string): boolean => name === 'said' || name === 'projection'
  return rename(record, ofRecord, (name, value) => {
    if (isProjection(name))
      return rename(value, projection, (part, inside) =>
        part === 'messages' ? rename(inside, {}, (_, one) => rename(one, message)) : inside,
      )
    if (name === 'stage')
      return rename(value, stage, (part, inside) => (part === 'doubt' ? rename(inside, doubt) : inside))
    return value
  })
}

const asIs = (_: string, value: unknown): unknown => value

function rename<T>(value: T, names: Names, inside: (name: string, value: unknown) => unknown = asIs): T | Members {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [names[name] ?? name, inside(name, member)]))
}

function inverted(names: Names): Names {
  return Object.fromEntries(Object.entries(names).map(([older, today]) => [today, older]))
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
