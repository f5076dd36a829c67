import { describe, it } from 'vitest'
import { holdsInModal, input, option, options, plain, type Rule, x } from './rule-table.ts'

const select = (more: object = {}) => ({ type: 'static_select', options: [option('a'), option('b')], ...more })

const boxes = (more: object = {}) => ({ type: 'checkboxes', options: [option('a'), option('b')], ...more })

const menus: Rule[] = [
  [
    'a select has at most 100 options',
    input(select({ options: options(100) })),
    input(select({ options: options(101) })),
    'no more than 100 items allowed',
    '/element/options',
  ],
  [
    'a select has an option',
    input(select({ options: options(1) })),
    input(select({ options: [] })),
    'must provide at least 1 items',
    '/element/options',
  ],
  [
    'a select has options or groups, not both',
    input({ type: 'static_select', option_groups: [{ label: plain('x'), options: options(1) }] }),
    input(select({ option_groups: [{ label: plain('x'), options: options(1) }] })),
    'failed to match exactly one allowed schema',
    '/element',
  ],
  [
    'a select has options or groups, one of them',
    input(select()),
    input({ type: 'multi_static_select' }),
    'failed to match exactly one allowed schema',
    '/element',
  ],
  [
    'there are at most 100 groups',
    input({ type: 'static_select', option_groups: Array(100).fill({ label: plain('x'), options: options(1) }) }),
    input({ type: 'static_select', option_groups: Array(101).fill({ label: plain('x'), options: options(1) }) }),
    'no more than 100 items allowed',
    '/element/option_groups',
  ],
  [
    'a group label holds 75',
    input({ type: 'static_select', option_groups: [{ label: plain(x(75)), options: options(1) }] }),
    input({ type: 'static_select', option_groups: [{ label: plain(x(76)), options: options(1) }] }),
    'must be less than 76 characters',
    '/element/option_groups/0/label/text',
  ],
  [
    'a group has at most 100 options',
    input({ type: 'static_select', option_groups: [{ label: plain('x'), options: options(100) }] }),
    input({ type: 'static_select', option_groups: [{ label: plain('x'), options: options(101) }] }),
    'no more than 100 items allowed',
    '/element/option_groups/0/options',
  ],
  [
    'an option text holds 75',
    input(select({ options: [option(x(75))] })),
    input(select({ options: [option('a', { text: plain(x(76)) })] })),
    'must be less than 76 characters',
    '/element/options/0/text/text',
  ],
  [
    'an option value holds 150',
    input(select({ options: [option('a', { value: x(150) })] })),
    input(select({ options: [option('a', { value: x(151) })] })),
    'must be less than 151 characters',
    '/element/options/0/value',
  ],
  [
    'an option has a value',
    input(select()),
    input(select({ options: [{ text: plain('a') }] })),
    'missing required field: value',
    '/element/options/0',
  ],
  [
    'a description holds 75',
    input(select({ options: [option('a', { description: plain(x(75)) })] })),
    input(select({ options: [option('a', { description: plain(x(76)) })] })),
    'must be less than 76 characters',
    '/element/options/0/description/text',
  ],
  [
    'a description is not empty',
    input(select()),
    input(select({ options: [option('a', { description: plain('') })] })),
    'must be more than 0 characters',
    '/element/options/0/description/text',
  ],
  [
    'only an overflow leads somewhere',
    input(select()),
    input(select({ options: [option('a', { url: 'https://example.com' })] })),
    'invalid additional property: url',
    '/element/options/0',
  ],
  [
    'a menu option is plain',
    input(boxes({ options: [option('a', { text: { type: 'mrkdwn', text: '*a*' } })] })),
    input(select({ options: [option('a', { text: { type: 'mrkdwn', text: '*a*' } })] })),
    'must be a valid enum value',
    '/element/options/0/text/type',
  ],
  [
    'what is chosen first is on offer, by value',
    input(select({ initial_option: option('b') })),
    input(select({ initial_option: option('a', { value: 'c' }) })),
    'must match one of the options in text and value',
    '/element/initial_option',
  ],
  [
    'what is chosen first is on offer, by text',
    input(select({ initial_option: option('a') })),
    input(select({ initial_option: option('a', { text: plain('A') }) })),
    'must match one of the options in text and value',
    '/element/initial_option',
  ],
  [
    'what is chosen first is in a group',
    input({
      type: 'static_select',
      option_groups: [{ label: plain('x'), options: options(2) }],
      initial_option: option('zone-1'),
    }),
    input({
      type: 'static_select',
      option_groups: [{ label: plain('x'), options: options(2) }],
      initial_option: option('zone-2'),
    }),
    'must match one of the options in text and value',
    '/element/initial_option',
  ],
  [
    'all that is ticked is on offer',
    input(boxes({ initial_options: [option('a'), option('b')] })),
    input(boxes({ initial_options: [option('a'), option('c')] })),
    'must match one of the options in text and value',
    '/element/initial_options/1',
  ],
  [
    'there are at most 10 boxes',
    input(boxes({ options: options(10) })),
    input(boxes({ options: options(11) })),
    'no more than 10 items allowed',
    '/element/options',
  ],
  [
    'an external select starts at 0 characters',
    input({ type: 'external_select', min_query_length: 0 }),
    input({ type: 'external_select', min_query_length: -1 }),
    'must be greater than 0',
    '/element/min_query_length',
  ],
  [
    'at least one item may be selected',
    input({ type: 'multi_users_select', max_selected_items: 1 }),
    input({ type: 'multi_users_select', max_selected_items: 0 }),
    'must be greater than 1',
    '/element/max_selected_items',
  ],
  [
    'a filter filters',
    input({ type: 'conversations_select', filter: { exclude_bot_users: true } }),
    input({ type: 'conversations_select', filter: {} }),
    'failed to match any allowed schemas',
    '/element/filter',
  ],
  [
    'a filter knows four kinds',
    input({ type: 'conversations_select', filter: { include: ['mpim'] } }),
    input({ type: 'conversations_select', filter: { include: ['dm'] } }),
    'must be a valid enum value',
    '/element/filter/include/0',
  ],
]

describe('what is chosen', () => {
  it.each(menus)('%s', holdsInModal)
})
