import { z } from 'zod'
import { clip, codeWithin, plainText } from './text.ts'

export const longest = { code: 100, sentence: 300, piece: 200, id: 100, name: 200 } as const
/** A task of more stages, events or results is no scale-out of this bot. */
const mostParts = 1000

/** Text from outside, never longer than it may become in a record. */
export const text = (most: number) =>
  z
    .string()
    .transform((value) => clip(value, most))
    .catch('')

/** What names something: one word, as long as ids are. */
export const id = z.string().regex(/^[\x21-\x7e]{1,100}$/)

/** The parts that can be read: an odd one does not take the others along. */
export const list = <T>(part: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((all) => sorted(all.slice(0, mostParts), part).good)

/** Members that the server leaves out arrive as the text `undefined` (docs/platforms/ack.md#thrown-errors). */
export const code = z
  .union([z.string(), z.number()])
  .transform((value) => clip(String(value), longest.code))
  .refine((value) => value !== 'undefined' && value !== '')
  .optional()
  .catch(undefined)

export const requestId = id
  .refine((value) => value !== 'undefined')
  .optional()
  .catch(undefined)

export const message = z
  .string()
  .transform((value) => plainText(value))
  .catch('')

export const sentence = message.transform((value) => plainText(value, longest.sentence))

/** JSON, or `undefined` where it is none. */
export function json(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Lines that can be read, and those that cannot: one odd line does not take its list along. */
export function sorted<T>(all: readonly unknown[], line: z.ZodType<T>): { good: T[]; odd: unknown[] } {
  const read = all.map((one) => ({ one, parsed: line.safeParse(one) }))
  return {
    good: read.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : [])),
    odd: read.flatMap(({ one, parsed }) => (parsed.success ? [] : [one])),
  }
}

/**
 * A code that only repeats the status tells less than the one in the message does (docs/platforms/ack.md#error-bodies).
 */
export function cause(code: string, message: string): { code: string; message: string } {
  const codeInText = /^(HTTP )?\d{3}$/.test(code) ? codeWithin(message) : undefined
  return { code: codeInText ?? code, message: plainText(message, longest.sentence) }
}
