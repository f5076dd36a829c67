import type { Redis } from 'ioredis'
import { clusterKey } from '../../clusters/cluster-key.ts'
import { lifecycle } from '../../scaleout/lifecycle.ts'
import type { Query } from '../../scaleout/ports.ts'
import type { Request } from '../../scaleout/record.ts'

/** How many records are read at a time. */
const atOnce = 200

/**
 * The requests that a query means, the newest first. An index that every version keeps narrows down which records are
 * read, and the record itself says whether it is meant. There is none of states in which a request is over: there records
 * are read, the newest first, until there are enough. `present` reads those behind numbers, in their order.
 */
export async function findIn(
  redis: Redis,
  prefix: string,
  query: Query,
  present: (numbers: readonly number[]) => Promise<Request[]>,
): Promise<Request[]> {
  const numbers = await candidates(redis, prefix, query)
  const found: Request[] = []
  for (let from = 0; from < numbers.length && found.length < query.limit; ) {
    const some = numbers.slice(from, from + (from === 0 ? Math.min(query.limit, atOnce) : atOnce))
    found.push(...(await present(some)).filter((request) => isMeant(request, query)))
    from += some.length
  }
  return found.slice(0, query.limit)
}

/** Numbers of at least all that are meant, the newest first. */
async function candidates(redis: Redis, prefix: string, { states, cluster, person }: Query): Promise<number[]> {
  const id = cluster === undefined ? undefined : clusterKey(cluster)
  const index = (key: string): Promise<number[]> =>
    redis.zrange(`${prefix}${key}`, '0', '-1').then((members) => members.map(Number).sort((a, b) => b - a))
  if (states?.every((state) => lifecycle[state].job !== null)) return index(id === undefined ? 'open' : `open:${id}`)
  if (person !== undefined) return index(`by:${person}`)
  if (id !== undefined) return index(`cluster:${id}`)
  // Numbers have no gaps.
  const newest = Number((await redis.get(`${prefix}number`)) ?? 0)
  return Array.from({ length: newest }, (_, back) => newest - back)
}

const isMeant = ({ stage, cluster, by }: Request, query: Query): boolean =>
  (query.states?.includes(stage.state) ?? true) &&
  (query.cluster === undefined || clusterKey(query.cluster) === clusterKey(cluster.id)) &&
  (query.person === undefined || query.person === by)
