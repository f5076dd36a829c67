import { z } from 'zod'
import { atMostOne, distinctBlockIds, markdownFits } from './across.ts'
import { inSlacksWords, texts, type Violation } from './messages.ts'
import { reporter } from './rules.ts'
import { messageBlock } from './surfaces.ts'
import { view } from './views.ts'

export type { Violation } from './messages.ts'

const messageBlocks = z
  .array(messageBlock)
  .max(50)
  .superRefine((blocks, context) => {
    distinctBlockIds(blocks, reporter(context))
    atMostOne(blocks, reporter(context))
    markdownFits(blocks, reporter(context))
  })

const maxViewBytes = 250_000

const violations = (schema: z.ZodType, payload: unknown, root: string): Violation[] =>
  inSlacksWords(schema.safeParse(payload, { reportInput: true }).error?.issues ?? [], root)

/**
 * What Slack would refuse in the `blocks` of a message, already JSON-parsed; [] when it would take them. Rules across
 * blocks (ids, one plan, one table, the sum of markdown) are judged once each block is sound.
 */
export const violationsOfMessage = (blocks: unknown): Violation[] => violations(messageBlocks, blocks, '/blocks')

/** Whether a view is beyond the "about 250 KB" of docs/platforms/slack.md#views: the error is `view_too_large`. */
export const isViewTooLarge = (given: unknown): boolean => Buffer.byteLength(JSON.stringify(given) ?? '') > maxViewBytes

/**
 * What Slack would refuse in a view given to views.open, views.update, views.push (a modal) or views.publish (home); []
 * when it would take it. As in Slack's answers the first says that the view as a whole failed, the rest say why
 * (docs/platforms/slack.md#validation-errors).
 */
export function violationsOfView(given: unknown): Violation[] {
  const causes = isViewTooLarge(given)
    ? [{ message: texts.viewTooLarge(maxViewBytes), pointer: '/view' }]
    : violations(view, given, '/view')
  return causes.length === 0 ? [] : [{ message: texts.all, pointer: '/view' }, ...causes]
}

/** As Slack prints it: "must be less than 3001 characters [json-pointer:/blocks/0/text/text]". */
export const sentence = ({ message, pointer }: Violation): string => `${message} [json-pointer:${pointer}]`
