import { describe, expect, it } from 'vitest'
import { foldedName, quoted, tidy, tidyAscii, unquoted, wholeNumber } from '../../src/clusters/written.ts'

describe('text that people write', () => {
  it.each([
    ['ＳＯ－１', 'SO-1'],
    ['SO–1', 'SO-1'],
    ['SO—1', 'SO-1'],
    ['SO‐1', 'SO-1'],
    ['SO‑1', 'SO-1'],
    ['SO−1', 'SO-1'],
    ['SO﹣1', 'SO-1'],
    ['SOー1', 'SO-1'],
    ['vsw\u00ADa', 'vswa'],
    ['a\u200Bb\u200C\u200D\u2060\uFEFFc', 'abc'],
    ['\u202Eabc\u202C', 'abc'],
    ['a\u3000b\u00A0c\u2009d', 'a b c d'],
    ['\u00A0 a \u3000', 'a'],
    ['a\r\nb\u2028c', 'a\nb\nc'],
    ['a\u0000b\u0007', 'ab'],
    ['x²①', 'x²①'],
  ])('%j is tidied to %j', (text, tidied) => {
    expect(tidy(text)).toBe(tidied)
  })

  it.each([
    ['ｔｉｅｒ＝ｗｅｂ', 'tier=web'],
    ['研发（一）', '研发（一）'],
    ['\u200B研发\u3000（一）\u00A0', '研发 （一）'],
    ['a–b', 'a-b'],
    ['费用–2026', '费用–2026'],
  ])('%j is made plain only where ASCII comes of it: %j', (text, tidied) => {
    expect(tidyAscii(text)).toBe(tidied)
  })

  it.each(['“prod-web”', '"prod-web"', '‘prod-web’', '`prod-web`', '「prod-web」', '«prod-web»'])(
    '%s is a name in quotation marks',
    (text) => {
      expect(unquoted(text)).toBe('prod-web')
    },
  )

  it('names are one where a person who types cannot tell them apart', () => {
    expect(new Set(['prod-web', 'Prod–Web', 'ｐｒｏｄ－ｗｅｂ', ' “PROD-WEB”\u200B'].map(foldedName)).size).toBe(1)
  })

  it.each([
    ['3', 3],
    ['３', 3],
    [' 3\u00A0', 3],
    ['3.0', 3],
    ['-3', -3],
    ['–3', -3],
    ['007', 7],
    ['', undefined],
    [' ', undefined],
    ['2.5', undefined],
    ['0x10', undefined],
    ['1e3', undefined],
    ['1,000', undefined],
    ['٣', undefined],
    ['3²', undefined],
    ['three', undefined],
    ['Infinity', undefined],
  ])('%j is the whole number %j', (text, number) => {
    expect(wholeNumber(text)).toBe(number)
  })

  it('is quoted on one line, without what cannot be seen, and not without end', () => {
    expect(quoted('a\n\tb\u202Ec\u200B')).toBe('“a bc”')
    expect(quoted('长'.repeat(3000))).toBe(`“${'长'.repeat(40)}…”`)
    expect(quoted('😀'.repeat(41))).toBe(`“${'😀'.repeat(40)}…”`)
  })

  it('takes no longer where it is long and odd', () => {
    const started = performance.now()
    for (const one of ['“', ' ', '-', '\u200B', '，', ':', '=', 'ａ'])
      for (const text of [one.repeat(3000), `${one.repeat(3000)}x`]) {
        tidy(text)
        foldedName(text)
        quoted(text)
        wholeNumber(text)
      }
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
