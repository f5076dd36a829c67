import { describe, it } from 'vitest'
import { holdsInMessage, mrkdwn, plain, type Rule, section, x } from './rule-table.ts'

const texts: Rule[] = [
  [
    'a section holds 3000',
    section(mrkdwn(x(3000))),
    section(mrkdwn(x(3001))),
    'must be less than 3001 characters',
    '/text/text',
  ],
  [
    'an astral character counts as its two UTF-16 units',
    section(plain('😀'.repeat(1500))),
    section(plain('😀'.repeat(1501))),
    'must be less than 3001 characters',
    '/text/text',
  ],
  ['no text is empty', section(plain(' ')), section(plain('')), 'must be more than 0 characters', '/text/text'],
  [
    'emoji is for plain_text',
    section({ ...plain('x'), emoji: true }),
    section({ ...mrkdwn('x'), emoji: true }),
    'invalid additional property: emoji',
    '/text',
  ],
  [
    'verbatim is for mrkdwn',
    section({ ...mrkdwn('x'), verbatim: true }),
    section({ ...plain('x'), verbatim: true }),
    'invalid additional property: verbatim',
    '/text',
  ],
  [
    'a text is one of two types',
    section(plain('x')),
    section({ type: 'markdown', text: 'x' }),
    'unsupported type: markdown',
    '/text/type',
  ],
  ['a text has a type', section(plain('x')), section({ text: 'x' }), 'missing required field: type', '/text'],
  ['a type is a string', section(plain('x')), section({ type: 1, text: 'x' }), 'must provide a string', '/text/type'],
  ['a text object is no string', section(plain('x')), section('x'), 'must provide an object', '/text'],
  [
    'its text is a string',
    section(plain('x')),
    section({ type: 'mrkdwn', text: 3 }),
    'must provide a string',
    '/text/text',
  ],
]

describe('the texts of a message', () => {
  it.each(texts)('%s', holdsInMessage)
})
