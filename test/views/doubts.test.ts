import { describe, expect, it } from 'vitest'
import { doubtsText } from '../../views/doubts.ts'
import { languages } from '../../views/words/index.ts'

const kinds = [
  'person_unknown',
  'person_deactivated',
  'person_guest',
  'person_bot',
  'person_stranger',
  'person_unplaced',
  'group_unknown',
  'group_disabled',
  'group_empty',
  'group_unreadable',
  'a_kind_of_a_later_version',
]

describe.each(languages)('what is wrong with the approvers of a rule, in $code', (words) => {
  it.each(kinds)('%s', (kind) => {
    const id = kind.startsWith('group') ? 'S0X' : 'U0X'
    const text = doubtsText([{ id, kind }], words)
    expect(text).toContain(id)
    // What is not there has no name that a mention could show.
    expect(text.includes(`\`${id}\``)).toBe(kind.endsWith('_unknown'))
    expect(text).not.toMatch(/undefined|_/)
  })

  it('is nothing where nothing is', () => {
    expect(doubtsText([], words)).toBe('')
  })

  it('names five, and counts the others', () => {
    const faults = Array.from({ length: 8 }, (_, index) => ({ id: `U0N${index}`, kind: 'person_guest' }))
    const text = doubtsText(faults, words)
    expect(text).toContain('U0N4')
    expect(text).not.toContain('U0N5')
    expect(text).toContain('3')
  })
})
