import { z } from 'zod'
import { Refusal } from '../api/method.ts'
import { validView } from '../api/views.ts'
import { saysNothing } from '../delivery/parcel.ts'
import { objectTo } from '../ground.ts'
import { placedIn, type View } from '../kit.ts'
import { common, responseUrl, trigger } from '../people/payload.ts'
import type { PersonRecord } from '../workspace.ts'
import type { World } from '../world.ts'
import { clientErrors } from './checks.ts'
import type { OpenView } from './open-views.ts'
import { heldBy } from './state.ts'
import { change, clear, close, DEEPEST, push, stackOf, wireView } from './views.ts'

/** What the person sees after pressing submit. */
export type Submitted =
  | { closed: true }
  | { errors: Record<string, string> }
  | { updated: true }
  | { pushed: true }
  | { trouble: string }

const answer = z.discriminatedUnion('response_action', [
  z.strictObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string().min(1)) }),
  z.strictObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('push'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('clear') }),
])

/** Sends the submission and does what its answer says (docs/platforms/slack.md#submissions). */
export async function submit(world: World, person: PersonRecord, shown: OpenView): Promise<Submitted> {
  const outcome = await send(world, person, shown)
  shown.errors = 'errors' in outcome ? outcome.errors : {}
  world.changes.announce()
  return outcome
}

async function send(world: World, person: PersonRecord, shown: OpenView): Promise<Submitted> {
  const errors = world.ambush.switches.hostileClient ? {} : clientErrors(shown, person)
  if (Object.keys(errors).length > 0) return { errors }
  const receipt = await world.courier.carry({
    type: 'interactive',
    payload: {
      type: 'view_submission',
      ...common(world, person),
      trigger_id: trigger(world, person),
      view: wireView(world, shown),
      response_urls: grantedUrls(world, person, shown),
    },
  })
  if (world.ambush.switches.loseAnswers) return { trouble: 'no answer to the submission: timeout' }
  if (!receipt.acked) return { trouble: `no answer to the submission: ${receipt.why}` }
  if (saysNothing(receipt.body)) {
    close(world, shown)
    return { closed: true }
  }
  const read = answer.safeParse(receipt.body)
  if (!read.success) return trouble(world, z.prettifyError(read.error))
  return obey(world, person, shown, read.data)
}

/** `response_urls`, for menus with response_url_enabled only (docs/platforms/slack.md#deadlines). */
function grantedUrls(world: World, person: PersonRecord, { view, state }: OpenView): Record<string, unknown>[] {
  return placedIn(view.blocks)
    .filter(({ element }) => element.response_url_enabled === true)
    .flatMap((placed) => {
      const channel = heldBy(state, placed)?.value
      if (typeof channel !== 'string') return []
      const { url } = responseUrl(world, person, channel)
      return [{ block_id: placed.blockId, action_id: placed.actionId, channel_id: channel, response_url: url }]
    })
}

function trouble(world: World, what: string): Submitted {
  objectTo(world, `the answer to a submission is not valid: ${what}`)
  return { trouble: what }
}

function obey(world: World, person: PersonRecord, shown: OpenView, given: z.output<typeof answer>): Submitted {
  switch (given.response_action) {
    case 'errors':
      return marked(world, shown, given.errors)
    case 'clear':
      clear(world, person.id)
      return { closed: true }
    case 'update':
      // The view keeps its id: our choice, the documentation only says that no id comes back.
      return withView(world, given.view, shown, (view) => {
        change(world, shown, view)
        return { updated: true }
      })
    case 'push':
      if (stackOf(world, person.id).length >= DEEPEST) return trouble(world, 'push_limit_reached')
      return withView(world, given.view, undefined, (view) => {
        push(world, person.id, view)
        return { pushed: true }
      })
  }
}

/**
 * Keys must be block_ids of input blocks in this view; others make the whole answer invalid
 * (docs/platforms/slack.md#submissions).
 */
function marked(world: World, { view }: OpenView, errors: Record<string, string>): Submitted {
  const inputs = placedIn(view.blocks).filter(({ block }) => block.type === 'input')
  const strange = Object.keys(errors).filter((id) => !inputs.some(({ blockId }) => blockId === id))
  if (strange.length > 0)
    return trouble(world, `errors for ${strange.join(', ')}, which is no input block of this view`)
  return Object.keys(errors).length > 0 ? { errors } : trouble(world, 'errors names no block')
}

function withView(
  world: World,
  given: unknown,
  replaced: OpenView | undefined,
  then: (view: View) => Submitted,
): Submitted {
  try {
    return then(validView(world, given, 'modal', replaced))
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    return trouble(world, `${thrown.message} ${JSON.stringify(thrown.details)}`)
  }
}
