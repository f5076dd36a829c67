import { z } from 'zod'
import { sentence, violationsOfMessage } from '../blocks/index.ts'
import { objectTo } from '../ground.ts'
import { asBlocks, type Block } from '../kit.ts'
import { edit, post, remove, sendEphemeral, wire } from '../messages.ts'
import { type ChannelRecord, type Message, type Metadata, messageIn } from '../workspace.ts'
import type { World } from '../world.ts'
import { flag, type Method, method, refuse, structure, text } from './method.ts'
import { joinedChannel, messageAt, postable, visibleChannel } from './places.ts'

/** docs/platforms/slack.md#blocks, docs/platforms/slack.md#text */
const LONGEST_POST = 40_000
/**
 * UTF-8 bytes, also beside blocks; a post above it may be split into several, of which one `ts` comes back
 * (docs/platforms/slack.md#text).
 */
const LONGEST_TEXT = 4000
/**
 * Characters of all blocks together. Which ones Slack counts is not known, so it is the whole JSON: the strictest
 * (docs/platforms/slack.md#text).
 */
const LONGEST_BLOCKS = 13_200
const LONGEST_MARKDOWN = 12_000
const MOST_ATTACHMENTS = 100

/** The size of metadata is limited, its limit not documented: our choice. */
const LARGEST_METADATA = 16_384

const content = {
  channel: text,
  text: text.optional(),
  blocks: structure('invalid_blocks_format').optional(),
  attachments: structure().pipe(z.array(z.unknown())).optional(),
  markdown_text: text.max(LONGEST_MARKDOWN).optional(),
  parse: z.enum(['none', 'full']).optional(),
  link_names: flag.optional(),
  unfurl_links: flag.optional(),
  unfurl_media: flag.optional(),
}

const posted = {
  ...content,
  thread_ts: text.optional(),
  metadata: structure('invalid_metadata_format').optional(),
  mrkdwn: flag.optional(),
  reply_broadcast: flag.optional(),
}

type Content = {
  text?: string | undefined
  blocks?: unknown
  attachments?: unknown[] | undefined
  markdown_text?: string | undefined
}

/** Blocks that Slack would take, or the refusal with every violation (docs/platforms/slack.md#validation-errors). */
function validBlocks(blocks: unknown): Block[] {
  const errors = violationsOfMessage(blocks).map(sentence)
  if (errors.length === 0) {
    if (JSON.stringify(blocks).length > LONGEST_BLOCKS) refuse('msg_blocks_too_long')
    return asBlocks(blocks)
  }
  refuse('invalid_blocks', { errors, response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) } })
}

function contentOf(given: Content): { text: string; blocks?: Block[]; attachments?: unknown[] } {
  if (given.markdown_text !== undefined) {
    if (given.text !== undefined || given.blocks !== undefined) refuse('markdown_text_conflict')
    return { text: given.markdown_text }
  }
  if ((given.attachments ?? []).length > MOST_ATTACHMENTS) refuse('too_many_attachments')
  const empty = (given.text ?? '').trim() === '' && isNothing(given.blocks) && isNothing(given.attachments)
  if (empty) refuse('no_text')
  return {
    text: given.text ?? '',
    ...(given.blocks === undefined ? {} : { blocks: isNothing(given.blocks) ? [] : validBlocks(given.blocks) }),
    ...(given.attachments === undefined ? {} : { attachments: given.attachments }),
  }
}

const isNothing = (list: unknown): boolean => list === undefined || (Array.isArray(list) && list.length === 0)

const metadata = z.strictObject({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) })

function metadataOf(given: unknown): { metadata?: Metadata } {
  if (given === undefined) return {}
  const read = metadata.safeParse(given)
  if (!read.success) refuse('invalid_metadata_format')
  if (JSON.stringify(read.data).length > LARGEST_METADATA) refuse('metadata_too_large')
  return { metadata: read.data }
}

/**
 * A deleted parent that has replies is a tombstone and takes further ones; a reply to one that has vanished is taken, too, and
 * stands at the channel's root (docs/platforms/slack.md#messages). What a reply to a reply gets is not documented: our
 * choice.
 */
function threadOf(channel: ChannelRecord, threadTs: string | undefined): { threadTs?: string } {
  if (threadTs === undefined) return {}
  const isLiving = messageIn(channel, threadTs)
  if (isLiving?.threadTs !== undefined) refuse('cannot_reply_to_message')
  const isTombstone = channel.messages.some((message) => message.threadTs === threadTs && !message.deleted)
  return isLiving || isTombstone ? { threadTs } : {}
}

