import { wire } from '../messages.ts'
import type { ChannelRecord, Message, PersonRecord } from '../workspace.ts'
import type { World } from '../world.ts'
import type { ActionOutcome } from './act.ts'
import { common, responseUrl, trigger } from './payload.ts'

/** Sends a shortcut of the whole workspace, or of a message (docs/platforms/slack.md#shortcuts). Throws for one that the manifest does not have. */
export async function shortcut(
  world: World,
  person: PersonRecord,
  callbackId: string,
  on?: { message: Message; channel: ChannelRecord },
): Promise<ActionOutcome> {
  const type = on ? 'message' : 'global'
  const known = world.app.manifest.features.shortcuts?.find(
    (one) => one.callback_id === callbackId && one.type === type,
  )
  if (!known) throw new Error(`the manifest has no ${type} shortcut ${callbackId}`)
  const receipt = await world.courier.carry({
    type: 'interactive',
    payload: {
      type: on ? 'message_action' : 'shortcut',
      ...common(world, person),
      callback_id: callbackId,
      trigger_id: trigger(world, person),
      action_ts: `${Math.floor(world.clock.now() / 1000)}.000000`,
      ...(on ? setting(world, person, on) : {}),
    },
  })
  return receipt.acked ? { acked: true } : { trouble: `no answer to ${callbackId}: ${receipt.why}` }
}

function setting(
  world: World,
  person: PersonRecord,
  { message, channel }: { message: Message; channel: ChannelRecord },
) {
  return {
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    message_ts: message.ts,
    message: wire(world, message),
    response_url: responseUrl(world, person, channel.id).url,
  }
}
