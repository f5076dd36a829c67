import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '../../clock.ts'
import type { Slack } from '../index.ts'
import { type BareSocket, bareHttp, bareSocket } from '../testing/bare.ts'
import { clientOf, manifestFile, slackFor } from '../testing/bolt.ts'

let slack: Slack
let clock: ManualClock

beforeEach(async () => {
  clock = manualClock()
  slack = await slackFor({ clock })
})

afterEach(() => slack.stop())

const connect = async () => {
  const socket = await bareSocket(slack)
  await socket.next()
  return socket
}

/** A message of the bot in #prod; the bot's own reactions and posts are not what these tests are about. */
const card = async () => {
  await clientOf(slack).chat.postMessage({ channel: 'C0PROD', text: 'approve?' })
  return slack.until(() => slack.channel('prod').messages[0])
}

/** The next envelope, acked: its event, event_id and retry fields. */
async function receive(socket: BareSocket, answer: 'ack' | 'ignore' = 'ack') {
  const { envelope_id, payload = {}, retry_attempt, retry_reason } = await socket.next()
  if (answer === 'ack') socket.ack(envelope_id)
  return { envelope: envelope_id, id: payload.event_id, event: payload.event, payload, retry_attempt, retry_reason }
}

describe('what the app is told', () => {
  it('a reaction, with its item and no thread', async () => {
    const socket = await connect()
    const message = await card()
    await slack.as('bob').reacts('+1::skin-tone-2', message)
    const { event, payload } = await receive(socket)
    expect(event).toEqual({
      type: 'reaction_added',
      user: 'U0BOB',
      reaction: '+1::skin-tone-2',
      item: { type: 'message', channel: 'C0PROD', ts: message.ts },
      item_user: slack.botUser,
      event_ts: expect.any(String),
    })
    expect(payload).toMatchObject({ type: 'event_callback', team_id: 'T0ACME', is_ext_shared_channel: false })
  })

  it.each(['otto', 'robo', 'greta'])('a reaction of %s, too', async (who) => {
    const socket = await connect()
    slack.join(who, 'prod')
    if (who === 'otto') await receive(socket)
    await slack.as(who).reacts('white_check_mark', await card())
    expect((await receive(socket)).event).toMatchObject({ user: slack.as(who).id })
  })

  it('the bot’s own seed, and the bot’s own joining', async () => {
    const socket = await connect()
    slack.join('scaleout', 'random')
    expect((await receive(socket)).event).toMatchObject({ type: 'member_joined_channel', user: slack.botUser })
    const { ts } = await card()
    await clientOf(slack).reactions.add({ channel: 'C0PROD', timestamp: ts, name: 'x' })
    expect((await receive(socket)).event).toMatchObject({ type: 'reaction_added', user: slack.botUser })
  })

  it('nothing from channels without it, without subscription or without scope', async () => {
    const socket = await connect()
    await slack.as('ada').reacts('x', slack.as('bob').says('lunch?', 'random'))
    slack.deactivate('zed')
    slack.faults.withhold('usergroups:read')
    slack.addToGroup('dan', 'sre-leads')
    slack.as('ada').opensHome()
    expect((await receive(socket)).event).toMatchObject({ type: 'app_home_opened' })
  })

  it('what a foreign channel sends all the same', async () => {
    const socket = await connect()
    const item = { type: 'message', channel: 'C0FOREIGN', ts: '1700000000.000100' }
    slack.faults.foreignEvent({ type: 'reaction_added', user: 'U0OTTO', reaction: 'x', item })
    const { event, payload } = await receive(socket)
    expect(event).toMatchObject({ item: { channel: 'C0FOREIGN' } })
    expect(payload).toMatchObject({ is_ext_shared_channel: true })
  })

  it('messages that come, change and go, where it may read them', async () => {
    await slack.stop()
    const scopes = ['commands', 'chat:write', 'channels:history']
    slack = await slackFor({
      clock,
      manifest: manifestFile({ scopes, events: ['message.channels', 'message.groups'] }),
    })
    const socket = await connect()
    slack.as('ada').says('a private word', 'oncall')
    const { ts } = await card()
    expect((await receive(socket)).event).toMatchObject({ type: 'message', channel: 'C0PROD', ts, text: 'approve?' })
    await clientOf(slack).chat.update({ channel: 'C0PROD', ts, text: 'approved' })
    const changed = {
      subtype: 'message_changed',
      message: { text: 'approved' },
      previous_message: { text: 'approve?' },
    }
    expect((await receive(socket)).event).toMatchObject(changed)
    await clientOf(slack).chat.delete({ channel: 'C0PROD', ts })
    expect((await receive(socket)).event).toMatchObject({ subtype: 'message_deleted', deleted_ts: ts })
  })

  it('that it was uninstalled', async () => {
    const socket = await connect()
    slack.uninstall()
    expect((await receive(socket)).event).toEqual({ type: 'app_uninstalled' })
  })

  it('that a channel has a new id', async () => {
    const socket = await connect()
    slack.convert('oncall', 'C0SHARED')
    const event = { type: 'channel_id_changed', old_channel_id: 'C0ONCALL', new_channel_id: 'C0SHARED' }
    expect((await receive(socket)).event).toEqual(event)
    await clientOf(slack).chat.postMessage({ channel: 'C0SHARED', text: 'still here' })
    expect(slack.channel('oncall').messages).toHaveLength(1)
  })
})

