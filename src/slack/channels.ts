import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { z } from 'zod'
import { slackError } from './clients.ts'

/**
 * Whether requests can be decided in a channel. Closed by default: what cannot be found out is no.
 * `unseen`: there is no such channel, as far as the bot is told: made up, converted to another id, or private without it.
 * `unreadable`: not before the scope is granted. `unverified`: not just now.
 */
export type Suitability =
  | { readonly fit: Exclude<Fit, 'unreadable'>; readonly name: string }
  | { readonly fit: 'unreadable'; readonly name: string; readonly scope: string }
type Fit =
  | 'suitable'
  | 'not_in'
  | 'unseen'
  | 'archived'
  | 'shared'
  | 'direct'
  | 'direct_group'
  | 'unreadable'
  | 'unverified'

const flag = z.boolean().optional()
const info = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  is_member: flag,
  is_archived: flag,
  is_ext_shared: flag,
  is_im: flag,
  is_mpim: flag,
})

/** Slack's answer to a call that lacks a scope: one of these would do. */
const lacking = z.object({ error: z.literal('missing_scope'), needed: z.string().optional() })

/**
 * Strangers of a shared channel can see and react, and a direct message has nobody who could approve
 * (docs/platforms/slack.md#channels); that of a group has an id like a channel's. Never rejects.
 */
export async function suitability(client: WebClient, channel: string): Promise<Suitability> {
  if (channel.startsWith('D')) return { fit: 'direct', name: channel }
  try {
    const answer = await client.conversations.info({ channel })
    const { name, ...seen } = info.parse(answer.channel)
    return { fit: fitOf(channel, seen), name: name && !seen.is_mpim ? `#${name}` : channel }
  } catch (error) {
    // A private channel without the bot does not exist for it.
    if (slackError(error) === 'channel_not_found') return { fit: 'unseen', name: channel }
    const lacks = error instanceof WebAPIPlatformError ? lacking.safeParse(error.data) : undefined
    return lacks?.success ? withoutScope(channel, lacks.data.needed ?? '') : { fit: 'unverified', name: channel }
  }
}

/** Whether requests can still be decided in a channel, asked anew: for what need not tell what is wrong with it. */
export const createApprovalIn =
  (client: WebClient) =>
  async (channel: string): Promise<'suitable' | 'unsuitable' | 'unverified'> => {
    const { fit } = await suitability(client, channel)
    return fit === 'suitable' || fit === 'unverified' ? fit : 'unsuitable'
  }

/** Which scope is missing tells what the channel is: each kind has its own. */
function withoutScope(name: string, needed: string): Suitability {
  const scopes = needed.split(',').map((scope) => scope.trim())
  const wanted = scopes.find((scope) => scope === 'channels:read' || scope === 'groups:read')
  if (wanted) return { fit: 'unreadable', name, scope: wanted }
  return scopes.includes('mpim:read') ? { fit: 'direct_group', name } : { fit: 'direct', name }
}

function fitOf(asked: string, seen: Omit<z.infer<typeof info>, 'name'>): Exclude<Fit, 'unreadable'> {
  if (seen.is_im) return 'direct'
  if (seen.is_mpim) return 'direct_group'
  if (seen.is_archived) return 'archived'
  if (seen.is_ext_shared) return 'shared'
  // Answered under another id: it was converted, and events and posts go by the new one.
  if (seen.id !== undefined && seen.id !== asked) return 'unseen'
  return seen.is_member === false ? 'not_in' : 'suitable'
}
