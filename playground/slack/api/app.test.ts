import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import type { Slack } from '../index.ts'
import { clientOf, manifestFile, slackFor } from '../testing/bolt.ts'

const people = z.object({ members: z.array(z.object({ name: z.string() })) })

let slack: Slack

const withScopes = async (...scopes: string[]) => {
  slack = await slackFor({ manifest: manifestFile({ scopes: ['commands', ...scopes] }) })
  return clientOf(slack)
}

afterEach(() => slack.stop())

it('the bot knows who it is', async () => {
  const client = await withScopes('users:read', 'team:read')
  const me = await client.auth.test()
  expect(me).toMatchObject({ user_id: slack.botUser, team_id: 'T0ACME', bot_id: 'B0PLAYGROUND', user: 'scaleout' })
  expect((await client.bots.info({ bot: 'B0PLAYGROUND' })).bot?.user_id).toBe(slack.botUser)
  await expect(client.bots.info({ bot: 'B0OTHER' })).rejects.toThrow('bot_not_found')
  expect((await client.team.info()).team?.domain).toBe('acme')
})

it('people are listed page by page, and found by address', async () => {
  const client = await withScopes('users:read', 'users:read.email')
  const seen: string[] = []
  for await (const page of client.paginate('users.list', { limit: 4 })) {
    seen.push(...people.parse(page).members.map(({ name }) => name))
  }
  expect(seen).toHaveLength(slack.workspace.people.length)
  expect(seen).toContain('zed')
  expect((await client.users.lookupByEmail({ email: 'bob@t0acme.example' })).user?.id).toBe('U0BOB')
  await expect(client.users.lookupByEmail({ email: 'zed@t0acme.example' })).rejects.toThrow('users_not_found')
})

it('groups, channels and emoji are listed', async () => {
  const client = await withScopes('usergroups:read', 'channels:read', 'groups:read', 'emoji:read')
  const { usergroups } = await client.usergroups.list({ include_users: true })
  expect(usergroups?.map(({ handle, users }) => [handle, users?.length])).toEqual([
    ['sre-leads', 2],
    ['oncall', 2],
  ])
  const names = async (types: string) => (await client.conversations.list({ types })).channels?.map(({ name }) => name)
  expect(await names('public_channel')).toEqual(['prod', 'approve', 'random', 'partners'])
  expect(await names('private_channel')).toEqual(['oncall'])
  expect((await client.conversations.members({ channel: 'C0ONCALL' })).members).toContain('U0DAN')
  expect((await client.emoji.list()).emoji).toMatchObject({ ship: 'alias:shipit' })
})

it('the bot joins public channels only', async () => {
  const client = await withScopes('channels:join', 'chat:write')
  expect((await client.conversations.join({ channel: 'C0RANDOM' })).channel?.is_member).toBe(true)
  expect((await client.conversations.join({ channel: 'C0RANDOM' })).warning).toBe('already_in_channel')
  const oncall = client.conversations.join({ channel: 'C0ONCALL' })
  await expect(oncall).rejects.toThrow('method_not_supported_for_channel_type')
})

it('chat:write.public posts where the bot is not, and hears nothing from there', async () => {
  const client = await withScopes('chat:write', 'chat:write.public', 'reactions:read')
  await client.chat.postMessage({ channel: 'C0RANDOM', text: 'hello' })
  expect(slack.channel('random').messages).toHaveLength(1)
})

it('blocks are judged without being posted', async () => {
  const client = await withScopes()
  const judge = (input: Record<string, unknown>) => client.apiCall('blocks.validate', input)
  expect((await judge({ blocks: [{ type: 'divider' }] })).ok).toBe(true)
  await expect(judge({ blocks: [{ type: 'header' }] })).rejects.toMatchObject({
    data: { errors: [{ code: 'missing_field', message: 'missing required field: text', pointer: '/blocks/0' }] },
  })
  await expect(judge({ blocks: [], message: { blocks: [] } })).rejects.toThrow('invalid_arguments')
  await expect(judge({ view: { type: 'modal' } })).rejects.toThrow('invalid_blocks')
})

it('what the manifest turns off is off', async () => {
  slack = await slackFor({ manifest: manifestFile({ tabs: false, interactivity: false }) })
  const { chat, views } = clientOf(slack)
  await expect(chat.postMessage({ channel: 'U0ADA', text: 'psst' })).rejects.toThrow('messages_tab_disabled')
  const publish = views.publish({ user_id: 'U0ADA', view: { type: 'home', blocks: [{ type: 'divider' }] } })
  await expect(publish).rejects.toThrow('not_enabled')
  const text = { type: 'plain_text' as const, text: 'Go' }
  const blocks = [{ type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'go', text }] }]
  await chat.postMessage({ channel: 'C0PROD', text: 'card', blocks })
  const card = await slack.until(() => slack.channel('prod').messages[0])
  expect(await slack.as('bob').clicks(card, 'go')).toHaveProperty('trouble')
  expect(slack.problems).toEqual(['interactive block_actions go: the manifest has interactivity off'])
})
