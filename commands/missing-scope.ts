import type { Suitability } from '../src/slack/channels.ts'
import type { CommandContext } from './context.ts'

const loggedScopes = new WeakMap<CommandContext, Set<string>>()
/** Logs once that a channel could not be read for want of a scope: only the operator can reinstall the app. */
export function logMissingScope(found: Suitability, channel: string, context: CommandContext): void {
  if (found.fit !== 'unreadable') return
  const logged = loggedScopes.get(context) ?? new Set()
  loggedScopes.set(context, logged)
  if (logged.has(found.scope)) return
  logged.add(found.scope)
  context.log.warn(
    { channel, scope: found.scope },
    'a channel could not be looked at without this scope, so nothing can be asked there: reinstall the Slack app',
  )
}
