/** Fields that more than one cluster type has. Rules and their sources: docs/platforms/scale-out.md. */
import { z } from 'zod'
import { type FieldMeta, field, type Option, type Rule, type Words } from './define.ts'
import { keyPairName, type Said, vswitchId } from './ids.ts'
import { names, number, plain } from './notation.ts'

/** An option whose value is also what people know it by. */
export const asIs = (value: string): Option => ({ value, label: { en: value, zh: value } })

/** A number that was sent as a string, read back; anything else as it is. */
export const asNumber = (sent: unknown): unknown =>
  typeof sent === 'string' && /^\d{1,9}$/.test(sent) ? Number(sent) : sent

export const oneLine = (placeholder?: string): FieldMeta['control'] => ({
  kind: 'text',
  multiline: false,
  notation: plain,
  ...(placeholder ? { placeholder } : {}),
})

export const manyNames = (placeholder: string): FieldMeta['control'] => ({
  kind: 'text',
  multiline: true,
  notation: names,
  placeholder,
})

export const wholeNumber: FieldMeta['control'] = { kind: 'number', notation: number }

/**
 * How many nodes are added. The API takes an increment and names no maximum; node-pool pages say 500
 * (docs/platforms/scale-out.md#kubernetes).
 */
export const count = field(z.int().min(1).max(500), {
  label: { en: 'How many nodes to add', zh: '增加节点数' },
  hint: { en: 'On top of the nodes that the cluster has now.', zh: '在现有节点基础上新增的数量。' },
  rule: { en: 'Enter a whole number from 1 to 500.', zh: '请填写 1 到 500 的整数。' },
  role: 'nodeCount',
  part: 'basic',
  control: wholeNumber,
})

export const keyPair = field(keyPairName.optional(), {
  label: { en: 'SSH key pair', zh: 'SSH 密钥对' },
  hint: {
    en: 'Name of an ECS key pair in the cluster’s region. Give either a key pair or a password.',
    zh: '集群所在地域的 ECS 密钥对名称。密钥对与密码二选一。',
  },
  rule: { en: 'Enter the name of one key pair, without spaces or *.', zh: '请填写一个密钥对名称，不含空格和 *。' },
  role: 'keyPair',
  part: 'basic',
  control: oneLine('ops'),
})

/** The special characters that ECS documents for passwords; neither \ nor " is among them. */
const specials = "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/"

/**
 * Each class that a password needs. Both readings of the documents' rule are met by asking for all four
 * (docs/platforms/scale-out.md#passwords).
 */
const classes: readonly (Words & { readonly has: (password: string) => boolean })[] = [
  { has: (password) => /[a-z]/.test(password), en: 'a lower-case letter', zh: '小写字母' },
  { has: (password) => /[A-Z]/.test(password), en: 'an upper-case letter', zh: '大写字母' },
  { has: (password) => /[0-9]/.test(password), en: 'a digit', zh: '数字' },
  { has: (password) => [...password].some((one) => specials.includes(one)), en: 'a special character', zh: '特殊符号' },
]

/** What is wrong with a password. No sentence repeats any of it. */
function weakness(password: string): Words | undefined {
  if (/\s/u.test(password)) return { en: 'No spaces in a password.', zh: '密码不能包含空格。' }
  // Other special characters pass a check that counts classes, and are refused by ECS
  // (docs/platforms/scale-out.md#passwords).
  if (/[^\x21-\x7E]/.test(password))
    return {
      en: 'Use plain letters, digits and signs (ASCII) only: Alibaba Cloud refuses accented and full-width ones in a password.',
      zh: '密码只能使用半角英文字母、数字和符号（ASCII），阿里云不接受全角字符和其他文字。',
    }
  const foreign = [...password].find((one) => /[^A-Za-z0-9]/.test(one) && !specials.includes(one))
  if (foreign)
    return {
      en: 'No \\ and no " in a password: Alibaba Cloud refuses them.',
      zh: '密码不能包含 \\ 和 "，阿里云不接受。',
    }
  if (password.length < 8 || password.length > 30)
    return { en: 'A password has 8 to 30 characters.', zh: '密码长度须为 8～30 个字符。' }
  const missing = classes.filter(({ has }) => !has(password))
  if (missing.length === 0) return undefined
  return {
    en: `The password also needs ${missing.map(({ en }) => en).join(' and ')}.`,
    zh: `密码还需包含${missing.map(({ zh }) => zh).join('、')}。`,
  }
}

/** Its issues say what is missing, about nothing: a password is never quoted. */
const strictPassword = z.string().superRefine((password, context) => {
  const words = weakness(password)
  if (words) context.addIssue({ code: 'custom', params: { about: null, words } satisfies Said })
})

