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
  ])('“%s” open the form', (text, ask) => {
    expect(askFrom(text)).toEqual(ask)
  })

  it.each(['help', 'HELP', '?', ' help me'])('“%s” asks for help', (text) => {
    expect(askFrom(text)).toEqual({ kind: 'help' })
  })

  it.each(['list', 'List', 'list all'])('“%s” asks for the list', (text) => {
    expect(askFrom(text)).toEqual({ kind: 'list' })
  })

  it.each([
    ['status SO-12', 'status', 12],
    ['status so-12', 'status', 12],
    ['Status 12', 'status', 12],
    ['cancel SO12', 'cancel', 12],
    ['cancel  SO-12 ', 'cancel', 12],
    ['status', 'status', undefined],
    ['cancel everything', 'cancel', undefined],
    ['cancel SO-12 SO-13', 'cancel', undefined],
    ['status SO-1234567890', 'status', undefined],
  ])('“%s” is about one request', (text, kind, number) => {
    expect(askFrom(text)).toMatchObject({ kind, number })
  })
})
