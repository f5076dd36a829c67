import { closest, distance } from 'fastest-levenshtein'
import type { Values } from '../src/clusters/define.ts'
import { groupField } from '../src/clusters/roles.ts'
import { foldedName } from '../src/clusters/written.ts'
import { askableIn, type ClusterPolicy, mayAsk, namesGroups } from '../src/scaleout/policy.ts'
import { ruleFor } from '../src/scaleout/rules.ts'
import type { Form, Offer } from '../views/form/index.ts'
import { disksIn, type FormState, initialOf } from '../views/form/state.ts'
import { limits } from '../views/limits.ts'
import type { Vocabulary } from '../views/words/index.ts'
import type { CommandContext } from './context.ts'

/** Clusters that may be asked for in a channel, by whomever. */
export const clustersIn = (context: CommandContext, channel: string): ClusterPolicy[] =>
  [...context.policy.clusters.values()].filter((cluster) => askableIn(cluster, channel))

/** Whether it takes a look at Slack to know what a person may be offered. */
export const needsLookup = (clusters: readonly ClusterPolicy[]): boolean =>
  clusters.some((cluster) => namesGroups(cluster.requesters))

/** Without looking anything up: those that are open to all, or that name this person. */
export const offeredAtOnce = (clusters: readonly ClusterPolicy[], person: string): ClusterPolicy[] =>
  clusters.filter((cluster) => cluster.requesters === null || cluster.requesters.includes(person))

export async function offeredTo(
  context: CommandContext,
  clusters: readonly ClusterPolicy[],
  person: string,
): Promise<ClusterPolicy[]> {
  const allowed = await Promise.all(clusters.map((cluster) => mayAsk(cluster, person, context.people)))
  return clusters.filter((_, index) => allowed[index] === null)
}

/** The cluster that is meant: by its name, or by what reads the same when it is typed, `Prod–Web`. */
export function clusterNamed(written: string, clusters: readonly ClusterPolicy[]): ClusterPolicy | undefined {
  const wanted = foldedName(written)
  return (
    clusters.find((cluster) => cluster.name === written) ??
    clusters.find((cluster) => foldedName(cluster.name) === wanted)
  )
}

/** The name that was probably meant; undefined where none comes near. */
export function nearestName(written: string, clusters: readonly ClusterPolicy[]): string | undefined {
  if (clusters.length === 0) return undefined
  const wanted = foldedName(written).slice(0, longestName)
  const name = closest(
    wanted,
    clusters.map((cluster) => cluster.name),
  )
  const near = distance(wanted, foldedName(name)) <= Math.max(1, Math.floor(name.length / 3))
  return near || name.startsWith(wanted) ? name : undefined
}

/** Longer than any name that a policy file may give. */
const longestName = 80

/** Whether the eligible requesters cannot be read until an operator mends it: to try again does not help. */
export const requestersUnread = (context: CommandContext, clusters: readonly ClusterPolicy[]): boolean =>
  clusters.some(({ requesters }) =>
    requesters?.some((id) =>
      ['group_unreadable', 'group_unknown', 'group_disabled'].includes(context.installation.faultOf(id)?.kind ?? ''),
    ),
  )

export const offerOf = ({ name, region, type, defaults }: ClusterPolicy): Offer => ({ name, region, type, defaults })

/** The form as it stands: `values` are what is filled in now, or nothing where it opens. `by`: who looks at it. */
export function formOf(
  context: CommandContext,
  look: { words: Vocabulary; formState: FormState; clusters: readonly ClusterPolicy[]; by: string; values?: Values },
): Form {
  const { words, clusters, by } = look
  const chosen = clusters.find((cluster) => cluster.name === look.formState.cluster)
  // A cluster that is offered no longer cannot stay chosen.
  const formState = chosen ? look.formState : { ...look.formState, cluster: null }
  const values = look.values ?? startValues(chosen, formState)
  return {
    words,
    formState,
    names: clusters.length > limits.optionsPerMenu ? null : clusters.map((cluster) => cluster.name),
    chosen: chosen
      ? { ...offerOf(chosen), rule: ruleFor({ cluster: chosen, values, by, at: context.clock.now() }) }
      : null,
    values,
    credentials: context.policy.credentials,
    typedPasswords: context.policy.typedPasswords,
  }
}

function startValues(chosen: ClusterPolicy | undefined, formState: FormState): Values {
  if (!chosen) return {}
  const { type, defaults } = chosen
  return Object.fromEntries(type.fields.map((field) => [field.wire, initialOf(field, defaults, formState)]))
}

/** The state of a form in which a cluster has just been chosen. */
export function choosing(formState: FormState, cluster: ClusterPolicy): FormState {
  const group = groupField(cluster.type)
  const known = group ? disksIn(cluster.defaults, group.wire) : []
  return {
    ...formState,
    cluster: cluster.name,
    // The first choice meets no older inputs; from the second on, new block ids make the new defaults win.
    nonce: formState.cluster === null ? formState.nonce : formState.nonce + 1,
    given: undefined,
    disks: known.map((_, index) => index),
    lastDisk: known.length - 1,
  }
}

/** The state of a form that opens. */
export const blank = (channel: string): FormState => ({
  channel,
  cluster: null,
  count: null,
  reason: '',
  advanced: false,
  nonce: 0,
  disks: [],
  lastDisk: -1,
})
