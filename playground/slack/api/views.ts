import { z } from 'zod'
import { isViewTooLarge, sentence, violationsOfView } from '../blocks/index.ts'
import { asView, type View } from '../kit.ts'
import type { OpenView } from '../modals/open-views.ts'
import { allOpen, change, DEEPEST, open, publish, push, stackOf, wireView } from '../modals/views.ts'
import type { Trigger } from '../passes.ts'
import type { World } from '../world.ts'
import { type Method, method, refuse, refuseArguments, structure, text } from './method.ts'
import { personWith } from './places.ts'

/**
 * A view that Slack would take for this surface; `replaced` is the view that it takes the place of.
 *
 * @throws the refusal: view_too_large, duplicate_external_id, or invalid_arguments with every violation
 */
export function validView(world: World, given: unknown, type: View['type'], replaced?: OpenView): View {
  if (isViewTooLarge(given)) refuse('view_too_large')
  const violations = violationsOfView(given)
  if (violations.length > 0) refuseArguments(violations.map(sentence))
  const view = asView(given)
  if (view.type !== type) refuseArguments([`unsupported type: ${view.type} [json-pointer:/view/type]`])
  const twin = (other: OpenView) => other.id !== replaced?.id && other.view.external_id === view.external_id
  if (view.external_id !== undefined && view.external_id !== '' && allOpen(world).some(twin))
    refuse('duplicate_external_id')
  return view
}

/**
 * The trigger, spent. It is spent even if the view is then refused: whether Slack does so is not documented, our choice,
 * the stricter.
 */
function exchange({ passes, clock, ambush }: World, id: string): Trigger {
  const trigger = passes.triggers.get(id) ?? refuse('invalid_trigger_id')
  if (trigger.exchanged) refuse('exchanged_trigger_id')
  if (clock.now() - trigger.issued > ambush.switches.triggerLife) refuse('expired_trigger_id')
  trigger.exchanged = true
  return trigger
}

const byTrigger = z.object({ trigger_id: text, view: structure() })

const viewsOpen = method({
  name: 'views.open',
  scopes: [],
  tier: 4,
  json: true,
  args: byTrigger,
  run(world, args) {
    const { user } = exchange(world, args.trigger_id)
    return { view: wireView(world, open(world, user, validView(world, args.view, 'modal'))) }
  },
})

const viewsPush = method({
  name: 'views.push',
  scopes: [],
  tier: 4,
  json: true,
  args: byTrigger,
  run(world, args) {
    const { user } = exchange(world, args.trigger_id)
    const depth = stackOf(world, user).length
    if (depth === 0) refuse('not_found')
    if (depth >= DEEPEST) refuse('push_limit_reached')
    return { view: wireView(world, push(world, user, validView(world, args.view, 'modal'))) }
  },
})

const viewsUpdate = method({
  name: 'views.update',
  scopes: [],
  tier: 4,
  json: true,
  args: z.object({ view_id: text.optional(), external_id: text.optional(), hash: text.optional(), view: structure() }),
  run(world, { view_id, external_id, hash, view }) {
    // An empty string counts as provided (docs/platforms/slack.md#views).
    if (view_id !== undefined && external_id !== undefined)
      refuseArguments(['Cannot provide both `view_id` and `external_id`'])
    if (view_id === undefined && external_id === undefined)
      refuseArguments(['must provide one of `view_id` and `external_id`'])
    const shown =
      allOpen(world).find(
        (one) => one.id === view_id || (view_id === undefined && one.view.external_id === external_id),
      ) ?? refuse('not_found')
    if (hash !== undefined && hash !== shown.hash) refuse('hash_conflict')
    change(world, shown, validView(world, view, shown.view.type, shown))
    return { view: wireView(world, shown) }
  },
})

const viewsPublish = method({
  name: 'views.publish',
  scopes: [],
  tier: 4,
  json: true,
  args: z.object({ user_id: text, hash: text.optional(), view: structure() }),
  run(world, { user_id, hash, view }) {
    if (!world.app.manifest.features.app_home.home_tab_enabled) refuse('not_enabled')
    const { id } = personWith(world, user_id)
    const shown = world.views.homes.get(id)
    if (hash !== undefined && hash !== shown?.hash) refuse('hash_conflict')
    return { view: wireView(world, publish(world, id, validView(world, view, 'home', shown))) }
  },
})

export const views: Method[] = [viewsOpen, viewsPush, viewsUpdate, viewsPublish]
