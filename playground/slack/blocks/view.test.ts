import { describe, expect, it } from 'vitest'
import { isViewTooLarge, sentence, violationsOfView } from './index.ts'
import { causes, divider, home, input, modal, option, plain, type Rule, x } from './rule-table.ts'

const text = (more: object = {}) => ({ type: 'plain_text_input', ...more })
const number = (more: object = {}) => ({ type: 'number_input', is_decimal_allowed: false, ...more })
const select = (more: object = {}) => ({ type: 'static_select', options: [option('a'), option('b')], ...more })

const views: Rule[] = [
  ['a view is an object', modal(), 'modal', 'must provide an object', ''],
  [
    'a view is a modal or a home',
    home(),
    { ...home(), type: 'workflow_step' },
    'unsupported type: workflow_step',
    '/type',
  ],
  ['a modal has a title', modal(), { type: 'modal', blocks: [divider] }, 'missing required field: title', ''],
  ['a modal has blocks', modal(), { type: 'modal', title: plain('x') }, 'missing required field: blocks', ''],
  [
    'a title holds 24',
    modal({ title: plain(x(24)) }),
    modal({ title: plain(x(25)) }),
    'must be less than 25 characters',
    '/title/text',
  ],
  [
    'a submit holds 24',
    modal({ submit: plain(x(24)) }),
    modal({ submit: plain(x(25)) }),
    'must be less than 25 characters',
    '/submit/text',
  ],
  [
    'a close holds 24',
    modal({ close: plain(x(24)) }),
    modal({ close: plain(x(25)) }),
    'must be less than 25 characters',
    '/close/text',
  ],
  ['a title is an object', modal(), modal({ title: 'Scale out' }), 'must provide an object', '/title'],
  ['a view has a block', modal(), modal({ blocks: [] }), 'must provide at least 1 items', '/blocks'],
  [
    'a modal has at most 100 blocks',
    modal({ blocks: Array(100).fill(divider) }),
    modal({ blocks: Array(101).fill(divider) }),
    'no more than 100 items allowed',
    '/blocks',
  ],
  [
    'a home has at most 100 blocks',
    home({ blocks: Array(100).fill(divider) }),
    home({ blocks: Array(101).fill(divider) }),
    'no more than 100 items allowed',
    '/blocks',
  ],
  ['a home has no title', home(), home({ title: plain('x') }), 'invalid additional property: title', ''],
  [
    'private_metadata holds 3000',
    modal({ private_metadata: x(3000) }),
    modal({ private_metadata: x(3001) }),
    'must be less than 3001 characters',
    '/private_metadata',
  ],
  [
    'private_metadata may be empty, but no object',
    modal({ private_metadata: '' }),
    modal({ private_metadata: {} }),
    'must provide a string',
    '/private_metadata',
  ],
  [
    'a callback_id holds 255',
    modal({ callback_id: x(255) }),
    modal({ callback_id: x(256) }),
    'must be less than 256 characters',
    '/callback_id',
  ],
  [
    'an external_id holds 255',
    modal({ external_id: x(255) }),
    modal({ external_id: x(256) }),
    'must be less than 256 characters',
    '/external_id',
  ],
  [
    'a flag is a boolean',
    modal({ notify_on_close: true }),
    modal({ clear_on_close: 'true' }),
    'must be a boolean',
    '/clear_on_close',
  ],
  [
    'submit_disabled is not for modals',
    modal(),
    modal({ submit_disabled: true }),
    'invalid additional property: submit_disabled',
    '',
  ],
  [
    'an input needs a submit',
    modal({ blocks: [input(text())] }),
    { type: 'modal', title: plain('x'), blocks: [input(text())] },
    'missing required field: submit',
    '',
  ],
  [
    'without an input there is no need of a submit',
    { type: 'modal', title: plain('x'), blocks: [divider] },
    { type: 'modal', title: plain('x'), blocks: [divider, input(text())] },
    'missing required field: submit',
    '',
  ],
  [
    'a home asks without a submit',
    home({ blocks: [input(text())] }),
    home({ blocks: [input(text())], submit: plain('Ask') }),
    'invalid additional property: submit',
    '',
  ],
  [
    'a block_id is unique',
    modal({ blocks: [input(text(), { block_id: 'count' }), { ...divider, block_id: 'rule' }] }),
    modal({ blocks: [input(text(), { block_id: 'count' }), { ...divider, block_id: 'count' }] }),
    'Input contains duplicate items',
    '/blocks/1/block_id',
  ],
  [
    'one element has the focus',
    modal({ blocks: [input(text({ focus_on_load: true })), input(text({ focus_on_load: false }))] }),
    modal({
      blocks: [input(text({ focus_on_load: true })), { type: 'actions', elements: [select({ focus_on_load: true })] }],
    }),
    'Cannot have more than 1 element with focus_on_load',
    '/blocks/1/elements/0/focus_on_load',
  ],
  [
    'an accessory counts for the focus',
    modal({ blocks: [{ type: 'section', text: plain('x'), accessory: select({ focus_on_load: true }) }] }),
    modal({
      blocks: [
        input(text({ focus_on_load: true })),
        { type: 'section', text: plain('x'), accessory: select({ focus_on_load: true }) },
      ],
    }),
    'Cannot have more than 1 element with focus_on_load',
    '/blocks/1/accessory/focus_on_load',
  ],
  [
    'a response URL is for inputs',
    modal({ blocks: [input({ type: 'conversations_select', response_url_enabled: true })] }),
    modal({ blocks: [{ type: 'actions', elements: [{ type: 'conversations_select', response_url_enabled: true }] }] }),
    'invalid additional property: response_url_enabled',
    '/blocks/0/elements/0',
  ],
  [
    'a response URL is for modals',
    modal({ blocks: [input({ type: 'channels_select', response_url_enabled: true })] }),
    home({ blocks: [input({ type: 'channels_select', response_url_enabled: true })] }),
    'invalid additional property: response_url_enabled',
    '/blocks/0/element',
  ],
  [
    'an alert has a known level',
    modal({ blocks: [{ type: 'alert', text: plain('x'), level: 'error' }] }),
    modal({ blocks: [{ type: 'alert', text: plain('x'), level: 'fatal' }] }),
    'must be a valid enum value',
    '/blocks/0/level',
  ],
]

