import { describe, expect, it } from 'vitest'
import type { Field } from '../../src/clusters/define.ts'
import { kubernetes } from '../../src/clusters/kubernetes.ts'
import { type Choices, impossibleChoices, limited, narrow } from '../../src/clusters/narrow.ts'
import { sandboxed } from '../../src/clusters/sandboxed.ts'
import { faultsOf } from '../../src/clusters/values.ts'
import { en } from '../../src/clusters/words/en.ts'
import { english, say } from '../../src/clusters/words/index.ts'
import { zh } from '../../src/clusters/words/zh.ts'

const fieldOf = (wire: string, choices: Choices = {}, type = kubernetes): Field => {
  const found = narrow(type, choices).fields.find((one) => one.wire === wire)
  if (!found) throw new Error(`no field ${wire}`)
  return found
}

const takes = (field: Field, value: unknown): boolean => faultsOf(field, value).size === 0

describe('choices of a policy', () => {
  it('turn a field into a menu of just these, with the names that people know', () => {
    const field = fieldOf('worker_system_disk_category', { worker_system_disk_category: ['cloud_essd'] })
    const [option, ...more] = 'options' in field.control ? field.control.options : []
    expect([field.control.kind, option?.value, more]).toEqual(['select', 'cloud_essd', []])
    expect([en, zh].map((of) => option && say(option.label, of))).toEqual([
      'cloud_essd: enterprise SSD',
      'cloud_essd：ESSD 云盘',
    ])
    expect([takes(field, 'cloud_essd'), takes(field, 'cloud_ssd')]).toEqual([true, false])
    expect(english(field.rule)).toContain('Choose from cloud_essd')
    expect(say(field.rule, zh)).toContain('cloud_essd')
  })

  it('stay numbers where the wire takes numbers', () => {
    const field = fieldOf('worker_system_disk_size', { worker_system_disk_size: [120, 200] })
    expect(field.control).toMatchObject({ kind: 'select', as: 'number' })
    expect([takes(field, 120), takes(field, 121), takes(field, '120')]).toEqual([true, false, false])
  })

  it('are picked several at a time where the wire takes a list', () => {
    const field = fieldOf('worker_instance_types', { worker_instance_types: ['ecs.c5.xlarge', 'ecs.c6.2xlarge'] })
    expect(field.control.kind).toBe('multi_select')
    expect(takes(field, ['ecs.c6.2xlarge', 'ecs.c5.xlarge'])).toBe(true)
    expect(takes(field, ['ecs.c5.xlarge', 'ecs.g7.large'])).toBe(false)
    expect(takes(field, [])).toBe(false)
  })

  it('leave the field’s own rule in force, and every other field as it was', () => {
    const field = fieldOf('vswitch_ids', { vswitch_ids: ['vsw-a', 'vsw-b', 'vsw-c', 'vsw-d'] })
    expect(takes(field, ['vsw-a', 'vsw-b', 'vsw-c', 'vsw-d'])).toBe(false)
    expect(fieldOf('key_pair', { vswitch_ids: ['vsw-a'] })).toBe(fieldOf('key_pair'))
  })

  it('of an optional field can still be left out', () => {
    const field = fieldOf('key_pair', { key_pair: ['ops'] })
    expect(field.required).toBe(false)
    expect(field.schema.safeParse(undefined).success).toBe(true)
  })

  it('that the field would refuse anyway are found', () => {
    const said = (field: Field, choices: (string | number)[]) => impossibleChoices(field, choices).map(english)
    expect(said(fieldOf('worker_system_disk_size'), [39, 120, 501])).toEqual([
      '39, 501: Enter a whole number of GiB from 40 to 500.',
    ])
    expect(said(fieldOf('worker_system_disk_size'), ['120'])).toEqual([expect.stringMatching(/^120: /)])
    expect(said(fieldOf('vswitch_ids'), ['vsw-a', 'sw-b'])).toEqual([expect.stringMatching(/^“sw-b”: a vSwitch ID/)])
    expect(said(fieldOf('worker_instance_types', {}, sandboxed), ['ecs.c5.xlarge'])).toEqual([
      expect.stringMatching(/^ecs\.c5\.xlarge: Choose from/),
    ])
  })
})

describe('the most nodes of one request', () => {
  it('stand in the hint, the rule and the check of the count', () => {
    const count = limited(kubernetes, 20).fields.find(({ wire }) => wire === 'count')
    if (!count) throw new Error('no count')
    expect([takes(count, 20), takes(count, 21), takes(count, 0)]).toEqual([true, false, false])
    for (const words of [count.hint, count.rule])
      for (const of of [en, zh]) expect(words && say(words, of)).toMatch(/\b20\b/)
  })
})
