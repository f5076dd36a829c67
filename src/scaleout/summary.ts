import type { ClusterType } from '../clusters/define.ts'
import { clusterType } from '../clusters/index.ts'
import { shortDigest } from './digest.ts'
import { approvers } from './lifecycle.ts'
import { markOf } from './mark.ts'
import { countOf, idOf, type Request } from './record.ts'

/** A request with what follows from it, as the views show it. */
export type Summary = {
  readonly request: Request
  readonly id: string
  /** What its buttons and views name it by. */
  readonly mark: string
  readonly count: number
  readonly type: ClusterType
  readonly approvedBy: readonly string[]
  readonly digest: string
  /** Requests of the same cluster that go first. */
  readonly ahead: number
}

/** Throws when the record names a cluster type that this version does not know. */
export function summaryOf(request: Request, ahead: number): Summary {
  const type = clusterType(request.cluster.type)
  if (!type) throw new Error(`${idOf(request)} is of an unknown cluster type: ${request.cluster.type}`)
  return {
    request,
    id: idOf(request),
    mark: markOf(request),
    count: countOf(request),
    type,
    approvedBy: approvers(request),
    digest: shortDigest(request.digest),
    ahead,
  }
}
