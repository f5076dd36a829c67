import type { Order } from '../clusters/define.ts'
import { clusterType } from '../clusters/index.ts'
import { keyPairField, secretField } from '../clusters/roles.ts'
import { digestOf } from '../scaleout/digest.ts'
import { approvers } from '../scaleout/lifecycle.ts'
import { callOf, type Types, typeOf } from '../scaleout/order.ts'
import type { Reason, Request } from '../scaleout/record.ts'
import type { Keys } from '../scaleout/vault.ts'

/** The call that goes out, the password in it; refused unless it is what was approved, to the letter. */
export function orderOf(
  request: Request,
  types: Types,
  keys: Keys,
): { readonly order: Order } | { readonly refused: Reason } {
  if (approvers(request).length < request.approval.quorum)
    return { refused: { code: 'DigestMismatch', message: 'Too few people approved exactly this call.' } }
  const password = passwordOf(request, keys)
  if (request.secret && password === undefined)
    return { refused: { code: 'SecretLost', message: 'The sealed or named password cannot be opened.' } }
  const fingerprint = password === undefined ? undefined : keys.vault?.fingerprint(password)
  const secret = request.secret && { ...request.secret, fingerprint: fingerprint ?? '' }
  const type = typeOf(request, types)
  const order = callOf(request, type)
  const wire = secretField(type)?.wire
  const digest = digestOf({ cluster: request.cluster, order, secret }, request.digestForm)
  if (digest !== request.digest || (password !== undefined && wire === undefined))
    return { refused: { code: 'DigestMismatch', message: 'What would be sent is not what was approved.' } }
  if (password === undefined || wire === undefined) return { order }
  const { body } = type.order({ ...request.body, [wire]: password }, request.cluster)
  return { order: { ...order, body } }
}

/**
 * The password that the request's call carries or carried; undefined where it logs in with a key pair. `unreadable`: there
 * is one, and nobody can tell it any more.
 */
export function heldSecret(request: Request, types: Types, keys: Keys): string | undefined | 'unreadable' {
  // A box is erased when the request ends. What is learnt of its call after that has to do without it.
  if (request.secret === null) return hasNoPassword(request, types) ? undefined : 'unreadable'
  const password = passwordOf(request, keys)
  const same = password !== undefined && keys.vault?.fingerprint(password) === request.secret.fingerprint
  return same ? password : 'unreadable'
}

function hasNoPassword({ cluster, body }: Request, types: Types): boolean {
  const type = clusterType(cluster.type, types)
  if (!type) return false
  const keyPair = keyPairField(type)
  return secretField(type) === undefined || (keyPair !== undefined && body[keyPair.wire] !== undefined)
}

function passwordOf({ secret, origin }: Request, { vault, credential }: Keys): string | undefined {
  if (secret === null) return undefined
  if (secret.kind === 'named') return credential(secret.name)
  try {
    return vault?.open(secret.box, origin)
  } catch {
    // Another key, or a damaged box: there is nothing to send.
    return undefined
  }
}
