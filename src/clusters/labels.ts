/**
 * Tags and taints, written as people write them for kubectl: docs/platforms/scale-out.md#kubernetes,
 * docs/platforms/scale-out.md#sandboxed.
 */
import { z } from 'zod'
import { type FieldMeta, field } from './define.ts'
import { textOf } from './ids.ts'
import { lines, parsePair, parseTaint } from './notation.ts'
import { told } from './words/index.ts'
import { tidy, tidyAscii } from './written.ts'

const tagKey = textOf((key) => {
  if (key === '') return (of) => of.fields.tags.noKey
  if (/\s/u.test(key)) return (of) => of.fields.tags.spaces
  if (/^(?:aliyun|acs:|https?:\/\/)/i.test(key)) return (of) => of.fields.tags.reserved
  return key.length > 64 ? (of) => of.fields.tags.longKey : undefined
})

const tag = z.strictObject({
  key: tagKey,
  value: textOf((value) => (value.length > 128 ? (of) => of.fields.tags.longValue : undefined)),
})

const tagMeta: FieldMeta = {
  ...told((of) => of.fields.tags),
  note: 'The documents call them node labels in one place and cluster tags in another.',
  part: 'advanced',
  control: {
    kind: 'text',
    multiline: true,
    placeholder: 'tier=frontend',
    notation: lines({
      // A tag's value is text of its own: `研发（一）` stays as it is in the account's bills.
      clean: tidyAscii,
      parse: parsePair,
      item: tag,
      write: ({ key, value }) => `${key}=${value}`,
      expected: (of) => of.fields.tags.line,
    }),
  },
}

export const tags = field(z.array(tag).max(20).optional(), tagMeta)

/** The sandbox samples send `[]` where there are none (docs/platforms/scale-out.md#sandboxed). */
export const tagsOrNone = field(z.array(tag).max(20).optional(), { ...tagMeta, empty: [] })

const effects = ['NoSchedule', 'NoExecute', 'PreferNoSchedule'] as const

const taint = z.strictObject({
  key: textOf((key) => {
    if (key === '') return (of) => of.fields.taints.noKey
    if (/[\s=:]/u.test(key)) return (of) => of.fields.taints.keySigns
    return key.length > 253 ? (of) => of.fields.taints.longKey : undefined
  }),
  value: textOf((value) => {
    if (/[\s=:]/u.test(value)) return (of) => of.fields.taints.valueSigns
    return value.length > 63 ? (of) => of.fields.taints.longValue : undefined
  }),
  effect: textOf((effect) => {
    if (effects.some((one) => one === effect)) return undefined
    const meant = effects.find((one) => one.toLowerCase() === effect.toLowerCase())
    return meant ? (of) => of.faults.meant(meant) : (of) => of.fields.taints.effects(effects)
  }),
})

export const taints = field(z.array(taint).max(50).optional(), {
  ...told((of) => of.fields.taints),
  part: 'advanced',
  control: {
    kind: 'text',
    multiline: true,
    placeholder: 'node_type=prod:NoSchedule',
    notation: lines({
      clean: tidy,
      parse: parseTaint,
      item: taint,
      write: ({ key, value, effect }) => `${key}${value === '' ? '' : `=${value}`}:${effect}`,
      expected: (of) => of.fields.taints.line,
    }),
  },
})
