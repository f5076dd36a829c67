import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Stage, stage } from '../stories/stage.ts'

let world: Stage
let unhandled: unknown[]
const note = (error: unknown): void => void unhandled.push(error)

beforeEach(async () => {
  unhandled = []
  process.on('unhandledRejection', note)
  world = await stage({ by: 'http' })
})
afterEach(async () => {
  await world.end()
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'
const now = (): number => Math.floor(Date.now() / 1000)

/** Posts to the bot what Slack's own signature stands under, and tells the status. */
async function posted(
  body: string,
  { type = json, at = now(), signature }: { type?: string; at?: number; signature?: string } = {},
): Promise<number> {
  const right = createHmac('sha256', world.slack.signingSecret).update(`v0:${at}:${body}`).digest('hex')
  const response = await fetch(world.deliveredTo, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': signature ?? `v0=${right}`,
    },
    body,
  })
  await response.text()
  return response.status
}

const warnings = (): string[] => world.log.filter((line) => /"level":(40|50)/.test(line))

/** The bot lives, and works. */
const answers = async (): Promise<void> => {
  expect(await world.slack.as('ada').types('/scaleout help', 'prod')).toMatchObject({ responseType: 'ephemeral' })
}

const event = (inner: unknown) => JSON.stringify({ type: 'event_callback', team_id: 'T0ACME', event: inner })
const interactive = (payload: unknown) => `payload=${encodeURIComponent(JSON.stringify(payload))}`
const user = { id: 'U0ADA' }

describe('a signed request that is nothing Slack sends is answered with 400 and one line, and the bot goes on', () => {
  it.each([
    ['null', 'null', json],
    ['a list', '[]', json],
    ['a number', '17', json],
    ['a string', '"hello"', json],
    ['true', 'true', json],
    ['nothing', '', json],
    ['an object without anything', '{}', json],
    ['broken JSON', '{"type":', json],
    ['an event that is null', event(null), json],
    ['an event that is a string', event('reaction_added'), json],
    ['an event without a type', event({ user: 'U0ADA' }), json],
    ['an event whose item is null', event({ type: 'reaction_added', item: null }), json],
    ['a challenge that is none', '{"type":"url_verification"}', json],
    ['a form as JSON', JSON.stringify({ command: '/scaleout' }), form],
    ['a payload of null', 'payload=null', form],
    ['a payload that is broken', 'payload=%7B', form],
    ['a payload that is a list', 'payload=[]', form],
    ['a command without a person', 'command=/scaleout&text=help', form],
    ['two commands at once', 'command=/scaleout&command=/scaleout&user_id=U0ADA&channel_id=C0PROD', form],
    ['a click without an action', interactive({ type: 'block_actions', user, actions: [] }), form],
    ['a click whose action is null', interactive({ type: 'block_actions', user, actions: [null] }), form],
    [
      'a click in no channel',
      interactive({ type: 'block_actions', user, actions: [{ type: 'button', action_id: 'x' }], channel: 7 }),
      form,
    ],
    ['a click by nobody', interactive({ type: 'block_actions', actions: [{ type: 'button', action_id: 'x' }] }), form],
    ['a submission without a view', interactive({ type: 'view_submission', user }), form],
    ['a submission whose view is null', interactive({ type: 'view_submission', user, view: null }), form],
    ['another kind of payload', interactive({ type: 'dialog_submission', user }), form],
    ['a form with another content type', interactive({ type: 'view_submission', user }), 'multipart/form-data'],
  ])('%s', async (_, body, type) => {
    expect(await posted(body, { type })).toBe(400)
    await answers()
    expect(warnings()).toEqual([expect.stringContaining('a request was refused')])
  })
})

describe('a request that is not proved to be Slack’s is refused', () => {
  const help = 'command=/scaleout&text=help&user_id=U0ADA&channel_id=C0PROD&trigger_id=1&response_url=x'

  it.each([
    ['from ten minutes ago', -600, 401],
    ['from ten minutes ahead', 600, 401],
    ['from an hour ahead', 3600, 401],
    ['from a minute ahead, as clocks differ', 60, 200],
  ])('%s', async (_, seconds, status) => {
    expect(await posted(help, { type: form, at: now() + seconds })).toBe(status)
  })

  it.each([
    ['another signature', `v0=${'0'.repeat(64)}`],
    ['no signature to speak of', 'v0'],
    ['an unknown version of it', `v1=${'0'.repeat(64)}`],
    ['an empty one', ''],
  ])('%s', async (_, signature) => {
    expect(await posted('null', { signature })).toBe(401)
    await answers()
    expect(warnings()).toHaveLength(1)
  })

  it('a time that is no time', async () => {
    expect(await posted('null', { at: Number.NaN })).toBe(401)
    await answers()
  })

  it('no signature at all', async () => {
    const response = await fetch(world.deliveredTo, { method: 'POST', headers: { 'content-type': json }, body: 'null' })
    expect(response.status).toBe(401)
    await answers()
  })
})

it('a body larger than anything of Slack’s is not read to its end', async () => {
  const status = await posted(`{"type":"event_callback","pad":"${'x'.repeat(5_000_000)}"}`).catch(() => 413)
  expect(status).toBe(413)
  await answers()
})

it('other addresses and methods are not found, and leave no line', async () => {
  const at = (path: string): string => new URL(path, world.deliveredTo).href
  expect((await fetch(world.deliveredTo)).status).toBe(404)
  expect((await fetch(at('/admin'), { method: 'POST', body: '{}' })).status).toBe(404)
  await answers()
  expect(warnings()).toEqual([])
})

it('Slack’s own checks are answered', async () => {
  expect(await posted('{"type":"url_verification","challenge":"abc"}')).toBe(200)
  expect(await posted('ssl_check=1', { type: form, signature: 'v0=none' })).toBe(200)
})
