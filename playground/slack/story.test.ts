import type { App } from '@slack/bolt'
import { afterEach, describe, expect, it } from 'vitest'
import { readable, type Slack } from './index.ts'
import { httpApp, slackFor, socketApp } from './testing/bolt.ts'

let slack: Slack
let bot: App | undefined

afterEach(async () => {
  await bot?.stop()
  await slack.stop()
})

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const form = (trigger_id: string) => ({
  trigger_id,
  view: {
    type: 'modal' as const,
    callback_id: 'form',
    title: plain('Scale out'),
    submit: plain('Ask'),
    blocks: [
      {
        type: 'input' as const,
        block_id: 'cluster',
        label: plain('Cluster'),
        element: {
          type: 'static_select' as const,
          action_id: 'cluster',
          options: [
            { text: plain('prod-web'), value: 'c1' },
            { text: plain('edge-1'), value: 'c2' },
          ],
        },
      },
      {
        type: 'input' as const,
        block_id: 'count:7',
        label: plain('Nodes'),
        element: { type: 'number_input' as const, action_id: 'count', is_decimal_allowed: false, min_value: '1' },
      },
    ],
  },
})

/** A little approval bot, the way any Bolt app is written. */
function approval(app: App) {
  app.command('/scaleout', async ({ ack, client, body }) => {
    await ack()
    await client.views.open(form(body.trigger_id))
  })
  app.view('form', async ({ ack, client, view, body }) => {
    const count = view.state.values['count:7']?.count?.value
    if (Number(count) > 20) {
      await ack({ response_action: 'errors', errors: { 'count:7': 'At most 20 nodes' } })
      return
    }
    await ack()
    const card = await client.chat.postMessage({
      channel: 'C0PROD',
      text: `<@${body.user.id}> asks for ${count} nodes`,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `<@${body.user.id}> asks for *${count}* nodes` } },
        { type: 'actions', elements: [{ type: 'button', action_id: 'cancel', text: plain('Cancel') }] },
      ],
    })
    await client.reactions.add({ channel: 'C0PROD', timestamp: card.ts ?? '', name: 'white_check_mark' })
  })
  app.event('reaction_added', async ({ event, client }) => {
    await client.chat.update({
      channel: event.item.channel,
      ts: event.item.ts,
      text: `approved by <@${event.user}>`,
      blocks: [],
    })
  })
  app.action('cancel', async ({ ack, respond }) => {
    await ack()
    await respond({ text: 'Really?', replace_original: false })
  })
}

describe.each([
  { way: 'Socket Mode', start: socketApp },
  { way: 'signed HTTP', start: httpApp },
])('a request and its approval over $way', ({ start }) => {
  it('goes from the command to the decision', async () => {
    slack = await slackFor()
    bot = await start(slack, approval)
    const ada = slack.as('ada')

    expect(await ada.types('/scaleout', 'prod')).toEqual({})
    await slack.until(() => ada.hasModal, 'the form opens')
    const modal = ada.modal()
    await modal.choose('cluster', 'prod-web')
    expect(await modal.submit()).toEqual({ errors: { 'count:7': 'Please complete this required field.' } })
    expect(await modal.fill('count', '21').submit()).toEqual({ errors: { 'count:7': 'At most 20 nodes' } })
    expect(modal.say()).toContain('At most 20 nodes')
    expect(await modal.fill('count', '3').submit()).toEqual({ closed: true })
    expect(ada.hasModal).toBe(false)

    const card = await slack.until(() => slack.channel('prod').messages[0], 'the card is posted')
    await slack.until(() => card.reactions.length > 0, 'the bot seeds its reaction')
    expect(readable(card, slack)).toBe('@scaleout:\n@ada asks for *3* nodes\n[ Cancel ]\n✅️ @scaleout')

    await slack.as('carol').clicks(card, 'cancel')
    const ephemeral = await slack.until(() => slack.as('carol').sees('prod')[1], 'the bot asks back')
    expect(ephemeral).toMatchObject({ text: 'Really?', ephemeralTo: 'U0CAROL' })
    expect(slack.as('ada').sees('prod')).toHaveLength(1)

    await slack.as('bob').reacts('white_check_mark', card)
    await slack.until(() => card.edited, 'the decision shows')
    expect(readable(card, slack)).toContain('approved by @bob')
    await slack.settled()
    expect(slack.problems).toEqual([])
  })
})
