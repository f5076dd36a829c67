import type { App } from '@slack/bolt'
import type { KnownBlock } from '@slack/types'
import { afterEach, expect, it } from 'vitest'
import type { Message, Slack } from '../index.ts'
import { clientOf, slackFor, socketApp } from '../testing/bolt.ts'

let slack: Slack
let bot: App

afterEach(async () => {
  await bot.stop()
  await slack.stop()
})

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (text: string, value: string) => ({ text: plain(text), value })

const card: KnownBlock[] = [
  {
    type: 'section',
    block_id: 'size',
    text: plain('How many?'),
    accessory: { type: 'static_select', action_id: 'size', options: [option('One', '1'), option('Two', '2')] },
  },
  {
    type: 'actions',
    block_id: 'more',
    elements: [
      { type: 'overflow', action_id: 'more', options: [option('Cancel', 'cancel'), option('Show', 'show')] },
      { type: 'external_select', action_id: 'zone', min_query_length: 0 },
    ],
  },
]

type Seen = { action: unknown; values: unknown }

/** A card in #prod, and what the bot sees of the clicks on it. */
async function posted(): Promise<{ message: Message; seen: Seen[] }> {
  const seen: Seen[] = []
  slack = await slackFor()
  bot = await socketApp(slack, (app) => {
    app.action(/.*/, async ({ ack, action, body }) => {
      await ack()
      seen.push({ action, values: body.type === 'block_actions' && body.state?.values })
    })
    app.options('zone', ({ ack, payload }) => ack({ options: [option(`zone ${payload.value}`, 'z')] }))
  })
  await clientOf(slack).chat.postMessage({ channel: 'C0PROD', text: 'card', blocks: card })
  return { message: await slack.until(() => slack.channel('prod').messages[0]), seen }
}

it('chooses in a message, and the choice is in its state', async () => {
  const { message, seen } = await posted()
  await slack.as('bob').clicks(message, 'size', { value: 'Two' })
  expect(seen).toMatchObject([
    {
      action: { type: 'static_select', block_id: 'size', action_id: 'size', selected_option: option('Two', '2') },
      values: { size: { size: { type: 'static_select', selected_option: option('Two', '2') } } },
    },
  ])
})

it('picks from an overflow menu', async () => {
  const { message, seen } = await posted()
  await slack.as('bob').clicks(message, 'more', { value: 'cancel' })
  expect(seen).toMatchObject([{ action: { type: 'overflow', selected_option: option('Cancel', 'cancel') } }])
})

it('looks through an outside menu of a message', async () => {
  const { message } = await posted()
  expect(await slack.as('bob').suggest(message, 'zone', 'b')).toEqual([option('zone b', 'z')])
})

it('cannot do what Slack would not let it', async () => {
  const { message } = await posted()
  const [bob, otto, zed] = [slack.as('bob'), slack.as('otto'), slack.as('zed')]
  await expect(bob.clicks(message, 'nothing')).rejects.toThrow('it has: size, more, zone')
  await expect(otto.reacts('x', message)).rejects.toThrow('otto is not in #prod')
  await expect(zed.reacts('x', message)).rejects.toThrow('zed is deactivated')
  await expect(bob.unreacts('x', message)).rejects.toThrow('has not reacted')
  await expect(bob.reacts('no_such', message)).rejects.toThrow('no emoji')
  slack.deleteMessage(message)
  await expect(bob.reacts('x', message)).rejects.toThrow('deleted')
})

it('sees the channels that it may see', async () => {
  const { message } = await posted()
  slack.as('ada').says('lunch?', 'random')
  const reply = slack.as('ada').says('thanks', 'prod', { thread: message })
  expect(slack.channel('prod').thread(message.ts)).toEqual([message, reply])
  expect(slack.as('dan').sees('random')).toHaveLength(1)
  expect(slack.as('greta').sees('random')).toEqual([])
  expect(slack.as('carol').sees('oncall')).toEqual([])
})
