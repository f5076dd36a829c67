import { z } from 'zod'
import { admit } from '../membership.ts'
import { wire } from '../messages.ts'
import { type ChannelRecord, directChannel, type Message } from '../workspace.ts'
import type { World } from '../world.ts'
import { flag, type Method, method, refuse, text } from './method.ts'
import { pageOf, paging } from './pages.ts'
import { demand, joinedChannel, personWith, visibleChannel } from './places.ts'

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read']
const HISTORY = ['channels:history', 'groups:history', 'im:history', 'mpim:history']

function wireChannel({ app, workspace }: World, channel: ChannelRecord): Record<string, unknown> {
  const common = {
    id: channel.id,
    is_im: channel.kind === 'im',
    is_mpim: channel.kind === 'mpim',
    is_archived: channel.archived,
    is_private: channel.kind !== 'public',
    is_ext_shared: channel.external,
    is_shared: channel.external,
    is_org_shared: false,
    context_team_id: workspace.team.id,
  }
  if (channel.kind === 'im') return { ...common, user: channel.members.find((member) => member !== app.botUser) }
  return {
    ...common,
    name: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private' || channel.kind === 'mpim',
    is_member: channel.members.includes(app.botUser),
    is_general: false,
  }
}

const info = method({
  name: 'conversations.info',
  scopes: READ,
  tier: 3,
  json: false,
  args: z.object({ channel: text, include_locale: flag, include_num_members: flag }),
  run(world, args) {
    const channel = visibleChannel(world, args.channel)
    demand(world, channel, 'read')
    const count = args.include_num_members ? { num_members: channel.members.length } : {}
    return { channel: { ...wireChannel(world, channel), ...count } }
  },
})

const list = method({
  name: 'conversations.list',
  scopes: READ,
  tier: 2,
  json: false,
  args: z.object({ ...paging(1000), exclude_archived: flag, types: text.default('public_channel') }),
  run(world, args) {
    const kinds = args.types.split(',').map((type) => type.trim())
    const wanted = world.workspace.channels.filter(
      (channel) =>
        kinds.includes(
          { public: 'public_channel', private: 'private_channel', mpim: 'mpim', im: 'im' }[channel.kind],
        ) &&
        (channel.kind === 'public' || channel.members.includes(world.app.botUser)) &&
        !(args.exclude_archived && channel.archived),
    )
    for (const channel of wanted) demand(world, channel, 'read')
    const { items, response_metadata } = pageOf(wanted, args)
    return { channels: items.map((channel) => wireChannel(world, channel)), response_metadata }
  },
})

const members = method({
  name: 'conversations.members',
  scopes: READ,
  tier: 4,
  json: false,
  args: z.object({ channel: text, ...paging(1000) }),
  run(world, args) {
    const channel = visibleChannel(world, args.channel)
    demand(world, channel, 'read')
    const { items, response_metadata } = pageOf(channel.members, args)
    return { members: items, response_metadata }
  },
})

const span = { oldest: text.default('0'), latest: text.optional(), inclusive: flag, include_all_metadata: flag }

type Span = { oldest: string; latest?: string | undefined; inclusive: boolean }

const within = ({ oldest, latest, inclusive }: Span, { ts }: Message): boolean =>
  (Number(ts) > Number(oldest) || (inclusive && ts === oldest)) &&
  (latest === undefined || Number(ts) < Number(latest) || (inclusive && ts === latest))

function shown(world: World, channel: ChannelRecord, message: Message, withMetadata: boolean): Record<string, unknown> {
  const replies = channel.messages.filter(({ threadTs, deleted }) => threadTs === message.ts && !deleted)
  return {
    ...wire(world, message),
    ...(replies.length > 0 ? { thread_ts: message.ts, reply_count: replies.length } : {}),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  }
}

const history = method({
  name: 'conversations.history',
  scopes: HISTORY,
  tier: 3,
  json: false,
  args: z.object({ channel: text, ...paging(999), ...span }),
  run(world, args) {
    const channel = joinedChannel(world, args.channel)
    demand(world, channel, 'history')
    const newestFirst = channel.messages
      .filter((message) => !message.deleted && message.threadTs === undefined && within(args, message))
      .reverse()
    const { items, has_more, response_metadata } = pageOf(newestFirst, args)
    return {
      messages: items.map((message) => shown(world, channel, message, args.include_all_metadata)),
      has_more,
      response_metadata,
    }
  },
})

const replies = method({
  name: 'conversations.replies',
  scopes: HISTORY,
  tier: 3,
  json: false,
  args: z.object({ channel: text, ts: text, ...paging(1000), ...span }),
  run(world, args) {
    const channel = joinedChannel(world, args.channel)
    demand(world, channel, 'history')
    const target = channel.messages.find(({ ts }) => ts === args.ts) ?? refuse('thread_not_found')
    const root = target.threadTs ?? target.ts
    const thread = channel.messages.filter(
      (message) => !message.deleted && (message.ts === root || (message.threadTs === root && within(args, message))),
    )
    if (thread.length === 0) refuse('thread_not_found')
    const { items, has_more, response_metadata } = pageOf(thread, args)
    return {
      messages: items.map((message) => shown(world, channel, message, args.include_all_metadata)),
      has_more,
      response_metadata,
    }
  },
})

const open = method({
  name: 'conversations.open',
  scopes: ['im:write', 'mpim:write'],
  tier: 3,
  json: true,
  args: z.object({ users: text.optional(), channel: text.optional(), return_im: flag, prevent_creation: flag }),
  run(world, args) {
    const [user, ...others] = (args.users ?? '').split(',').filter((id) => id !== '')
    if (user === undefined) refuse('not_enough_users')
    // Group conversations are not built here.
    if (others.length > 0) refuse('too_many_users')
    const person = personWith(world, user)
    if (person.deactivated) refuse('user_disabled')
    return { channel: wireChannel(world, directChannel(world.workspace, person.id, world.app.botUser)) }
  },
})

const join = method({
  name: 'conversations.join',
  scopes: ['channels:join'],
  tier: 3,
  json: true,
  args: z.object({ channel: text }),
  run(world, args) {
    const channel = visibleChannel(world, args.channel)
    if (channel.kind !== 'public') refuse('method_not_supported_for_channel_type')
    if (channel.archived) refuse('is_archived')
    if (channel.members.includes(world.app.botUser)) {
      const warning = 'already_in_channel'
      return { channel: wireChannel(world, channel), warning, response_metadata: { warnings: [warning] } }
    }
    admit(world, channel, world.app.botUser)
    return { channel: wireChannel(world, channel) }
  },
})

export const conversations: Method[] = [info, list, members, history, replies, open, join]
