import { z } from 'zod'
import { inputOf, type Submitted } from '../views/form/read.ts'
import { type FormState, formState } from '../views/form/state.ts'

/** Bolt types these payloads as loose bags (docs/platforms/slack.md#loose-types), so they are parsed here, once. */
const option = z.object({ value: z.string() })
const entry = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).optional(),
})

const view = z.object({
  id: z.string(),
  hash: z.string().optional(),
  private_metadata: z.string(),
  blocks: z.array(z.object({ block_id: z.string().optional() })).default([]),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), entry)) }),
})

const user = z.object({ id: z.string() })

export const viewPayload = z.object({ user, view })
export type ViewPayload = z.infer<typeof viewPayload>

export const actionPayload = z.object({
  user,
  trigger_id: z.string().default(''),
  view: view.optional(),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  actions: z
    .array(z.object({ action_id: z.string(), value: z.string().nullish(), selected_option: option.nullish() }))
    .min(1),
})
export type ActionPayload = z.infer<typeof actionPayload>

export const suggestionPayload = z.object({
  user,
  action_id: z.string().default(''),
  block_id: z.string().default(''),
  value: z.string(),
  view,
})
export type SuggestionPayload = z.infer<typeof suggestionPayload>

/** Of the whole workspace, or of a message in a channel. */
export const shortcutPayload = z.object({
  user,
  callback_id: z.string(),
  trigger_id: z.string().default(''),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string(), text: z.string().default('') }).optional(),
})
export type ShortcutPayload = z.infer<typeof shortcutPayload>

/** Slack's id of the person behind an event; undefined where it has none. */
export const actorOf = (event: unknown): string | undefined =>
  z.object({ user: z.string() }).safeParse(event).data?.user

export const reactionEvent = z.object({
  user: z.string(),
  reaction: z.string(),
  /** Whose message it is; not there for messages without an author. */
  item_user: z.string().optional().catch(undefined),
  event_ts: z.coerce.number().optional().catch(undefined),
  item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
})

type View = z.infer<typeof view>

/** What was filled in. Blocks that are not listed, but have a value, were shown as well. */
export const submittedOf = ({ blocks, state }: View): Submitted => ({
  blockIds: [...new Set([...blocks.flatMap((block) => block.block_id ?? []), ...Object.keys(state.values)])],
  state: state.values,
})

/** The cluster that is chosen in a form; null where none is yet. */
export const chosenCluster = (formState: FormState, submitted: Submitted): string | null =>
  inputOf('cluster', submitted)?.selected_option?.value ?? formState.cluster

/** What the form remembers. Throws for a view that is not the form. */
export const formStateOf = (of: View): FormState => formState.parse(JSON.parse(of.private_metadata))
