import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '../../clock.ts'
import { type Slack, scopesOf } from '../index.ts'
import { clientOf, manifestFile, slackFor } from '../testing/bolt.ts'

let slack: Slack
let clock: ManualClock

beforeEach(async () => {
  clock = manualClock()
  slack = await slackFor({ clock })
})

afterEach(() => slack.stop())

const call = (
  method: string,
  o: { token?: string; json?: unknown; form?: Record<string, string>; body?: string } = {},
) =>
  fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: {
      ...(o.token === undefined ? {} : { authorization: `Bearer ${o.token}` }),
      'content-type': o.form ? 'application/x-www-form-urlencoded' : 'application/json',
    },
    body: o.form ? new URLSearchParams(o.form).toString() : (o.body ?? JSON.stringify(o.json ?? {})),
  })

const errorOf = async (response: Promise<Response>) => {
  const answer = await response
  expect(answer.status).toBe(200)
  return answer.json()
}

describe('tokens and scopes', () => {
  it('wants a token, and one of its own', async () => {
    expect(await errorOf(call('auth.test'))).toEqual({ ok: false, error: 'not_authed' })
    expect(await errorOf(call('auth.test', { token: 'xoxb-123-456-live' }))).toMatchObject({ error: 'invalid_auth' })
  })

  it('wants the right kind of token', async () => {
    await expect(clientOf(slack, slack.appToken).auth.test()).rejects.toThrow('not_allowed_token_type')
    await expect(clientOf(slack).apps.connections.open({})).rejects.toThrow('not_allowed_token_type')
  })

  it('takes a token from a form body, but not from a JSON body', async () => {
    expect(await errorOf(call('auth.test', { form: { token: slack.botToken } }))).toMatchObject({ ok: true })
    expect(await errorOf(call('auth.test', { json: { token: slack.botToken } }))).toMatchObject({ error: 'not_authed' })
  })

  it('refuses what the manifest does not ask for, and says what is needed', async () => {
    await slack.stop()
    slack = await slackFor({ manifest: manifestFile({ scopes: ['commands', 'chat:write'] }) })
    const answer = await errorOf(call('users.info', { token: slack.botToken, form: { user: 'U0ADA' } }))
    expect(answer).toEqual({ ok: false, error: 'missing_scope', needed: 'users:read', provided: 'commands,chat:write' })
  })

  it('refuses a scope that the installation lacks', async () => {
    slack.faults.withhold('usergroups:read')
    await expect(clientOf(slack).usergroups.list()).rejects.toThrow('missing_scope')
  })

  it('asks for the scope of the kind of conversation', async () => {
    slack.faults.withhold('groups:read')
    const client = clientOf(slack)
    await expect(client.conversations.info({ channel: 'C0ONCALL' })).rejects.toThrow('missing_scope')
    expect((await client.conversations.info({ channel: 'C0PROD' })).channel?.name).toBe('prod')
  })

  it('tells the SDK its scopes', async () => {
    const { response_metadata } = await clientOf(slack).users.info({ user: 'U0ADA' })
    expect(response_metadata?.scopes).toContain('chat:write')
    expect(response_metadata?.acceptedScopes).toEqual(['users:read'])
    expect(scopesOf('users.info')).toEqual(['users:read'])
  })

  it('invalidates the token at once when the app is uninstalled or its tokens are revoked', async () => {
    slack.revokeTokens()
    await expect(clientOf(slack).auth.test()).rejects.toThrow('token_revoked')
    slack.uninstall()
    await expect(clientOf(slack).auth.test()).rejects.toThrow('account_inactive')
  })
})

