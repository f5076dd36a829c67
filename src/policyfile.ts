import { closest } from 'fastest-levenshtein'
import ms, { type StringValue } from 'ms'
import { isMap, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { type ClusterType, languages, type Values } from './clusters/define.ts'
import { clusterType, clusterTypes } from './clusters/index.ts'
import { impossibleChoices, narrow } from './clusters/narrow.ts'
import { faultsOf } from './clusters/values.ts'
import type { Approval, ClusterPolicy, Limit, Policy } from './scaleout/policy.ts'
import { emojiName } from './slack/emoji.ts'

/** Something that is missing or wrong, where it is, and what to write instead. */
export type Fault = { readonly at: string; readonly says: string }

const duration = z.unknown().transform((value, context) => {
  const parsed = typeof value === 'string' && /[a-z]$/i.test(value) ? ms(value as StringValue) : undefined
  if (parsed !== undefined && parsed > 0) return parsed
  context.addIssue('write a duration such as 10s, 15m, 4h or 1d')
  return z.NEVER
})

const text = (remedy: string, pattern = /\S/) => z.string({ error: remedy }).regex(pattern, remedy)
const whole = (remedy: string, most = 1_000_000) => z.int({ error: remedy }).min(1, remedy).max(most, remedy)

const channelId = text(
  'write the ID of a channel, such as C0APPROVE (in Slack: channel details, at the bottom)',
  /^[CGD]\w+$/,
)
const personId = text('write the ID of a user (U0BOB) or a user group (S0SRELEADS), not a name', /^[UWS]\w+$/)
const emoji = text('write the name of an emoji, such as white_check_mark', /^:?[\w+'-]+:?$/).transform(emojiName)
const list = <S extends z.ZodType>(item: S, remedy: string) => z.array(item, { error: remedy })

const approval = z.strictObject({
  channel: channelId.optional(),
  approvers: list(personId, 'write a list of user and user-group IDs').optional(),
  quorum: whole('write how many have to approve, 1 or more', 50).optional(),
  expires_in: duration.optional(),
  approve_with: list(emoji, 'write a list of emoji names').min(1, 'name at least one emoji').optional(),
  reject_with: list(emoji, 'write a list of emoji names').min(1, 'name at least one emoji').optional(),
})

const limit = z.strictObject({ count: whole('write a whole number, 1 or more'), per: duration })
const values = z.record(z.string(), z.unknown(), { error: 'write wire names with their values' })

const cluster = z.strictObject({
  id: text('write the cluster’s ID, as the ACK console shows it', /^[\w-]{1,64}$/),
  region: text('write the cluster’s region, such as cn-hangzhou', /^[a-z0-9-]+$/),
  type: z.enum(
    clusterTypes.map(({ type }) => type),
    { error: `write one of ${clusterTypes.map(({ type }) => type).join(', ')}` },
  ),
  channels: list(channelId, 'write a list of channel IDs')
    .min(1, 'name a channel, or leave the key out for all')
    .optional(),
  requesters: list(personId, 'write a list of user and user-group IDs')
    .min(1, 'name somebody, or leave the key out for every full member')
    .optional(),
  defaults: values.optional(),
  choices: z
    .record(
      z.string(),
      list(z.union([z.string(), z.number()]), 'write a list of values').min(1, 'name at least one choice'),
    )
    .optional(),
  approval: approval.optional(),
  disk_size_as: z.enum(['number', 'string'], { error: 'write number or string' }).optional(),
})

const top = {
  language: z.enum(languages, { error: `write ${languages.join(' or ')}` }).optional(),
  approval: approval.optional(),
  limits: z
    .strictObject({
      nodes_per_request: whole('write the most nodes that one request may ask for, 1 to 500', 500).optional(),
      requests_per_user: limit.optional(),
      requests_per_cluster: limit.optional(),
      calls_per_second: z
        .number({ error: 'write a number of calls a second, such as 2' })
        .gt(0, 'write more than 0')
        .max(100, 'write at most 100')
        .optional(),
    })
    .optional(),
  follow: z
    .strictObject({ first: duration.optional(), every: duration.optional(), give_up: duration.optional() })
    .optional(),
  credentials: z
    .record(
      text('write a name without spaces, at most 75 characters', /^\S{1,75}$/),
      z.strictObject({ env: text('write the name of an environment variable', /^\w+$/) }),
    )
    .optional(),
  clusters: z.record(z.string(), z.unknown(), { error: 'name at least one cluster under `clusters:`' }),
}

const standard: Approval = {
  channel: null,
  approvers: [],
  quorum: 1,
  expiresIn: 4 * 60 * 60_000,
  approveWith: ['white_check_mark'],
  rejectWith: ['x'],
}

export type PolicyFile = {
  readonly policy: Omit<Policy, 'typedPasswords'>
  readonly credentials: ReadonlyMap<string, string>
}

/**
 * Reads a policy file. Every fault of the whole file comes back at once: unknown keys with the key that was probably
 * meant, unknown cluster types, and defaults that their own field would refuse.
 */
export function readPolicy(
  source: string,
  fileName: string,
): { ok: true; file: PolicyFile } | { ok: false; faults: Fault[] } {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: true })
  const faults: Fault[] = document.errors.map((error) => ({ at: fileName, says: error.message.split('\n')[0] ?? '' }))
  if (faults.length > 0) return { ok: false, faults }
  if (!isMap(document.contents))
    return { ok: false, faults: [{ at: fileName, says: 'is empty: start from scaleout.example.yml' }] }

  const at = (path: readonly PropertyKey[]): string => {
    const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined
    const place = node?.range ? `:${lines.linePos(node.range[0]).line}` : ''
    return `${fileName}${place} ${path.join('.')}`.trim()
  }
  const note = (path: readonly PropertyKey[], says: string): void => void faults.push({ at: at(path), says })
  const section = <S extends z.ZodType>(
    schema: S,
    value: unknown,
    path: readonly PropertyKey[],
  ): z.output<S> | undefined => {
    const parsed = schema.safeParse(value)
    for (const issue of parsed.error?.issues ?? []) noteIssue(issue, path, schema, value, note)
    return parsed.data
  }

  const raw: Values = document.toJS()
  for (const key of Object.keys(raw).filter((one) => !(one in top))) note([key], unknownKey(key, Object.keys(top)))
  const read = <K extends keyof typeof top>(key: K): z.output<(typeof top)[K]> | undefined =>
    section(top[key] as z.ZodType, raw[key], [key]) as z.output<(typeof top)[K]> | undefined

  const common = approvalOf(standard, read('approval'))
  const limits = read('limits')
  const follow = read('follow')
  const credentials = new Map(Object.entries(read('credentials') ?? {}).map(([name, { env }]) => [name, env]))
  const named = read('clusters') ?? {}
  const language = read('language') ?? 'en'
  const clusters = new Map<string, ClusterPolicy>()
  if (raw.clusters !== undefined && Object.keys(named).length === 0) note(['clusters'], 'name at least one cluster')
  for (const [name, value] of Object.entries(named)) {
    const path = ['clusters', name]
    if (!/^\S{1,75}$/.test(name) || reserved.has(name.toLowerCase()))
      note(path, 'give it a name that people can type: no spaces, at most 75 characters, not a command such as list')
    const parsed = section(cluster, value, path)
    const type = parsed && clusterType(parsed.type)
    if (!parsed || !type) continue
    clusters.set(name, clusterPolicy(name, parsed, type, common, { path, note, credentials }))
  }
  checkApproval(common, ['approval'], note)
  if (faults.length > 0) return { ok: false, faults }

  const policy: PolicyFile['policy'] = {
    language,
    nodesPerRequest: limits?.nodes_per_request ?? 20,
    requestsPerUser: limitOf(limits?.requests_per_user),
    requestsPerCluster: limitOf(limits?.requests_per_cluster),
    callsPerSecond: limits?.calls_per_second ?? 2,
    follow: { first: follow?.first ?? 10_000, every: follow?.every ?? 15_000, giveUp: follow?.give_up ?? 60 * 60_000 },
    credentials: [...credentials.keys()],
    clusters,
  }
  return { ok: true, file: { policy, credentials } }
}

const reserved = new Set(['list', 'status', 'cancel', 'help'])
const limitOf = (given: Limit | undefined): Limit | null => given ?? null

type Note = (path: readonly PropertyKey[], says: string) => void

function approvalOf(base: Approval, own: z.output<typeof approval> | undefined): Approval {
  return {
    channel: own?.channel ?? base.channel,
    approvers: own?.approvers ?? base.approvers,
    quorum: own?.quorum ?? base.quorum,
    expiresIn: own?.expires_in ?? base.expiresIn,
    approveWith: own?.approve_with ?? base.approveWith,
    rejectWith: own?.reject_with ?? base.rejectWith,
  }
}

function checkApproval(rule: Approval, path: readonly PropertyKey[], note: Note): void {
  const both = rule.approveWith.filter((name) => rule.rejectWith.includes(name))
  if (both.length > 0)
    note([...path, 'reject_with'], `${both.join(', ')} cannot both approve and reject: use another emoji`)
  const people = new Set(rule.approvers)
  const single = [...people].every((id) => !id.startsWith('S'))
  if (people.size > 0 && single && people.size < rule.quorum)
    note(
      [...path, 'quorum'],
      `${rule.quorum} have to approve, but ${people.size} may: name more approvers or lower the quorum`,
    )
}

function clusterPolicy(
  name: string,
  given: z.output<typeof cluster>,
  base: ClusterType,
  common: Approval,
  context: { path: readonly string[]; note: Note; credentials: ReadonlyMap<string, string> },
): ClusterPolicy {
  const { path, note, credentials } = context
  const { defaults = {}, choices = {} } = given
  const wires = base.fields.filter(({ control }) => control.kind !== 'secret').map((field) => field.wire)
  for (const [wire, allowed] of Object.entries(choices)) {
    const field = base.fields.find((one) => one.wire === wire && one.control.kind !== 'secret')
    if (!field) note([...path, 'choices', wire], unknownKey(wire, wires))
    else if (impossibleChoices(field, allowed).length > 0)
      note([...path, 'choices', wire], `${impossibleChoices(field, allowed).join(', ')}: ${field.rule.en}`)
  }
  const type = narrow(base, choices)
  for (const [wire, value] of Object.entries(defaults)) {
    const field = type.fields.find((one) => one.wire === wire)
    const where = [...path, 'defaults', wire]
    if (wire === 'credential') {
      if (!credentials.has(String(value)))
        note(
          where,
          `name one of \`credentials:\`${credentials.size === 0 ? ', which is empty' : `: ${[...credentials.keys()].join(', ')}`}`,
        )
    } else if (!field) note(where, unknownKey(wire, [...wires, 'credential']))
    else if (field.control.kind === 'secret')
      note(
        where,
        'a password does not belong in this file: put it in an environment variable and name that under `credentials:`',
      )
    else if (field.control.kind === 'fixed' || field.control.kind === 'derived')
      note(where, `leave it out. ${field.rule.en}`)
    else for (const [, rule] of faultsOf(field, value)) note(where, rule.en)
  }
  const approvals = approvalOf(common, given.approval)
  checkApproval(approvals, [...path, 'approval'], given.approval ? note : () => undefined)
  return {
    name,
    id: given.id,
    region: given.region,
    type,
    channels: given.channels ?? null,
    requesters: given.requesters ?? null,
    defaults,
    approval: approvals,
    wire: { diskSizeAs: given.disk_size_as ?? 'number' },
  }
}

function noteIssue(
  issue: z.core.$ZodIssue,
  path: readonly PropertyKey[],
  schema: z.ZodType,
  value: unknown,
  note: Note,
): void {
  const where = [...path, ...issue.path]
  if (issue.code !== 'unrecognized_keys') {
    note(where, issue.message)
    return
  }
  for (const key of issue.keys) note([...where, key], unknownKey(key, keysAt(schema, issue.path, value)))
}

/** The keys that a strict object knows, found by asking it about a key that nobody has. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[], _value: unknown): string[] {
  let here: unknown = schema
  for (const step of path) here = inner(here, step)
  const object = unwrapped(here)
  return object instanceof z.ZodObject ? Object.keys(object.shape) : []
}

function inner(schema: unknown, step: PropertyKey): unknown {
  const object = unwrapped(schema)
  if (object instanceof z.ZodObject) return object.shape[step as string]
  return object instanceof z.ZodRecord ? object.valueType : undefined
}

const unwrapped = (schema: unknown): unknown => (schema instanceof z.ZodOptional ? schema.unwrap() : schema)

function unknownKey(key: string, known: readonly string[]): string {
  if (known.length === 0) return `is not known: leave ${key} out`
  return `is not known: did you mean ${closest(key, [...known])}? Known are ${known.join(', ')}`
}
