import { describe, it } from 'vitest'
import { cell, data, holdsInMessage, type Rule, rich, x } from './rule-table.ts'

const tables: Rule[] = [
  [
    'a table has at most 100 rows',
    { type: 'table', rows: Array(100).fill([cell()]) },
    { type: 'table', rows: Array(101).fill([cell()]) },
    'no more than 100 items allowed',
    '/rows',
  ],
  [
    'a row has at most 20 cells',
    { type: 'table', rows: [Array(20).fill(cell())] },
    { type: 'table', rows: [Array(21).fill(cell())] },
    'no more than 20 items allowed',
    '/rows/0',
  ],
  [
    'a number cell holds a number',
    { type: 'table', rows: [[{ type: 'raw_number', value: 3, text: '3' }]] },
    { type: 'table', rows: [[{ type: 'raw_number', value: '3', text: '3' }]] },
    'must provide a number',
    '/rows/0/0/value',
  ],
  [
    'a data_table has a caption',
    data([[cell()], [cell()]]),
    { type: 'data_table', rows: [[cell()], [cell()]] },
    'missing required field: caption',
    '',
  ],
  [
    'a data_table has a header and a row',
    data([[cell()], [cell()]]),
    data([[cell()]]),
    'must provide at least 2 items',
    '/rows',
  ],
  [
    'a data_table has 100 rows and a header',
    data(Array(101).fill([cell()])),
    data(Array(102).fill([cell()])),
    'no more than 101 items allowed',
    '/rows',
  ],
  [
    'a header row is not rich',
    data([[cell()], [rich()]]),
    data([[rich()], [cell()]]),
    'unsupported type: rich_text',
    '/rows/0/0/type',
  ],
  [
    'a page has at most 100 rows',
    data([[cell()], [cell()]], { page_size: 100 }),
    data([[cell()], [cell()]], { page_size: 101 }),
    'must be less than 100',
    '/page_size',
  ],
  [
    'a page is counted in whole rows',
    data([[cell()], [cell()]], { page_size: 1 }),
    data([[cell()], [cell()]], { page_size: 1.5 }),
    'must provide an integer',
    '/page_size',
  ],
  [
    'the row header is a column',
    data([[cell()], [cell()]], { row_header_column_index: 0 }),
    data([[cell()], [cell()]], { row_header_column_index: 1 }),
    'must be less than 0',
    '/row_header_column_index',
  ],
  [
    'a data_table holds 10,000',
    data([[cell('a')], [rich({ type: 'text', text: x(9_999) })]]),
    data([[cell('a')], [rich({ type: 'text', text: x(10_000) })]]),
    'must be less than 10001 characters',
    '/rows',
  ],
]

describe('tables', () => {
  it.each(tables)('%s', holdsInMessage)
})