const truncated = { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } }

const postMessage = method({
  name: 'chat.postMessage',
  scopes: ['chat:write'],
  tier: 'one a second per channel',
  json: true,
  args: z.object(posted),
  run(world, args) {
    const channel = postable(world, args.channel)
    const { refuseReplies } = world.ambush.switches
    if (args.thread_ts !== undefined && refuseReplies !== null) refuse(refuseReplies)
    const body = contentOf(args)
    if (bytes(body.text) > LONGEST_TEXT && body.blocks !== undefined)
      objectTo(world, 'chat.postMessage: a fallback text above 4,000 bytes may be split into several posts')
    const message = post(world, channel, {
      user: world.app.botUser,
      via: 'api',
      ...body,
      text: body.text.slice(0, LONGEST_POST),
      blocks: body.blocks ?? [],
      ...metadataOf(args.metadata),
      ...threadOf(channel, args.thread_ts),
    })
    const answer = {
      channel: channel.id,
      ts: message.ts,
      message: { ...wire(world, message), ...shownMetadata(message) },
    }
    return body.text.length > LONGEST_POST ? { ...answer, ...truncated } : answer
  },
})

const bytes = (text: string): number => Buffer.byteLength(text)

const shownMetadata = ({ metadata: own }: Message) => (own === undefined ? {} : { metadata: own })

const postEphemeral = method({
  name: 'chat.postEphemeral',
  scopes: ['chat:write'],
  tier: 4,
  json: true,
  args: z.object({ ...content, user: text, thread_ts: text.optional() }),
  run(world, args) {
    const channel = joinedChannel(world, args.channel)
    if (channel.archived) refuse('is_archived')
    if (!channel.members.includes(args.user)) refuse('user_not_in_channel')
    const body = contentOf(args)
    const message = sendEphemeral(world, channel, args.user, {
      user: world.app.botUser,
      via: 'api',
      ...body,
      blocks: body.blocks ?? [],
      ...threadOf(channel, args.thread_ts),
    })
    return { message_ts: message.ts }
  },
})

/** The app's own message; one that it posted through a response_url is not the token's own: our choice. */
function ownMessage(world: World, channel: ChannelRecord, ts: string, error: string): Message {
  const message = messageAt(channel, ts)
  if (message.user !== world.app.botUser || message.via !== 'api') refuse(error)
  return message
}

const update = method({
  name: 'chat.update',
  scopes: ['chat:write'],
  tier: 3,
  json: true,
  args: z.object({ ...content, ts: text, metadata: posted.metadata, reply_broadcast: flag.optional() }),
  run(world, args) {
    const channel = joinedChannel(world, args.channel)
    if (channel.archived) refuse('is_inactive')
    const message = ownMessage(world, channel, args.ts, 'cant_update_message')
    const body = contentOf(args)
    if (bytes(body.text) > LONGEST_TEXT) refuse('msg_too_long')
    if (body.blocks === undefined && message.blocks.length > 0)
      world.problems.push('chat.update: text without blocks for a message that has blocks: always send both')
    edit(world, channel, message, { ...body, ...metadataOf(args.metadata) })
    return { channel: channel.id, ts: message.ts, text: message.text, message: wire(world, message) }
  },
})

const remove_ = method({
  name: 'chat.delete',
  scopes: ['chat:write'],
  tier: 3,
  json: true,
  args: z.object({ channel: text, ts: text }),
  run(world, args) {
    const channel = joinedChannel(world, args.channel)
    remove(world, channel, ownMessage(world, channel, args.ts, 'cant_delete_message'))
    return { channel: channel.id, ts: args.ts }
  },
})

const getPermalink = method({
  name: 'chat.getPermalink',
  scopes: [],
  tier: { perMinute: 300 },
  json: false,
  args: z.object({ channel: text, message_ts: text }),
  run(world, args) {
    const channel = visibleChannel(world, args.channel)
    const message = messageAt(channel, args.message_ts)
    const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`
    const path = `archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`
    return { channel: channel.id, permalink: `https://${world.workspace.team.domain}.slack.example/${path}` }
  },
})

export const chat: Method[] = [postMessage, postEphemeral, update, remove_, getPermalink]
