import { Visitor } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { type Import, importsOf } from './imports.ts'
import { parse, place, read, sources } from './source.ts'

/** What a room may import of the project besides itself. The longest fitting name is a file's room. */
type Room = {
  readonly room: string
  readonly uses?: readonly string[]
  /** Only by `import type`. */
  readonly types?: readonly string[]
}

const rooms: readonly Room[] = [
  { room: 'src/main.ts', uses: ['src/'] },
  {
    room: 'src/app.ts',
    uses: [
      ...['commands/', 'views/words/', 'src/jobs/', 'src/scaleout/', 'src/slack/', 'src/ops/'],
      ...['src/config/proxies.ts', 'src/cloud/option-lookups.ts'],
    ],
    types: ['src/backends/backend.ts', 'src/clock.ts', 'src/config/', 'src/cloud/cloud.ts'],
  },
  { room: 'src/clock.ts' },
  { room: 'src/timeout.ts' },
  { room: 'src/backoff.ts' },
  // An emoji of the policy file is compared by the one name that reactions have, too; menus and inputs hold what Slack lets them;
  // a language is one that the bot speaks.
  {
    room: 'src/config/',
    uses: [
      ...['src/clusters/', 'src/slack/emoji.ts', 'src/scaleout/lease.ts', 'src/scaleout/rules.ts'],
      ...['views/limits.ts', 'views/words/'],
    ],
    types: ['src/scaleout/'],
  },
  // Whether the installation is what the policy needs: it looks, and nobody but app and metrics knows of it.
  {
    room: 'src/ops/',
    uses: ['src/scaleout/', 'src/slack/'],
    types: ['src/clock.ts'],
  },
  { room: 'src/ops/health.ts' },
  // It counts what the others do, and nobody knows of it but main.
  {
    room: 'src/ops/metrics.ts',
    uses: ['src/scaleout/lifecycle.ts', 'src/backends/queues.ts', 'src/timeout.ts', 'src/ops/scopes.ts'],
    types: ['src/scaleout/', 'src/backends/', 'src/cloud/instrument.ts', 'src/slack/instrument.ts', 'src/ops/'],
  },
  // What comes round by the clock, beside payloads and jobs.
  {
    room: 'src/ops/sweeps.ts',
    uses: ['src/jobs/', 'src/scaleout/messenger.ts', 'src/slack/error-text.ts'],
    types: ['src/scaleout/', 'src/backends/backend.ts', 'src/clock.ts'],
  },
  // What is missing is asked of the backend and of the gate.
  {
    room: 'src/ops/readiness.ts',
    uses: ['src/scaleout/ports.ts', 'src/timeout.ts'],
    types: ['src/backends/backend.ts'],
  },
  {
    room: 'commands/',
    uses: ['views/', 'src/scaleout/', 'src/clusters/', 'src/slack/', 'src/timeout.ts'],
    types: ['src/clock.ts', 'src/ops/', 'src/cloud/option-lookups.ts'],
  },
  { room: 'views/', types: ['src/scaleout/', 'src/clusters/'] },
  // A language holds what the fields say in it, too.
  { room: 'views/words/', uses: ['src/clusters/words/'] },
  {
    room: 'src/jobs/',
    uses: ['views/', 'src/scaleout/', 'src/clusters/', 'src/cloud/cloud.ts', 'src/backoff.ts'],
    types: ['src/clock.ts'],
  },
  // Slack's end of the port through which jobs speak: its types and errors.
  {
    room: 'src/slack/',
    uses: ['src/scaleout/messenger.ts', 'views/list.ts', 'views/limits.ts', 'src/timeout.ts'],
    types: ['src/scaleout/', 'src/clusters/', 'src/clock.ts', 'src/config/'],
  },
  // Ids of clusters are compared in one way, wherever they come from.
  {
    room: 'src/cloud/',
    uses: ['src/clusters/cluster-key.ts'],
    types: ['src/scaleout/record.ts', 'src/clusters/', 'src/config/proxies.ts', 'src/clock.ts'],
  },
  {
    room: 'src/backends/',
    uses: ['src/scaleout/', 'src/clusters/cluster-key.ts', 'src/backoff.ts'],
    types: ['src/clock.ts', 'src/config/'],
  },
  { room: 'src/scaleout/', uses: ['src/clusters/'], types: ['src/clock.ts'] },
  { room: 'src/clusters/' },
  { room: 'playground/' },
  // What the browser loads: of the server it knows only what goes over the wire, and the emoji set.
  {
    room: 'playground/page/client/',
    uses: ['playground/slack/emoji.ts', 'playground/slack/mrkdwn.ts'],
    types: ['playground/page/wire.ts', 'playground/slack/kit.ts'],
  },
  { room: 'bench/', uses: ['src/', 'commands/', 'views/', 'playground/', 'test/browser/', 'test/setup/'] },
  {
    room: 'scripts/',
    uses: [
      ...['src/clusters/', 'src/scaleout/rules.ts', 'views/words/'],
      ...['test/browser/', 'test/replicas/', 'test/walk/'],
    ],
  },
]

