import type { Person as Hands, Modal, Message as Posted, Slack } from '../slack/index.ts'
import { type ChannelRecord, directId, mayRead, membersAt, type PersonRecord, personOf } from '../slack/workspace.ts'
import type { Stage } from './offstage.ts'
import type { Seen } from './seen.ts'
import type { Channel, Message, Offstage, Person, Scene, Shown } from './wire.ts'

/** Everything that `who` (a handle) sees now, beside what happens offstage. */
export function sceneFor({ slack, seen }: Pick<Stage, 'slack' | 'seen'>, who: string, offstage: Offstage): Scene {
  const { workspace, manifest, botUser } = slack
  const hands = slack.as(who)
  const me = personOf(workspace, who)
  const { app_home: home, bot_user: bot, slash_commands: commands } = manifest.features
  const person = (record: PersonRecord): Person => ({
    ...personIn(slack, record),
    mentions: seen.allMentions(record.id),
  })
  return {
    me: person(me),
    team: workspace.team.name,
    people: workspace.people.filter(({ id }) => id !== botUser).map(person),
    groups: workspace.groups.filter(({ disabled }) => !disabled).map(({ id, handle, name }) => ({ id, handle, name })),
    app: {
      id: botUser,
      name: bot.display_name,
      channel: direct(slack, seen, hands),
      home: hands.homeTab ? shown(hands.homeTab) : null,
      hasHome: home.home_tab_enabled,
      readOnly: home.messages_tab_read_only_enabled === true,
    },
    commands: commands.map(({ command, description, usage_hint: hint = '' }) => ({ command, description, hint })),
    channels: workspace.channels
      .filter((channel) => channel.kind !== 'im' && !channel.archived && mayRead(me, channel))
      .map((channel) => channelFor(channel, me.id, seen.mentions(me.id, channel), hands.sees(channel.id))),
    modals: hands.modals.map(shown),
    offstage,
  }
}

function personIn({ workspace }: Slack, record: PersonRecord): Omit<Person, 'mentions'> {
  const { id, handle, name, locale, standing, deactivated } = record
  const groups = workspace.groups.filter((group) => !group.disabled && membersAt(group, Infinity).includes(id))
  return {
    id,
    handle,
    name,
    locale,
    standing,
    groups: groups.map((group) => group.handle),
    playable: !deactivated && standing !== 'bot',
  }
}

/** The direct conversation with the app, also before the first word in it. */
function direct({ workspace, botUser }: Slack, seen: Seen, hands: Hands): Channel {
  const { id } = hands
  const channel = workspace.channels.find((one) => one.id === directId(id))
  const empty = { id: directId(id), name: directId(id), kind: 'im' as const, external: false, members: [id, botUser] }
  return channel
    ? channelFor(channel, id, seen.mentions(id, channel), hands.sees(channel.id))
    : channelFor(empty, id, 0, [])
}

type Place = Pick<ChannelRecord, 'id' | 'name' | 'kind' | 'external' | 'members'>

const channelFor = (
  { id, name, kind, external, members }: Place,
  me: string,
  mentions: number,
  messages: Posted[],
): Channel => ({
  id,
  name,
  kind,
  external,
  isMember: members.includes(me),
  members: members.length,
  mentions,
  messages: messages.map(messageFor),
})

const messageFor = (posted: Posted): Message => ({
  channel: posted.channel,
  ts: posted.ts,
  ...(posted.threadTs === undefined ? {} : { thread: posted.threadTs }),
  user: posted.user,
  text: posted.text,
  blocks: posted.blocks,
  edited: posted.edited,
  onlyYou: posted.ephemeralTo !== undefined,
  reactions: posted.reactions,
})

const shown = ({ id, view, held, errors }: Modal): Shown => ({ id, view, values: held, errors })
