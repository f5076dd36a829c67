/** Rules of approval in scaleout.yml: what each says in the end, and whether it can be met. */
import type { z } from 'zod'
import type { Approval, ClusterPolicy, ConditionalRule } from '../scaleout/policy.ts'
import { rulesOf } from '../scaleout/rules.ts'
import type { Note } from './policy-parts.ts'
import type { PolicySchema } from './policy-schema.ts'

/** The usual rule, and what is otherwise under conditions. */
export type Ruled = Pick<ClusterPolicy, 'approval' | 'rules'>

type Given = z.output<PolicySchema['approval']>

/** A rule: its own keys, and those of another one where it has none. */
export const approvalOf = (base: Approval, own: Given = {}): Approval => ({ ...base, ...keysOf(own) })

/** What is otherwise under conditions; `undefined` where nothing is said about that. */
export function conditionalIn(given: Given | undefined): ConditionalRule[] | undefined {
  return given?.rules?.map(({ when, ...keys }) => ({
    when: new Map(Object.entries(when).flatMap(([key, condition]) => (condition ? [[key, condition] as const] : []))),
    approval: keysOf(keys),
  }))
}

function keysOf(given: Omit<Given, 'rules'>): Partial<Approval> {
  const { channel, approvers, quorum, expires_in: expiresIn, approve_with, reject_with } = given
  return {
    ...(channel === undefined ? {} : { channel }),
    ...(approvers === undefined ? {} : { approvers }),
    ...(quorum === undefined ? {} : { quorum }),
    ...(expiresIn === undefined ? {} : { expiresIn }),
    ...(approve_with === undefined ? {} : { approveWith: approve_with }),
    ...(reject_with === undefined ? {} : { rejectWith: reject_with }),
  }
}

/**
 * Whether what holds at a place can be met at all, also under its conditions: its own, or else the common ones
 * (`inherited`). Keys that have a fault of their own say nothing about that: `faulty`.
 */
export function checkApproval(
  { approval, rules, inherited = false }: Ruled & { readonly inherited?: boolean },
  path: readonly PropertyKey[],
  faulty: ReadonlySet<PropertyKey>,
  note: Note,
): void {
  const [usual = [], ...conditional] = rulesOf({ approval, rules }).map((rule) => faultsOf(rule, faulty))
  for (const [key, says] of usual) note([...path, key], says)
  // Each of them would say the same of the usual keys.
  if (usual.length > 0 || faulty.has('rules')) return
  for (const [index, faults] of conditional.entries())
    for (const [key, says] of faults)
      if (inherited) note([...path, key], `under approval.rules.${index} ${says}`)
      else note([...path, 'rules', index, key], says)
}

function faultsOf(rule: Approval, faulty: ReadonlySet<PropertyKey>): [key: string, says: string][] {
  const faults: [string, string][] = []
  const both = rule.approveWith.filter((name) => rule.rejectWith.includes(name))
  if (both.length > 0 && !faulty.has('approve_with') && !faulty.has('reject_with'))
    faults.push(['reject_with', `${both.join(', ')} cannot both approve and reject: use another emoji`])
  const people = new Set(rule.approvers)
  const single = [...people].every((id) => !id.startsWith('S'))
  if (people.size > 0 && single && people.size < rule.quorum && !faulty.has('approvers') && !faulty.has('quorum'))
    faults.push([
      'quorum',
      `${rule.quorum} have to approve, but ${people.size} may: name more approvers or lower the quorum`,
    ])
  return faults
}
