import type { Placed } from '../kit.ts'
import { wire } from '../messages.ts'
import type { OpenView } from '../modals/open-views.ts'
import { fieldOf } from '../modals/state.ts'
import { wireView } from '../modals/views.ts'
import type { ChannelRecord, Message, PersonRecord } from '../workspace.ts'
import type { World } from '../world.ts'
import { common, responseUrl, trigger } from './payload.ts'

/** What the person saw of an action: nothing but that it went through, or the little warning sign. */
export type ActionOutcome = { acked: true } | { trouble: string }

/** Where an action happens. */
export type Scene =
  | { shown: OpenView }
  | { message: Message; channel: ChannelRecord; values: Record<string, Record<string, unknown>> }

/** Sends a block_actions payload (docs/platforms/slack.md#actions). `value` is what the element holds or chose. */
export async function act(
  world: World,
  person: PersonRecord,
  scene: Scene,
  placed: Placed,
  value: unknown,
): Promise<ActionOutcome> {
  const receipt = await world.courier.carry({
    type: 'interactive',
    payload: {
      type: 'block_actions',
      ...common(world, person),
      trigger_id: trigger(world, person),
      ...setting(world, person, scene),
      actions: [action(world, placed, value)],
    },
  })
  return receipt.acked ? { acked: true } : { trouble: `no answer to ${placed.actionId}: ${receipt.why}` }
}

function action({ clock }: World, { element, blockId, actionId }: Placed, value: unknown): Record<string, unknown> {
  const { type, text, confirm } = element
  const field = type === 'overflow' ? 'selected_option' : fieldOf(element)
  return {
    type,
    block_id: blockId,
    action_id: actionId,
    action_ts: `${Math.floor(clock.now() / 1000)}.000000`,
    ...(field === undefined ? { text, ...(value === undefined ? {} : { value }) } : { [field]: value }),
    ...(confirm === undefined ? {} : { confirm }),
  }
}

function setting(world: World, person: PersonRecord, scene: Scene): Record<string, unknown> {
  if ('shown' in scene)
    return { container: { type: 'view', view_id: scene.shown.id }, view: wireView(world, scene.shown) }
  const { message, channel, values } = scene
  const isEphemeral = message.ephemeralTo !== undefined
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: isEphemeral },
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    // The message itself is left out for an ephemeral one, so that nobody relies on it: our choice.
    ...(isEphemeral ? {} : { message: wire(world, message) }),
    state: { values },
    response_url: responseUrl(world, person, channel.id, message.ts).url,
  }
}
