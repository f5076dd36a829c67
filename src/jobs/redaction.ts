import { clusterType } from '../clusters/index.ts'
import { scriptFields } from '../clusters/roles.ts'
import { isPublicCode } from '../scaleout/codes.ts'
import type { Types } from '../scaleout/order.ts'
import type { Request } from '../scaleout/record.ts'
import { blot, masker } from '../scaleout/secret.ts'

/** What comes through of a text of the cloud, by what it is. */
export type Filter = Readonly<Record<'code' | 'id' | 'place' | 'words', (text: string) => string>>

/** Characters in a row that quote a password in a sentence, and a script anywhere. */
const least = { password: 4, script: 16 }
/** An id is of use whole or not at all, and four characters may be the same by chance. */
const leastInId = 6

/**
 * What comes through for one request: sentences without what they quote of its password and of its script. A public code keeps its
 * name, and with that its advice. `held`: its password, as far as there is one and it can be read.
 */
export function filterFor({ body, cluster }: Request, types: Types, held: string | undefined | 'unreadable'): Filter {
  if (held === 'unreadable') return cautious
  const type = clusterType(cluster.type, types)
  // It may go out encoded, and everybody may quote it either way.
  const scripts = (type ? scriptFields(type) : []).flatMap(({ wire, decode }) => {
    const sent = body[wire]
    const texts = sent === undefined ? [] : [sent, decode?.(sent)]
    return texts
      .filter((text) => typeof text === 'string')
      .map((secret) => ({ secret, least: least.script, asIs: true }))
  })
  const password = held ?? ''
  const words = masker([{ secret: password, least: least.password }, ...scripts])
  return {
    code: (text) => (isPublicCode(text) ? text : words(text)),
    id: masker([{ secret: password, least: leastInId }]),
    place: words,
    words,
  }
}

/** Where it is not known what would be a quote: public codes, and ids and addresses in their form. */
export const cautious: Filter = {
  code: (text) => (isPublicCode(text) ? text : blot),
  id: (text) => (idForms.some((form) => form.test(text)) ? text : blot),
  place: (text) => (text === '' || placeForm.test(text) ? text : blot),
  words: (text) => (text === '' ? '' : blot),
}

/** Types of tasks that a call makes are as public as states. */
export const passing = (taskTypes: ReadonlySet<string>, filter: Filter): Filter => ({
  ...filter,
  words: (text) => (taskTypes.has(text) ? text : filter.words(text)),
})

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
  stopped pending starting stopping`.split(/\s+/),
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
export function filtered<T>(value: T, filter: Filter): T {
  return through(value, filter, '') as T
}

function through(value: unknown, filter: Filter, member: string): unknown {
  if (typeof value === 'string')
    return states.has(value.toLowerCase()) ? value : filter[kinds[member] ?? 'words'](value)
  if (Array.isArray(value)) return value.map((one) => through(one, filter, member))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, through(one, filter, key)]))
}
