/** Fields that more than one cluster type has. Rules and their sources: docs/platforms/scale-out.md. */
import { z } from 'zod'
import { type CrossFieldRule, type FieldMeta, field, type Option, type Words } from './define.ts'
import { type FaultWords, keyPairName, vswitchId } from './ids.ts'
import { names, number, plain } from './notation.ts'
import { say, told } from './words/index.ts'

/** An option whose value is also what people know it by. */
export const asIs = (value: string): Option => ({ value, label: () => value })

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
  ...told((of) => of.fields.count),
  role: 'nodeCount',
  part: 'basic',
  control: wholeNumber,
})

export const keyPair = field(keyPairName.optional(), {
  ...told((of) => of.fields.key_pair),
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
const classes: readonly { readonly has: (password: string) => boolean; readonly what: Words }[] = [
  { has: (password) => /[a-z]/.test(password), what: (of) => of.password.lower },
  { has: (password) => /[A-Z]/.test(password), what: (of) => of.password.upper },
  { has: (password) => /[0-9]/.test(password), what: (of) => of.password.digit },
  { has: (password) => [...password].some((one) => specials.includes(one)), what: (of) => of.password.special },
]

/** What is wrong with a password. No sentence repeats any of it. */
function weakness(password: string): Words | undefined {
  if (/\s/u.test(password)) return (of) => of.password.spaces
  // Other special characters pass a check that counts classes, and are refused by ECS
  // (docs/platforms/scale-out.md#passwords).
  if (/[^\x21-\x7E]/.test(password)) return (of) => of.password.ascii
  const foreign = [...password].find((one) => /[^A-Za-z0-9]/.test(one) && !specials.includes(one))
  if (foreign) return (of) => of.password.signs
  if (password.length < 8 || password.length > 30) return (of) => of.password.length
  const missing = classes.filter(({ has }) => !has(password))
  if (missing.length === 0) return undefined
  return (of) => of.password.needs(missing.map(({ what }) => say(what, of)))
}

/** Its issues say what is missing, about nothing: a password is never quoted. */
const strictPassword = z.string().superRefine((password, context) => {
  const words = weakness(password)
  if (words) context.addIssue({ code: 'custom', params: { about: null, words } satisfies FaultWords })
})

/** Optional in the schema: that exactly one credential is given is a rule of the type, because a named one counts too. */
export const loginPassword = field(strictPassword.optional(), {
  ...told((of) => of.fields.login_password),
  part: 'basic',
  control: { kind: 'secret' },
})

const given = (value: unknown): boolean => value !== undefined

const twoPasswords: Words = (of) => of.password.two

/**
 * Exactly one of key pair and password; a password may come by name from the policy file
 * (docs/platforms/scale-out.md#contradictions).
 */
export const oneCredential: CrossFieldRule = {
  at: (values) => (given(values.key_pair) || !given(values.credential) ? 'key_pair' : 'credential'),
  broken: (values) => {
    const chosen = [values.key_pair, values.login_password, values.credential].filter(given).length
    if (chosen === 1) return undefined
    if (chosen === 0) return (of) => of.password.none
    return given(values.key_pair) ? (of) => of.password.keyPairToo : twoPasswords
  },
}

/** Edge nodes know passwords only (docs/platforms/scale-out.md#edge). */
export const onePassword: CrossFieldRule = {
  at: (values) => (given(values.login_password) || !given(values.credential) ? 'login_password' : 'credential'),
  broken: (values) => {
    const chosen = [values.login_password, values.credential].filter(given).length
    if (chosen === 1) return undefined
    return chosen === 0 ? (of) => of.password.noneForEdge : twoPasswords
  },
}

/**
 * The bound of three stands only in the older sandbox page's body template; it is the stricter reading
 * (docs/platforms/scale-out.md#kubernetes).
 */
export const vswitchIds = field(z.array(vswitchId).min(1).max(3), {
  ...told((of) => of.fields.vswitch_ids),
  part: 'basic',
  control: manyNames('vsw-…'),
})

/**
 * Meant is unclear: the Kubernetes page describes "roll back or not", the name says the opposite
 * (docs/platforms/scale-out.md#kubernetes). So nobody presets it.
 */
export const disableRollback = field(z.boolean().optional(), {
  ...told((of) => of.fields.disable_rollback),
  part: 'advanced',
  control: { kind: 'yes_no' },
})

export const imageWarning: Words = (of) => of.fields.imageWarning

/** Names of system-disk categories as the console shows them. */
export const diskOptions = {
  cloud_efficiency: { value: 'cloud_efficiency', label: (of) => of.options.cloud_efficiency },
  cloud_ssd: { value: 'cloud_ssd', label: (of) => of.options.cloud_ssd },
  cloud_essd: { value: 'cloud_essd', label: (of) => of.options.cloud_essd },
  cloud: { value: 'cloud', label: (of) => of.options.cloud },
} as const satisfies Record<string, Option>
