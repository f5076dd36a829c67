import { z } from 'zod'
import { texts } from './messages.ts'

/*
 * Strings and text objects: docs/platforms/slack.md#elements, composition objects.
 * Nobody has recorded whether Slack counts UTF-16 units or code points (docs/platforms/slack.md#validation-errors), so
 * the stricter holds: units, of which a string never has fewer. zod's own `max` counts code points.
 */

/** A string, perhaps empty. */
export const upTo = (max: number) => z.string().refine((text) => text.length <= max, { error: texts.tooLong(max) })

/** A string that is not empty. */
export const characters = (max: number) => upTo(max).min(1)

/** A string that is not empty and for which no limit is documented. */
export const words = z.string().min(1)

export const plainText = (max = 3000) =>
  z.strictObject({ type: z.literal('plain_text'), text: characters(max), emoji: z.boolean().optional() })

export const mrkdwn = (max = 3000) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: characters(max), verbatim: z.boolean().optional() })

export const eitherText = (max = 3000) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)])

/** An address. JSON Schema, and so Slack, calls the format "uri". */
export const uri = characters(3000).refine((text) => URL.canParse(text), { error: texts.format('uri') })
