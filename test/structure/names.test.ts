import { Visitor } from 'oxc-parser'
import { expect, it } from 'vitest'
import { parse, place, read, sources } from './source.ts'

/**
 * What one cluster type calls its members, its call and its tasks. Whatever another room needs of a field is in the
 * field's metadata (src/clusters/roles.ts), and of a call in the cluster type.
 */
const wireNames = new Set(['login_password', 'key_pair', 'user_data', 'worker_data_disks'])
const calls = /ScaleOutCluster|ScaleCluster\b|cluster_scaleout|\/api\/v2\/clusters/

/** `count` is a word of other things as well: it is a wire name where a body or its values are asked for it. */
const bags = /^(body|values|defaults|sent|given)$/

function named(path: string, text = read(path)): string[] {
  const found = new Set<string>()
  const note = (name: string, at: number): void => void found.add(`${place(path, text, at)} ${name}`)
  new Visitor({
    Literal: ({ value, start }) => {
      if (typeof value !== 'string') return
      if (wireNames.has(value) || calls.test(value) || value === 'count') note(value, start)
    },
    TemplateElement: ({ value, start }) => {
      if (calls.test(value.raw) || wireNames.has(value.raw)) note(value.raw, start)
    },
    Identifier: ({ name, start }) => {
      if (wireNames.has(name)) note(name, start)
    },
    MemberExpression: ({ object, property, start }) => {
      const of = object.type === 'MemberExpression' ? object.property : object
      const [from, name] = [of, property].map((node) => (node.type === 'Identifier' ? node.name : ''))
      if (name === 'count' && bags.test(from ?? '')) note(`${from}.count`, start)
    },
  }).visit(parse(path, text).program)
  return [...found]
}

const rooms = sources('src', 'commands', 'views').filter((path) => !path.startsWith('src/clusters/'))

it('only src/clusters knows what a cluster type calls its members and its call', () => {
  expect(rooms.length).toBeGreaterThan(100)
  expect(rooms.flatMap((path) => named(path))).toEqual([])
  // Not even in a comment, where somebody would take one type for all.
  expect(rooms.filter((path) => calls.test(read(path)))).toEqual([])
})

it.each([
  ['body.login_password', 'login_password'],
  ['const { user_data } = body', 'user_data'],
  ["fields.find(({ wire }) => wire === 'key_pair')", 'key_pair'],
  ['z.number().parse(request.body.count)', 'body.count'],
  ["wire === 'count'", 'count'],
  ["({ action: 'ScaleOutCluster' })", 'ScaleOutCluster'],
  ["const path = '/api/v2/clusters/' + id", '/api/v2/clusters/'],
])('%s would be found', (text, what) => {
  expect(named('src/jobs/a.ts', text)).toEqual([expect.stringContaining(what)])
})
