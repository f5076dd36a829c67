import { z } from 'zod'
import { identified } from './identity.ts'
import { words } from './text.ts'

/*
 * The rich_text block and what it is made of: docs/platforms/slack.md#blocks; members as in @slack/types. Empty
 * `elements` are accepted by Slack, empty strings are not.
 */

const styled = {
  style: z
    .strictObject({
      bold: z.boolean().optional(),
      italic: z.boolean().optional(),
      strike: z.boolean().optional(),
      code: z.boolean().optional(),
      underline: z.boolean().optional(),
    })
    .optional(),
}

const text = z.strictObject({ type: z.literal('text'), text: words, ...styled })

const link = z.strictObject({
  type: z.literal('link'),
  url: words,
  text: words.optional(),
  unsafe: z.boolean().optional(),
  ...styled,
})

const date = z.strictObject({
  type: z.literal('date'),
  timestamp: z.int(),
  format: words,
  url: words.optional(),
  fallback: words.optional(),
  ...styled,
})

const emoji = z.strictObject({
  type: z.literal('emoji'),
  name: words,
  unicode: words.optional(),
  url: words.optional(),
  ...styled,
})

const leaf = z.discriminatedUnion('type', [
  text,
  link,
  date,
  emoji,
  z.strictObject({ type: z.literal('user'), user_id: words, ...styled }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: words, ...styled }),
  z.strictObject({ type: z.literal('channel'), channel_id: words, ...styled }),
  z.strictObject({ type: z.literal('team'), team_id: words, ...styled }),
  z.strictObject({ type: z.literal('color'), value: words, ...styled }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), ...styled }),
])

const border = { border: z.literal([0, 1]).optional() }

const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(leaf) })

const list = z.strictObject({
  type: z.literal('rich_text_list'),
  elements: z.array(section),
  style: z.enum(['bullet', 'ordered']),
  indent: z.int().min(0).optional(),
  ...border,
})

const quote = z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(leaf), ...border })

const preformatted = z.strictObject({
  type: z.literal('rich_text_preformatted'),
  elements: z.array(z.discriminatedUnion('type', [text, link])),
  ...border,
})

export const richText = z.strictObject({
  type: z.literal('rich_text'),
  elements: z.array(z.discriminatedUnion('type', [section, list, quote, preformatted])),
  ...identified,
})
