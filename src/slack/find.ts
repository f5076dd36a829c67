import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { limits } from '../../views/limits.ts'
import type { MessageRef, Post, Refused } from '../scaleout/messenger.ts'
import { notOffered, slackError } from './clients.ts'
import { isGone } from './refusals.ts'

/** How far Slack's clock may be behind, in ms. */
const clocksApart = 60_000

/** Marks the bot's messages, so that one whose answer was lost can be found again. */
const eventType = 'scaleout_request'

/** The metadata of a message. */
export const markOf = (about: Post['about']) => ({ event_type: eventType, event_payload: { ...about } })

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
type Page = z.infer<typeof listed>

const isAbout = (metadata: Page['messages'][number]['metadata'], about: Post['about']): boolean =>
  metadata?.event_type === eventType &&
  metadata.event_payload.request === about.request &&
  metadata.event_payload.key === about.key &&
  // Older versions did not say it.
  (metadata.event_payload.made ?? about.made) === about.made

/**
 * Looks for a message of the bot's by its mark. A reply whose parent has vanished stands at the root of the channel: it is
 * taken back, and the parent counts as gone. Throws what Slack answers, but for a channel that is not there.
 */
export function createFinder(deps: {
  client: WebClient
  unlessLimited: <T>(method: string, call: () => Promise<T>) => Promise<T>
  warnOnce: (what: string, error: unknown) => void
  remove: (at: MessageRef) => Promise<void>
}) {
  const { client, unlessLimited, warnOnce, remove } = deps

  const among = async ({
    channel,
    thread,
    about,
    since,
  }: Parameters<typeof find>[0]): Promise<MessageRef | undefined> => {
    const oldest = String(Math.floor((since - clocksApart) / 1000))
    const window = { channel, limit: limits.messagesPerPage, include_all_metadata: true, oldest }
    const page = async (cursor: string): Promise<Page> => {
      const at = { ...window, ...(cursor === '' ? {} : { cursor }) }
      return listed.parse(
        thread === null
          ? await unlessLimited('conversations.history', () => client.conversations.history(at))
          : await unlessLimited('conversations.replies', () => client.conversations.replies({ ...at, ts: thread })),
      )
    }
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { messages, response_metadata } = await page(cursor)
      const found = messages.find(({ metadata }) => isAbout(metadata, about))
      if (found) return { channel, ts: found.ts }
      cursor = response_metadata?.next_cursor || undefined
    }
    return undefined
  }

  const find = async (
    post: Pick<Post, 'channel' | 'thread' | 'about' | 'since'>,
  ): Promise<MessageRef | Refused | undefined> => {
    try {
      return await among(post)
    } catch (error) {
      const word = slackError(error) ?? ''
      if (post.thread !== null && word === 'thread_not_found') {
        const stray = await find({ ...post, thread: null })
        if (stray && 'ts' in stray) await remove(stray)
        return { refused: 'parent', word }
      }
      if (isGone(word)) return undefined
      if (!notOffered(error)) throw error
      warnOnce('messages cannot be read back: one whose answer is lost may be posted twice', error)
      return undefined
    }
  }
  return find
}
