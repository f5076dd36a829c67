import type { Block } from './kit.ts'

/** How a person belongs to the workspace (docs/platforms/slack.md#people). */
export type Standing = 'member' | 'guest' | 'single_channel_guest' | 'stranger' | 'bot'

type PersonSeed = {
  handle: string
  name: string
  standing?: Standing
  locale?: string
  deactivated?: boolean
  /** The other organisation's team, for a stranger. */
  team?: string
  /** Else made from the handle. */
  id?: string
  organization?: Organization
}

/**
 * Somebody of an Enterprise Grid, as `users.info` shows them: `teams` without a `team_id`, unless `shown` says what stands
 * there (docs/platforms/slack.md#people, lookerbot#184). Also of another Grid than the workspace's own.
 */
type Organization = {
  /** `E…` */
  id: string
  /** Their id in all of the organization; their own where left out. */
  globalId?: string
  teams: string[]
  /** Their `team_id`: a workspace, or the organization itself. */
  shown?: string
}

type ChannelSeed = {
  name: string
  id?: string
  private?: boolean
  /** A direct message of a group: its id may begin with C all the same (docs/platforms/slack.md#channels). */
  group?: boolean
  /** Shared with another organisation through Slack Connect. */
  external?: boolean
  archived?: boolean
  /** Handles. */
  members: string[]
  /** Is the app's bot a member? */
  bot: boolean
}

type GroupSeed = { handle: string; id: string; name: string; members: string[]; disabled?: boolean }

export type WorkspaceSeed = {
  /** `enterprise`: the Grid that it is part of. */
  team: { id: string; name: string; domain: string; enterprise?: string }
  people: PersonSeed[]
  channels: ChannelSeed[]
  groups: GroupSeed[]
  /** The workspace's own emoji, in any script: name to picture address, or `alias:<name>`. */
  emoji: Record<string, string>
  /** User groups exist on paid plans only (docs/platforms/slack.md#user-groups). */
  paid: boolean
}

export type PersonRecord = {
  id: string
  handle: string
  name: string
  standing: Standing
  locale: string
  deactivated: boolean
  team: string
  organization?: Organization
}

export type Metadata = { event_type: string; event_payload: Record<string, unknown> }

/** A message as the people see it now: the same object changes when the message does. */
export type Message = {
  readonly ts: string
  channel: string
  readonly threadTs?: string
  readonly user: string
  /** A post through a response_url has no author in the reaction payload (docs/platforms/slack.md#events). */
  readonly via: 'api' | 'response_url' | 'person'
  readonly ephemeralTo?: string
  text: string
  blocks: Block[]
  attachments: unknown[]
  metadata?: Metadata
  edited: boolean
  deleted: boolean
  reactions: { name: string; users: string[] }[]
  /** Whom it notified when it was posted, by id. */
  readonly notifies: readonly string[]
}

export type ChannelRecord = {
  id: string
  name: string
  kind: 'public' | 'private' | 'mpim' | 'im'
  external: boolean
  archived: boolean
  members: string[]
  messages: Message[]
  ephemerals: Message[]
}

export type GroupRecord = {
  id: string
  handle: string
  name: string
  disabled: boolean
  /** Every membership there was, the current one last; `since` in ms. */
  memberships: { since: number; users: string[] }[]
}

export type Workspace = {
  team: WorkspaceSeed['team']
  people: PersonRecord[]
  channels: ChannelRecord[]
  groups: GroupRecord[]
  emoji: Record<string, string>
  paid: boolean
  /** Microseconds of the newest message; the next `ts` is greater. */
  lastTs: number
}

const userId = (handle: string): string => `U0${handle.toUpperCase().replace(/\W/g, '')}`

/**
 * Slack takes lower-case letters of any script, digits, `-` and `_` for an emoji of the workspace
 * (docs/platforms/slack.md#emoji).
 */
const ownEmoji = /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}_-]+$/u

/**
 * A fresh workspace from its seed; the bot joins under `bot`, its handle.
 *
 * @throws when an emoji has a name that Slack would not take: a mistake of the test
 */
