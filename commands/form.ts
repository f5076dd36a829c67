import type { z } from 'zod'
import { foldedName } from '../src/clusters/written.ts'
import type { ClusterPolicy } from '../src/scaleout/policy.ts'
import { slackError } from '../src/slack/clients.ts'
import { within } from '../src/timeout.ts'
import { valueIn } from '../views/form/field.ts'
import { formView } from '../views/form/index.ts'
import { entryOf, type Filled, readFilled } from '../views/form/read.ts'
import { actions, initialOf, type Memory } from '../views/form/state.ts'
import { limits } from '../views/limits.ts'
import type { Desk } from './context.ts'
import { choosing, clustersIn, formOf, offeredAtOnce, offeredTo, offerOf } from './form-options.ts'
import { type ActionPayload, filledOf, memoryOf, type suggestionPayload } from './payload.ts'

/** Something in the open form was clicked: the form is drawn again around what is filled in. */
export async function redraw(payload: ActionPayload, desk: Desk): Promise<void> {
  const { view, user } = payload
  const [action] = payload.actions
  if (!view || !action) return
  const before = memoryOf(view)
  const clusters = await offeredTo(desk, clustersIn(desk, before.channel), user.id)
  const memory = after({ ...before, count: typedCount(before, filledOf(view), clusters) }, action, clusters)
  const chosen = clusters.find((cluster) => cluster.name === memory.cluster)
  const same = memory.cluster === before.cluster
  const values = chosen && same ? readFilled(offerOf(chosen), memory, filledOf(view)).values : undefined
  const language = await desk.people.languageFor(user.id)
  const next = formView(formOf(desk, { language, memory, clusters, ...(values ? { values } : {}) }))
  try {
    await desk.client.views.update({ view_id: view.id, ...(view.hash ? { hash: view.hash } : {}), view: next })
  } catch (error) {
    // A newer click has changed the form already, or it was closed: that one wins.
    if (!['hash_conflict', 'not_found'].includes(slackError(error) ?? '')) throw error
  }
}

/** A count that somebody typed, and not only the default that was shown. */
function typedCount(memory: Memory, filled: Filled, clusters: readonly ClusterPolicy[]): number | null {
  const before = clusters.find((cluster) => cluster.name === memory.cluster)
  const field = before?.type.fields.find(({ wire }) => wire === 'count')
  const entry = entryOf('count', filled)
  const read = field && entry ? valueIn(field, entry) : undefined
  const typed = read && 'value' in read ? read.value : undefined
  if (!before || !field || typeof typed !== 'number') return memory.count
  return typed === initialOf(field, before.defaults, memory) ? memory.count : typed
}

type Action = ActionPayload['actions'][number]

function after(memory: Memory, action: Action, clusters: readonly ClusterPolicy[]): Memory {
  switch (action.action_id) {
    case actions.cluster: {
      const chosen = clusters.find((cluster) => cluster.name === action.selected_option?.value)
      return chosen && chosen.name !== memory.cluster ? choosing(memory, chosen) : memory
    }
    case actions.advanced:
      return { ...memory, advanced: true }
    case actions.addDisk:
      return { ...memory, ...withDisk(memory) }
    case actions.removeDisk:
      return { ...memory, disks: memory.disks.filter((disk) => String(disk) !== action.value) }
    default:
      return memory
  }
}

/** A number that no disk of this form had, so that an added disk never shows what a removed one held. */
const withDisk = ({ disks, lastDisk }: Memory): Pick<Memory, 'disks' | 'lastDisk'> => ({
  disks: [...disks, lastDisk + 1],
  lastDisk: lastDisk + 1,
})

/** Slack waits three seconds for what a menu offers. Who chooses what is not for them is told when the form is sent. */
const patience = 2000

/** Clusters whose name holds what was typed, for menus that are too long to list. */
export async function searchClusters(
  { view, user, value }: z.infer<typeof suggestionPayload>,
  desk: Desk,
): Promise<string[]> {
  const here = clustersIn(desk, memoryOf(view).channel)
  const clusters = await within(patience, offeredTo(desk, here, user.id), offeredAtOnce(here, user.id))
  const wanted = foldedName(value)
  return clusters
    .map((cluster) => cluster.name)
    .filter((name) => foldedName(name).includes(wanted))
    .slice(0, limits.optionsPerMenu)
}
