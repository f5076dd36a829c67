import type { ChatPostMessageArguments, WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import { z } from 'zod'
import { wordsIn } from '../../views/words/index.ts'
import type { Clock } from '../clock.ts'
import { errorText } from '../error-text.ts'
import { type Messenger, type Post, TryLater } from '../jobs/deps.ts'
import type { Pace } from '../scaleout/ports.ts'
import type { Reaction } from '../scaleout/votes.ts'
import { notOffered, orLater, slackError } from './clients.ts'
import { emojiName } from './emoji.ts'
import type { People } from './people.ts'
import { whisper } from './whisper.ts'

/** The message or its channel is not there, or not for us: saying it again would not help. */
const goneWords = new Set([
  'message_not_found',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'cannot_reply_to_message',
  'thread_not_found',
  'user_not_found',
  'messages_tab_disabled',
  'user_disabled',
])
const isGone = (error: unknown): boolean => {
  const word = slackError(error) ?? ''
  return goneWords.has(word) || word.startsWith('restricted_action')
}
/** It stands, but may be edited no more. */
const frozen = new Set(['edit_window_closed', 'cant_update_message', 'is_inactive'])
/** Slack's words for a moment's weakness, or for an installation that is broken as a whole: trying again may help. */
const passing = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
])
const blocksRefused = (error: unknown): boolean =>
  ['invalid_blocks', 'invalid_blocks_format'].includes(slackError(error) ?? '')

/** Marks the bot's messages, so that one whose answer was lost can be found again. */
const eventType = 'scaleout_request'

const listed = z.object({
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional().catch(undefined),
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({
          event_type: z.string(),
          event_payload: z.object({ request: z.number(), key: z.string(), made: z.number().optional() }),
        })
        .optional()
        .catch(undefined),
    }),
  ),
})

type Marked = z.infer<typeof listed>['messages'][number]['metadata']
const isAbout = (metadata: Marked, about: Post['about']): boolean =>
  metadata?.event_type === eventType &&
  metadata.event_payload.request === about.request &&
  metadata.event_payload.key === about.key &&
  // Older versions did not say it.
  (metadata.event_payload.made ?? about.made) === about.made

const reacted = z.object({
  message: z.object({
    reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })).optional(),
    text: z.string().catch(''),
  }),
})

async function roomFrom(asked: Promise<number>): Promise<void> {
  const later = await asked
  if (later > 0) throw new TryLater(later)
}

/** Slack as jobs speak through it, paced so that it need not refuse. */
export function createMessenger(deps: {
  client: WebClient
  people: People
  botUser: string
  clock: Clock
  log: Logger
  pace: Pick<Pace, 'untilPost' | 'untilEdit'>
}): Messenger {
  const { client, people, clock, log, pace } = deps
  const warned = new Set<string>()
  const warnOnce = (what: string, error: unknown): void => {
    if (warned.has(what)) return
    warned.add(what)
    log.warn({ error: slackError(error) ?? errorText(error) }, what)
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
    post: async (post, begin) => {
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
        await roomFrom(pace.untilPost(channel))
        const mayStillSend = await begin()
        const answer = await send(post, (blocks) =>
          patiently('chat.postMessage', () => {
            if (!mayStillSend()) throw new TryLater(0)
            return client.chat.postMessage({ ...message, blocks } as ChatPostMessageArguments)
          }),
        )
        return { channel: answer.channel ?? channel, ts: z.string().parse(answer.ts) }
      } catch (error) {
        const word = slackError(error)
        if (word === undefined || passing.has(word)) throw error
        if (!isGone(error))
          log.error({ channel, error: word, about }, 'Slack refuses a message: it cannot be delivered')
        return 'gone'
      }
    },
    edit: async ({ channel, ts }, post, mayStillSend) => {
      try {
        await roomFrom(pace.untilEdit())
        await send(post, (blocks) =>
          patiently('chat.update', () => {
            if (!mayStillSend()) throw new TryLater(0)
            return client.chat.update({ channel, ts, text: post.text, blocks })
          }),
        )
        return 'edited'
      } catch (error) {
        if (isGone(error)) return 'gone'
        if (!frozen.has(slackError(error) ?? '')) throw error
        warnOnce('a message can be edited no more: its thread goes on', error)
        return 'edited'
      }
    },
    find: async ({ channel, thread, about, since }) => {
      const window = { channel, limit: 200, include_all_metadata: true, oldest: String(Math.floor(since / 1000) - 60) }
      const page = async (cursor: string): Promise<z.infer<typeof listed>> => {
        const at = { ...window, ...(cursor === '' ? {} : { cursor }) }
        return listed.parse(
          thread === null
            ? await patiently('conversations.history', () => client.conversations.history(at))
            : await patiently('conversations.replies', () => client.conversations.replies({ ...at, ts: thread })),
        )
      }
      try {
        for (let cursor: string | undefined = ''; cursor !== undefined; ) {
          const { messages, response_metadata } = await page(cursor)
          const found = messages.find(({ metadata }) => isAbout(metadata, about))
          if (found) return { channel, ts: found.ts }
          cursor = response_metadata?.next_cursor || undefined
        }
        return undefined
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
    look: async ({ channel, ts }) => {
      try {
        const answer = await patiently('reactions.get', () =>
          client.reactions.get({ channel, timestamp: ts, full: true }),
        )
        const { reactions = [], text } = reacted.parse(answer).message
        const others = reactions.flatMap(({ name, users }): Reaction[] =>
          users.filter((by) => by !== deps.botUser).map((by) => ({ by, emoji: emojiName(name) })),
        )
        return { reactions: others, text }
      } catch (error) {
        if (isGone(error)) return 'gone'
        if (!notOffered(error)) throw error
        warnOnce('reactions cannot be read: votes that are missed in a gap stay missed', error)
        return 'unavailable'
      }
    },
    turnAway: async (person, channel, refusal) => {
      const text = wordsIn(await people.languageFor(person)).refusal[refusal]
      await whisper(client, { person, channel }, text).catch((failure: unknown) => {
        log.warn(
          { person, error: slackError(failure) ?? String(failure) },
          'could not say that a reaction does not count',
        )
      })
    },
  }
}
