import { createHash } from 'node:crypto'
import { stringify } from 'safe-stable-stringify'
import { clusterKey } from '../clusters/cluster-key.ts'
import type { Order, Place } from '../clusters/define.ts'
import { isOlderCall } from '../clusters/scale-out.ts'
import type { Request } from './record.ts'

/** What is approved. `order` is the call without its password, which counts by its fingerprint. */
export type Approved = {
  readonly cluster: Place
  readonly order: Pick<Order, 'method' | 'path' | 'action' | 'body'>
  readonly secret: Request['secret']
}

/**
 * What an approver agrees to: the cluster and the exact call, method, path, action and body, the password by its
 * fingerprint. Hex SHA-256 over JSON with sorted keys; the same call gives the same digest wherever it is computed.
 *
 * `form`: of a record that an older version wrote the digest says nothing of method, path and action: there was one
 * call then, and for that call it still holds.
 */
export function digestOf({ cluster, order, secret }: Approved, form: Request['digestForm']): string {
  const { method, path, action, body } = order
  const of = { cluster: clusterKey(cluster.id), region: cluster.region, secret: secret?.fingerprint ?? null, body }
  const exact = form === 'body' && isOlderCall(order, cluster) ? of : { ...of, method, path, action }
  return createHash('sha256')
    .update(stringify(exact) ?? '')
    .digest('hex')
}

/** The part of a digest that people compare. */
export const shortDigest = (digest: string): string =>
  `${digest.slice(0, 4)}-${digest.slice(4, 8)}-${digest.slice(8, 12)}`
