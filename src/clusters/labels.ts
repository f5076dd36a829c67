/** Tags and taints, written as people write them for kubectl: reference/ack-api.md §1.2, §1.3. */
import { z } from 'zod'
import { type FieldMeta, field, type Words } from './define.ts'
import { lines, parsePair, parseTaint } from './notation.ts'

const tag = z.object({
  key: z
    .string()
    .min(1)
    .max(64)
    .regex(/^(?!aliyun|acs:|https?:\/\/)\S+$/i),
  value: z.string().max(128),
})

const tagRule: Words = {
  en: 'write key=value; a key has up to 64 characters and does not start with aliyun, acs: or http://, a value has up to 128.',
  zh: '请写成 key=value；键最多 64 个字符，且不以 aliyun、acs: 或 http:// 开头，值最多 128 个字符。',
}

const tagMeta: FieldMeta = {
  label: { en: 'Tags', zh: '标签' },
  hint: {
    en: 'key=value, one per line, up to 20. The documents call them node labels in one place and cluster tags in another.',
    zh: '每行一个 key=value，最多 20 个。文档中有时称为节点标签，有时称为集群标签。',
  },
  rule: { en: `Up to 20 lines: ${tagRule.en}`, zh: `最多 20 行：${tagRule.zh}` },
  part: 'advanced',
  control: {
    kind: 'text',
    multiline: true,
    placeholder: 'tier=frontend',
    notation: lines({ parse: parsePair, item: tag, write: ({ key, value }) => `${key}=${value}`, expected: tagRule }),
  },
}

export const tags = field(z.array(tag).max(20).optional(), tagMeta)

/** The sandbox samples send `[]` where there are none (seeds 000 and 002). */
export const tagsOrNone = field(z.array(tag).max(20).optional(), { ...tagMeta, empty: [] })

const taint = z.object({
  key: z.string().regex(/^[^\s=:]{1,253}$/),
  value: z.string().regex(/^[^\s=:]{0,63}$/),
  effect: z.enum(['NoSchedule', 'NoExecute', 'PreferNoSchedule']),
})

const taintRule: Words = {
  en: 'write key=value:Effect, where Effect is NoSchedule, NoExecute or PreferNoSchedule.',
  zh: '请写成 key=value:Effect，Effect 为 NoSchedule、NoExecute 或 PreferNoSchedule。',
}

export const taints = field(z.array(taint).max(50).optional(), {
  label: { en: 'Taints', zh: '污点' },
  hint: {
    en: 'key=value:NoSchedule, one per line, as for kubectl taint.',
    zh: '每行一个 key=value:NoSchedule，写法同 kubectl taint。',
  },
  rule: { en: `One per line: ${taintRule.en}`, zh: `每行一个：${taintRule.zh}` },
  part: 'advanced',
  control: {
    kind: 'text',
    multiline: true,
    placeholder: 'node_type=prod:NoSchedule',
    notation: lines({
      parse: parseTaint,
      item: taint,
      write: ({ key, value, effect }) => `${key}${value === '' ? '' : `=${value}`}:${effect}`,
      expected: taintRule,
    }),
  },
})
