import { z } from 'zod'
import type { ClusterType, Order } from '../clusters/define.ts'
import { clusterType } from '../clusters/index.ts'
import { countField } from '../clusters/roles.ts'
import { idOf, type Request } from './record.ts'

/** The cluster types that this bot knows; a test has others. */
export type Types = readonly ClusterType[]

/** The cluster type of a request. Throws when its record names one that this version does not know. */
export function typeOf(request: Pick<Request, 'cluster' | 'number'>, types: Types): ClusterType {
  const type = clusterType(request.cluster.type, types)
  if (!type) throw new Error(`${idOf(request)} is of an unknown cluster type: ${request.cluster.type}`)
  return type
}

/** The nodes that were asked for. */
export const countOf = (request: Pick<Request, 'body'>, type: ClusterType): number =>
  z.number().parse(request.body[countField(type).wire])

/** The call that was asked for, without its password. */
export const callOf = ({ body, cluster }: Pick<Request, 'body' | 'cluster'>, type: ClusterType): Order =>
  type.order(body, cluster)
