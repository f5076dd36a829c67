import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import type { Slack } from './index.ts'
import { clientOf, slackFor } from './testing/bolt.ts'

let slack: Slack

beforeEach(async () => {
  slack = await slackFor({ speed: 1000 })
})
afterEach(() => slack.stop())

const { stringify } = JSON
const handles = (ids: readonly string[] = []): string[] =>
  ids.map((id) => slack.workspace.people.find((one) => one.id === id)?.handle ?? id)

/** Whom the app's post notifies. */
async function tells(message: { text: string; blocks?: object[]; channel?: string; thread_ts?: string }) {
  const { channel = 'C0PROD', ...rest } = message
  const posted = z
    .looseObject({ ts: z.string() })
    .parse(await clientOf(slack).apiCall('chat.postMessage', { channel, ...rest }))
  const all = slack.workspace.channels.flatMap(({ messages }) => messages)
  return handles(all.find(({ ts }) => ts === posted.ts)?.notifies)
}

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })

it('who is mentioned is notified, alone or with a group, if they are members', async () => {
  expect(await tells({ text: 'Hi <@U0ADA> and <!subteam^S0SRELEADS>' })).toEqual(['ada', 'bob', 'carol'])
  expect(await tells({ text: 'Hi <@U0OTTO>, <!subteam^S0OLDOPS>' })).toEqual([])
  expect(await tells({ text: '<!here>' })).toHaveLength(8)
})

it('beside blocks the text notifies nobody, and the blocks do', async () => {
  expect(await tells({ text: '<@U0ADA>', blocks: [section('*<@U0BOB>*')] })).toEqual(['bob'])
  const elements = [{ type: 'rich_text_section', elements: [{ type: 'usergroup', usergroup_id: 'S0ONCALL' }] }]
  expect(await tells({ text: 'x', blocks: [{ type: 'rich_text', elements }] })).toEqual(['ada', 'dan'])
})

it('what only looks like a mention notifies nobody', async () => {
  for (const text of ['@channel', '&lt;!channel&gt;', '`<!here>`', '<!everybody>', '@bob', 'U0BOB'])
    expect(await tells({ text })).toEqual([])
  expect(slack.as('ada').says('<!channel> @here', 'prod').notifies).toEqual([])
  expect(handles(slack.as('ada').says('@bob @ada', 'prod').notifies)).toEqual(['bob'])
})

it('an edit notifies nobody, and takes nobody’s notice away', async () => {
  const client = clientOf(slack)
  const { ts = '' } = await client.chat.postMessage({ channel: 'C0PROD', text: '<@U0BOB>' })
  await client.chat.update({ channel: 'C0PROD', ts, text: '<@U0CAROL>' })
  const [edited] = slack.channel('prod').messages
  expect(handles(edited?.notifies)).toEqual(['bob'])
  expect(stringify(await client.conversations.history({ channel: 'C0PROD' }))).not.toContain('notifies')
})

it('an ephemeral message notifies its reader alone, and a direct one always', async () => {
  const client = clientOf(slack)
  await client.chat.postEphemeral({ channel: 'C0PROD', user: 'U0ADA', text: '<@U0ADA> <@U0BOB>' })
  const [ephemeral] = slack.as('ada').sees('prod')
  expect(handles(ephemeral?.notifies)).toEqual(['ada'])
  expect(await tells({ text: 'Done.', channel: 'U0ADA' })).toEqual(['ada'])
})