describe('an event that nobody acknowledges', () => {
  it('comes three times more, under the same event_id: at once, after a minute, after five', async () => {
    const socket = await connect()
    slack.as('ada').opensHome()
    const first = await receive(socket, 'ignore')
    expect(first).toMatchObject({ retry_attempt: 0, retry_reason: '' })
    const repeated = []
    for (const pause of [0, 60_000, 300_000]) {
      clock.advance(3000)
      await slack.settled()
      clock.advance(pause)
      repeated.push(await receive(socket, 'ignore'))
    }
    expect(repeated.map(({ id, retry_attempt, retry_reason }) => [id, retry_attempt, retry_reason])).toEqual([
      [first.id, 1, 'timeout'],
      [first.id, 2, 'timeout'],
      [first.id, 3, 'timeout'],
    ])
    expect(new Set(repeated.map(({ envelope }) => envelope)).size).toBe(3)
    clock.advance(3_600_000)
    await slack.settled()
    expect(socket.waiting).toBe(0)
  })

  it('reaches an app that was offline for a moment', async () => {
    slack.as('ada').opensHome()
    await slack.settled()
    clock.advance(0)
    await slack.settled()
    const socket = await connect()
    clock.advance(60_000)
    expect(await receive(socket)).toMatchObject({ retry_attempt: 2, retry_reason: 'timeout' })
  })
})

describe('deliveries that go wrong', () => {
  it('twice under one event_id', async () => {
    const socket = await connect()
    slack.faults.duplicate = 'event'
    slack.as('ada').opensHome()
    const [one, two] = [await receive(socket), await receive(socket)]
    expect(one.id).toBe(two.id)
    expect(one.envelope).not.toBe(two.envelope)
  })

  it('twice in the very same envelope, and both may be acknowledged', async () => {
    const socket = await connect()
    slack.faults.duplicate = 'envelope'
    slack.as('ada').opensHome()
    const [one, two] = [await receive(socket), await receive(socket)]
    expect(one.envelope).toBe(two.envelope)
    expect(two.retry_attempt).toBe(0)
    await slack.settled()
    expect(slack.problems).toEqual([])
  })

  it('removed before added', async () => {
    const socket = await connect()
    const message = await card()
    slack.faults.reorder = 2
    await slack.as('bob').reacts('x', message)
    await slack.as('bob').unreacts('x', message)
    expect((await receive(socket)).event).toMatchObject({ type: 'reaction_removed' })
    expect((await receive(socket)).event).toMatchObject({ type: 'reaction_added' })
  })

  it('late, and never', async () => {
    const socket = await connect()
    slack.faults.loseEvents = true
    slack.as('ada').opensHome()
    slack.faults.loseEvents = false
    slack.faults.delay = 5000
    slack.as('bob').opensHome()
    clock.advance(4999)
    expect(socket.waiting).toBe(0)
    clock.advance(1)
    expect((await receive(socket)).event).toMatchObject({ user: 'U0BOB' })
  })
})

describe('over HTTP', () => {
  it('is signed over the raw body, and retried with its reason', async () => {
    const app = await bareHttp(slack, [{ status: 500 }, { status: 200 }])
    slack.as('ada').opensHome()
    const first = await app.next()
    expect(first.headers).toMatchObject({
      'content-type': 'application/json',
      'x-slack-signature': first.signature,
    })
    expect(first.headers).not.toHaveProperty('x-slack-retry-num')
    await slack.settled()
    clock.advance(0)
    const second = await app.next()
    expect(second.headers).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_error' })
    expect(second.body).toBe(first.body)
    app.stop()
  })

  it('is not retried when the app says so', async () => {
    const app = await bareHttp(slack, [{ status: 500, headers: { 'x-slack-no-retry': '1' } }, { status: 200 }])
    slack.as('ada').opensHome()
    await app.next()
    await slack.settled()
    clock.advance(60_000)
    const typed = slack.as('ada').types('/scaleout list', 'prod')
    const { headers, body } = await app.next()
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(new URLSearchParams(body).get('text')).toBe('list')
    expect(await typed).toEqual({})
    app.stop()
  })

  it('follows two redirects, no third', async () => {
    const app = await bareHttp(slack, [{ status: 302, headers: { location: '/elsewhere' } }])
    slack.as('ada').opensHome()
    for (let i = 0; i < 3; i++) await app.next()
    await slack.settled()
    clock.advance(0)
    expect((await app.next()).headers['x-slack-retry-reason']).toBe('too_many_redirects')
    app.stop()
  })

  it('fails at once when nobody listens', async () => {
    slack.deliverTo('http://127.0.0.1:1/')
    expect(await slack.as('ada').types('/scaleout', 'prod')).toEqual({ error: 'dispatch_failed' })
  })
})
