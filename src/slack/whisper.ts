import type { WebClient } from '@slack/web-api'

/** Something that only one person sees, at the place where they acted; in a direct message where that fails. */
export async function whisper(
  client: WebClient,
  at: { person: string; channel: string; thread?: string },
  text: string,
): Promise<void> {
  const { person, channel, thread } = at
  try {
    await client.chat.postEphemeral({ channel, user: person, text, ...(thread ? { thread_ts: thread } : {}) })
  } catch {
    // Not a member there, or they are not in the channel any more.
    await client.chat.postMessage({ channel: person, text })
  }
}