export function settle(seed: WorkspaceSeed, bot: string): Workspace {
  for (const name of Object.keys(seed.emoji))
    if (!ownEmoji.test(name)) throw new Error(`Slack takes no emoji of the name ${name}`)
  const people = [...seed.people, { handle: bot, name: bot, standing: 'bot' as const }].map(
    (person: PersonSeed): PersonRecord => ({
      id: person.id ?? userId(person.handle),
      handle: person.handle,
      name: person.name,
      standing: person.standing ?? 'member',
      locale: person.locale ?? 'en-US',
      deactivated: person.deactivated ?? false,
      team: person.team ?? seed.team.id,
      ...(person.organization ? { organization: person.organization } : {}),
    }),
  )
  const idOf = (handle: string): string => people.find((one) => one.handle === handle)?.id ?? userId(handle)
  const channels = seed.channels.map(
    (channel): ChannelRecord => ({
      id: channel.id ?? `C0${channel.name.toUpperCase().replace(/\W/g, '')}`,
      name: channel.name,
      kind: channel.group ? 'mpim' : channel.private ? 'private' : 'public',
      external: channel.external ?? false,
      archived: channel.archived ?? false,
      members: [...channel.members, ...(channel.bot ? [bot] : [])].map(idOf),
      messages: [],
      ephemerals: [],
    }),
  )
  const groups = seed.groups.map(
    (group): GroupRecord => ({
      id: group.id,
      handle: group.handle,
      name: group.name,
      disabled: group.disabled ?? false,
      memberships: [{ since: 0, users: group.members.map(idOf) }],
    }),
  )
  return { team: seed.team, people, channels, groups, emoji: seed.emoji, paid: seed.paid, lastTs: 0 }
}

const found = <T>(thing: T | undefined, what: string, among: string[]): T => {
  if (thing === undefined) throw new Error(`there is no ${what} in this workspace; there is: ${among.join(', ')}`)
  return thing
}

/** By handle or id. @throws when there is none: a mistake of the test, not of the bot */
export const personOf = ({ people }: Workspace, who: string): PersonRecord =>
  found(
    people.find((person) => person.handle === who || person.id === who),
    who,
    people.map((person) => person.handle),
  )

/** By name, with or without #, or id. @throws when there is none */
export const channelOf = ({ channels }: Workspace, name: string): ChannelRecord =>
  found(
    channels.find((channel) => channel.name === name.replace(/^#/, '') || channel.id === name),
    name,
    channels.map((channel) => `#${channel.name}`),
  )

/** By handle or id. @throws when there is none */
export const groupOf = ({ groups }: Workspace, name: string): GroupRecord =>
  found(
    groups.find((group) => group.handle === name || group.id === name),
    name,
    groups.map((group) => group.handle),
  )

/** The members as they were at `when` (ms). */
export const membersAt = (group: GroupRecord, when: number): string[] =>
  group.memberships.findLast((membership) => membership.since <= when)?.users ?? []

/** Whether this person can read along there. */
export const mayRead = ({ id, standing }: PersonRecord, { kind, members }: ChannelRecord): boolean =>
  members.includes(id) || (kind === 'public' && standing === 'member')

/** The id of a person's direct conversation with the bot, also before its first use. */
export const directId = (user: string): string => `D${user.slice(1)}`

/** The direct conversation of a person with the bot, which exists from its first use on. */
export function directChannel(workspace: Workspace, user: string, bot: string): ChannelRecord {
  const id = directId(user)
  const known = workspace.channels.find((channel) => channel.id === id)
  if (known) return known
  const opened: ChannelRecord = {
    id,
    name: id,
    kind: 'im',
    external: false,
    archived: false,
    members: [user, bot],
    messages: [],
    ephemerals: [],
  }
  workspace.channels.push(opened)
  return opened
}

/** A `ts` greater than every one before: seconds with six decimals, to be treated as opaque. */
export function nextTs(workspace: Workspace, now: number): string {
  workspace.lastTs = Math.max(workspace.lastTs + 1, now * 1000)
  const micros = String(workspace.lastTs).padStart(16, '0')
  return `${micros.slice(0, -6)}.${micros.slice(-6)}`
}

/** The message with this `ts`, unless it was deleted. */
export const messageIn = (channel: ChannelRecord, ts: string): Message | undefined =>
  channel.messages.find((message) => message.ts === ts && !message.deleted)
