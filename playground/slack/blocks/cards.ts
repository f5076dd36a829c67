import { z } from 'zod'
import { button } from './buttons.ts'
import { imageElement } from './composition.ts'
import { identified } from './identity.ts'
import { texts } from './messages.ts'
import { richText } from './rich-text.ts'
import { atLeastOneOf, distinctActionIds, reporter } from './rules.ts'
import { eitherText, mrkdwn, plainText } from './text.ts'

/* Blocks that group others: docs/platforms/slack.md#blocks. */

export const card = z
  .strictObject({
    type: z.literal('card'),
    ...identified,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: mrkdwn(150).optional(),
    subtitle: mrkdwn(150).optional(),
    body: mrkdwn(200).optional(),
    actions: z
      .array(z.discriminatedUnion('type', [button]))
      .min(1)
      .max(2)
      .superRefine(distinctActionIds)
      .optional(),
  })
  .superRefine(atLeastOneOf('hero_image', 'title', 'body', 'actions'))

export const carousel = z.strictObject({
  type: z.literal('carousel'),
  ...identified,
  elements: z
    .array(z.discriminatedUnion('type', [card]))
    .min(1)
    .max(10),
})

export const container = <Child extends z.ZodType>(child: Child) =>
  z
    .strictObject({
      type: z.literal('container'),
      ...identified,
      title: plainText(150).optional(),
      rich_text_title: richText.optional(),
      subtitle: eitherText(150).optional(),
      icon: imageElement.optional(),
      width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
      is_collapsible: z.boolean().optional(),
      default_collapsed: z.boolean().optional(),
      has_header_divider: z.boolean().optional(),
      child_blocks: z.array(child).min(1).max(10),
    })
    .superRefine(atLeastOneOf('title', 'rich_text_title'))
    .superRefine((block, context) => {
      if (block.default_collapsed && !block.is_collapsible) reporter(context)(texts.value, ['default_collapsed'])
    })
