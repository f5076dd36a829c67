import type { WebClient } from '@slack/web-api'
import { plainMessage } from '../../views/list.ts'

/** Something that only one person sees, at the place where they acted; in a direct message where that fails. */
export async function postEphemeral(
  client: WebClient,
  at: { person: string; channel: string; thread?: string },
  what: string | ReturnType<typeof plainMessage>,
): Promise<void> {
  const { person, channel, thread } = at
  // A text without blocks is read as mrkdwn, whatever was typed into it.
  const { text, blocks } = typeof what === 'string' ? plainMessage(what) : what
  try {
    await client.chat.postEphemeral({ channel, user: person, text, blocks, ...(thread ? { thread_ts: thread } : {}) })
  } catch {
    // Not a member there, or they are not in the channel any more.
    await client.chat.postMessage({ channel: person, text, blocks })
  }
}
