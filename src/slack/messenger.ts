import type { ChatPostMessageArguments, WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { People } from '../scaleout/context.ts'
import { type MessageRef, type Messenger, type Post, type Refused, TryLater } from '../scaleout/messenger.ts'
import type { Pace } from '../scaleout/ports.ts'
import type { Reaction } from '../scaleout/votes.ts'
import { notOffered, orLater, slackError } from './clients.ts'
import { emojiName } from './emoji.ts'
import { postEphemeral } from './ephemeral.ts'
import { errorText } from './error-text.ts'
import { createFinder, markOf } from './find.ts'
import { cannotDelete, cannotReact, isGone, refusalOf } from './refusals.ts'

const posted = z.object({
  channel: z.string().optional(),
  ts: z.string(),
  message: z.object({ thread_ts: z.string().optional() }).optional().catch(undefined),
})

const reacted = z.object({
  message: z.object({
    reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })).optional(),
    text: z.string().catch(''),
  }),
})

const channelInfo = z.object({
  channel: z.object({ is_archived: z.boolean().optional(), is_member: z.boolean().optional() }),
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
  pace: Pick<Pace, 'untilPost' | 'untilEdit' | 'untilSeed' | 'untilLook' | 'untilChannel'>
}): Messenger {
  const { client, people, clock, log, pace } = deps
  const warned = new Set<string>()
  const warnOnce = (what: string, error: unknown): void => {
    if (warned.has(what)) return
    warned.add(what)
    log.warn({ error: slackError(error) ?? errorText(error) }, what)
  }

  /** Slack's Retry-After is the method's, for the whole workspace: until then it is not called. */
  const closedUntil = new Map<string, number>()
  const unlessLimited = async <T>(method: string, call: () => Promise<T>): Promise<T> => {
    const left = (closedUntil.get(method) ?? 0) - clock.steady()
    if (left > 0) throw new TryLater(left)
    try {
      return await call()
    } catch (error) {
      const later = orLater(error)
      if (later instanceof TryLater) closedUntil.set(method, clock.steady() + later.after)
      throw later
    }
  }

  /** What came of saying or editing something; it is logged where Slack did not take it. */
  const refused = (error: unknown, as: Parameters<typeof refusalOf>[1], { channel, about }: Post): Refused => {
    if (error instanceof TryLater) throw error
    const refusal = refusalOf(slackError(error) ?? '', as)
    const seen = { channel, ...about, error: slackError(error) ?? errorText(error) }
    log.warn(seen, refusal.refused === 'passing' ? 'Slack did not take a message: trying again' : refusalText(refusal))
    return refusal
  }

  /** With the message's own blocks, or with the simple ones where the server does not know a block. */
  let simpleOnly = false
  const send = async <T>(post: Post, call: (blocks: Post['blocks']) => Promise<T>): Promise<T> => {
    const { blocks, simple } = post
    if (simple && simpleOnly) return call(simple)
    try {
      return await call(blocks)
    } catch (error) {
      if (!simple || !['invalid_blocks', 'invalid_blocks_format'].includes(slackError(error) ?? '')) throw error
      const answer = await call(simple)
      simpleOnly = true
      warnOnce('a block was refused: progress is shown without the plan block', error)
      return answer
    }
  }

  const remove = ({ channel, ts }: MessageRef): Promise<void> =>
    unlessLimited('chat.delete', () => client.chat.delete({ channel, ts })).then(
      () => undefined,
      (error: unknown) => {
        if (!cannotDelete(slackError(error) ?? '')) throw error
      },
    )
  /**
   * Another server may leave `thread_ts` out of its answers: a message whose reactions can be read, or not be asked for, has
   * not vanished. Throws where Slack does not say just now: the reply is looked for then.
   */
  const stillThere = async ({ channel, ts }: MessageRef): Promise<boolean> => {
    try {
      await unlessLimited('reactions.get', () => client.reactions.get({ channel, timestamp: ts }))
      return true
    } catch (error) {
      if (isGone(slackError(error) ?? '')) return false
      if (notOffered(error)) return true
      throw error
    }
  }
  const find = createFinder({ client, unlessLimited, warnOnce, remove })

  return {
    post: async (post, begin) => {
      const { channel, thread, text, about } = post
      const message = {
        channel,
        text,
        unfurl_links: false,
        unfurl_media: false,
        metadata: markOf(about),
        ...(thread === null ? {} : { thread_ts: thread }),
      }
      await roomFrom(pace.untilPost(channel))
      const mayStillSend = await begin()
      try {
        const answer = posted.parse(
          await send(post, (blocks) =>
            unlessLimited('chat.postMessage', () => {
              if (!mayStillSend()) throw new TryLater(0)
              return client.chat.postMessage({ ...message, blocks } as ChatPostMessageArguments)
            }),
          ),
        )
        const stands = { channel: answer.channel ?? channel, ts: answer.ts }
        // Slack takes a reply to a message that has vanished, and puts it at the root of the channel.
        if (thread === null || answer.message === undefined || answer.message.thread_ts !== undefined) return stands
        if (await stillThere({ channel: stands.channel, ts: thread })) return stands
        await remove(stands)
        log.warn({ channel, ...about }, 'a message has vanished: a reply to it was taken back')
        return { refused: 'parent', word: 'thread_not_found' }
      } catch (error) {
        return refused(error, thread === null ? 'root' : 'reply', post)
      }
    },
    edit: async (at, post, mayStillSend) => {
      await roomFrom(pace.untilEdit())
      try {
        await send(post, (blocks) =>
          unlessLimited('chat.update', () => {
            if (!mayStillSend()) throw new TryLater(0)
            return client.chat.update({ channel: at.channel, ts: at.ts, text: post.text, blocks })
          }),
        )
        return 'edited'
      } catch (error) {
        return refused(error, 'edit', { ...post, channel: at.channel })
      }
    },
    find: async (post) => {
      try {
        return await find(post)
      } catch (error) {
        return refused(error, 'edit', { ...post, text: '', blocks: [] })
      }
    },
    seed: async ({ channel, ts }, emoji) => {
      await roomFrom(pace.untilSeed(emoji.length))
      for (const name of emoji) {
        try {
          await unlessLimited('reactions.add', () => client.reactions.add({ channel, timestamp: ts, name }))
        } catch (error) {
          if (error instanceof TryLater) throw error
          const word = slackError(error) ?? ''
          if (word === 'already_reacted') continue
          if (!cannotReact(word) && !notOffered(error)) return { refused: 'passing', word }
          warnOnce('the emoji to tap could not be put on a card', error)
        }
      }
      return 'seeded'
    },
    look: async ({ channel, ts }, need) => {
      await roomFrom(pace.untilLook(need))
      try {
        const answer = await unlessLimited('reactions.get', () =>
          client.reactions.get({ channel, timestamp: ts, full: true }),
        )
        const { reactions = [], text } = reacted.parse(answer).message
        const others = reactions.flatMap(({ name, users }): Reaction[] =>
          users.filter((by) => by !== deps.botUser).map((by) => ({ by, emoji: emojiName(name) })),
        )
        return { reactions: others, text }
      } catch (error) {
        if (isGone(slackError(error) ?? '')) return 'gone'
        if (!notOffered(error)) throw error
        warnOnce('reactions cannot be read: votes that are missed in a gap stay missed', error)
        return 'unavailable'
      }
    },
    place: async (channel) => {
      await roomFrom(pace.untilChannel('in passing'))
      try {
        const { is_archived, is_member } = channelInfo.parse(
          await unlessLimited('conversations.info', () => client.conversations.info({ channel })),
        ).channel
        if (is_archived) return { refused: 'place', word: 'is_archived' }
        return is_member === false ? { refused: 'place', word: 'not_in_channel' } : 'open'
      } catch (error) {
        if (error instanceof TryLater) throw error
        const word = slackError(error) ?? ''
        return word === 'channel_not_found' ? { refused: 'place', word } : 'unknown'
      }
    },
    turnAway: async (person, at, say) => {
      const text = say(await people.languageFor(person))
      await postEphemeral(client, { person, ...at }, text).catch((failure: unknown) => {
        log.warn(
          { person, error: slackError(failure) ?? String(failure) },
          'could not say that a reaction does not count',
        )
      })
    },
  }
}

/** What a refusal means, for the log. */
function refusalText({ refused }: Refused): string {
  switch (refused) {
    case 'thread':
      return 'Slack takes no replies under a message: the request goes on, and what needs a person is said elsewhere'
    case 'form':
      return 'Slack does not take a message as it is: a shorter one is sent'
    case 'frozen':
      return 'a message can be edited no more: the request goes on'
    default:
      return 'Slack refuses a message: its channel, or the message itself, is not there'
  }
}
