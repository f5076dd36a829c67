import { type Node, Visitor } from 'oxc-parser'
import { expect, it } from 'vitest'
import { clusterTypes } from '../../src/clusters/index.ts'
import { parse, place, read, sources } from './source.ts'

/**
 * What cluster types call their members, their calls and their tasks. Whatever another room needs of a field is in the
 * field's metadata (src/clusters/roles.ts), and of a call in the cluster type.
 */
const members = new Set(
  clusterTypes.flatMap(({ fields }) =>
    fields.flatMap(({ wire, control }) => [wire, ...(control.kind === 'group' ? partsOf(control.fields) : [])]),
  ),
)
const calls = /ScaleOutCluster|ScaleCluster\b|cluster_scaleout|\/api\/v2\/clusters/

/** `size` of a disk is a word of everything else as well. */
function partsOf(fields: readonly { wire: string }[]): string[] {
  return fields.map(({ wire }) => wire).filter((wire) => wire.includes('_'))
}

/**
 * `count` and `runtime` are words of other things, too: they are wire names where a body or its values are asked for them, and
 * where a wire name is compared.
 */
const isOwn = (name: string): boolean => members.has(name) && name.includes('_')
const bags = /^(body|values|defaults|sent|given)$/

/** `body` of `request.body`, `count` of `'count'`; empty where it has no name. */
function nameOf(node: Node): string {
  if (node.type === 'MemberExpression') return nameOf(node.property)
  if (node.type === 'Literal') return String(node.value)
  return node.type === 'Identifier' ? node.name : ''
}

function named(path: string, text = read(path)): string[] {
  const found = new Set<string>()
  const note = (name: string, at: number): void => void found.add(`${place(path, text, at)} ${name}`)
  const opens = (bag: string, properties: readonly Node[]): void => {
    if (!bags.test(bag)) return
    for (const one of properties)
      if (one.type === 'Property' && members.has(nameOf(one.key))) note(`${bag}.${nameOf(one.key)}`, one.start)
  }
  new Visitor({
    Literal: ({ value, start }) => {
      if (typeof value === 'string' && (isOwn(value) || calls.test(value))) note(value, start)
    },
    TemplateElement: ({ value, start }) => {
      if (calls.test(value.raw) || isOwn(value.raw)) note(value.raw, start)
    },
    Identifier: ({ name, start }) => {
      if (isOwn(name)) note(name, start)
    },
    MemberExpression: ({ object, property, start }) => {
      const [bag, name] = [nameOf(object), nameOf(property)]
      if (members.has(name) && bags.test(bag)) note(`${bag}.${name}`, start)
    },
    BinaryExpression: ({ left, right, start }) => {
      const [one, other] = [nameOf(left), nameOf(right)]
      if (one === 'wire' && members.has(other)) note(other, start)
    },
    VariableDeclarator: ({ id, init }) => {
      if (id.type === 'ObjectPattern' && init) opens(nameOf(init), id.properties)
    },
    Property: ({ key, value }) => {
      if (value.type === 'ObjectPattern') opens(nameOf(key), value.properties)
    },
  }).visit(parse(path, text).program)
  return [...found]
}

const rooms = sources('src', 'commands', 'views').filter((path) => !path.startsWith('src/clusters/'))

it('only src/clusters knows what a cluster type calls its members and its call', () => {
  expect(members.size).toBeGreaterThan(20)
  expect(rooms.length).toBeGreaterThan(100)
  expect(rooms.flatMap((path) => named(path))).toEqual([])
  // Not even in a comment, where somebody would take one type for all.
  expect(rooms.filter((path) => calls.test(read(path)))).toEqual([])
})

it('finds every member that a type declares', () => {
  for (const member of members) {
    const found = [expect.stringContaining(member)]
    expect(named('src/jobs/a.ts', `const of = request.body.${member}`)).toEqual(expect.arrayContaining(found))
    expect(named('src/jobs/a.ts', `const { ${member}: of } = values`)).toEqual(expect.arrayContaining(found))
    expect(named('src/jobs/a.ts', `const is = field.wire === '${member}'`)).toEqual(found)
  }
})

it.each([
  ['body.login_password', 'login_password'],
  ['const { user_data } = body', 'user_data'],
  ["fields.find(({ wire }) => wire === 'key_pair')", 'key_pair'],
  ['z.number().parse(request.body.count)', 'body.count'],
  ["wire === 'count'", 'count'],
  ["values['count']", 'values.count'],
  ['const { count } = request.body', 'body.count'],
  ['const many = ({ values: { count } }) => count > 3', 'values.count'],
  ["values.worker_instance_charge_type === 'PrePaid'", 'worker_instance_charge_type'],
  ["({ action: 'ScaleOutCluster' })", 'ScaleOutCluster'],
  ["const path = '/api/v2/clusters/' + id", '/api/v2/clusters/'],
])('%s would be found', (text, what) => {
  expect(named('src/jobs/a.ts', text)).toContainEqual(expect.stringContaining(what))
})
