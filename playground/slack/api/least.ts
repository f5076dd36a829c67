import type { World } from '../world.ts'
import type { Method } from './method.ts'

type Body = Record<string, unknown>

/** What a server that is not Slack's own answers at the least: what was asked for, and nothing that only Slack knows. */
export function leastOf({ ambush }: World, { name }: Method, body: Body): Body {
  const { sparse } = ambush.switches
  if (sparse === 'no') return body
  switch (name) {
    case 'auth.test':
      return only(body, ['ok', 'team_id', 'user_id'])
    case 'users.info':
      return { ...only(body, ['ok']), user: only(body.user, ['id', 'team_id', 'name']) }
    case 'conversations.info':
      return { ...only(body, ['ok']), channel: only(body.channel, ['id', 'name']) }
    case 'chat.postMessage':
      return {
        ...only(body, ['ok', 'channel', 'ts']),
        ...(sparse === 'echo' ? { message: only(body.message, ['text', 'ts']) } : {}),
      }
    case 'views.open':
    case 'views.update':
      return { ...only(body, ['ok']), view: only(body.view, ['id']) }
    default:
      return only(body, ['ok', 'url', 'message_ts', 'ts', 'channel'])
  }
}

const only = (from: unknown, names: readonly string[]): Body =>
  Object.fromEntries(Object.entries(from ?? {}).filter(([name]) => names.includes(name)))
