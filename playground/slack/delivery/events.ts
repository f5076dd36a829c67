import { randomUUID } from 'node:crypto'
import type { ChannelRecord } from '../workspace.ts'
import type { World } from '../world.ts'
import type { Receipt } from './parcel.ts'

export type AppEvent = { type: string } & Record<string, unknown>

type Rule = { subscription: string; scope?: string }

const history = { public: 'channels', private: 'groups', mpim: 'mpim', im: 'im' } as const

/** What an event needs: a subscription in the manifest and, mostly, a scope (docs/platforms/slack.md#events). */
function ruleOf(event: AppEvent, channel: ChannelRecord | undefined): Rule {
  const kind = history[channel?.kind ?? 'public']
  switch (event.type) {
    case 'message':
      return { subscription: `message.${kind}`, scope: `${kind}:history` }
    case 'reaction_added':
    case 'reaction_removed':
      return { subscription: event.type, scope: 'reactions:read' }
    case 'member_joined_channel':
    case 'member_left_channel':
      return { subscription: event.type, scope: `${kind}:read` }
    case 'subteam_members_changed':
    case 'subteam_updated':
      return { subscription: event.type, scope: 'usergroups:read' }
    case 'user_change':
      return { subscription: event.type, scope: 'users:read' }
    default:
      return { subscription: event.type }
  }
}

/** Tells the app, if it subscribed, holds the scope, and is a member of the channel. */
export function tell(world: World, event: AppEvent, channel?: ChannelRecord): void {
  const { app } = world
  const rule = ruleOf(event, channel)
  if (!app.manifest.settings.event_subscriptions.bot_events.includes(rule.subscription)) return
  if (rule.scope !== undefined && !app.scopes.has(rule.scope)) return
  if (channel && !channel.members.includes(app.botUser)) return
  tellRegardless(world, event, channel?.external ?? false)
}

/**
 * The delivery itself: also for an event from a channel in which the bot never was (docs/platforms/slack.md#events,
 * bolt-js#2090).
 */
export function tellRegardless(world: World, event: AppEvent, external: boolean): void {
  const { switches } = world.ambush
  if (switches.loseEvents) return
  const wrapped = callback(world, event, external)
  const { held } = world.ambush
  held.push(wrapped)
  if (held.length < switches.reorder) return
  switches.reorder = 0
  depart(world, held.splice(0).reverse())
}

function depart(world: World, callbacks: Record<string, unknown>[]): void {
  const { delay, duplicate } = world.ambush.switches
  const leave = () => {
    for (const wrapped of callbacks) {
      void attempt(world, wrapped, { attempt: 0, reason: '' }, duplicate === 'envelope' ? 2 : 1)
      if (duplicate === 'event') void attempt(world, wrapped, { attempt: 0, reason: '' }, 1)
    }
  }
  if (delay === 0) leave()
  else world.clock.after(delay, leave)
}

// Nearly at once, after a minute, after five (docs/platforms/slack.md#delivery).
const RETRY_AFTER = [0, 60_000, 300_000]

async function attempt(
  world: World,
  wrapped: Record<string, unknown>,
  retry: { attempt: number; reason: string },
  copies: number,
): Promise<void> {
  const receipt = await world.courier.carry({ type: 'events_api', payload: wrapped, retry }, copies)
  const pause = RETRY_AFTER[retry.attempt]
  if (receipt.acked || receipt.noRetry === true || pause === undefined) return
  const next = { attempt: retry.attempt + 1, reason: reasonOf(world, receipt.why) }
  world.clock.after(pause / world.speed, () => void attempt(world, wrapped, next, 1))
}

function reasonOf({ courier }: World, why: Extract<Receipt, { acked: false }>['why']): string {
  if (courier.route.to === 'socket') return 'timeout'
  return why === 'timeout' ? 'http_timeout' : why
}

function callback({ app, workspace, clock }: World, event: AppEvent, external: boolean): Record<string, unknown> {
  const { id: team, enterprise = null } = workspace.team
  return {
    token: app.verificationToken,
    team_id: team,
    context_team_id: team,
    context_enterprise_id: enterprise,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
    event_time: Math.floor(clock.now() / 1000),
    authorizations: [
      { enterprise_id: enterprise, team_id: team, user_id: app.botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: external,
    event_context: `4-${randomUUID()}`,
  }
}
