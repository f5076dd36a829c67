import { describe, it } from 'vitest'
import { holdsInModal, input, plain, type Rule, x } from './rule-table.ts'

const text = (more: object = {}) => ({ type: 'plain_text_input', ...more })

const number = (more: object = {}) => ({ type: 'number_input', is_decimal_allowed: false, ...more })

const inputs: Rule[] = [
  ['an input has a label', input(text()), { type: 'input', element: text() }, 'missing required field: label', ''],
  [
    'a label holds 2000',
    input(text(), { label: plain(x(2000)) }),
    input(text(), { label: plain(x(2001)) }),
    'must be less than 2001 characters',
    '/label/text',
  ],
  [
    'a label is plain',
    input(text()),
    input(text(), { label: { type: 'mrkdwn', text: 'x' } }),
    'must be a valid enum value',
    '/label/type',
  ],
  [
    'a hint holds 2000',
    input(text(), { hint: plain(x(2000)) }),
    input(text(), { hint: plain(x(2001)) }),
    'must be less than 2001 characters',
    '/hint/text',
  ],
  [
    'files are not dispatched',
    input({ type: 'file_input' }, { dispatch_action: false }),
    input({ type: 'file_input' }, { dispatch_action: true }),
    'must be a valid enum value',
    '/dispatch_action',
  ],
  [
    '10 files at most',
    input({ type: 'file_input', max_files: 10 }),
    input({ type: 'file_input', max_files: 11 }),
    'must be less than 10',
    '/element/max_files',
  ],
  [
    'a placeholder holds 150',
    input(text({ placeholder: plain(x(150)) })),
    input(text({ placeholder: plain(x(151)) })),
    'must be less than 151 characters',
    '/element/placeholder/text',
  ],
  [
    'a text is at most 3000 long',
    input(text({ max_length: 3000 })),
    input(text({ max_length: 3001 })),
    'must be less than 3000',
    '/element/max_length',
  ],
  [
    'a text may be asked to be 1 long',
    input(text({ max_length: 1 })),
    input(text({ max_length: 0 })),
    'must be greater than 1',
    '/element/max_length',
  ],
  [
    'the shortest text is no longer than the longest',
    input(text({ min_length: 5, max_length: 5 })),
    input(text({ min_length: 6, max_length: 5 })),
    'must be less than 5',
    '/element/min_length',
  ],
  [
    'a text is dispatched on known moments',
    input(text({ dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } })),
    input(text({ dispatch_action_config: { trigger_actions_on: ['on_blur'] } })),
    'must be a valid enum value',
    '/element/dispatch_action_config/trigger_actions_on/0',
  ],
  [
    'a number says whether it takes decimals',
    input(number()),
    input({ type: 'number_input' }),
    'missing required field: is_decimal_allowed',
    '/element',
  ],
  [
    'numbers are strings',
    input(number({ initial_value: '3' })),
    input(number({ initial_value: 3 })),
    'must provide a string',
    '/element/initial_value',
  ],
  [
    'number strings are numbers',
    input(number({ max_value: '-20' })),
    input(number({ max_value: '20 nodes' })),
    'input must match regex pattern',
    '/element/max_value',
  ],
  [
    'decimals are allowed first',
    input(number({ is_decimal_allowed: true, min_value: '0.5' })),
    input(number({ min_value: '0.5' })),
    'must provide an integer',
    '/element/min_value',
  ],
  [
    'min is not beyond max',
    input(number({ min_value: '9', max_value: '10' })),
    input(number({ min_value: '10', max_value: '9' })),
    'must be less than 9',
    '/element/min_value',
  ],
  [
    'a first number is not too small',
    input(number({ min_value: '1', initial_value: '1' })),
    input(number({ min_value: '1', initial_value: '0' })),
    'must be greater than 1',
    '/element/initial_value',
  ],
  [
    'a first number is not too large',
    input(number({ max_value: '20', initial_value: '20' })),
    input(number({ max_value: '20', initial_value: '21' })),
    'must be less than 20',
    '/element/initial_value',
  ],
  [
    'a first e-mail is one',
    input({ type: 'email_text_input', initial_value: 'ada@example.com' }),
    input({ type: 'email_text_input', initial_value: 'ada' }),
    'input must be a valid: email',
    '/element/initial_value',
  ],
  [
    'a first address is one',
    input({ type: 'url_text_input', initial_value: 'https://example.com' }),
    input({ type: 'url_text_input', initial_value: 'example' }),
    'input must be a valid: uri',
    '/element/initial_value',
  ],
  [
    'a first text is not empty',
    input(text({ initial_value: ' ' })),
    input(text({ initial_value: '' })),
    'must be more than 0 characters',
    '/element/initial_value',
  ],
  [
    'a date exists',
    input({ type: 'datepicker', initial_date: '2028-02-29' }),
    input({ type: 'datepicker', initial_date: '2026-02-29' }),
    'input must be a valid: date',
    '/element/initial_date',
  ],
  [
    'a time has minutes',
    input({ type: 'timepicker', initial_time: '09:30' }),
    input({ type: 'timepicker', initial_time: '9:30' }),
    'input must match regex pattern',
    '/element/initial_time',
  ],
  [
    'a timezone exists',
    input({ type: 'timepicker', timezone: 'UTC' }),
    input({ type: 'timepicker', timezone: 'Asia/Hangzhou' }),
    'input must be a valid: timezone',
    '/element/timezone',
  ],
  [
    'a moment has 10 digits',
    input({ type: 'datetimepicker', initial_date_time: 1_628_633_820 }),
    input({ type: 'datetimepicker', initial_date_time: 1_628_633_820_000 }),
    'must be less than 9999999999',
    '/element/initial_date_time',
  ],
  [
    'a moment is a number',
    input({ type: 'datetimepicker', initial_date_time: 1_628_633_820 }),
    input({ type: 'datetimepicker', initial_date_time: '1628633820' }),
    'must provide a number',
    '/element/initial_date_time',
  ],
  [
    'rich text has at most 100 lines',
    input({ type: 'rich_text_input', max_lines: 100 }),
    input({ type: 'rich_text_input', max_lines: 101 }),
    'must be less than 100',
    '/element/max_lines',
  ],
]

describe('what is typed', () => {
  it.each(inputs)('%s', holdsInModal)
})
