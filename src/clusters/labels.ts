/**
 * Tags and taints, written as people write them for kubectl: docs/platforms/scale-out.md#kubernetes,
 * docs/platforms/scale-out.md#sandboxed.
 */
import { z } from 'zod'
import { type FieldMeta, field, type Words } from './define.ts'
import { textOf } from './ids.ts'
import { lines, parsePair, parseTaint } from './notation.ts'
import { tidy, tidyAscii } from './written.ts'

const tagKey = textOf((key) => {
  if (key === '') return { en: 'the key before the = is missing', zh: '= 前缺少键' }
  if (/\s/u.test(key)) return { en: 'no spaces in a key', zh: '键不能包含空格' }
  if (/^(?:aliyun|acs:|https?:\/\/)/i.test(key))
    return {
      en: 'a key does not start with aliyun, acs:, http:// or https://',
      zh: '键不能以 aliyun、acs:、http:// 或 https:// 开头',
    }
  return key.length > 64 ? { en: 'a key has up to 64 characters', zh: '键最多 64 个字符' } : undefined
})

const tag = z.strictObject({
  key: tagKey,
  value: textOf((value) =>
    value.length > 128 ? { en: 'a value has up to 128 characters', zh: '值最多 128 个字符' } : undefined,
  ),
})

const tagRule: Words = {
  en: 'write key=value; a key has up to 64 characters and does not start with aliyun, acs: or http://, a value has up to 128',
  zh: '请写成 key=value；键最多 64 个字符，且不以 aliyun、acs: 或 http:// 开头，值最多 128 个字符',
}

const tagMeta: FieldMeta = {
  label: { en: 'Tags', zh: '标签' },
  hint: {
    en: 'key=value, one per line, up to 20.',
    zh: '每行一个 key=value，最多 20 个。',
  },
  note: 'The documents call them node labels in one place and cluster tags in another.',
  rule: { en: `Up to 20 lines: ${tagRule.en}.`, zh: `最多 20 行：${tagRule.zh}。` },
  warning: { en: 'Billing, permissions and scheduling may go by them.', zh: '计费、权限和调度可能以此为依据。' },
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
      expected: tagRule,
    }),
  },
}

export const tags = field(z.array(tag).max(20).optional(), tagMeta)

/** The sandbox samples send `[]` where there are none (docs/platforms/scale-out.md#sandboxed). */
export const tagsOrNone = field(z.array(tag).max(20).optional(), { ...tagMeta, empty: [] })

const effects = ['NoSchedule', 'NoExecute', 'PreferNoSchedule'] as const

const taint = z.strictObject({
  key: textOf((key) => {
    if (key === '')
      return { en: 'the key is missing, as in key=value:NoSchedule', zh: '缺少键，写法如 key=value:NoSchedule' }
    if (/[\s=:]/u.test(key)) return { en: 'no spaces, = or : in a key', zh: '键不能包含空格、等号或冒号' }
    return key.length > 253 ? { en: 'a key has up to 253 characters', zh: '键最多 253 个字符' } : undefined
  }),
  value: textOf((value) => {
    if (/[\s=:]/u.test(value)) return { en: 'no spaces, = or : in a value', zh: '值不能包含空格、等号或冒号' }
    return value.length > 63 ? { en: 'a value has up to 63 characters', zh: '值最多 63 个字符' } : undefined
  }),
  effect: textOf((effect) => {
    if (effects.some((one) => one === effect)) return undefined
    const meant = effects.find((one) => one.toLowerCase() === effect.toLowerCase())
    return meant
      ? { en: `did you mean ${meant}?`, zh: `是否应为 ${meant}？` }
      : { en: `the effect is ${effects.join(', ')}`, zh: `效果只能是 ${effects.join('、')}` }
  }),
})

const taintRule: Words = {
  en: 'write key=value:Effect, where Effect is NoSchedule, NoExecute or PreferNoSchedule',
  zh: '请写成 key=value:Effect，Effect 为 NoSchedule、NoExecute 或 PreferNoSchedule',
}

export const taints = field(z.array(taint).max(50).optional(), {
  label: { en: 'Taints', zh: '污点' },
  hint: {
    en: 'key=value:NoSchedule, one per line, as for kubectl taint.',
    zh: '每行一个 key=value:NoSchedule，写法同 kubectl taint。',
  },
  rule: { en: `One per line: ${taintRule.en}.`, zh: `每行一个：${taintRule.zh}。` },
  warning: {
    en: 'Pods without a matching toleration stay off the new nodes.',
    zh: '未设置相应容忍度的 Pod 不会调度到新节点。',
  },
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
      expected: taintRule,
    }),
  },
})
