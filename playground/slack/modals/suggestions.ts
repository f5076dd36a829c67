import { sentence, violationsOfView } from '../blocks/index.ts'
import { objectTo } from '../ground.ts'
import { asSuggestions, type Option, optionsOf, type Placed } from '../kit.ts'
import { wire } from '../messages.ts'
import type { Scene } from '../people/act.ts'
import { common } from '../people/payload.ts'
import type { PersonRecord } from '../workspace.ts'
import type { World } from '../world.ts'
import { wireView } from './views.ts'

/** Characters before a menu asks the app, unless the element says otherwise (docs/platforms/slack.md#elements). */
const ASKS_FROM = 3

/**
 * What a menu with outside options shows for these characters; nothing where the answer is late or invalid
 * (docs/platforms/slack.md#options).
 */
export async function suggestions(
  world: World,
  person: PersonRecord,
  scene: Scene,
  placed: Placed,
  query: string,
): Promise<Option[]> {
  if (query.length < (placed.element.min_query_length ?? ASKS_FROM)) return []
  const receipt = await world.courier.carry({
    type: 'interactive',
    payload: {
      type: 'block_suggestion',
      ...common(world, person),
      action_id: placed.actionId,
      block_id: placed.blockId,
      value: query,
      ...where(world, scene),
    },
  })
  if (!receipt.acked) return []
  const answer = asSuggestions(receipt.body)
  const faults = answer === undefined ? ['it is neither options nor option_groups'] : faultsOf(answer)
  if (answer !== undefined && faults.length === 0) return optionsOf(answer)
  objectTo(world, `the options for ${placed.actionId} are not valid: ${faults.join('; ')}`)
  return []
}

function where(world: World, scene: Scene): Record<string, unknown> {
  if ('shown' in scene)
    return {
      container: { type: 'view', view_id: scene.shown.id },
      // What is filled in is not there (docs/platforms/slack.md#options).
      view: { ...wireView(world, scene.shown), state: { values: {} } },
    }
  const { message, channel } = scene
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: channel.id },
    channel: { id: channel.id, name: channel.name },
    message: wire(world, message),
  }
}

/** The rules for options are those of a static menu, so a menu with these options is what gets checked. */
function faultsOf(answer: NonNullable<ReturnType<typeof asSuggestions>>): string[] {
  if (optionsOf(answer).length === 0) return []
  const label = { type: 'plain_text', text: 'Options' }
  const element = { type: 'static_select', action_id: 'options', ...answer }
  const blocks = [{ type: 'input', block_id: 'options', label, element }]
  return violationsOfView({ type: 'modal', title: label, submit: label, blocks }).map(sentence)
}
