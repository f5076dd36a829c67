import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { ClusterType, Values } from './clusters/define.ts'
import { clusterType } from './clusters/index.ts'
import { impossibleChoices, narrow } from './clusters/narrow.ts'
import { faultsOf } from './clusters/values.ts'
import { type approval, cluster, keysAt, top, unknownKey } from './policyschema.ts'
import type { RedisConfig } from './redisurl.ts'
import { usualLease } from './scaleout/lease.ts'
import type { Approval, ClusterPolicy, Limit, Policy } from './scaleout/policy.ts'

/** Something that is missing or wrong, where it is, and what to write instead. */
export type Fault = { readonly at: string; readonly says: string }

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
  readonly redis: Omit<RedisConfig, 'connection'>
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
    return {
      ok: false,
      faults: [{ at: fileName, says: 'is empty or not a map of keys: start from scaleout.example.yml' }],
    }

  const at = (path: readonly PropertyKey[]): string => {
    const offset = offsetOf(document, path)
    return `${fileName}${offset === undefined ? '' : `:${lines.linePos(offset).line}`} ${path.join('.')}`.trim()
  }
  const note = (path: readonly PropertyKey[], says: string): void => void faults.push({ at: at(path), says })
  const section = <S extends z.ZodType>(
    schema: S,
    value: unknown,
    path: readonly PropertyKey[],
  ): z.output<S> | undefined => {
    const parsed = schema.safeParse(value)
    for (const issue of parsed.error?.issues ?? []) noteIssue(issue, path, schema, note)
    return parsed.data
  }

  // The file is the operator's own: a hundred clusters may well share one anchor.
  const raw: Values = document.toJS({ maxAliasCount: -1 })
  for (const key of Object.keys(raw).filter((one) => !(one in top))) note([key], unknownKey(key, Object.keys(top)))
  const common = approvalOf(standard, section(top.approval, raw.approval, ['approval']))
  const limits = section(top.limits, raw.limits, ['limits'])
  const follow = section(top.follow, raw.follow, ['follow'])
  const redis = section(top.redis, raw.redis, ['redis'])
  const credentials = new Map(
    Object.entries(section(top.credentials, raw.credentials, ['credentials']) ?? {}).map(([name, { env }]) => [
      name,
      env,
    ]),
  )
  const named = section(top.clusters, raw.clusters, ['clusters']) ?? {}
  const language = section(top.language, raw.language, ['language']) ?? 'en'
  const clusters = new Map<string, ClusterPolicy>()
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
  const replicated = {
    prefix: redis?.prefix ?? 'scaleout',
    acceptDataLoss: redis?.accept_data_loss ?? false,
    lease: redis?.lease ?? usualLease,
  }
  return { ok: true, file: { policy, credentials, redis: replicated } }
}

/** Characters of a text input in Slack (reference/slack-platform.md §1.4). */
const longestInput = 3000
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
    else if (field.control.kind === 'text' && field.control.notation.write(value).length > longestInput)
      note(where, `is longer than the ${longestInput} characters that an input of the form holds: shorten it`)
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

function noteIssue(issue: z.core.$ZodIssue, path: readonly PropertyKey[], schema: z.ZodType, note: Note): void {
  const where = [...path, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    for (const key of issue.keys) note([...where, key], unknownKey(key, keysAt(schema, issue.path)))
  else if (issue.code === 'invalid_key') for (const inner of issue.issues) note(where, inner.message)
  else note(where, issue.message)
}

/** Where a key stands in the file; for a missing one, the nearest that holds it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = document.contents
  let offset: number | undefined
  for (const step of path) {
    const here = isAlias(node) ? node.resolve(document) : node
    const pair = isMap(here)
      ? here.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined
    const found = pair?.key ?? (isSeq(here) ? here.items[Number(step)] : undefined)
    if (!isNode(found)) return offset
    offset = found.range?.[0] ?? offset
    node = pair ? pair.value : found
  }
  return offset
}
