import type { Approval, Directory } from './policy.ts'

/** What is wrong with an approver whom a rule names, for good until an operator or admin changes it. */
export type ApproverFaultKind =
  | 'person_unknown'
  | 'person_deactivated'
  | 'person_guest'
  | 'person_bot'
  | 'person_stranger'
  | 'person_unplaced'
  | 'group_unknown'
  | 'group_disabled'
  | 'group_empty'
  | 'group_unreadable'

/** The same of everything that the policy file names in Slack. */
export type FaultKind =
  | ApproverFaultKind
  | 'channel_unknown'
  | 'channel_not_in'
  | 'channel_archived'
  | 'channel_shared'
  | 'channel_direct'
  | 'channel_unreadable'
  | 'quorum_unreachable'

/** `id`: of Slack's, or the cluster's name where it is about a quorum. `scope`: which one is missing, where one is. */
export type PolicyFault = { readonly id: string; readonly kind: FaultKind; readonly scope?: string }

/** People that could approve, and what is wrong with those that a rule names. */
export type Reach = {
  /** At most as many as were looked for. */
  readonly able: readonly string[]
  /** Whether there may be more than these: an account could not be looked up, or not all were. */
  readonly more: boolean
  readonly faults: readonly PolicyFault[]
}

/** So many accounts are looked at for one rule; a larger group is not asked after to its end. */
const mostAccounts = 25

/**
 * Finds `enough` people who could approve, and looks at no more accounts than that takes: last at those of whom
 * something bad is `known`.
 */
export async function reachOf(
  { approvers }: Pick<Approval, 'approvers'>,
  enough: number,
  deps: {
    directory: Directory
    known: ReadonlyMap<string, PolicyFault>
    without?: string
  },
): Promise<Reach> {
  const { directory, known, without } = deps
  const faults = new Map(approvers.flatMap((id) => known.get(id) ?? []).map((fault) => [fault.id, fault]))
  const able = new Set<string>()
  const asked = new Set<string>()
  let more = false

  const lookAt = async (id: string, isNamed: boolean): Promise<void> => {
    if (id === without || asked.has(id)) return
    if (able.size >= enough || asked.size >= mostAccounts) {
      more = true
      return
    }
    asked.add(id)
    const account = (await directory.person(id))?.account
    if (account === 'member') able.add(id)
    if (account === undefined && !faults.has(id)) more = true
    if (!isNamed || account === undefined) return
    if (account === 'member') faults.delete(id)
    else faults.set(id, { id, kind: `person_${account}` })
  }

  const doubtfulLast = approvers.toSorted((a, b) => Number(faults.has(a)) - Number(faults.has(b)))
  for (const id of doubtfulLast.filter((one) => !one.startsWith('S'))) await lookAt(id, true)
  for (const id of doubtfulLast.filter((one) => one.startsWith('S'))) {
    if (able.size >= enough) {
      more = true
      break
    }
    const members = await directory.members(id)
    if (!members) {
      more ||= !faults.has(id)
      continue
    }
    faults.delete(id)
    if (members.size === 0) faults.set(id, { id, kind: 'group_empty' })
    for (const member of members) await lookAt(member, false)
  }
  return { able: [...able], more, faults: [...faults.values()] }
}
