import { app } from './app.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import type { Method } from './method.ts'
import { reactions } from './reactions.ts'
import { usergroups } from './usergroups.ts'
import { users } from './users.ts'
import { views } from './views.ts'

/** The Web API of the playground, by name. */
export const methods: ReadonlyMap<string, Method> = new Map(
  [...app, ...chat, ...conversations, ...reactions, ...usergroups, ...users, ...views].map((one) => [one.name, one]),
)

/**
 * The scopes of a method: any one of them admits the call, which one can depend on the kind of conversation. Empty when
 * none is needed.
 *
 * @throws when the playground has no such method
 */
export function scopesOf(method: string): readonly string[] {
  const found = methods.get(method)
  if (!found) throw new Error(`the playground has no method ${method}`)
  return found.scopes
}
