import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { slackError } from './clients.ts'

/** Whether requests can be decided in a channel. Closed by default: what cannot be found out is no. */
export type Suitability = 'suitable' | 'not_in' | 'shared' | 'direct' | 'unverified'

const info = z.object({
  name: z.string().optional(),
  is_member: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  is_ext_shared: z.boolean().optional(),
  is_im: z.boolean().optional(),
})

/** Strangers of a shared channel can see and react, and a direct message has nobody who could approve (reference §5). */
export async function suitability(client: WebClient, channel: string): Promise<{ fit: Suitability; name: string }> {
  if (channel.startsWith('D')) return { fit: 'direct', name: channel }
  try {
    const answer = await client.conversations.info({ channel })
    const { name, ...seen } = info.parse(answer.channel)
    return { fit: fitOf(seen), name: name ? `#${name}` : channel }
  } catch (error) {
    // A private channel without the bot does not exist for it.
    return { fit: slackError(error) === 'channel_not_found' ? 'not_in' : 'unverified', name: channel }
  }
}

function fitOf({ is_member, is_archived, is_ext_shared, is_im }: Omit<z.infer<typeof info>, 'name'>): Suitability {
  if (is_im) return 'direct'
  if (is_ext_shared) return 'shared'
  // Nothing can be said in an archived one either.
  return is_member === false || is_archived ? 'not_in' : 'suitable'
}
