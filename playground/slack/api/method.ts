import { z } from 'zod'
import { parsedJson } from '../json.ts'
import type { World } from '../world.ts'

/** What a method refuses: `{ok: false, error, ...details}`. */
export class Refusal extends Error {
  readonly details: Record<string, unknown>
  constructor(error: string, details: Record<string, unknown> = {}) {
    super(error)
    this.details = details
  }
}

/** @throws the refusal, to whoever answers the call */
export function refuse(error: string, details?: Record<string, unknown>): never {
  throw new Refusal(error, details)
}

/** An argument error as the SDK logs it: each message ends with its JSON pointer. */
export function refuseArguments(messages: string[], error = 'invalid_arguments'): never {
  throw new Refusal(error, { response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } })
}

/** Calls per minute, or the per-channel rule of chat.postMessage (docs/platforms/slack.md#rates). */
export type Tier = 1 | 2 | 3 | 4 | { perMinute: number } | 'one a second per channel'

type Answer = Record<string, unknown>

type Spec<S extends z.ZodObject> = {
  name: string
  /** Any one of these; which one can depend on the kind of conversation. Empty: none needed. */
  scopes: readonly string[]
  tier: Tier
  /** Does it take a JSON body? (docs/platforms/slack.md#stand-in) */
  json: boolean
  /** Which kind of token it wants. */
  token?: 'bot' | 'app'
  args: S
  run(world: World, args: z.output<S>): Answer
}

export type Method = Omit<Spec<z.ZodObject>, 'run' | 'args' | 'token'> & {
  token: 'bot' | 'app'
  known: ReadonlySet<string>
  perform(world: World, raw: Record<string, unknown>): Answer
}

/** A Web API method as data: one place (./call.ts) does token, scope, tier, arguments and form decoding for all. */
export function method<S extends z.ZodObject>({ args, run, token = 'bot', ...spec }: Spec<S>): Method {
  return {
    ...spec,
    token,
    known: new Set([...Object.keys(args.shape), 'token', 'team_id']),
    perform(world, raw) {
      const read = args.safeParse(raw, { reportInput: true })
      if (!read.success) refuseArguments(...argumentFaults(read.error))
      return { ok: true, ...run(world, read.data) }
    },
  }
}

function argumentFaults(error: z.ZodError): [string[], string?] {
  const named = error.issues.find((issue) => issue.code === 'custom' && issue.params?.error !== undefined)
  const messages = error.issues.map((issue) => {
    const pointer = `[json-pointer:/${issue.path.join('/')}]`
    const isMissing = issue.code === 'invalid_type' && issue.input === undefined
    return isMissing ? `missing required field: ${String(issue.path.at(-1))}` : `${issue.message} ${pointer}`
  })
  return named?.code === 'custom' ? [messages, String(named.params?.error)] : [messages]
}

/** `true`, or "true" and "1" from a form. */
export const flag = z
  .union([z.boolean(), z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0', ''] })])
  .default(false)

/** A whole number, or its digits from a form. */
export const whole = z.coerce.number().int()

export const text = z.string()

/**
 * A structure, or its JSON from a form.
 *
 * @param error what the method answers when the text is no JSON
 */
export const structure = (error = 'invalid_arguments') =>
  z.unknown().transform((given, context): unknown => {
    if (typeof given !== 'string') return given
    const read = parsedJson(given)
    if (read !== undefined) return read
    context.addIssue({ code: 'custom', message: 'must be valid JSON', params: { error } })
    return z.NEVER
  })
