import { z } from 'zod'
import { confirm, dispatchActionConfig } from './composition.ts'
import { actionable } from './identity.ts'
import { focusable, placeholding } from './menus.ts'
import { texts } from './messages.ts'
import { richText } from './rich-text.ts'
import { type Context, reporter } from './rules.ts'
import { characters, uri, words } from './text.ts'

/* Elements into which a person types, or picks a moment: docs/platforms/slack.md#elements. */

const picker = { ...actionable, ...focusable, confirm: confirm.optional() }

export const datePicker = z.strictObject({
  type: z.literal('datepicker'),
  ...picker,
  ...placeholding,
  initial_date: z.iso.date().optional(),
})

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

export const timePicker = z.strictObject({
  type: z.literal('timepicker'),
  ...picker,
  ...placeholding,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z
    .string()
    .refine(isTimeZone, { error: texts.format('timezone') })
    .optional(),
})

export const dateTimePicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...picker,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
})

const typed = {
  ...actionable,
  ...focusable,
  ...placeholding,
  dispatch_action_config: dispatchActionConfig.optional(),
}

export const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: characters(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  })
  .superRefine(({ min_length = 0, max_length = 3000 }, context) => {
    if (min_length > max_length) reporter(context)(texts.tooLarge(max_length), ['min_length'])
  })

export const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typed,
  initial_value: z.email().optional(),
})

export const urlInput = z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: uri.optional() })

/** Numbers travel as strings here, in both directions. */
const numeral = z.string().regex(/^-?\d+(\.\d+)?$/)

const numerals = {
  initial_value: numeral.optional(),
  min_value: numeral.optional(),
  max_value: numeral.optional(),
}

const bounded = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  ...numerals,
})

function numbersFit(input: z.output<typeof bounded>, context: Context): void {
  const report = reporter(context)
  const { initial_value: initial, min_value: min, max_value: max } = input
  if (!input.is_decimal_allowed)
    for (const field of ['initial_value', 'min_value', 'max_value'] as const)
      if (input[field]?.includes('.')) report(texts.integer, [field])
  if (min !== undefined && max !== undefined && Number(min) > Number(max))
    report(texts.tooLarge(Number(max)), ['min_value'])
  if (initial === undefined) return
  if (min !== undefined && Number(initial) < Number(min)) report(texts.tooSmall(Number(min)), ['initial_value'])
  if (max !== undefined && Number(initial) > Number(max)) report(texts.tooLarge(Number(max)), ['initial_value'])
}

export const numberInput = bounded.superRefine(numbersFit)

export const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: richText.optional(),
  min_lines: z.int().min(1).max(100).optional(),
  max_lines: z.int().min(1).max(100).optional(),
})

export const fileInput = z.strictObject({
  type: z.literal('file_input'),
  ...actionable,
  filetypes: z.array(words).min(1).optional(),
  max_files: z.int().min(1).max(10).optional(),
})
