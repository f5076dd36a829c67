import type { ChatPostMessageArguments, WebClient } from '@slack/web-api'
import Bottleneck from 'bottleneck'
import type { Logger } from 'pino'
import { z } from 'zod'
import { wordsIn } from '../../views/words/index.ts'
import type { Clock } from '../clock.ts'
import { type Messenger, type Post, TryLater } from '../jobs/deps.ts'
import type { Reaction } from '../scaleout/votes.ts'
import { notOffered, orLater, slackError } from './clients.ts'
import { emojiName } from './emoji.ts'
import type { People } from './people.ts'

/** Slack's own limits (reference §4.1): a post a second for each channel (a little less, as clocks differ), fifty edits a minute for the workspace. */
export type SlackPace = { readonly betweenPosts: number; readonly edits: number; readonly editsPer: number }
const slackPace: SlackPace = { betweenPosts: 1200, edits: 45, editsPer: 60_000 }

/** The message or its channel is not there, or not for us: saying it again would not help. */
const goneWords = new Set([
  'message_not_found',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'cannot_reply_to_message',
  'thread_not_found',
  'cant_update_message',
  'edit_window_closed',
  'is_inactive',
  'user_not_found',
  'messages_tab_disabled',
  'restricted_action',
  'user_disabled',
])
const isGone = (error: unknown): boolean => goneWords.has(slackError(error) ?? '')
const blocksRefused = (error: unknown): boolean =>
  ['invalid_blocks', 'invalid_blocks_format'].includes(slackError(error) ?? '')

/** Marks the bot's messages, so that one whose answer was lost can be found again. */
const eventType = 'scaleout_request'

const listed = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ request: z.number(), key: z.string() }) })
        .optional()
        .catch(undefined),
    }),
  ),
})

const reacted = z.object({
  message: z.object({ reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })).optional() }),
})

/** Slack as jobs speak through it, paced so that it need not refuse. */
export function createMessenger(deps: {
  client: WebClient
  people: People
  botUser: string
  clock: Clock
  log: Logger
  pace?: SlackPace
}): Messenger & { stop(): Promise<void> } {
  const { client, people, clock, log, pace = slackPace } = deps
  const channels = new Bottleneck.Group({ maxConcurrent: 1, minTime: pace.betweenPosts })
  const edits = new Bottleneck({
    reservoir: pace.edits,
    reservoirRefreshAmount: pace.edits,
    reservoirRefreshInterval: pace.editsPer,
  })
  const warned = new Set<string>()
  const warnOnce = (what: string, error: unknown): void => {
    if (warned.has(what)) return
    warned.add(what)
    log.warn({ error: slackError(error) ?? String(error) }, what)
  }

  /** Slack's Retry-After is the method's, for the whole workspace: until then nobody tries. */
  const closedUntil = new Map<string, number>()
  const patiently = async <T>(method: string, call: () => Promise<T>): Promise<T> => {
    const left = (closedUntil.get(method) ?? 0) - clock.now()
    if (left > 0) throw new TryLater(left)
    try {
      return await call()
    } catch (error) {
      const later = orLater(error)
      if (later instanceof TryLater) closedUntil.set(method, clock.now() + later.after)
      throw later
    }
  }

  /** With the message's own blocks, or with the simple ones where the server does not know a block. */
  let simpleOnly = false
  const send = async <T>(post: Post, call: (blocks: Post['blocks']) => Promise<T>): Promise<T> => {
    const { blocks, simple } = post
    try {
      return await call(simple && simpleOnly ? simple : blocks)
    } catch (error) {
      if (!simple || simpleOnly || !blocksRefused(error)) throw error
      simpleOnly = true
      warnOnce('a block was refused: progress is shown without the plan block', error)
      return send(post, call)
    }
  }

  return {
    post: async (post) => {
      const { channel, thread, text, about } = post
      const message = {
        channel,
        text,
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: eventType, event_payload: { ...about } },
        ...(thread === null ? {} : { thread_ts: thread }),
      }
      try {
        const answer = await channels
          .key(channel)
          .schedule(() =>
            send(post, (blocks) =>
              patiently('chat.postMessage', () =>
                client.chat.postMessage({ ...message, blocks } as ChatPostMessageArguments),
              ),
            ),
          )
        return { channel: answer.channel ?? channel, ts: z.string().parse(answer.ts) }
      } catch (error) {
        if (isGone(error)) return 'gone'
        throw error
      }
    },
    edit: async ({ channel, ts }, post) => {
      try {
        // A job that waited here would keep others from running: it comes back when there is room again.
        if (((await edits.currentReservoir()) ?? 1) <= 0) throw new TryLater(pace.editsPer / 10)
        await edits.schedule(() =>
          send(post, (blocks) =>
            patiently('chat.update', () => client.chat.update({ channel, ts, text: post.text, blocks })),
          ),
        )
        return 'edited'
      } catch (error) {
        if (isGone(error)) return 'gone'
        throw error
      }
    },
    find: async ({ channel, thread, about, since }) => {
      const window = { channel, limit: 999, include_all_metadata: true, oldest: String(Math.floor(since / 1000) - 60) }
      try {
        const answer =
          thread === null
            ? await patiently('conversations.history', () => client.conversations.history(window))
            : await patiently('conversations.replies', () => client.conversations.replies({ ...window, ts: thread }))
        const found = listed
          .parse(answer)
          .messages.find(
            ({ metadata }) =>
              metadata?.event_type === eventType &&
              metadata.event_payload.request === about.request &&
              metadata.event_payload.key === about.key,
          )
        return found && { channel, ts: found.ts }
      } catch (error) {
        if (!notOffered(error) && !isGone(error)) throw error
        warnOnce('messages cannot be read back: one whose answer is lost may be posted twice', error)
        return undefined
      }
    },
    seed: async ({ channel, ts }, emoji) => {
      try {
        await patiently('reactions.add', () => client.reactions.add({ channel, timestamp: ts, name: emoji }))
      } catch (error) {
        // Slack did not answer, or asks to wait: the job tries again. A word of Slack's is final.
        if (error instanceof TryLater || (slackError(error) === undefined && !notOffered(error))) throw error
        if (slackError(error) !== 'already_reacted') warnOnce('the emoji to tap could not be put on a card', error)
      }
    },
    reactions: async ({ channel, ts }) => {
      try {
        const answer = await patiently('reactions.get', () =>
          client.reactions.get({ channel, timestamp: ts, full: true }),
        )
        const { reactions = [] } = reacted.parse(answer).message
        return reactions.flatMap(({ name, users }): Reaction[] =>
          users.filter((by) => by !== deps.botUser).map((by) => ({ by, emoji: emojiName(name) })),
        )
      } catch (error) {
        if (isGone(error)) return 'gone'
        if (!notOffered(error)) throw error
        warnOnce('reactions cannot be read: votes that are missed in a gap stay missed', error)
        return 'unavailable'
      }
    },
    turnAway: async (person, channel, refusal) => {
      const text = wordsIn(await people.languageFor(person)).refusal[refusal]
      try {
        await client.chat.postEphemeral({ channel, user: person, text })
      } catch (error) {
        log.info(
          { person, error: slackError(error) ?? String(error) },
          'an ephemeral message failed: sending it directly',
        )
        await client.chat.postMessage({ channel: person, text }).catch((failure: unknown) => {
          log.warn(
            { person, error: slackError(failure) ?? String(failure) },
            'could not say that a reaction does not count',
          )
        })
      }
    },
    stop: async () => {
      await Promise.all([channels.disconnect(), edits.disconnect()])
    },
  }
}
