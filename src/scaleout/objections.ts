import type { Values, Words } from '../clusters/define.ts'
import { countField, secretField } from '../clusters/roles.ts'
import { fromWire, strayMembers } from '../clusters/stored.ts'
import { check } from '../clusters/values.ts'
import { askableIn, type ClusterPolicy, type Policy } from './policy.ts'
import type { Request } from './record.ts'

/** Something that the policy file, or the cluster type as it narrows it, holds against a request. */
export type Objection =
  | { readonly kind: 'not_here' }
  | { readonly kind: 'too_many'; readonly at: string; readonly most: number }
  /** `at`: the wire name, parts of a group by their place in the list (`disks.0.size`). */
  | { readonly kind: 'value'; readonly at: string; readonly says: Words }
  | { readonly kind: 'no_typed_password'; readonly at: string }
  | { readonly kind: 'unknown_credential' }

/** A member of a stored body that is not sent (any more), by its wire name. */
export type Stray = { readonly kind: 'stray'; readonly at: string }

type Rules = Pick<Policy, 'nodesPerRequest' | 'credentials' | 'typedPasswords'>

/** `values` are those that take part, checked: what the body is made from. */
type Judged =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly objections: readonly Objection[] }

/**
 * What the policy says of values that are asked for in a channel, every objection at once. Pure; submission and the
 * recheck before the call ask it. What only Slack knows, the person's account and what became of a channel, comes beside it;
 * so do the limits of requests per user and cluster, which count askings and not calls.
 */
export function judge(
  { cluster, askedIn, values }: { cluster: ClusterPolicy; askedIn: string; values: Values },
  { nodesPerRequest, credentials, typedPasswords }: Rules,
): Judged {
  const checked = check(cluster.type, values)
  const objections: Objection[] = []
  if (!askableIn(cluster, askedIn)) objections.push({ kind: 'not_here' })
  // The limit that holds is told, and not the one of the API behind it.
  const { wire } = countField(cluster.type)
  const count = values[wire]
  if (typeof count === 'number' && count > nodesPerRequest)
    objections.push({ kind: 'too_many', at: wire, most: nodesPerRequest })
  if (!checked.ok) for (const [at, says] of checked.faults) objections.push({ kind: 'value', at, says })
  const password = secretField(cluster.type)?.wire
  if (password !== undefined && values[password] !== undefined && !typedPasswords)
    objections.push({ kind: 'no_typed_password', at: password })
  if (values.credential !== undefined && !credentials.includes(String(values.credential)))
    objections.push({ kind: 'unknown_credential' })
  return checked.ok && objections.length === 0 ? { ok: true, values: checked.values } : { ok: false, objections }
}

/** The same of a request that was made earlier, by the policy of today. */
export function objectionsTo(
  { askedIn, body, secret }: Pick<Request, 'askedIn' | 'body' | 'secret'>,
  cluster: ClusterPolicy,
  rules: Rules,
): readonly (Objection | Stray)[] {
  const sent = fromWire(cluster.type, body)
  const password = secretField(cluster.type)?.wire ?? ''
  const judged = judge({ cluster, askedIn, values: { ...sent, ...given(secret, password) } }, rules)
  // A typed password was judged when it was typed; what stands for it now is its sealed box.
  const isSealed = (one: Objection): boolean => one.kind === 'value' && one.at === password && secret?.kind === 'sealed'
  const objections = judged.ok ? [] : judged.objections.filter((one) => !isSealed(one))
  // What would be sent for values that are refused cannot be told.
  if (objections.some(({ kind }) => kind === 'value')) return objections
  return [...objections, ...strayMembers(cluster.type, body, sent).map((at) => ({ kind: 'stray', at }) as const)]
}

/** That there is a password, and how it came: rules over several fields ask for it. */
function given(secret: Request['secret'], password: string): Values {
  if (secret === null) return {}
  return secret.kind === 'named' ? { credential: secret.name } : { [password]: secret.box }
}
