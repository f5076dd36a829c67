import { describe, expect, it } from 'vitest'
import { clusterTypes } from '../../src/clusters/index.ts'
import { en } from '../../views/words/en.ts'
import { zh } from '../../views/words/zh.ts'

/** Says the same in every language: only signs and what is put in. */
const universal = [
  ...['and', 'comma', 'semicolon', 'form.intro', 'card.tally', 'command.row'],
  ...['card.row', 'card.warned', 'progress.with', 'line.status'],
]
/** The one that takes a list. */
const takesList = ['and']

type Saying = { readonly at: string; readonly say: unknown }

function sayings(words: object, path: readonly string[] = []): Saying[] {
  return Object.entries(words).flatMap(([key, value]): Saying[] =>
    typeof value === 'object' && value !== null
      ? sayings(value, [...path, key])
      : [{ at: [...path, key].join('.'), say: value }],
  )
}

/** What a person would read, with `things` put in, in their order. */
function said({ at, say }: Saying, things: readonly number[]): string {
  if (typeof say !== 'function') return String(say)
  return String(Reflect.apply(say, undefined, takesList.includes(at) ? [things.map(String)] : things))
}

/** Recognizable in a sentence; no function takes more than six. */
const marks = [2001, 2002, 2003, 2004, 2005, 2006]
const english = sayings(en)
const chinese = sayings(zh)

it('has the same keys in both languages', () => {
  expect(chinese.map(({ at }) => at)).toEqual(english.map(({ at }) => at))
  expect(english.length).toBeGreaterThan(100)
})

describe.each([
  ['English', english],
  ['Chinese', chinese],
] as const)('%s', (_, vocabulary) => {
  it.each([
    ['none', [0, 0, 0, 0, 0, 0]],
    ['one', [1, 1, 1, 1, 1, 1]],
    ['many', marks],
  ] as const)('says something sensible about %s', (_how, things) => {
    for (const saying of vocabulary) {
      const text = said(saying, things)
      expect(text.trim(), saying.at).not.toBe('')
      expect(text, saying.at).not.toMatch(/undefined|null|NaN|\[object|=>/)
    }
  })
})

it('speaks Chinese in Chinese', () => {
  const foreign = chinese.filter((saying) => !/\p{Script=Han}/u.test(said(saying, marks))).map(({ at }) => at)
  expect(foreign.filter((at) => !universal.includes(at))).toEqual([])
})

it('leaves nothing out in Chinese that English tells', () => {
  for (const [index, saying] of english.entries()) {
    const other = chinese[index]
    const told = marks.filter((mark) => said(saying, marks).includes(String(mark)))
    const alsoTold = other && marks.filter((mark) => said(other, marks).includes(String(mark)))
    expect(alsoTold, saying.at).toEqual(told)
  }
})

it('knows every field of every cluster type in Chinese', () => {
  for (const { type, label, fields } of clusterTypes) {
    expect(label.zh, type).toMatch(/\p{Script=Han}/u)
    for (const field of fields)
      for (const words of [field.label, field.rule, field.hint, field.warning].filter((one) => one !== undefined))
        expect(words.zh, `${type} ${field.wire}`).toMatch(/\p{Script=Han}/u)
  }
})
