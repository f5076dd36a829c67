import { createHash } from 'node:crypto'
import { stringify } from 'safe-stable-stringify'
import { clusterKey } from '../clusters/cluster-key.ts'
import type { Request } from './record.ts'

/**
 * What an approver agrees to: the cluster and the exact body, the password by its fingerprint.
 * Hex SHA-256 over JSON with sorted keys; the same call gives the same digest wherever it is computed.
 */
export function digestOf(call: Pick<Request, 'cluster' | 'body' | 'secret'>): string {
  const { id, region } = call.cluster
  const exact = { cluster: clusterKey(id), region, body: call.body, secret: call.secret?.fingerprint ?? null }
  return createHash('sha256')
    .update(stringify(exact) ?? '')
    .digest('hex')
}

/** The part of a digest that people compare. */
export const shortDigest = (digest: string): string =>
  `${digest.slice(0, 4)}-${digest.slice(4, 8)}-${digest.slice(8, 12)}`
