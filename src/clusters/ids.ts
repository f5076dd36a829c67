/**
 * Ids and names of the cloud. Each kind says what is wrong with a text, so that the person reads of their own value and
 * not the whole rule again. They are lenient where the cloud's own rule is not documented: a valid id must never be
 * refused, a slip should be.
 */
import { z } from 'zod'
import type { Words } from './define.ts'

/** What is wrong with a text of some kind, as the rest of a sentence that begins with the text; undefined: nothing. */
type Kind = (text: string) => Words | undefined

/** What an issue of a schema says beyond "invalid": about which text, and what. About none: a whole sentence. */
export const said = z.object({ about: z.string().nullable(), words: z.object({ en: z.string(), zh: z.string() }) })
export type Said = z.infer<typeof said>

/** A subject and what is wrong with it, as a whole sentence. */
export const sentence = (about: Words, { en, zh }: Words): Words => ({
  en: `${about.en}: ${en}${en.endsWith('?') ? '' : '.'}`,
  zh: `${about.zh}：${zh}${zh.endsWith('？') ? '' : '。'}`,
})

/** A text of this kind; each issue carries what is wrong in every language. */
export const textOf = (kind: Kind): z.ZodString =>
  z.string().superRefine((text, context) => {
    const words = kind(text)
    if (words) context.addIssue({ code: 'custom', params: { about: text, words } satisfies Said })
  })

const longest = 128

/** What holds for every id and name: one word, not too long, no marks that belong to lists, links and mentions. */
const word: Kind = (text) => {
  if (text === '') return { en: 'enter something here', zh: '不能为空' }
  if (/\s/u.test(text)) return { en: 'no spaces here', zh: '不能包含空格' }
  const odd = /[<>"'`“”‘’,，、;；|]/u.exec(text)?.[0]
  if (odd) return { en: `no ${odd} here`, zh: `不能包含 ${odd}` }
  return [...text].length > longest ? { en: `at most ${longest} characters`, zh: `最多 ${longest} 个字符` } : undefined
}

export const anyWord = textOf(word)

/** An id of one shape, in lower case. A slip is offered back corrected: in capitals, or without `before`. */
function shaped(shape: RegExp, looks: Words, before = ''): Kind {
  return (text) => {
    if (shape.test(text)) return undefined
    const lower = text.toLowerCase()
    const meant = [lower, ...(before && text.includes('.') ? [before + lower] : [])].find((one) => shape.test(one))
    return meant ? { en: `did you mean ${meant}?`, zh: `是否应为 ${meant}？` } : (word(text) ?? looks)
  }
}

const looksLike = (en: string, zh: string, example: string): Words => ({
  en: `${en} looks like ${example}`,
  zh: `${zh}的写法如 ${example}`,
})

const ecs = shaped(
  /^ecs(\.[a-z\d][a-z\d_-]*){2,3}$/,
  looksLike('an ECS instance type', 'ECS 实例规格', 'ecs.c5.xlarge'),
  'ecs.',
)
const ens = shaped(
  /^ens(\.[a-z\d][a-z\d_-]*){1,3}$/,
  looksLike('an ENS instance type', 'ENS 实例规格', 'ens.sn1.tiny'),
  'ens.',
)

/** `ecs.c5.xlarge`: family and size, in lower case. */
export const ecsType = textOf((text) =>
  /^ens\./i.test(text)
    ? { en: 'this is an ENS type; an ECS type is needed', zh: '这是 ENS 规格，此处需要 ECS 规格' }
    : ecs(text),
)

/** `ens.sn1.tiny` (docs/platforms/scale-out.md#edge). */
export const ensType = textOf((text) =>
  /^ecs\./i.test(text)
    ? { en: 'this is an ECS type; an ENS type is needed', zh: '这是 ECS 规格，此处需要 ENS 规格' }
    : ens(text),
)

/** The documents' samples end in asterisks, and are ids as far as anybody can tell. */
export const vswitchId = textOf(
  shaped(/^vsw-[a-z\d*_-]{1,64}$/, looksLike('a vSwitch ID', '交换机 ID ', 'vsw-bp1mdigyhmilu2h4v6fl2')),
)

export const snapshotPolicyId = textOf(
  shaped(/^sp-[a-z\d*_-]{1,64}$/, looksLike('a snapshot policy ID', '自动快照策略 ID ', 'sp-bp12m37ccmxvbmi5')),
)

/** Engines have prefixes of their own (rm-, rr-, pgm-, pgr-, …), and the oldest instances none but `rds`. */
export const rdsId = textOf(
  shaped(
    /^(?:[a-z]{2,8}-[a-z\d*]{1,64}|rds[a-z\d*]{5,64})$/,
    looksLike('an RDS instance ID', 'RDS 实例 ID ', 'rm-2zev748xi27xc'),
  ),
)

const imageLooks: Words = {
  en: 'an image ID looks like m-bp67acfmxazb4p or aliyun_3_x64_20G_alibase_20230727.vhd',
  zh: '镜像 ID 的写法如 m-bp67acfmxazb4p 或 aliyun_3_x64_20G_alibase_20230727.vhd',
}

/** Custom images are `m-…`; public ones carry the system, its version and a date, joined by underscores. */
export const imageId = textOf((text) =>
  /^m-[\w*-]{1,125}$/.test(text) || /^[A-Za-z\d]+_[\w.-]{1,120}$/.test(text) ? undefined : (word(text) ?? imageLooks),
)

/** Where edge nodes are. */
export const ensRegion = textOf(
  shaped(/^[a-z]{2}-[a-z\d]+(?:[-_][a-z\d]+)*$/, looksLike('an ENS region', 'ENS 地域', 'cn-beijing-telecom')),
)

/** A `*` would be a wildcard where key pairs are looked up (docs/platforms/reads.md#key-pairs). */
export const keyPairName = textOf((text) =>
  text.includes('*') ? { en: 'no * here: name one key pair', zh: '不能包含 *，请填写一个密钥对' } : word(text),
)
