import { z } from 'zod'
import { feedbackButtons, iconButton } from './buttons.ts'
import { imageElement, oneSource, picture } from './composition.ts'
import { identified } from './identity.ts'
import { texts } from './messages.ts'
import { atLeastOneOf, type Context, distinctActionIds, reporter } from './rules.ts'
import { characters, eitherText, mrkdwn, plainText, uri, words } from './text.ts'

/*
 * The blocks that text and forms are made of: docs/platforms/slack.md#blocks. A block that holds elements is a
 * function of those that its surface allows; ./surfaces.ts puts them together.
 */

export const section = <Accessory extends z.ZodType>(accessory: Accessory) =>
  z
    .strictObject({
      type: z.literal('section'),
      ...identified,
      text: eitherText(3000).optional(),
      fields: z.array(eitherText(2000)).min(1).max(10).optional(),
      accessory: accessory.optional(),
      expand: z.boolean().optional(),
    })
    .superRefine(atLeastOneOf('text', 'fields'))

type Actionable = { type: string; action_id?: string | undefined }

export const actions = <Element extends z.ZodType<Actionable>>(element: Element) =>
  z.strictObject({
    type: z.literal('actions'),
    ...identified,
    elements: z.array(element).min(1).max(25).superRefine(distinctActionIds),
  })

export const input = <Element extends z.ZodType<Actionable>>(element: Element) =>
  z.strictObject({
    type: z.literal('input'),
    ...identified,
    label: plainText(2000),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element,
  })

/** Uploaded files are sent with the submission only. */
export function filesAreNotDispatched(
  block: { dispatch_action?: boolean | undefined; element: Actionable },
  context: Context,
): void {
  if (block.dispatch_action && block.element.type === 'file_input') reporter(context)(texts.value, ['dispatch_action'])
}

/** `level` is documented, although @slack/types 3.2.0 does not know it. */
export const header = z.strictObject({
  type: z.literal('header'),
  ...identified,
  text: plainText(150),
  level: z.int().min(1).max(4).optional(),
})

export const divider = z.strictObject({ type: z.literal('divider'), ...identified })

export const context = z.strictObject({
  type: z.literal('context'),
  ...identified,
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, plainText(), mrkdwn()]))
    .min(1)
    .max(10),
})

export const image = z
  .strictObject({ type: z.literal('image'), ...identified, ...picture, title: plainText(2000).optional() })
  .superRefine(oneSource)

/** Its documentation says "less than 200" and "less than 50": taken at its word. */
export const video = z.strictObject({
  type: z.literal('video'),
  ...identified,
  video_url: uri,
  thumbnail_url: uri,
  alt_text: words,
  title: plainText(199),
  title_url: uri.optional(),
  author_name: characters(49).optional(),
  provider_name: words.optional(),
  provider_icon_url: uri.optional(),
  description: plainText().optional(),
})

/** Its limit holds for the sum over a message: ./across.ts. */
export const markdown = z.strictObject({ type: z.literal('markdown'), ...identified, text: words })

export const alert = z.strictObject({
  type: z.literal('alert'),
  ...identified,
  text: eitherText(),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
})

export const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  ...identified,
  elements: z
    .array(z.discriminatedUnion('type', [feedbackButtons, iconButton]))
    .min(1)
    .max(5)
    .superRefine(distinctActionIds),
})
