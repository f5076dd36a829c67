import type { z } from 'zod'

/** What is wrong, in Slack's words, and where: a JSON pointer such as "/view/blocks/1/element". */
export type Violation = { message: string; pointer: string }

/** A place below the payload's root, as zod counts it. */
export type Path = readonly (string | number)[]

/**
 * Every sentence of the validator. Those of docs/platforms/slack.md#validation-errors are Slack's own; the last four
 * stand in for rules whose wording nobody has recorded.
 */
export const texts = {
  tooLong: (max: number) => `must be less than ${max + 1} characters`,
  tooShort: (min: number | bigint) => `must be more than ${Number(min) - 1} characters`,
  tooMany: (max: number | bigint) => `no more than ${max} items allowed`,
  tooFew: (min: number | bigint) => `must provide at least ${min} items`,
  tooLarge: (max: number | bigint) => `must be less than ${max}`,
  tooSmall: (min: number | bigint) => `must be greater than ${min}`,
  missing: (field: string) => `missing required field: ${field}`,
  unknown: (field: string) => `invalid additional property: ${field}`,
  unsupported: (type: string) => `unsupported type: ${type}`,
  value: 'must be a valid enum value',
  string: 'must provide a string',
  integer: 'must provide an integer',
  pattern: 'input must match regex pattern',
  format: (format: string) => `input must be a valid: ${format}`,
  duplicate: 'Input contains duplicate items',
  exactlyOne: 'failed to match exactly one allowed schema',
  any: 'failed to match any allowed schemas',
  all: 'failed to match all allowed schemas',
  secondPlan: 'Cannot have more than 1 plan block',
  secondTable: 'only_one_table_allowed',
  planAndCard: 'Cannot have a task_card block next to a plan block: move it into the tasks of the plan',
  secondFocus: 'Cannot have more than 1 element with focus_on_load',
  notOffered: 'must match one of the options in text and value',
  viewTooLarge: (bytes: number) => `must be less than ${bytes + 1} bytes`,
} as const

const types: Record<string, string> = {
  string: texts.string,
  number: 'must provide a number',
  int: texts.integer,
  object: 'must provide an object',
  array: 'must provide an array',
  boolean: 'must be a boolean',
}

type Found = { message: string; path: readonly PropertyKey[] }

/** A missing field is reported on the object that lacks it, not on the field. */
const missing = (path: readonly PropertyKey[]): Found => ({
  message: texts.missing(String(path.at(-1))),
  path: path.slice(0, -1),
})

const isMissing = ({ input, path }: z.core.$ZodIssueBase): boolean => input === undefined && path.length > 0

const tooBig = ({ origin, maximum }: z.core.$ZodIssueTooBig): string =>
  origin === 'array' ? texts.tooMany(maximum) : texts.tooLarge(maximum)

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string') return texts.tooShort(minimum)
  return origin === 'array' ? texts.tooFew(minimum) : texts.tooSmall(minimum)
}

/** Every union of the validator is told apart by `type`. */
function wrongType({ input, path }: z.core.$ZodIssueInvalidUnion): Found {
  const type = typeof input === 'object' && input !== null && 'type' in input ? input.type : undefined
  if (type === undefined) return missing(path)
  return { message: typeof type === 'string' ? texts.unsupported(type) : texts.string, path }
}

function found(issue: z.core.$ZodIssue): Found[] {
  const { path } = issue
  switch (issue.code) {
    case 'invalid_type':
      return [isMissing(issue) ? missing(path) : { message: types[issue.expected] ?? texts.all, path }]
    case 'invalid_value':
      return [isMissing(issue) ? missing(path) : { message: texts.value, path }]
    case 'too_big':
      return [{ message: tooBig(issue), path }]
    case 'too_small':
      return [{ message: tooSmall(issue), path }]
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ message: texts.unknown(key), path }))
    case 'invalid_format':
      return [{ message: issue.format === 'regex' ? texts.pattern : texts.format(issue.format), path }]
    case 'invalid_union':
      return [wrongType(issue)]
    case 'custom':
      return [{ message: issue.message, path }]
    default:
      return [{ message: texts.all, path }]
  }
}

/** What zod found, in Slack's words. The issues must carry their input (`reportInput`): it tells missing from wrong. */
export const inSlacksWords = (issues: readonly z.core.$ZodIssue[], root: string): Violation[] =>
  issues.flatMap(found).map(({ message, path }) => ({ message, pointer: [root, ...path.map(String)].join('/') }))
