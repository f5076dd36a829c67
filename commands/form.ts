import { countField } from '../src/clusters/roles.ts'
import { foldedName } from '../src/clusters/written.ts'
import type { ClusterPolicy } from '../src/scaleout/policy.ts'
import { slackError } from '../src/slack/clients.ts'
import { timeouts } from '../src/slack/timeouts.ts'
import { withTimeout } from '../src/timeout.ts'
import { valueIn } from '../views/form/field.ts'
import { formView } from '../views/form/index.ts'
import { inputOf, readForm, type Submitted } from '../views/form/read.ts'
import { actions, type FormState, initialOf, withGiven } from '../views/form/state.ts'
import { limits } from '../views/limits.ts'
import type { CommandContext } from './context.ts'
import { choosing, clustersIn, formOf, offeredAtOnce, offeredTo, offerOf } from './form-options.ts'
import type { Listener } from './listener.ts'
import { type ActionPayload, formStateOf, type SuggestionPayload, submittedOf } from './payload.ts'
import { wordsFor } from './words.ts'

export const listeners: readonly Listener[] = Object.values(actions).map((id) => ({
  on: 'action' as const,
  id,
  handle: redraw,
}))

/** Something in the open form was clicked: the form is drawn again around what is filled in. */
async function redraw(payload: ActionPayload, context: CommandContext): Promise<void> {
  const { view, user } = payload
  const [action] = payload.actions
  if (!view || !action) return
  const before = formStateOf(view)
  const clusters = await offeredTo(context, clustersIn(context, before.channel), user.id)
  const formState = after({ ...before, count: typedCount(before, submittedOf(view), clusters) }, action, clusters)
  const chosen = clusters.find((cluster) => cluster.name === formState.cluster)
  const same = formState.cluster === before.cluster
  const values = chosen && same ? readForm(offerOf(chosen), formState, submittedOf(view)).values : undefined
  const words = await wordsFor(user.id, context)
  const remembered = chosen && values ? withGiven(formState, chosen.type, values) : formState
  const look = { words, formState: remembered, clusters, by: user.id, ...(values ? { values } : {}) }
  const next = formView(formOf(context, look))
  try {
    await context.client.views.update({ view_id: view.id, ...(view.hash ? { hash: view.hash } : {}), view: next })
  } catch (error) {
    // A newer click has changed the form already, or it was closed: that one wins.
    if (!['hash_conflict', 'not_found'].includes(slackError(error) ?? '')) throw error
  }
}

/** A count that was typed, and not only the default that was shown. */
function typedCount(formState: FormState, submitted: Submitted, clusters: readonly ClusterPolicy[]): number | null {
  const before = clusters.find((cluster) => cluster.name === formState.cluster)
  const field = before && countField(before.type)
  const entry = field && inputOf(field.wire, submitted)
  const read = field && entry ? valueIn(field, entry) : undefined
  const typed = read && 'value' in read ? read.value : undefined
  if (!before || !field || typeof typed !== 'number') return formState.count
  return typed === initialOf(field, before.defaults, formState) ? formState.count : typed
}

type Action = ActionPayload['actions'][number]

function after(formState: FormState, action: Action, clusters: readonly ClusterPolicy[]): FormState {
  switch (action.action_id) {
    case actions.cluster: {
      const chosen = clusters.find((cluster) => cluster.name === action.selected_option?.value)
      return chosen && chosen.name !== formState.cluster ? choosing(formState, chosen) : formState
    }
    case actions.advanced:
      return { ...formState, advanced: true }
    case actions.addDisk:
      return { ...formState, ...withDisk(formState) }
    case actions.removeDisk:
      return { ...formState, disks: formState.disks.filter((disk) => String(disk) !== action.value) }
    default:
      return formState
  }
}

/** A number that no disk of this form had, so that an added disk never shows what a removed one held. */
const withDisk = ({ disks, lastDisk }: FormState): Pick<FormState, 'disks' | 'lastDisk'> => ({
  disks: [...disks, lastDisk + 1],
  lastDisk: lastDisk + 1,
})

/**
 * Clusters whose name holds what was typed, for menus that are too long to list. A choice that is not allowed is refused when the
 * form is sent.
 */
export async function searchClusters(
  { view, user, value }: SuggestionPayload,
  context: CommandContext,
): Promise<string[]> {
  const here = clustersIn(context, formStateOf(view).channel)
  const clusters = await withTimeout(timeouts.options, offeredTo(context, here, user.id), offeredAtOnce(here, user.id))
  const wanted = foldedName(value)
  return clusters
    .map((cluster) => cluster.name)
    .filter((name) => foldedName(name).includes(wanted))
    .slice(0, limits.optionsPerMenu)
}
