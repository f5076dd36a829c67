import { z } from 'zod'
import { identified } from './identity.ts'
import { richText } from './rich-text.ts'
import { uri, words } from './text.ts'

/*
 * Blocks that show progress: docs/platforms/slack.md#blocks and docs/platforms/slack.md#progress; members as in
 * @slack/types.
 */

const source = z.strictObject({ type: z.literal('url'), url: uri, text: words })

export const taskCard = z.strictObject({
  type: z.literal('task_card'),
  ...identified,
  task_id: words,
  title: words,
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(source).optional(),
})

export const plan = z.strictObject({
  type: z.literal('plan'),
  ...identified,
  title: words,
  tasks: z.array(z.discriminatedUnion('type', [taskCard])).optional(),
})
