import { describe, expect, it } from 'vitest'
import { card } from '../../views/card.ts'
import { fitted, shortened } from '../../views/fit.ts'
import { limits } from '../../views/limits.ts'
import { progress } from '../../views/progress.ts'
import { section } from '../../views/text.ts'
import { endLine, notice, questionLine } from '../../views/thread.ts'
import { en } from '../../views/words/en.ts'
import { languages } from '../../views/words/index.ts'
import { stages, standing } from './requests.ts'
import { expectShowable } from './valid.ts'

const sizeOf = (blocks: unknown): number => JSON.stringify(blocks).length
const message = (...texts: string[]) => ({ text: texts.join('\n'), blocks: texts.map(section) })

describe('a message that Slack would not take as a whole', () => {
  it('is clipped where it is longest, visibly, and as little as it takes', () => {
    const long = message('慢'.repeat(900), ...Array.from({ length: 8 }, () => 'x'.repeat(2900)), 'short')
    const { blocks, text } = fitted(long)
    expectShowable({ blocks, text })
    expect(sizeOf(blocks)).toBeLessThanOrEqual(limits.messageJson)
    expect(sizeOf(blocks)).toBeGreaterThan(limits.messageJson / 2)
    expect(blocks.at(-1)).toEqual(section('short'))
    expect(JSON.stringify(blocks[1])).toContain('x…')
  })

  it('is left as it is where Slack takes it', () => {
    for (const name of Object.keys(stages)) {
      const shown = card(standing(name), en)
      expect(fitted(shown)).toEqual(shown)
    }
  })

  it('with fifty blocks of much text still fits', () => {
    const { blocks } = fitted(message(...Array.from({ length: 50 }, () => 'x'.repeat(3000))))
    expect(sizeOf(blocks)).toBeLessThanOrEqual(limits.messageJson)
  })
})

describe.each(languages)('the short form ($code)', (words) => {
  const note = words.short.card

  it('of a card keeps request, state, rule, digest and buttons', () => {
    const full = card(standing('awaiting'), words)
    const short = shortened(full, note)
    expectShowable(short)
    const [title, state] = full.text.split('\n')
    for (const said of [title, state, full.text.split('\n').at(-1), note]) expect(short.text).toContain(said)
    expect(JSON.stringify(short.blocks)).toContain('0123-4567-89ab')
    expect(short.blocks.find(({ type }) => type === 'actions')).toEqual(
      full.blocks.find(({ type }) => type === 'actions'),
    )
    expect(sizeOf(short.blocks)).toBeLessThan(3500)
  })

  it('of a question keeps its buttons, of an end what to do', () => {
    const asked = questionLine(standing('unknown, asked'), words)
    expect(shortened(asked, note).blocks.some(({ type }) => type === 'actions')).toBe(true)
    const end = endLine(standing('failed'), words)
    const last = end?.text.split('\n').at(-1) ?? ''
    expect(end && shortened(end, note).text).toContain(last.slice(0, 60))
  })

  it('of everything can be shown', () => {
    for (const name of Object.keys(stages)) {
      const summary = standing(name)
      const all = [card(summary, words), notice(summary, words), endLine(summary, words), progress(summary, words)]
      for (const full of all) if (full) expectShowable(shortened(full, note))
    }
  })
})
