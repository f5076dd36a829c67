import { z } from 'zod'
import { atLeastOneOf, exactlyOneOf } from './rules.ts'
import { characters, eitherText, plainText, uri, words } from './text.ts'

/* Composition objects: docs/platforms/slack.md#elements. */

export const style = z.enum(['primary', 'danger'])

/** All four texts are required, although @slack/types marks three of them optional. */
export const confirm = z.strictObject({
  title: plainText(100),
  text: eitherText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: style.optional(),
})

const chosen = { value: characters(150), description: plainText(75).optional() }

/** An option of a menu. */
export const option = z.strictObject({ text: plainText(75), ...chosen })

/** An option of checkboxes and radio buttons, whose text may be mrkdwn. */
export const richOption = z.strictObject({ text: eitherText(75), ...chosen })

/** An option of an overflow menu, the only one that may lead somewhere. */
export const linkOption = option.extend({ url: uri.optional() })

export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) })

export const conversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .superRefine(atLeastOneOf('include', 'exclude_external_shared_channels', 'exclude_bot_users'))

export const dispatchActionConfig = z.strictObject({
  trigger_actions_on: z
    .array(z.enum(['on_enter_pressed', 'on_character_entered']))
    .min(1)
    .optional(),
})

const slackFile = z.strictObject({ url: uri.optional(), id: words.optional() }).superRefine(exactlyOneOf('url', 'id'))

/** Where a picture comes from; whoever spreads this also checks `oneSource`. */
export const picture = { alt_text: characters(2000), image_url: uri.optional(), slack_file: slackFile.optional() }

export const oneSource = exactlyOneOf('image_url', 'slack_file')

/** The image element of a section, a context, a card or a container. */
export const imageElement = z.strictObject({ type: z.literal('image'), ...picture }).superRefine(oneSource)