describe('a view', () => {
  it.each(views)('%s', (_rule, good, bad, message, pointer) => {
    expect(violationsOfView(good)).toEqual([])
    expect(causes(bad)).toEqual([{ message, pointer: `/view${pointer}` }])
  })

  it.each(['id', 'hash', 'state', 'team_id', 'bot_id', 'root_view_id'])(
    'taken from a payload is refused for its %s',
    (field) => {
      expect(causes(modal({ [field]: 'V1' }))).toEqual([
        { message: `invalid additional property: ${field}`, pointer: '/view' },
      ])
    },
  )

  it('may use an action_id in two inputs', () => {
    const blocks = [input(text({ action_id: 'value' })), input(number({ action_id: 'value' }))]
    expect(violationsOfView(modal({ blocks }))).toEqual([])
  })

  it('is at most 250 KB, whatever it consists of', () => {
    const full = modal({ blocks: Array(83).fill({ type: 'section', text: plain(x(2950)) }) })
    const over = modal({ blocks: Array(83).fill({ type: 'section', text: plain(x(2990)) }) })
    expect(isViewTooLarge(full)).toBe(false)
    expect(violationsOfView(full)).toEqual([])
    expect(isViewTooLarge(over)).toBe(true)
    expect(causes(over)).toEqual([{ message: 'must be less than 250001 bytes', pointer: '/view' }])
  })

  it('is refused with the failure of the whole first, then with its causes', () => {
    expect(
      violationsOfView({ type: 'modal', submit_disabled: true, blocks: [input({ type: 'password_input' })] }).map(
        sentence,
      ),
    ).toEqual([
      'failed to match all allowed schemas [json-pointer:/view]',
      'missing required field: title [json-pointer:/view]',
      'unsupported type: password_input [json-pointer:/view/blocks/0/element/type]',
      'invalid additional property: submit_disabled [json-pointer:/view]',
    ])
  })
})
