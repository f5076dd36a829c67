import { z } from 'zod'
import { identified } from './identity.ts'
import { texts } from './messages.ts'
import { richText } from './rich-text.ts'
import { type Context, reporter } from './rules.ts'
import { words } from './text.ts'

/* table and data_table: docs/platforms/slack.md#blocks. One of either in a message: ./across.ts. */

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: words }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: words }),
  richText,
])

const row = z.array(cell).min(1).max(20)

const column = z.strictObject({
  align: z.enum(['left', 'center', 'right']).optional(),
  is_wrapped: z.boolean().optional(),
})

export const table = z.strictObject({
  type: z.literal('table'),
  ...identified,
  rows: z.array(row).min(1).max(100),
  column_settings: z.array(column).max(20).optional(),
})

const data = z.strictObject({
  type: z.literal('data_table'),
  ...identified,
  caption: words,
  rows: z.array(row).min(2).max(101),
  page_size: z.int().min(1).max(100).optional(),
  row_header_column_index: z.int().min(0).max(19).optional(),
})

const maxCharacters = 10_000

/** The characters of every `text` within, however deep. */
function textLength(within: unknown): number {
  if (typeof within !== 'object' || within === null) return 0
  return Object.entries(within).reduce(
    (sum, [key, value]) => sum + (key === 'text' && typeof value === 'string' ? value.length : textLength(value)),
    0,
  )
}

/** The header row names the columns in plain words, one of them identifies a row, and the whole stays readable. */
function headsItsColumns({ rows, row_header_column_index = 0 }: z.output<typeof data>, context: Context): void {
  const report = reporter(context)
  const header = rows[0] ?? []
  for (const [index, { type }] of header.entries())
    if (type === 'rich_text') report(texts.unsupported(type), ['rows', 0, index, 'type'])
  if (row_header_column_index >= header.length) report(texts.tooLarge(header.length - 1), ['row_header_column_index'])
  if (textLength(rows) > maxCharacters) report(texts.tooLong(maxCharacters), ['rows'])
}

export const dataTable = data.superRefine(headsItsColumns)
