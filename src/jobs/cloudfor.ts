import { type Cloud, ReadFault } from '../cloud/cloud.ts'
import { clusterTypes } from '../clusters/index.ts'
import type { Types } from '../scaleout/order.ts'
import type { Reason, Request } from '../scaleout/record.ts'
import type { Keys } from '../scaleout/vault.ts'
import { heldSecret } from './order.ts'
import { cautious, type Filter, filtered, filterFor, passing } from './redaction.ts'

/**
 * The cloud, as far as one request may know: in nothing that it says does the request's password stand, nor a long piece of
 * its script, so whatever comes from here may be written down, said and logged. No job has another one.
 *
 * Where the password cannot be recognised any more (another SCALEOUT_SECRET_KEY, a named one that changed, a box that was
 * erased before the call was known), only public codes, words of state and ids in the cloud's form come through.
 */
export type CloudFor = (request: Request) => Cloud

/** `noticed` hears that what the cloud says about a request is hidden whole, once for each. */
export function createCloudFor(
  cloud: Cloud,
  keys: Keys,
  noticed: (what: string) => void,
  types: Types = clusterTypes,
): CloudFor {
  const said = new Set<number>()
  const taskTypes = new Set(types.flatMap((type) => type.taskTypes))
  return (request) => {
    const held = heldSecret(request, types, keys)
    if (held === 'unreadable' && !said.has(request.number)) {
      said.add(request.number)
      noticed(`the password of SO-${request.number} cannot be read, so what the cloud says about it is not shown`)
    }
    return throughFilter(passing(taskTypes, filterFor(request, types, held)), cloud)
  }
}

/** What is read for no request in particular: nobody knows whose password an error quotes. */
export function publicReads(cloud: Pick<Cloud, 'clusters' | 'options'>): Pick<Cloud, 'clusters' | 'options'> {
  const failing = (error: unknown) => fail(error, cautious)
  return {
    clusters: (region, page) => cloud.clusters(region, page).catch(failing),
    options: (place, query) => cloud.options(place, query).catch(failing),
  }
}

function throughFilter(filter: Filter, cloud: Cloud): Cloud {
  const read = <T>(reading: Promise<T>): Promise<T> =>
    reading.then(
      (seen) => filtered(seen, filter),
      (error: unknown) => fail(error, filter),
    )
  return {
    send: async (place, order, mayStillSend) => {
      const answer = await cloud.send(place, order, mayStillSend)
      if (answer.outcome !== 'accepted') return { ...answer, why: filtered(answer.why, filter) }
      const readable = { ...answer, ...filtered({ taskId: answer.taskId, requestId: answer.requestId }, filter) }
      // Without its id it cannot be followed: a person is asked, as for any answer without one.
      return readable.taskId === answer.taskId ? readable : { outcome: 'unknown', why: noTaskId }
    },
    task: (place, taskId) => read(cloud.task(place, taskId)),
    tasks: (place) => read(cloud.tasks(place)),
    nodes: (place) => read(cloud.nodes(place)),
    clusters: (region, page) => read(cloud.clusters(region, page)),
    options: (place, query) => read(cloud.options(place, query)),
  }
}

const noTaskId: Reason = { code: 'TaskUnknown', message: 'The answer held no task id that can be kept.' }

/** Without the stack, which begins with the message. */
function fail(error: unknown, filter: Filter): never {
  if (error instanceof ReadFault) throw new ReadFault(filtered(error.why, filter))
  throw new Error(filter.words(String(error)))
}
