import { type ClusterKey, clusterKey } from '../clusters/cluster-key.ts'
import type { ClusterType, Language, Values, WireStyle } from '../clusters/define.ts'
import type { FieldWords } from '../clusters/words/index.ts'
import type { Request } from './record.ts'

/** Times in this file are milliseconds. */
export type Approval = {
  /** `null`: the channel in which it was asked. */
  readonly channel: string | null
  /** Users (`U…`, `W…`) and user groups (`S…`). */
  readonly approvers: readonly string[]
  readonly quorum: number
  readonly expiresIn: number
  readonly approveWith: readonly string[]
  readonly rejectWith: readonly string[]
}

/** At most `count` requests in any stretch of `per` milliseconds. */
export type Limit = { readonly count: number; readonly per: number }

export type ClusterPolicy = {
  readonly name: string
  /** As the file has it: it is sent and shown like that. */
  readonly id: string
  readonly key: ClusterKey
  readonly region: string
  /** Narrowed to the policy's choices. */
  readonly type: ClusterType
  /** `null`: may be asked for anywhere. */
  readonly channels: readonly string[] | null
  /** `null`: any full member may ask. */
  readonly requesters: readonly string[] | null
  readonly defaults: Values
  readonly approval: Approval
  /** What is otherwise under conditions: `ruleFor` (rules.ts) puts the two together. */
  readonly rules: readonly ConditionalRule[]
  readonly wire: WireStyle
}

/** What a condition may look at. */
export type Asked = {
  readonly cluster: ClusterPolicy
  /**
   * By wire name, as people write them; in a form that is not filled in yet some are missing. A password is never among
   * them, but `credential` names one.
   */
  readonly values: Values
  /** Slack's id of the requester. */
  readonly by: string
  /** When it is asked, in ms. */
  readonly at: number
}

/** A condition with the limit that the policy file sets. */
export type Condition = {
  readonly limit: unknown
  /** Pure: the same in the form, at submission, and before the call. */
  readonly holds: (asked: Asked) => boolean
  /** The end of a sentence that begins with “because”, in one language. */
  readonly says: (of: FieldWords) => string
}

/** Keys of `approval` that are otherwise while all of the conditions hold. */
export type ConditionalRule = {
  /** By their keys in the policy file. */
  readonly when: ReadonlyMap<string, Condition>
  readonly approval: Partial<Approval>
}

export type Policy = {
  /** The cluster types that this bot knows, each as it is where no policy narrows it. */
  readonly types: readonly ClusterType[]
  readonly language: Language
  readonly nodesPerRequest: number
  readonly requestsPerUser: Limit | null
  readonly requestsPerCluster: Limit | null
  readonly callsPerSecond: number
  readonly follow: { readonly first: number; readonly every: number; readonly giveUp: number }
  /** Names of passwords that nobody has to type. */
  readonly credentials: readonly string[]
  /** Whether a password may be typed: only where it can be sealed. */
  readonly typedPasswords: boolean
  readonly clusters: ReadonlyMap<string, ClusterPolicy>
}

/** What kind of account a person has. Only a `member` may ask or decide. `unplaced`: Slack does not say where they belong. */
export type Account = 'member' | 'guest' | 'bot' | 'stranger' | 'deactivated' | 'unplaced'

/** `timeZone`: an IANA name. */
export type Person = {
  readonly id: string
  /** In an Enterprise Grid one person may have several ids: this is the one of the whole organization. */
  readonly globalId?: string
  readonly account: Account
  readonly language: Language
  readonly timeZone: string
}

/** People's accounts and the members of groups, as Slack knows them now. `undefined`: it could not be found out. */
export type Directory = {
  person(id: string): Promise<Person | undefined>
  members(group: string): Promise<ReadonlySet<string> | undefined>
}

/**
 * Why a person is not allowed to ask or decide. `unverified`: Slack did not say, so the answer is no (closed by default).
 * `too_late`: they may, but the call has been made.
 */
export type Refusal = Exclude<Account, 'member'> | 'requester' | 'not_listed' | 'unverified' | 'too_late'

const isGroup = (id: string): boolean => id.startsWith('S')

/** Whether any entry has to be looked up before it is known who it names. */
export const namesGroups = (ids: readonly string[] | null): boolean => ids?.some(isGroup) ?? false

/** Whether a person is named, singly or through a user group. */
async function listed(id: string, ids: readonly string[], directory: Directory): Promise<Refusal | null> {
  if (ids.includes(id)) return null
  const groups = await Promise.all(ids.filter(isGroup).map((group) => directory.members(group)))
  if (groups.some((members) => members?.has(id))) return null
  return groups.includes(undefined) ? 'unverified' : 'not_listed'
}

const accountOf = (person: Person | undefined): Refusal | null => {
  if (!person) return 'unverified'
  return person.account === 'member' ? null : person.account
}

const account = async (id: string, directory: Directory): Promise<Refusal | null> =>
  accountOf(await directory.person(id))

/**
 * Whether a person's reaction decides about a request. `null`: yes. Nobody decides about their own. The list comes first:
 * hundreds may react who are not on it, and nothing more is asked about them.
 */
export async function mayDecide(request: Request, id: string, directory: Directory): Promise<Refusal | null> {
  if (id === request.by) return 'requester'
  const notNamed = await listed(id, request.approval.approvers, directory)
  if (notNamed) return notNamed
  const person = await directory.person(id)
  return accountOf(person) ?? (await isRequester(person, request, directory))
}

/** In a Grid the requester may come back under another id (docs/platforms/slack.md#people). */
async function isRequester(person: Person | undefined, { by }: Request, directory: Directory): Promise<Refusal | null> {
  if (person?.globalId === undefined) return null
  const requester = await directory.person(by)
  if (!requester) return 'unverified'
  return (requester.globalId ?? by) === person.globalId ? 'requester' : null
}

/** Whether a person may use the buttons that end a request or resolve what became of it: requester and approvers. */
export async function mayResolve(request: Request, id: string, directory: Directory): Promise<Refusal | null> {
  if (id === request.by) return account(id, directory)
  const [who, may] = await Promise.all([account(id, directory), mayDecide(request, id, directory)])
  return who ?? may
}

/** Whether a person may ask for nodes of this cluster. `null`: yes. */
export async function mayAsk(cluster: ClusterPolicy, id: string, directory: Directory): Promise<Refusal | null> {
  const [who, named] = await Promise.all([
    account(id, directory),
    cluster.requesters === null ? null : listed(id, cluster.requesters, directory),
  ])
  return who ?? named
}

/** Whether a cluster may be asked for in a channel. */
export const askableIn = (cluster: ClusterPolicy, channel: string): boolean =>
  cluster.channels === null || cluster.channels.includes(channel)

/** The cluster of a request, if the policy still knows it as what was approved. */
export function clusterOf(policy: Policy, request: Request): ClusterPolicy | undefined {
  const cluster = policy.clusters.get(request.cluster.name)
  const same =
    cluster?.key === clusterKey(request.cluster.id) &&
    cluster.region === request.cluster.region &&
    cluster.type.type === request.cluster.type
  return same ? cluster : undefined
}
