import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { listeners } from '../../commands/index.ts'
import type { Listener } from '../../commands/listener.ts'
import { idOf } from '../../src/scaleout/record.ts'
import { en } from '../../views/words/en.ts'
import { zh } from '../../views/words/zh.ts'
import { read } from '../structure/source.ts'
import { answer, directly, told } from './asked.ts'
import { type Stage, stage } from './stage.ts'

const typed = z.object({ user: z.object({ id: z.string() }), view: z.object({ state: z.unknown() }) })
const opened = z.object({ user: z.string() })
const plain = (text: string) => ({ type: 'plain_text' as const, text })
/** What a bug quotes. */
const fails = (words: unknown): never => {
  throw new TypeError(`nobody knows what to do\n    at all (with.ts:1:1) about ${JSON.stringify(words)}`)
}

/** A surface that the bot does not have: a Home tab, a command, shortcuts and a form; some of it works. */
const madeUp: readonly Listener[] = [
  {
    on: 'event',
    id: 'app_home_opened',
    at: (event) => ({ person: opened.parse(event).user, channel: opened.parse(event).user }),
    handle: async (event, { ledger, client }) => {
      const { user } = opened.parse(event)
      const own = await ledger.find({ person: user, states: ['awaiting'], limit: 5 })
      const lines = own.map((request) => ({ type: 'section' as const, text: plain(idOf(request)) }))
      const button = { type: 'button' as const, text: plain('Break'), action_id: 'home_break' }
      await client.views.publish({
        user_id: user,
        view: { type: 'home', blocks: [...lines, { type: 'actions', elements: [button] }] },
      })
      return undefined
    },
  },
  { on: 'action', id: 'home_break', handle: async ({ actions }) => fails(actions) },
  { on: 'command', id: '/nodes', handle: async ({ command }) => fails(command.text), request: () => 'SO-1' },
  {
    on: 'command',
    id: '/later',
    handle: async ({ ack, command }) => {
      await ack()
      fails(command)
    },
  },
  {
    on: 'shortcut',
    id: 'about_this',
    handle: async ({ message, channel, user }, { ledger, client }) => {
      const request = message && channel && (await ledger.byMessage(channel.id, message.ts))
      await client.chat.postMessage({ channel: user.id, text: request ? `That is ${idOf(request)}.` : 'Who knows.' })
    },
  },
  { on: 'shortcut', id: 'break_this', handle: async ({ message }) => fails(message?.text), request: () => 'SO-1' },
  {
    on: 'shortcut',
    id: 'ask_me',
    handle: async ({ trigger_id }, { client }) => {
      const element = { type: 'plain_text_input' as const, action_id: 'value' }
      const blocks = [{ type: 'input' as const, block_id: 'what', label: plain('What'), element }]
      const view = { type: 'modal' as const, callback_id: 'asked', title: plain('Asked'), submit: plain('Go'), blocks }
      await client.views.open({ trigger_id, view })
    },
  },
  { on: 'submission', id: 'asked', errorsAt: 'what', handle: async (sent) => fails(typed.parse(sent).view.state) },
]

let folder: string
let manifest: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scaleout-manifest-'))
  manifest = join(folder, 'manifest.yml')
  const announced = parse(read('manifest.yml'))
  announced.features.app_home.home_tab_enabled = true
  announced.features.slash_commands.push(
    ...['/nodes', '/later'].map((command) => ({ command, description: 'Made up' })),
  )
  announced.features.shortcuts ??= []
  announced.features.shortcuts.push(
    { name: 'About this', type: 'message', callback_id: 'about_this', description: 'Made up' },
    { name: 'Break this', type: 'message', callback_id: 'break_this', description: 'Made up' },
    { name: 'Ask me', type: 'global', callback_id: 'ask_me', description: 'Made up' },
    { name: 'Forgotten', type: 'global', callback_id: 'forgotten', description: 'Nobody listens to it any more' },
  )
  const events = new Set(announced.settings.event_subscriptions.bot_events)
  announced.settings.event_subscriptions.bot_events = [...events.add('app_home_opened')]
  writeFileSync(manifest, stringify(announced))
  return () => rmSync(folder, { recursive: true })
})

/** The bot's own, but for those whose place a made-up one takes. */
const others = listeners.filter(({ on, id }) => !madeUp.some((one) => one.on === on && one.id === id))

let world: Stage
beforeEach(async () => {
  world = await stage({ listeners: [...others, ...madeUp], slack: { manifest } })
})

const failure = z.object({
  listener: z.string(),
  person: z.string(),
  request: z.string().optional(),
  stack: z.string(),
})
const failures = () =>
  world.log
    .map((line): unknown => JSON.parse(line))
    .flatMap((line) => {
      const { success, data } = failure.safeParse(line)
      return success ? [data] : []
    })

it('a Home tab, a shortcut and a second command stand beside what is there', async () => {
  const card = await world.asks('ada', '/scaleout prod-web 1 slow')
  await world.asks('dan', '/scaleout prod-web 2 slow')
  const ada = world.slack.as('ada')
  ada.opensHome()
  const home = await world.until(() => ada.home, 'the Home tab')
  expect(JSON.stringify(home.blocks)).toContain('SO-1')
  expect(JSON.stringify(home.blocks)).not.toContain('SO-2')
  expect(await ada.takes('about_this', card)).toEqual({ acked: true })
  await world.quiet()
  expect(directly(world, 'ada').at(-1)).toContain('That is SO-1.')
  expect(await answer(world, 'ada', '/scaleout status SO-1')).toContain('SO-1')
  expect(await ada.takes('forgotten'), 'what nobody listens to is acknowledged').toEqual({ acked: true })
  expect(failures()).toEqual([])
})

it.each([
  ['ada', en.command.trouble],
  ['mei', zh.command.trouble],
])(
  'where it fails, %s is told in her language and where she acted; the log says where and whose, not what she wrote',
  async (who, trouble) => {
    const said = 'Chequebook 支票簿丢了'
    const card = await world.asks('dan', `/scaleout prod-web 1 ${said}`)
    const person = world.slack.as(who)
    expect(await answer(world, who, `/nodes ${said}`)).toContain(trouble)
    await answer(world, who, `/later ${said}`)
    await world.quiet()
    expect(told(world, who)).toHaveLength(2)
    expect(told(world, who).at(-1)).toContain(trouble)

    expect(await person.takes('break_this', card)).toEqual({ acked: true })
    await world.quiet()
    expect(told(world, who)).toHaveLength(3)
    expect(told(world, who).at(-1)).toContain(trouble)

    person.opensHome()
    const home = await world.until(() => person.homeTab, 'the Home tab')
    await home.press('home_break')
    await world.quiet()
    expect(directly(world, who).at(-1)).toContain(trouble)

    await person.takes('ask_me')
    const modal = await world.until(() => person.hasModal && person.modal(), 'the form')
    modal.fill('what', said)
    expect(await modal.submit()).toEqual({ errors: { what: trouble } })

    const { id } = person
    expect(failures()).toMatchObject([
      { listener: 'command /nodes', person: id, request: 'SO-1' },
      { listener: 'command /later', person: id },
      { listener: 'shortcut break_this', person: id, request: 'SO-1' },
      { listener: 'action home_break', person: id },
      { listener: 'submission asked', person: id },
    ])
    for (const { stack } of failures()) {
      expect(stack).toMatch(/surface\.test\.ts:\d+:\d+/)
      expect(stack).not.toContain('with.ts')
    }
    for (const word of ['Chequebook', '支票簿', '丢了']) expect(world.log.join('\n')).not.toContain(word)
  },
)
