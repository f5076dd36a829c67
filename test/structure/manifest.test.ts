import { type MemberExpression, type Node, Visitor } from 'oxc-parser'
import { expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { listeners } from '../../commands/index.ts'
import { any, type Listener } from '../../commands/listener.ts'
import { scopesOf } from '../../playground/slack/index.ts'
import type { ClusterType } from '../../src/clusters/define.ts'
import { clusterTypes } from '../../src/clusters/index.ts'
import { scopes } from '../../src/ops/scopes.ts'
import { pool } from '../clusters/invented.ts'
import { parse, read, sources } from './source.ts'

const manifest = z
  .object({
    features: z.object({
      app_home: z.object({ home_tab_enabled: z.boolean() }),
      slash_commands: z.array(z.object({ command: z.string() })),
      shortcuts: z.array(z.object({ callback_id: z.string() })).default([]),
    }),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
    settings: z.object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
      interactivity: z.object({ is_enabled: z.boolean() }),
    }),
  })
  .parse(parseYaml(read('manifest.yml')))

/** The scope that an event needs, if any: docs/platforms/slack.md#events. */
const scopeOfEvent: Readonly<Record<string, string | null>> = {
  channel_id_changed: null,
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  subteam_members_changed: 'usergroups:read',
}

const lacksRow = (event: string): string =>
  `no scope of the manifest: give ${event} a row in scopeOfEvent of test/structure/manifest.test.ts`

/** What a Slack client is called in this code. */
const clients = ['client', 'interactive', 'background']

/** `context.client.chat.postMessage` as its names, outermost first; empty where one of them is computed. */
function namesIn(node: Node): string[] {
  if (node.type === 'Identifier') return [node.name]
  if (node.type !== 'MemberExpression') return []
  const { object, property, computed }: MemberExpression = node
  const before = namesIn(object)
  return !computed && property.type === 'Identifier' && before.length > 0 ? [...before, property.name] : []
}

/** The Web API methods that the code calls. */
function methodsIn(files: readonly { path: string; text: string }[]): ReadonlySet<string> {
  const methods = new Set<string>()
  for (const { path, text } of files)
    new Visitor({
      CallExpression: ({ callee }) => {
        const names = namesIn(callee)
        // `client.on(…)` of the socket has one name only; a method of the Web API has two or three.
        const method = names.slice(names.findIndex((name) => clients.includes(name)) + 1)
        if (method.length > 1 && method.length < names.length) methods.add(method.join('.'))
      },
    }).visit(parse(path, text).program)
  return methods
}

const methods = methodsIn(sources('src', 'commands').map((path) => ({ path, text: read(path) })))

const idsOf = (on: Listener['on']): string[] => listeners.filter((one) => one.on === on).map(({ id }) => id)

/** All of a method's scopes that matter where the bot works: in public and private channels. */
function scopesFor(method: string): string[] {
  const scopes = scopesOf(method)
  return scopes.length < 2 ? [...scopes] : scopes.filter((scope) => /^(channels|groups):/.test(scope))
}

it('finds calls in the code, however they are written', () => {
  const text = `
    await context.client.chat.postEphemeral({ channel })
    const answer = interactive.auth.test()
    receiver.client.on('connected', () => undefined)
    ledger.record.note()`
  expect([...methodsIn([{ path: 'a.ts', text }])]).toEqual(['chat.postEphemeral', 'auth.test'])
})

it('asks for exactly the scopes that the code uses', () => {
  const scopeOf = (event: string) => (event in scopeOfEvent ? scopeOfEvent[event] : lacksRow(event))
  const ofEvents = idsOf('event')
    .map(scopeOf)
    .filter((scope) => scope !== null)
  const used = new Set(['commands', ...[...methods].flatMap(scopesFor), ...ofEvents])
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...used].sort())
})

it('tells of every scope what is lost without it, so that a start without it can say so', () => {
  expect(Object.keys(scopes).sort()).toEqual([...manifest.oauth_config.scopes.bot].sort())
})

it('subscribes to exactly the events that the code listens to', () => {
  expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(idsOf('event').sort())
})

it('has a Home tab exactly when the code shows one', () => {
  expect(manifest.features.app_home.home_tab_enabled).toBe(methods.has('views.publish'))
})

it('announces the one command that the help explains', () => {
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(['/scaleout'])
  // A workspace that knows it by another name is answered as well.
  expect(idsOf('command')).toEqual([any])
})

it('announces the shortcuts that the code listens to', () => {
  expect(manifest.features.shortcuts.map(({ callback_id }) => callback_id).sort()).toEqual(idsOf('shortcut').sort())
})

/** The interactions by which the form of these cluster types works. */
function interactionsOf(types: readonly ClusterType[]): Listener['on'][] {
  const all = types.flatMap(({ fields }) => fields)
  return ['submission', 'action', ...(all.some(({ source }) => source !== undefined) ? (['options'] as const) : [])]
}

it('has interactivity on, by which forms are sent and menus ask for their choices, and listens to it', () => {
  expect(manifest.settings.interactivity.is_enabled).toBe(true)
  expect(interactionsOf([...clusterTypes, pool])).toContain('options')
  for (const kind of interactionsOf([...clusterTypes, pool])) expect(idsOf(kind).length).toBeGreaterThan(0)
})