const passwordRule: Words = {
  en: 'Use 8 to 30 characters with an upper-case letter, a lower-case letter, a digit and a special character; no spaces.',
  zh: '密码为 8～30 个字符，须同时包含大写字母、小写字母、数字和特殊符号，不含空格。',
}

/** Optional in the schema: that exactly one credential is given is a rule of the type, because a named one counts too. */
export const loginPassword = field(strictPassword.optional(), {
  label: { en: 'Login password', zh: '登录密码' },
  hint: {
    en: 'Slack shows it while you type, so prefer a named credential or a key pair where the form offers one. It is stored encrypted and never shown again.',
    zh: '输入时会明文显示在屏幕上，表单提供预设凭据或密钥对时请优先使用。密码加密保存，之后不再显示。',
  },
  rule: passwordRule,
  part: 'basic',
  control: { kind: 'secret' },
})

const given = (value: unknown): boolean => value !== undefined

const twoPasswords: Words = {
  en: 'Give one only: a typed password or a named credential.',
  zh: '手工输入的密码与预设凭据只能选一个。',
}

/**
 * Exactly one of key pair and password; a password may come by name from the policy file
 * (docs/platforms/scale-out.md#contradictions).
 */
export const oneCredential: Rule = {
  at: (values) => (given(values.key_pair) || !given(values.credential) ? 'key_pair' : 'credential'),
  broken: (values) => {
    const chosen = [values.key_pair, values.login_password, values.credential].filter(given).length
    if (chosen === 1) return undefined
    if (chosen === 0)
      return { en: 'Give a key pair or a password: the nodes need one.', zh: '请填写密钥对或密码，节点需要其中一种。' }
    return given(values.key_pair)
      ? { en: 'Give one only: a key pair or a password, not both.', zh: '密钥对与密码只能填一个。' }
      : twoPasswords
  },
}

/** Edge nodes know passwords only (docs/platforms/scale-out.md#edge). */
export const onePassword: Rule = {
  at: (values) => (given(values.login_password) || !given(values.credential) ? 'login_password' : 'credential'),
  broken: (values) => {
    const chosen = [values.login_password, values.credential].filter(given).length
    if (chosen === 1) return undefined
    return chosen === 0 ? { en: 'Edge nodes need a login password.', zh: '边缘节点需要登录密码。' } : twoPasswords
  },
}

/**
 * The bound of three stands only in the older sandbox page's body template; it is the stricter reading
 * (docs/platforms/scale-out.md#kubernetes).
 */
export const vswitchIds = field(z.array(vswitchId).min(1).max(3), {
  label: { en: 'vSwitches', zh: '交换机' },
  hint: { en: 'One to three vSwitch IDs, separated by commas or lines.', zh: '1～3 个交换机 ID，用逗号或换行分隔。' },
  rule: { en: 'Enter one to three IDs that start with vsw-.', zh: '请填写 1～3 个以 vsw- 开头的交换机 ID。' },
  part: 'basic',
  control: manyNames('vsw-…'),
})

/**
 * Meant is unclear: the Kubernetes page describes "roll back or not", the name says the opposite
 * (docs/platforms/scale-out.md#kubernetes). So nobody presets it.
 */
export const disableRollback = field(z.boolean().optional(), {
  label: { en: 'Disable rollback (disable_rollback)', zh: '禁用回滚（disable_rollback）' },
  hint: {
    en: 'Sent as it is. The documents do not say what it does when adding a node fails.',
    zh: '原样发送。文档未说明添加节点失败时该参数的效果。',
  },
  rule: { en: 'Choose yes or no, or leave it empty.', zh: '请选择是或否，也可以不填。' },
  part: 'advanced',
  control: { kind: 'yes_no' },
})

export const imageWarning: Words = {
  en: 'The new nodes boot from it, with whatever is in it.',
  zh: '新节点将从该镜像启动，镜像中的内容会一并带入。',
}

/** Names of system-disk categories as the console shows them. */
export const diskOptions = {
  cloud_efficiency: {
    value: 'cloud_efficiency',
    label: { en: 'cloud_efficiency: ultra disk', zh: 'cloud_efficiency：高效云盘' },
  },
  cloud_ssd: { value: 'cloud_ssd', label: { en: 'cloud_ssd: standard SSD', zh: 'cloud_ssd：SSD 云盘' } },
  cloud_essd: { value: 'cloud_essd', label: { en: 'cloud_essd: enterprise SSD', zh: 'cloud_essd：ESSD 云盘' } },
  cloud: { value: 'cloud', label: { en: 'cloud: basic disk', zh: 'cloud：普通云盘' } },
} as const satisfies Record<string, Option>
