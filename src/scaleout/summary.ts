import type { ClusterType, Order } from '../clusters/define.ts'
import { clusterTypes } from '../clusters/index.ts'
import { shortDigest } from './digest.ts'
import { approvers } from './lifecycle.ts'
import { markOf } from './mark.ts'
import { callOf, countOf, type Types, typeOf } from './order.ts'
import { idOf, type Request } from './record.ts'

/** A request with what follows from it, as the views show it. */
export type Summary = {
  readonly request: Request
  readonly id: string
  /** What its buttons and views name it by. */
  readonly mark: string
  readonly count: number
  readonly type: ClusterType
  /** The call, without its password. */
  readonly order: Order
  readonly approvedBy: readonly string[]
  readonly digest: string
  /** Requests of the same cluster that go first. */
  readonly ahead: number
}

/** Throws when the record names a cluster type that this version does not know. */
export function summaryOf(request: Request, ahead: number, types: Types = clusterTypes): Summary {
  const type = typeOf(request, types)
  return {
    request,
    id: idOf(request),
    mark: markOf(request),
    count: countOf(request, type),
    type,
    order: callOf(request, type),
    approvedBy: approvers(request),
    digest: shortDigest(request.digest),
    ahead,
  }
}
