import type { WebClient } from '@slack/web-api'
import type { ClusterPolicy, Directory, Policy } from '../scaleout/policy.ts'
import type { PolicyFault } from '../scaleout/reach.ts'
import { rulesOf } from '../scaleout/rules.ts'
import { suitability } from '../slack/channels.ts'
import { notOffered, slackError } from '../slack/clients.ts'

/** A fault, nothing wrong, or `unknown`: Slack did not say just now. */
export type Finding = PolicyFault | undefined | 'unknown'

/** An id of the policy file, and what it is named for. */
export type Named = { readonly id: string; readonly as: 'person' | 'group' | 'approves_in' | 'asks_in' }

/** Everything that a cluster's part of the policy names in Slack, also under conditions. */
export function namedBy(cluster: ClusterPolicy): Named[] {
  const { channels, requesters } = cluster
  const rules = rulesOf(cluster)
  const who = [...rules.flatMap(({ approvers }) => approvers), ...(requesters ?? [])]
  const elsewhere = rules.flatMap(({ channel }) => channel ?? [])
  return [
    ...who.map((id): Named => ({ id, as: id.startsWith('S') ? 'group' : 'person' })),
    ...elsewhere.map((id): Named => ({ id, as: 'approves_in' })),
    // What is approved nowhere else is approved where it is asked for.
    ...(channels ?? []).map((id): Named => ({ id, as: elsewhere.length < rules.length ? 'approves_in' : 'asks_in' })),
  ]
}

/** Everything that the policy names in Slack, each once. */
export function namedIn(policy: Policy): Named[] {
  const found = new Map<string, Named>()
  // Where something is approved more has to be right than where it is only asked for.
  for (const named of [...policy.clusters.values()].flatMap(namedBy))
    if (!found.has(named.id) || named.as === 'approves_in') found.set(named.id, named)
  return [...found.values()]
}

type Asked = { readonly client: WebClient; readonly directory: Directory }

/** Whether what is named can be what it is named for. Asks Slack once, and once more where something is wrong. */
export function judge({ id, as }: Named, { client, directory }: Asked): Promise<Finding> {
  if (as === 'person') return person(id, directory, client)
  if (as === 'group') return group(id, directory, client)
  return channel(id, as, client)
}

async function person(id: string, directory: Directory, client: WebClient): Promise<Finding> {
  const known = await directory.person(id)
  if (known) return known.account === 'member' ? undefined : { id, kind: `person_${known.account}` }
  return client.users.info({ user: id }).then(
    () => 'unknown' as const,
    (error: unknown) =>
      ['user_not_found', 'user_not_visible'].includes(slackError(error) ?? '')
        ? { id, kind: 'person_unknown' as const }
        : ('unknown' as const),
  )
}

async function group(id: string, directory: Directory, client: WebClient): Promise<Finding> {
  const members = await directory.members(id)
  if (members) return members.size === 0 ? { id, kind: 'group_empty' } : undefined
  const read = (options: { include_disabled?: boolean }) =>
    client.usergroups.users.list({ usergroup: id, ...options }).then(
      () => 'ok',
      (error: unknown) => (notOffered(error) ? (slackError(error) ?? 'not offered') : slackError(error)),
    )
  switch (await read({})) {
    case 'no_such_subteam':
      return { id, kind: (await read({ include_disabled: true })) === 'ok' ? 'group_disabled' : 'group_unknown' }
    case 'missing_scope':
      return { id, kind: 'group_unreadable', scope: 'usergroups:read' }
    case 'unknown_method':
    case 'plan_upgrade_required':
    case 'not offered':
      return { id, kind: 'group_unreadable' }
    default:
      return 'unknown'
  }
}

async function channel(id: string, as: 'approves_in' | 'asks_in', client: WebClient): Promise<Finding> {
  const found = await suitability(client, id)
  if (found.fit === 'archived') return { id, kind: 'channel_archived' }
  if (found.fit === 'unverified') return 'unknown'
  // Commands reach the bot from channels that it is not in, also from private ones that it cannot see.
  if (as === 'asks_in') return undefined
  if (found.fit === 'unreadable') return { id, kind: 'channel_unreadable', scope: found.scope }
  const kinds = {
    suitable: undefined,
    unseen: 'channel_unknown',
    not_in: 'channel_not_in',
    shared: 'channel_shared',
    direct: 'channel_direct',
    direct_group: 'channel_direct',
  } as const
  const kind = kinds[found.fit]
  return kind && { id, kind }
}