describe('arguments', () => {
  it('names a missing one', async () => {
    const answer = await errorOf(call('users.info', { token: slack.botToken, form: {} }))
    expect(answer).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: user'] },
    })
  })

  it('takes JSON for writing, not for reading', async () => {
    const token = slack.botToken
    const post = { channel: 'C0PROD', text: 'hello' }
    expect(await errorOf(call('chat.postMessage', { token, json: post }))).toMatchObject({ ok: true })
    expect(await errorOf(call('users.info', { token, json: { user: 'U0ADA' } }))).toMatchObject({ ok: false })
    expect(await errorOf(call('chat.postMessage', { token, body: '{' }))).toMatchObject({ error: 'invalid_json' })
    expect(await errorOf(call('chat.postMessage', { token, body: '[]' }))).toMatchObject({ error: 'json_not_object' })
  })

  it('knows its methods, and can be told to lack one', async () => {
    expect(await errorOf(call('chat.shout', { token: slack.botToken }))).toMatchObject({ error: 'unknown_method' })
    slack.faults.missing('usergroups.users.list')
    const list = clientOf(slack).usergroups.users.list({ usergroup: 'S0ONCALL' })
    await expect(list).rejects.toThrow('unknown_method')
  })

  it('objects to an argument that Slack would ignore', async () => {
    await clientOf(slack).apiCall('chat.postMessage', { channel: 'C0PROD', text: 'hello', thred_ts: '1.2' })
    expect(slack.problems).toEqual(['chat.postMessage: unknown argument thred_ts'])
  })

  it('remembers calls without their token', async () => {
    await call('auth.test', { form: { token: slack.botToken } })
    await clientOf(slack).users.info({ user: 'U0ADA' })
    expect(slack.calls).toMatchObject([
      { method: 'auth.test', ok: true, args: {} },
      { method: 'users.info', ok: true, args: { user: 'U0ADA' } },
    ])
    expect(JSON.stringify(slack.calls)).not.toContain('xoxb')
  })
})

describe('rates', () => {
  it('admits twenty calls a minute of tier 2, then says when to come back', async () => {
    const client = clientOf(slack)
    for (let i = 0; i < 20; i++) await client.usergroups.list()
    clock.advance(20_000)
    const refused = await call('usergroups.list', { token: slack.botToken, form: {} })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('40')
    expect(await refused.json()).toEqual({ ok: false, error: 'ratelimited' })
    expect(slack.problems).toEqual(['usergroups.list: rate limited, retry after 40 s'])
    clock.advance(40_000)
    expect((await client.usergroups.list()).ok).toBe(true)
  })

  it('admits one post a second in a channel, and more in others', async () => {
    const client = clientOf(slack)
    await client.chat.postMessage({ channel: 'C0PROD', text: 'one' })
    await client.chat.postMessage({ channel: 'C0APPROVE', text: 'elsewhere' })
    await expect(client.chat.postMessage({ channel: 'C0PROD', text: 'two' })).rejects.toThrow('rate-limit')
    clock.advance(1000)
    await client.chat.postMessage({ channel: 'C0PROD', text: 'two' })
    expect(slack.channel('prod').messages.map(({ text }) => text)).toEqual(['one', 'two'])
  })
})

describe('faults of the Web API', () => {
  it('performs a call whose answer is lost, exactly once', async () => {
    slack.faults.answer('chat.postMessage', 'lost')
    const post = clientOf(slack).chat.postMessage({ channel: 'C0PROD', text: 'did it arrive?' })
    await expect(post).rejects.toThrow()
    expect(slack.channel('prod').messages.map(({ text }) => text)).toEqual(['did it arrive?'])
  })

  it('answers 429, 500 and errors on demand, as often as told', async () => {
    const client = clientOf(slack)
    slack.faults.answer('chat.postMessage', '429', { retryAfter: 7 })
    slack.faults.answer('chat.postMessage', 'http500')
    slack.faults.answer('chat.postMessage', { error: 'fatal_error' })
    const post = () => client.chat.postMessage({ channel: 'C0PROD', text: 'hello' })
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 })
    await expect(post()).rejects.toMatchObject({ statusCode: 500 })
    await expect(post()).rejects.toThrow('fatal_error')
    expect(slack.channel('prod').messages).toHaveLength(0)
    clock.advance(1000)
    expect((await post()).ok).toBe(true)
    expect(slack.problems).toEqual([])
  })

  it('answers late what it has done at once', async () => {
    slack.faults.slow('chat.postMessage', 4000)
    const post = clientOf(slack).chat.postMessage({ channel: 'C0PROD', text: 'slow' })
    await slack.until(() => slack.channel('prod').messages.length === 1)
    clock.advance(4000)
    expect((await post).ok).toBe(true)
  })
})

it('a slow Slack does at once what it is told, and says so late', async () => {
  slack.faults.lag = 2000
  const answer = call('auth.test', { token: slack.botToken })
  await slack.until(() => slack.calls[0]?.ok)
  const first = await Promise.race([answer.then(() => 'the answer'), slack.settled().then(() => 'nothing')])
  expect(first).toBe('nothing')
  clock.advance(2000)
  expect(await errorOf(answer)).toMatchObject({ ok: true })
})
