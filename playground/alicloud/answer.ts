import type { z } from 'zod'

/**
 * What goes back over HTTP. `text` is for the answers of CS that are no JSON at all
 * (docs/platforms/ack.md#error-bodies).
 */
export type Answer =
  | { kind: 'done'; status: 200 | 202; body: Record<string, unknown> }
  | Refusal
  | { kind: 'text'; status: number; type: string; text: string }

/**
 * An error in the body shape of CS (docs/platforms/ack.md#error-bodies). `retryAfter` is in ms, for
 * `x-acs-retry-after`. Its code may be a number; `as` and `idIn` are for the answers in XML, and those that tell their
 * request id only in the header.
 */
export type Refusal = {
  kind: 'refused'
  status: number
  code: string | number
  message: string
  retryAfter?: number
  as?: 'json' | 'xml'
  idIn?: 'body' | 'header'
}

export function refuse(status: number, code: string | number, message: string): Refusal {
  return { kind: 'refused', status, code, message }
}

export function done(body: Record<string, unknown>, status: 200 | 202 = 200): Answer {
  return { kind: 'done', status, body }
}

/**
 * The refusal for input that failed its schema. Like the service it names one fault at a time:
 * `MissingParameter` for a member that is not there, `InvalidParameter` for every other fault.
 */
export function refusalOf(error: z.ZodError, input: unknown): Refusal {
  const [issue] = error.issues
  if (issue === undefined) throw new Error('a failed schema always has an issue')
  if (issue.code === 'unrecognized_keys') {
    const name = [...issue.path, issue.keys[0]].join('.')
    return refuse(400, 'InvalidParameter', `${name} is not a parameter of this call.`)
  }
  const name = issue.path.join('.') || 'the body'
  return at(input, issue.path) === undefined
    ? refuse(400, 'MissingParameter', `${name} is required. ${issue.message}`)
    : refuse(400, 'InvalidParameter', `The value of ${name} is not acceptable. ${issue.message}`)
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  )
}
