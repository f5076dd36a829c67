import { describe, it } from 'vitest'
import { button, container, holdsInMessage, mrkdwn, plain, type Rule, rich, x } from './rule-table.ts'

const task = (more: object = {}) => ({ type: 'task_card', task_id: 't1', title: 'Buy', status: 'pending', ...more })

const plan = (...tasks: unknown[]) => ({ type: 'plan', title: 'Scale out', tasks })

const groups: Rule[] = [
  [
    'a card shows something',
    { type: 'card', title: mrkdwn('x') },
    { type: 'card', subtitle: mrkdwn('x') },
    'failed to match any allowed schemas',
    '',
  ],
  [
    'a card title holds 150',
    { type: 'card', title: mrkdwn(x(150)) },
    { type: 'card', title: mrkdwn(x(151)) },
    'must be less than 151 characters',
    '/title/text',
  ],
  [
    'a card body holds 200',
    { type: 'card', body: mrkdwn(x(200)) },
    { type: 'card', body: mrkdwn(x(201)) },
    'must be less than 201 characters',
    '/body/text',
  ],
  [
    'a card has at most 2 buttons',
    { type: 'card', actions: [button(), button()] },
    { type: 'card', actions: [button(), button(), button()] },
    'no more than 2 items allowed',
    '/actions',
  ],
  [
    'a carousel shows cards',
    { type: 'carousel', elements: [{ type: 'card', title: mrkdwn('x') }] },
    { type: 'carousel', elements: [{ type: 'divider' }] },
    'unsupported type: divider',
    '/elements/0/type',
  ],
  [
    'a carousel shows at most 10',
    { type: 'carousel', elements: Array(10).fill({ type: 'card', title: mrkdwn('x') }) },
    { type: 'carousel', elements: Array(11).fill({ type: 'card', title: mrkdwn('x') }) },
    'no more than 10 items allowed',
    '/elements',
  ],
  ['a container title is an object', container({}), container({ title: 'Log' }), 'must provide an object', '/title'],
  [
    'a container has a title',
    container({}),
    { type: 'container', child_blocks: [{ type: 'divider' }] },
    'failed to match any allowed schemas',
    '',
  ],
  [
    'a container has at most 10 blocks',
    container({ child_blocks: Array(10).fill({ type: 'divider' }) }),
    container({ child_blocks: Array(11).fill({ type: 'divider' }) }),
    'no more than 10 items allowed',
    '/child_blocks',
  ],
  [
    'what cannot collapse is not collapsed',
    container({ is_collapsible: true, default_collapsed: true }),
    container({ default_collapsed: true }),
    'must be a valid enum value',
    '/default_collapsed',
  ],
  [
    'a task is complete, not completed',
    task({ status: 'complete' }),
    task({ status: 'completed' }),
    'must be a valid enum value',
    '/status',
  ],
  ['a task title is a string', task(), task({ title: plain('Buy') }), 'must provide a string', '/title'],
  [
    'task details are one rich_text',
    task({ details: rich() }),
    task({ details: [rich()] }),
    'must provide an object',
    '/details',
  ],
  [
    'a source has an address',
    task({ sources: [{ type: 'url', url: 'https://example.com', text: 'x' }] }),
    task({ sources: [{ type: 'url', text: 'x' }] }),
    'missing required field: url',
    '/sources/0',
  ],
  ['a plan has tasks only', plan(task()), plan({ type: 'divider' }), 'unsupported type: divider', '/tasks/0/type'],
  [
    'a container has a known width',
    container({ width: 'full' }),
    container({ width: 'huge' }),
    'must be a valid enum value',
    '/width',
  ],
]

describe('blocks that hold others, and progress', () => {
  it.each(groups)('%s', holdsInMessage)
})
