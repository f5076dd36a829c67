import { describe, expect, it } from 'vitest'
import { askFrom } from '../../commands/text.ts'

const form = (cluster: string | null, count: number | null = null, reason = '') => ({
  kind: 'form',
  cluster,
  count,
  reason,
})

describe('the words after /scaleout', () => {
  it.each([
    ['', form(null)],
    ['   ', form(null)],
    ['prod-web', form('prod-web')],
    ['prod-web 3', form('prod-web', 3)],
    ['  prod-web   3  ', form('prod-web', 3)],
    ['prod-web 3 checkout is slow, INC-42', form('prod-web', 3, 'checkout is slow, INC-42')],
    ['prod-web checkout is slow', form('prod-web', null, 'checkout is slow')],
    ['prod-web 3 two  spaces\nand a line', form('prod-web', 3, 'two  spaces\nand a line')],
    ['prod-web 3 prod-web 3', form('prod-web', 3, 'prod-web 3')],
    ['prod-web 0', form('prod-web', 0)],
    ['prod-web -3', form('prod-web', null, '-3')],
    ['prod-web 2.5 nodes', form('prod-web', null, '2.5 nodes')],
    ['prod-web 3x', form('prod-web', null, '3x')],
    ['prod-web 12345678 nodes', form('prod-web', null, '12345678 nodes')],
    ['生产 3 结算变慢', form('生产', 3, '结算变慢')],
    ['listing 3', form('listing', 3)],
    ['prod-web ３', form('prod-web', 3)],
    ['prod–web\u00A03\u3000慢', form('prod-web', 3, '慢')],
    ['\u200Bprod\u2011web\u200B 3\u200B', form('prod-web', 3)],
    ['ｐｒｏｄ－ｗｅｂ、３，结算慢', form('prod-web', 3, '结算慢')],
    ['“prod-web”, 3; it is slow', form('prod-web', 3, 'it is slow')],
    ['<#C0PROD|prod-web> 3', form('prod-web', 3)],
    ['a&amp;b 3', form('a&b', 3)],
    ['Prod-Web 3', form('Prod-Web', 3)],
    // What stands in the reason is theirs.
    ['prod-web 3 “ＣＰＵ” – 100％\u200B', form('prod-web', 3, '“ＣＰＵ” – 100％\u200B')],
    // No number of nodes is guessed.
    ['prod-web 3,000', form('prod-web', null, '3,000')],
    ['prod-web 3²', form('prod-web', null, '3²')],
    ['prod-web ٣', form('prod-web', null, '٣')],
    ['prod-web 0x10', form('prod-web', null, '0x10')],
    ['prod-web 1e3', form('prod-web', null, '1e3')],
  ])('“%s” open the form', (text, ask) => {
    expect(askFrom(text)).toEqual(ask)
  })

  it.each(['help', 'HELP', '?', ' help me', 'ｈｅｌｐ', '？', '“help”'])('“%s” asks for help', (text) => {
    expect(askFrom(text)).toEqual({ kind: 'help' })
  })

  it.each(['list', 'List', 'list all', '\u3000ｌｉｓｔ', 'list\u200B'])('“%s” asks for the list', (text) => {
    expect(askFrom(text)).toEqual({ kind: 'list' })
  })

  it.each([
    ['status SO-12', 'status', 12],
    ['status so-12', 'status', 12],
    ['Status 12', 'status', 12],
    ['cancel SO12', 'cancel', 12],
    ['cancel  SO-12 ', 'cancel', 12],
    ['status SO–1', 'status', 1],
    ['status SO—1', 'status', 1],
    ['status ＳＯ－１', 'status', 1],
    ['ｓｔａｔｕｓ\u3000ＳＯ－１', 'status', 1],
    ['status SO\u20111\u200B', 'status', 1],
    ['status SO−1', 'status', 1],
    ['status SOー1', 'status', 1],
    ['cancel “SO-12”', 'cancel', 12],
    ['cancel `SO-12`', 'cancel', 12],
    ['cancel #12。', 'cancel', 12],
    ['status SO 1', 'status', 1],
    ['status SO-1.5', 'status', undefined],
    ['status SO-1²', 'status', undefined],
    ['status SO-①', 'status', undefined],
    ['status', 'status', undefined],
    ['cancel everything', 'cancel', undefined],
    ['cancel SO-12 SO-13', 'cancel', undefined],
    ['status SO-1234567890', 'status', undefined],
  ])('“%s” is about one request', (text, kind, number) => {
    expect(askFrom(text)).toMatchObject({ kind, number })
  })
})