/** Packages that only some rooms know. Types count: whoever names a type knows the package. */
const homes: readonly { readonly package: RegExp; readonly rooms: readonly string[] }[] = [
  { package: /^@slack\/(bolt|socket-mode)$/, rooms: ['commands/', 'src/slack/'] },
  { package: /^@slack\/web-api$/, rooms: ['commands/', 'src/slack/', 'src/ops/'] },
  { package: /^@slack\/types$/, rooms: ['views/', 'commands/', 'src/scaleout/messenger.ts'] },
  // Calls and answers of the SDK: docs/decisions/0006-the-sdk-in-two-files.md.
  { package: /^@(alicloud|darabonba)\//, rooms: ['src/cloud/alicloud.ts', 'src/cloud/answers.ts'] },
  // How outside calls go through a proxy.
  { package: /^undici$/, rooms: ['src/slack/route.ts'] },
  { package: /^httpx$/, rooms: ['src/cloud/route.ts'] },
  { package: /^prom-client$/, rooms: ['src/ops/metrics.ts'] },
  { package: /^node:sqlite$/, rooms: ['src/backends/sqlite/'] },
  { package: /^(ioredis|bullmq)$/, rooms: ['src/backends/redis/'] },
  { package: /^node:process$/, rooms: ['src/main.ts'] },
  {
    package: /^node:(?!(buffer|crypto)$)/,
    rooms: [
      ...['src/main.ts', 'src/config/environment.ts', 'src/ops/health.ts', 'src/backends/', 'src/slack/emoji.ts'],
      ...['src/slack/http.ts', 'src/slack/socket.ts', 'src/config/proxies.ts', 'src/cloud/route.ts'],
      // It listens to what the SDK throws away.
      'src/cloud/exchange.ts',
    ],
  },
]

const product = sources('src', 'commands', 'views')
const inside = (path: string, names: readonly string[] = []): boolean => names.some((name) => path.startsWith(name))
const isProject = ({ to }: Import): boolean => /^(src|commands|views|playground|bench|scripts|test)\//.test(to)

function roomOf(path: string): Room {
  const [room] = rooms.filter((one) => path.startsWith(one.room)).sort((a, b) => b.room.length - a.room.length)
  if (!room) throw new Error(`${path} stands in no room of test/structure/boundary.test.ts`)
  return room
}

/** Why an import is not allowed; undefined where it is. */
function trespass(one: Import): string | undefined {
  const { room, uses, types } = roomOf(one.from)
  if (!isProject(one)) {
    const strange = inside(one.from, ['src/', 'commands/', 'views/'])
      ? homes.find((home) => home.package.test(one.to) && !inside(one.from, home.rooms))
      : undefined
    return strange && `${one.at}: ${one.to} is known to ${strange.rooms.join(', ')} only`
  }
  if (inside(one.to, [room, ...(uses ?? [])]) || (one.type && inside(one.to, types))) return undefined
  return inside(one.to, types)
    ? `${one.at}: ${room} may import only types of ${one.to}`
    : `${one.at}: ${room} may not import ${one.to}`
}

describe('who may import whom', () => {
  it('no file reaches into a room that it does not know', () => {
    const files = [...product, ...sources('playground', 'bench', 'scripts')]
    expect(files.length).toBeGreaterThan(100)
    expect(files.flatMap((path) => importsOf(path)).flatMap((one) => trespass(one) ?? [])).toEqual([])
  })

  it.each([
    ['views/card.ts', `import { next } from '../src/scaleout/lifecycle.ts'`, 'only types'],
    ['views/card.ts', `export { next } from '../src/scaleout/lifecycle.ts'`, 'only types'],
    ['views/card.ts', `const { openSqlite } = await import('../src/backends/sqlite/index.ts')`, 'may not import'],
    ['views/card.ts', `type World = import('../playground/slack/world.ts').World`, 'may not import'],
    ['src/clusters/edge.ts', `import type { Request } from '../scaleout/record.ts'`, 'may not import'],
    ['src/jobs/execute.ts', `import { createAlicloud } from '../cloud/alicloud.ts'`, 'may not import'],
    ['playground/demo.ts', `import type { Config } from '../src/config/environment.ts'`, 'may not import'],
    ['playground/page/client/line.ts', `import { request } from '../deeds.ts'`, 'may not import'],
    ['playground/page/client/app.tsx', `import { asBlocks } from '../../slack/kit.ts'`, 'only types'],
    ['src/jobs/follow.ts', `import type CS from '@alicloud/cs20151215'`, 'src/cloud/alicloud.ts'],
    ['src/scaleout/ledger.ts', `import { readFileSync } from 'node:fs'`, 'is known to'],
  ])('%s would be caught at: %s', (path, text, why) => {
    const [one] = importsOf(path, text)
    expect(one && trespass(one)).toContain(why)
  })
})

it('only config/ reads the environment', () => {
  const readers = product.flatMap((path) => {
    const text = read(path)
    const found: string[] = []
    new Visitor({
      MemberExpression: ({ object, property, start }) => {
        const name = property.type === 'Identifier' ? property.name : property.type === 'Literal' ? property.value : ''
        const whole = object.type === 'Identifier' && object.name === 'process'
        if (name === 'env' && (whole || object.type === 'MetaProperty')) found.push(place(path, text, start))
      },
    }).visit(parse(path, text).program)
    return found
  })
  expect(readers.map((at) => at.split(':')[0])).toEqual(['src/config/environment.ts'])
})

it('no file of the bot is longer than 250 lines, but for the lists of words', () => {
  const long = product.filter((path) => read(path).split('\n').length - 1 > 250 && !/\bwords\/\w+\.ts$/.test(path))
  expect(long).toEqual([])
})
