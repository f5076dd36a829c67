import { z } from 'zod'
import { confirm, linkOption, style } from './composition.ts'
import { actionable } from './identity.ts'
import { characters, plainText, uri, words } from './text.ts'

/* Elements that are pressed: docs/platforms/slack.md#elements. */

const labelled = { text: plainText(75), accessibility_label: characters(75).optional() }

export const button = z.strictObject({
  type: z.literal('button'),
  ...actionable,
  ...labelled,
  value: characters(2000).optional(),
  url: uri.optional(),
  style: style.optional(),
  confirm: confirm.optional(),
})

export const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...actionable,
  ...labelled,
  workflow: z.strictObject({
    trigger: z.strictObject({
      url: uri,
      customizable_input_parameters: z.array(z.strictObject({ name: words, value: words })).optional(),
    }),
  }),
  style: style.optional(),
  confirm: confirm.optional(),
})

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionable,
  options: z.array(linkOption).min(1).max(5),
  confirm: confirm.optional(),
})

const feedback = z.strictObject({ ...labelled, value: characters(2000) })

export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  ...actionable,
  positive_button: feedback,
  negative_button: feedback,
})

export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  ...actionable,
  ...labelled,
  icon: z.enum(['trash']),
  value: characters(2000).optional(),
  confirm: confirm.optional(),
  visible_to_user_ids: z.array(words).optional(),
})
