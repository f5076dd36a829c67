import { z } from 'zod'
import { reactionName } from '../emoji.ts'
import { react, unreact, wire } from '../messages.ts'
import type { ChannelRecord, Message } from '../workspace.ts'
import type { World } from '../world.ts'
import { flag, type Method, method, refuse, text } from './method.ts'
import { checkTs, joinedChannel, messageAt, visibleChannel } from './places.ts'

/** Distinct emoji on an item and reactions by one person on it: limited, the numbers not documented; our choice. */
const MOST_EMOJI = 50
const MOST_BY_ONE = 23

/** How many users reactions.get lists without `full`; Slack only says "may be partial": the strictest. */
const USERS_SHOWN = 1

const item = {
  channel: text.optional(),
  timestamp: text.optional(),
  file: text.optional(),
  file_comment: text.optional(),
}

type Item = { channel?: string | undefined; timestamp?: string | undefined }

function itemOf({ channel, timestamp }: Item): { channel: string; ts: string } {
  if (channel === undefined || timestamp === undefined) refuse('no_item_specified')
  return { channel, ts: checkTs(timestamp) }
}

/**
 * The message to react to. That the bot must be a member is not documented (docs/platforms/slack.md#refusals): our
 * choice.
 */
function reactable(world: World, given: Item): { channel: ChannelRecord; message: Message } {
  const { channel: id, ts } = itemOf(given)
  const channel = joinedChannel(world, id)
  if (channel.archived) refuse('is_archived')
  return { channel, message: messageAt(channel, ts) }
}

const nameOf = (world: World, name: string): string =>
  reactionName(name, world.workspace.emoji) ?? refuse('invalid_name')

const add = method({
  name: 'reactions.add',
  scopes: ['reactions:write'],
  tier: 3,
  json: true,
  args: z.object({ ...item, name: text }),
  run(world, args) {
    const name = nameOf(world, args.name)
    const { channel, message } = reactable(world, args)
    const { botUser } = world.app
    const isNew = !message.reactions.some((reaction) => reaction.name === name)
    if (isNew && message.reactions.length >= MOST_EMOJI) refuse('too_many_emoji')
    const own = message.reactions.filter((reaction) => reaction.users.includes(botUser))
    if (isNew && own.length >= MOST_BY_ONE) refuse('too_many_reactions')
    if (!react(world, channel, message, botUser, name)) refuse('already_reacted')
    return {}
  },
})

const remove = method({
  name: 'reactions.remove',
  scopes: ['reactions:write'],
  tier: 2,
  json: true,
  args: z.object({ ...item, name: text }),
  run(world, args) {
    const name = nameOf(world, args.name)
    const { channel, message } = reactable(world, args)
    if (!unreact(world, channel, message, world.app.botUser, name)) refuse('no_reaction')
    return {}
  },
})

const get = method({
  name: 'reactions.get',
  scopes: ['reactions:read'],
  tier: 3,
  json: false,
  args: z.object({ ...item, full: flag }),
  run(world, args) {
    const { channel: id, ts } = itemOf(args)
    const channel = visibleChannel(world, id)
    const message = messageAt(channel, ts)
    const reactions = message.reactions.map(({ name, users }) => ({
      name,
      users: args.full ? users : users.slice(0, USERS_SHOWN),
      count: users.length,
    }))
    const { reactions: _, ...plain } = wire(world, message)
    return { type: 'message', channel: channel.id, message: reactions.length > 0 ? { ...plain, reactions } : plain }
  },
})

export const reactions: Method[] = [add, remove, get]
