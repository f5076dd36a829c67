import { z } from 'zod'
import { confirm, conversationFilter, option, optionGroup, richOption } from './composition.ts'
import { actionable } from './identity.ts'
import { texts } from './messages.ts'
import { type Context, exactlyOneOf, reporter } from './rules.ts'
import { plainText, words } from './text.ts'

/* Elements in which a person chooses: docs/platforms/slack.md#elements. */

export const focusable = { focus_on_load: z.boolean().optional() }

export const placeholding = { placeholder: plainText(150).optional() }

const choosable = { ...actionable, ...focusable, confirm: confirm.optional() }

const menu = { ...choosable, ...placeholding }

const several = { max_selected_items: z.int().min(1).optional() }

type Option = z.output<typeof richOption>

type Offer = {
  options?: Option[] | undefined
  option_groups?: { options: Option[] }[] | undefined
  initial_option?: Option | undefined
  initial_options?: Option[] | undefined
}

const same = (one: Option) => (other: Option) => one.value === other.value && one.text.text === other.text.text

/** What is chosen at first must be on offer, equal in text and value. */
function initialIsOffered(offer: Offer, context: Context): void {
  const offered = offer.options ?? (offer.option_groups ?? []).flatMap((group) => group.options)
  const isOffered = (initial: Option): boolean => offered.some(same(initial))
  const report = reporter(context)
  if (offer.initial_option && !isOffered(offer.initial_option)) report(texts.notOffered, ['initial_option'])
  for (const [index, initial] of (offer.initial_options ?? []).entries())
    if (!isOffered(initial)) report(texts.notOffered, ['initial_options', index])
}

const few = { options: z.array(richOption).min(1).max(10) }

export const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...choosable,
    ...few,
    initial_options: z.array(richOption).min(1).optional(),
  })
  .superRefine(initialIsOffered)

export const radioButtons = z
  .strictObject({ type: z.literal('radio_buttons'), ...choosable, ...few, initial_option: richOption.optional() })
  .superRefine(initialIsOffered)

const many = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
}

const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...menu, ...many, initial_option: option.optional() })
  .superRefine(exactlyOneOf('options', 'option_groups'))
  .superRefine(initialIsOffered)

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...menu,
    ...several,
    ...many,
    initial_options: z.array(option).min(1).optional(),
  })
  .superRefine(exactlyOneOf('options', 'option_groups'))
  .superRefine(initialIsOffered)

const searched = { min_query_length: z.int().min(0).optional() }

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...menu,
  ...searched,
  initial_option: option.optional(),
})

const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...menu,
  ...several,
  ...searched,
  initial_options: z.array(option).min(1).optional(),
})

const usersSelect = z.strictObject({ type: z.literal('users_select'), ...menu, initial_user: words.optional() })

const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...menu,
  ...several,
  initial_users: z.array(words).min(1).optional(),
})

const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: conversationFilter.optional(),
}

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...menu,
  ...conversations,
  initial_conversation: words.optional(),
})

const multiConversationsSelect = z.strictObject({
  type: z.literal('multi_conversations_select'),
  ...menu,
  ...several,
  ...conversations,
  initial_conversations: z.array(words).min(1).optional(),
})

const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...menu,
  initial_channel: words.optional(),
})

const multiChannelsSelect = z.strictObject({
  type: z.literal('multi_channels_select'),
  ...menu,
  ...several,
  initial_channels: z.array(words).min(1).optional(),
})

const plainSelects = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  multiExternalSelect,
  usersSelect,
  multiUsersSelect,
  multiConversationsSelect,
  multiChannelsSelect,
] as const

export const selects = [...plainSelects, conversationsSelect, channelsSelect] as const

const responding = { response_url_enabled: z.boolean().optional() }

/** The same in an input of a modal, the only place where two of them may ask for a response URL. */
export const submittedSelects = [
  ...plainSelects,
  conversationsSelect.extend(responding),
  channelsSelect.extend(responding),
] as const
