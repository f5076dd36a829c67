import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '../clock.ts'
import type { Message, Slack } from './index.ts'
import { type BareSocket, bareSocket } from './testing/bare.ts'
import { clientOf, slackFor } from './testing/bolt.ts'

let slack: Slack
let clock: ManualClock
let socket: BareSocket

beforeEach(async () => {
  clock = manualClock()
  slack = await slackFor({ clock })
  socket = await bareSocket(slack)
  await socket.next()
})

afterEach(() => slack.stop())

const to = async (url: string, answer: unknown) => {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(answer) })
  const body: unknown = await response.json()
  return { status: response.status, body }
}

/** The response_url of a command by ada. */
async function commanded(): Promise<string> {
  const typed = slack.as('ada').types('/scaleout', 'prod')
  const { envelope_id, payload } = await socket.next()
  socket.ack(envelope_id)
  await typed
  return String(payload?.response_url)
}

/** The response_url of a click by bob on this message. */
async function clicked(message: Message): Promise<string> {
  const click = slack.as('bob').clicks(message, 'go')
  const { envelope_id, payload } = await socket.next()
  socket.ack(envelope_id)
  await click
  return String(payload?.response_url)
}

const button = {
  type: 'actions' as const,
  elements: [{ type: 'button' as const, action_id: 'go', text: { type: 'plain_text' as const, text: 'Go' } }],
}

const posted = async () => {
  await clientOf(slack).chat.postMessage({ channel: 'C0PROD', text: 'card', blocks: [button] })
  return slack.until(() => slack.channel('prod').messages[0])
}

describe('a response_url', () => {
  it('takes five answers, then no more', async () => {
    const url = await commanded()
    for (let i = 1; i <= 5; i++) expect((await to(url, { text: `answer ${i}` })).status).toBe(200)
    expect(await to(url, { text: 'answer 6' })).toEqual({ status: 404, body: { ok: false, error: 'used_url' } })
    expect(slack.as('ada').sees('prod')).toHaveLength(5)
    expect(slack.as('bob').sees('prod')).toHaveLength(0)
    expect(slack.problems).toEqual(['response_url: used_url'])
  })

  it('works for thirty minutes', async () => {
    const url = await commanded()
    clock.advance(30 * 60_000)
    expect((await to(url, { text: 'just in time' })).status).toBe(200)
    clock.advance(1)
    expect(await to(url, { text: 'too late' })).toMatchObject({ body: { error: 'expired_url' } })
  })

  it('works where the bot is no member, and its posts have no author in reactions', async () => {
    const typed = slack.as('ada').types('/scaleout', 'random')
    const { envelope_id, payload } = await socket.next()
    socket.ack(envelope_id)
    await typed
    await to(String(payload?.response_url), { text: 'for all', response_type: 'in_channel' })
    slack.join('scaleout', 'random')
    socket.ack((await socket.next()).envelope_id)
    const message = await slack.until(() => slack.channel('random').messages[0])
    await slack.as('bob').reacts('x', message)
    expect((await socket.next()).payload?.event).not.toHaveProperty('item_user')
  })

  it('refuses blocks that Slack would refuse', async () => {
    const url = await commanded()
    expect((await to(url, { blocks: [{ type: 'sektion' }] })).status).toBe(400)
    expect((await to(url, { txet: 'typing error' })).status).toBe(400)
    expect(slack.problems).toHaveLength(2)
  })

  it('replaces or deletes the message that was clicked', async () => {
    const message = await posted()
    const url = await clicked(message)
    await to(url, { text: 'replaced', replace_original: true })
    expect(message).toMatchObject({ text: 'replaced', blocks: [], edited: true })
    await to(url, { delete_original: true })
    expect(slack.channel('prod').messages).toEqual([])
  })

  it('replaces an ephemeral message, which nothing else can', async () => {
    await clientOf(slack).chat.postEphemeral({ channel: 'C0PROD', user: 'U0BOB', text: 'psst', blocks: [button] })
    const message = await slack.until(() => slack.as('bob').sees('prod')[0])
    const click = slack.as('bob').clicks(message, 'go')
    const { envelope_id, payload } = await socket.next()
    socket.ack(envelope_id)
    await click
    expect(payload).toMatchObject({ container: { is_ephemeral: true, message_ts: message.ts } })
    expect(payload).not.toHaveProperty('message')
    await to(String(payload?.response_url), { text: 'done', replace_original: true })
    expect(slack.as('bob').sees('prod')).toMatchObject([{ text: 'done', ephemeralTo: 'U0BOB' }])
  })
})

describe('a click on a message', () => {
  it('is open to everyone in the channel, guests and outsiders included, however old the message', async () => {
    slack.join('otto', 'prod')
    socket.ack((await socket.next()).envelope_id)
    const message = await posted()
    clock.advance(30 * 24 * 3_600_000)
    for (const who of ['greta', 'sven', 'otto']) {
      const click = slack.as(who).clicks(message, 'go')
      const { envelope_id, payload } = await socket.next()
      expect(payload).toMatchObject({
        type: 'block_actions',
        user: { id: slack.as(who).id },
        message: { ts: message.ts },
      })
      socket.ack(envelope_id)
      expect(await click).toEqual({ acked: true })
    }
  })

  it('shows a warning when it is not acknowledged', async () => {
    const click = slack.as('bob').clicks(await posted(), 'go')
    await socket.next()
    clock.advance(3000)
    expect(await click).toEqual({ trouble: 'no answer to go: timeout' })
    expect(slack.problems).toEqual(['interactive block_actions go: not acknowledged within 3 s'])
  })
})

describe('a command', () => {
  it.each([
    ['from outside', 'otto', 'partners', 'not_for_strangers'],
    ['that nobody registered', 'ada', 'prod', 'unknown_command'],
  ])('%s is refused', async (_, who, channel, error) => {
    const text = error === 'unknown_command' ? '/unknown' : '/scaleout'
    expect(await slack.as(who).types(text, channel)).toEqual({ error })
  })

  it('is refused in threads', async () => {
    const typed = slack.as('ada').types('/scaleout', 'prod', { inThread: true })
    expect(await typed).toEqual({ error: 'not_in_threads' })
  })

  it('names people, groups and channels by id', async () => {
    const typed = slack.as('dan').types('/scaleout for @bob and @oncall in #prod, not #oncall', 'oncall')
    const { payload, envelope_id } = await socket.next()
    expect(payload).toMatchObject({
      channel_name: 'privategroup',
      text: 'for <@U0BOB|bob> and <!subteam^S0ONCALL|@oncall> in <#C0PROD|prod>, not <#C0ONCALL|>',
    })
    socket.ack(envelope_id, { text: 'hi', response_type: 'in_channel' })
    expect(await typed).toEqual({ text: 'hi', responseType: 'in_channel' })
    expect(slack.channel('oncall').messages).toMatchObject([{ text: 'hi' }])
  })

  it('is not for those who cannot be there', async () => {
    await expect(slack.as('zed').types('/scaleout', 'prod')).rejects.toThrow('deactivated')
    await expect(slack.as('otto').types('/scaleout', 'prod')).rejects.toThrow('not in #prod')
  })
})
