import { describe, expect, it } from 'vitest'
import { sentence, violationsOfMessage } from './index.ts'
import { button, cell, container, data, divider, holding, plain, type Rule, section, x } from './rule-table.ts'

const task = (more: object = {}) => ({ type: 'task_card', task_id: 't1', title: 'Buy', status: 'pending', ...more })
const plan = (...tasks: unknown[]) => ({ type: 'plan', title: 'Scale out', tasks })
const named = (block_id: string) => ({ type: 'divider', block_id })
const markdown = (length: number) => ({ type: 'markdown', text: x(length) })
const table = { type: 'table', rows: [[cell()]] }

/** Rules about all blocks of a message; the pointer is below /blocks. */
const across: Rule[] = [
  ['blocks are an array', [], {}, 'must provide an array', ''],
  [
    'a message has at most 50 blocks',
    Array(50).fill(divider),
    Array(51).fill(divider),
    'no more than 50 items allowed',
    '',
  ],
  [
    'a block_id is unique',
    [named('a'), named('b')],
    [named('a'), named('a')],
    'Input contains duplicate items',
    '/1/block_id',
  ],
  [
    'a block_id is unique inside a container, too',
    [named('a'), container({ child_blocks: [named('b')] })],
    [named('a'), container({ child_blocks: [named('a')] })],
    'Input contains duplicate items',
    '/1/child_blocks/0/block_id',
  ],
  ['a block is an object', [divider], [divider, null], 'must provide an object', '/1'],
  [
    'markdown is counted together',
    [markdown(6000), markdown(6000)],
    [markdown(6000), markdown(6001)],
    'must be less than 12001 characters',
    '/1/text',
  ],
  ['there is one plan', [plan(task()), divider], [plan(task()), plan()], 'Cannot have more than 1 plan block', '/1'],
  [
    'a task_card stands alone',
    [task(), task()],
    [task(), plan()],
    'Cannot have a task_card block next to a plan block: move it into the tasks of the plan',
    '/0',
  ],
  ['there is one table', [table], [table, data([[cell()], [cell()]])], 'only_one_table_allowed', '/1'],
  [
    'a table in a container counts',
    [container({ child_blocks: [table] })],
    [table, container({ child_blocks: [table] })],
    'only_one_table_allowed',
    '/1/child_blocks/0',
  ],
]

describe('the blocks of a message together', () => {
  it.each(across)('%s', (_rule, good, bad, message, pointer) => {
    expect(violationsOfMessage(good)).toEqual([])
    expect(violationsOfMessage(bad)).toEqual([{ message, pointer: `/blocks${pointer}` }])
  })

  it('may be none', () => {
    expect(violationsOfMessage([])).toEqual([])
  })

  it('must be given to be judged', () => {
    expect(violationsOfMessage(undefined)).toEqual([{ message: 'must provide an array', pointer: '/blocks' }])
  })

  it('may use an action_id in two blocks', () => {
    const retry = holding(button({ action_id: 'retry' }))
    expect(violationsOfMessage([retry, retry])).toEqual([])
  })

  it('reports every fault, in reading order', () => {
    const faults = violationsOfMessage([
      section(plain('')),
      { type: 'divider', a: 1, b: 2 },
      { type: 'alert', text: plain('x') },
    ])
    expect(faults.map(sentence)).toEqual([
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
      'invalid additional property: a [json-pointer:/blocks/1]',
      'invalid additional property: b [json-pointer:/blocks/1]',
      'unsupported type: alert [json-pointer:/blocks/2/type]',
    ])
  })
})
