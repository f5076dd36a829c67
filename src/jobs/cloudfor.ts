import { type Cloud, ReadFault } from '../cloud/cloud.ts'
import type { Reason, Request } from '../scaleout/record.ts'
import { blot, isPublicCode, masker } from '../scaleout/secret.ts'
import { heldSecret, type Keys } from './order.ts'

/**
 * The cloud, as one request may hear it: in nothing that it says does the request's password stand, nor a long piece of
 * its script, so whatever comes from here may be written down, said and logged. No job has another one.
 *
 * Where the password cannot be recognised any more (another SCALEOUT_SECRET_KEY, a named one that changed, a box that was
 * erased before the call was known), only public codes, words of state and ids in the cloud's form are heard.
 */
export type CloudFor = (request: Request) => Cloud

/** `noticed` hears that what the cloud says about a request is hidden whole, once for each. */
export function createCloudFor(cloud: Cloud, keys: Keys, noticed: (what: string) => void): CloudFor {
  const said = new Set<number>()
  return (request) => {
    const held = heldSecret(request, keys)
    if (held === 'unreadable' && !said.has(request.number)) {
      said.add(request.number)
      noticed(`the password of SO-${request.number} cannot be read, so what the cloud says about it is not shown`)
    }
    return heardThrough(filterFor(request, held), cloud)
  }
}

/** What is read for no request in particular: nobody knows whose password an error quotes. */
export function publicClusters({ clusters }: Pick<Cloud, 'clusters'>): Pick<Cloud, 'clusters'> {
  return { clusters: (region, page) => clusters(region, page).catch((error: unknown) => fail(error, cautious)) }
}

/** How a text of the cloud is heard, by what it is. */
type Filter = Readonly<Record<'code' | 'id' | 'place' | 'words', (text: string) => string>>

const script = 16

function filterFor({ body }: Request, held: string | undefined | 'unreadable'): Filter {
  if (held === 'unreadable') return cautious
  // It goes out in Base64, and everybody may quote it either way.
  const sent = typeof body.user_data === 'string' ? body.user_data : ''
  const scripts = [sent, Buffer.from(sent, 'base64').toString('utf8')].map((secret) => ({
    secret,
    least: script,
    asIs: true,
  }))
  const password = held ?? ''
  const words = masker([{ secret: password, least: 4 }, ...scripts])
  // An id is of use whole or not at all, and four characters may be the same by chance.
  return { code: words, id: masker([{ secret: password, least: 6 }]), place: words, words }
}

const cautious: Filter = {
  code: (text) => (isPublicCode(text) ? text : blot),
  id: (text) => (idForms.some((form) => form.test(text)) ? text : blot),
  place: (text) => (text === '' || placeForm.test(text) ? text : blot),
  words: (text) => (text === '' ? '' : blot),
}

/** Tasks, instances, clusters, request ids (docs/platforms/reads.md#ids). */
const idForms = [/^(T-|c|C)?[\da-f]{24,40}$/, /^[a-z]{1,4}-[a-z\d]{8,40}$/, /^[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}$/i]

/** An address, or the name that a node has from it. */
const placeForm = /^([a-z]{2}(-[a-z\d]+)+\.)?\d{1,3}(\.\d{1,3}){3}$/

/**
 * States, statuses and types that the documents name (docs/platforms/reads.md#task, docs/platforms/reads.md#nodes):
 * what a job goes by, and nothing that quotes.
 */
const states = new Set(
  `running initial paused success fail failed canceled cancelled removing ready notready unknown offline scaling
  stopped pending starting stopping cluster_scaleout`.split(/\s+/),
)

const kinds: Readonly<Record<string, keyof Filter>> = {
  code: 'code',
  id: 'id',
  taskId: 'id',
  instanceId: 'id',
  clusterId: 'id',
  requestId: 'id',
  ip: 'place',
  name: 'place',
}

/** Every text within, whatever members an answer gets one day. */
function filtered<T>(value: T, filter: Filter, member = ''): T {
  return through(value, filter, member) as T
}

function through(value: unknown, filter: Filter, member: string): unknown {
  if (typeof value === 'string')
    return states.has(value.toLowerCase()) ? value : filter[kinds[member] ?? 'words'](value)
  if (Array.isArray(value)) return value.map((one) => through(one, filter, member))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, through(one, filter, key)]))
}

function heardThrough(filter: Filter, cloud: Cloud): Cloud {
  const read = <T>(reading: Promise<T>): Promise<T> =>
    reading.then(
      (seen) => filtered(seen, filter),
      (error: unknown) => fail(error, filter),
    )
  return {
    scaleOut: async (place, body, mayStillSend) => {
      const answer = await cloud.scaleOut(place, body, mayStillSend)
      if (answer.outcome !== 'accepted') return { ...answer, why: filtered(answer.why, filter) }
      const heard = { ...answer, ...filtered({ taskId: answer.taskId, requestId: answer.requestId }, filter) }
      // Without its id it cannot be followed: a person is asked, as for any answer without one.
      return heard.taskId === answer.taskId ? heard : { outcome: 'unknown', why: noTaskId }
    },
    task: (place, taskId) => read(cloud.task(place, taskId)),
    tasks: (place) => read(cloud.tasks(place)),
    nodes: (place) => read(cloud.nodes(place)),
    clusters: (region, page) => read(cloud.clusters(region, page)),
  }
}

const noTaskId: Reason = { code: 'TaskUnknown', message: 'The answer held no task id that can be kept.' }

/** Without the stack, which begins with the message. */
function fail(error: unknown, filter: Filter): never {
  if (error instanceof ReadFault) throw new ReadFault(filtered(error.why, filter))
  throw new Error(filter.words(String(error)))
}
