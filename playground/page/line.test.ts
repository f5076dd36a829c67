import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import { onKubernetes } from '../alicloud/samples.ts'
import { sdk } from '../alicloud/sdk.ts'
import { manualClock } from '../clock.ts'
import { socketApp } from '../slack/testing/bolt.ts'
import { request } from './deeds.ts'
import { type Grounds, grounds, type Visitor, visits } from './testing/page.ts'
import type { Request, Scene } from './wire.ts'

let world: Grounds
let bot: App | undefined

beforeEach(async () => {
  world = await grounds()
})
afterEach(async () => {
  await bot?.stop()
  bot = undefined
  await world.stop()
})

const never = (): never => {
  throw new Error('there is no such message')
}
const done = expect.objectContaining({ done: true })
const troubled = (says: string) => expect.objectContaining({ trouble: expect.stringContaining(says) })
const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (value: string) => ({ text: plain(value.toUpperCase()), value })
const said = ({ channels }: Scene): string[] => channels.flatMap(({ messages }) => messages.map(({ text }) => text))
const held = ({ modals }: Scene) => modals.at(-1)?.values

/** A bot with one form, which tells in #prod what was sent. */
async function formBot(o: { acksChoices?: boolean } = {}): Promise<void> {
  bot = await socketApp(world.slack, (app) => {
    app.command('/scaleout', async ({ ack, client, body }) => {
      await ack()
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'form',
          title: plain('Scale out'),
          submit: plain('Ask'),
          blocks: [
            {
              type: 'input',
              block_id: 'reason',
              label: plain('Reason'),
              element: { type: 'plain_text_input', action_id: 'reason' },
            },
            {
              type: 'input',
              block_id: 'disk',
              label: plain('Disk'),
              dispatch_action: true,
              element: { type: 'static_select', action_id: 'disk', options: [option('ssd'), option('essd')] },
            },
            {
              type: 'input',
              block_id: 'type',
              label: plain('Type'),
              optional: true,
              element: { type: 'multi_external_select', action_id: 'type', min_query_length: 0 },
            },
          ],
        },
      })
    })
    app.options('type', ({ ack, options }) =>
      ack({ options: ['c5', 'c6'].filter((one) => one.includes(options.value)).map(option) }),
    )
    app.action('disk', async ({ ack }) => {
      if (o.acksChoices ?? true) await ack()
    })
    app.view('form', async ({ ack, client, view }) => {
      await ack()
      await client.chat.postMessage({ channel: 'C0PROD', text: `sent: ${view.state.values.reason?.reason?.value}` })
    })
  })
}

/** The id of the form that opened before this visitor. */
async function opensForm(visitor: Visitor): Promise<string> {
  expect(await visitor.act({ kind: 'type', channel: 'C0PROD', text: '/scaleout' })).toEqual(done)
  return visitor.sees(({ modals }) => modals.at(-1)?.id)
}

it('takes every deed of the contract, and no other', () => {
  expectTypeOf<Request>().toExtend<z.output<typeof request>>()
  expect(request.safeParse({ id: 1, deed: { kind: 'buy', count: 100 } }).success).toBe(false)
})

describe('what a page shows', () => {
  it('is what its person sees: own channels, own ephemeral messages, own language', async () => {
    const { slack } = world
    const [ada, greta, mei] = await Promise.all(['ada', 'greta', 'mei'].map((who) => visits(slack, who)))
    slack.as('ada').says('hello', 'oncall')
    await expect(ada?.sees((scene) => said(scene).includes('hello') && scene.me.name)).resolves.toBe('Ada Requester')
    await expect(greta?.sees(({ channels }) => channels.map(({ name }) => name))).resolves.toEqual(['prod', 'approve'])
    await expect(mei?.sees(({ me }) => me.locale)).resolves.toBe('zh-CN')
    const { people, app } = (await greta?.sees((scene) => scene)) ?? {}
    expect(people?.filter(({ playable }) => !playable).map(({ handle }) => handle)).toEqual(['zed', 'robo'])
    expect(app).toMatchObject({ id: slack.botUser, name: 'scaleout', readOnly: false, channel: { messages: [] } })
  })

  it('follows a change of seat', async () => {
    const page = await visits(world.slack, 'ada')
    expect(await page.act({ kind: 'be', who: 'otto' })).toEqual(done)
    await expect(page.sees(({ channels }) => channels.map(({ name }) => name))).resolves.toEqual(['partners'])
    expect(await page.act({ kind: 'be', who: 'zed' })).toEqual(troubled('zed'))
  })

  it('counts for each person what notifies them, until a page has shown it', async () => {
    const { slack } = world
    const [ada, bob] = [await visits(slack, 'ada'), await visits(slack, 'bob')]
    const { ts } = slack.as('ada').says('@sre-leads please', 'prod')
    const reply = slack
      .as('ada')
      .says('@bob you, too', 'prod', { thread: slack.channel('prod').messages[0] ?? never() })
    const counts = ({ people }: Scene) =>
      ['ada', 'bob', 'carol'].map((who) => people.find((one) => one.handle === who)?.mentions)
    await expect(ada.sees((scene) => counts(scene).join() === '0,2,1')).resolves.toBe(true)
    await bob.sees(({ channels }) => channels.find(({ name }) => name === 'prod')?.mentions === 2)
    await bob.act({ kind: 'see', channel: 'C0PROD', ts })
    await ada.sees((scene) => counts(scene).join() === '0,1,1')
    await bob.act({ kind: 'see', channel: 'C0PROD', thread: ts, ts: reply.ts })
    await ada.sees((scene) => counts(scene).join() === '0,0,1')
  })

  it('tells the other side, secrets masked', async () => {
    const page = await visits(world.slack, 'ada')
    const { key_pair: _, ...body } = onKubernetes
    const { scaleOut } = sdk(world.cloud)
    await scaleOut(world.cloud.overview().clusters[0]?.id ?? '', { ...body, login_password: 'Hello@1234' })
    const { offstage } = await page.sees((scene) => scene.offstage.calls[0]?.status === 202 && scene)
    expect(JSON.stringify(offstage)).not.toContain('Hello@1234')
    expect(offstage.calls).toMatchObject([{ seq: 1, signature: 'valid', task: offstage.tasks[0]?.id }])
    expect(offstage.tasks).toMatchObject([
      { state: 'running', stages: [{ name: 'precheck', state: 'running' }, {}, {}, { state: 'waiting' }] },
    ])
    expect(offstage.clusters).toMatchObject([{ name: 'prod-web', nodes: 12, ready: 12, orders: 1 }, {}, {}])
  })
})

describe('what a person does', () => {
  it('takes effect in the order in which it was sent, whatever answers come when', async () => {
    await formBot()
    const ada = await visits(world.slack, 'ada')
    const view = await opensForm(ada)
    const deeds = [
      ada.act({ kind: 'fill', input: { view, block: 'reason' }, value: 'slo' }),
      ada.act({ kind: 'choose', input: { view, block: 'disk' }, values: ['essd'] }),
      ada.act({ kind: 'fill', input: { view, block: 'reason' }, value: 'slow' }),
      ada.act({ kind: 'submit', view }),
    ]
    expect(await Promise.all(deeds)).toEqual([done, done, done, done])
    await ada.sees((scene) => said(scene).includes('sent: slow') && scene.modals.length === 0)
  })

  it('waits for no answer of the app but its own', async () => {
    const clock = manualClock()
    await world.stop()
    world = await grounds({ clock })
    await formBot({ acksChoices: false })
    const ada = await visits(world.slack, 'ada')
    const view = await opensForm(ada)
    const choice = ada.act({ kind: 'choose', input: { view, block: 'disk' }, values: ['ssd'] })
    expect(await ada.act({ kind: 'fill', input: { view, block: 'reason' }, value: 'slow' })).toEqual(done)
    await ada.sees((scene) => held(scene)?.disk?.disk && held(scene)?.reason?.reason === 'slow')
    clock.advance(3000)
    expect(await choice).toEqual(troubled('no answer to disk: timeout'))
  })

  it('keeps what was chosen from one search through the next', async () => {
    await formBot()
    const ada = await visits(world.slack, 'ada')
    const input = { view: await opensForm(ada), block: 'type' }
    expect(await ada.act({ kind: 'suggest', input, query: '5' })).toMatchObject({ options: [{ value: 'c5' }] })
    expect(await ada.act({ kind: 'choose', input, values: ['c5'] })).toEqual(done)
    expect(await ada.act({ kind: 'suggest', input, query: '6' })).toMatchObject({ options: [{ value: 'c6' }] })
    expect(await ada.act({ kind: 'choose', input, values: ['c5', 'c6'] })).toEqual(done)
    await expect(ada.sees((scene) => held(scene)?.type?.type)).resolves.toMatchObject([
      { value: 'c5' },
      { value: 'c6' },
    ])
  })

  it('reads what is missing at the field, in their language', async () => {
    await formBot()
    const mei = await visits(world.slack, 'mei')
    const view = await opensForm(mei)
    expect(await mei.act({ kind: 'submit', view })).toEqual(done)
    await expect(mei.sees(({ modals }) => modals[0]?.errors.reason)).resolves.toBe('请填写此必填字段。')
  })

  it('reacts, takes it back, and says what is no command', async () => {
    const ada = await visits(world.slack, 'ada')
    expect(await ada.act({ kind: 'type', channel: 'C0PROD', text: 'good morning' })).toEqual(done)
    const [at] = await ada.sees(({ channels }) => channels[0]?.messages)
    if (!at) throw new Error('nothing was said')
    expect(await ada.act({ kind: 'react', at, name: 'tada' })).toEqual(done)
    await ada.sees(({ channels }) => channels[0]?.messages[0]?.reactions[0]?.name === 'tada')
    expect(await ada.act({ kind: 'unreact', at, name: 'tada' })).toEqual(done)
    await ada.sees(({ channels }) => channels[0]?.messages[0]?.reactions.length === 0)
  })

  it.each([
    ['an unknown command', { kind: 'type', channel: 'C0PROD', text: '/deploy' }, 'unknown_command'],
    ['a command while no bot is there', { kind: 'type', channel: 'C0PROD', text: '/scaleout' }, 'dispatch_failed'],
    ['a channel of others', { kind: 'type', channel: 'C0ONCALL', text: 'hi' }, 'not in #oncall'],
    ['nothing', { kind: 'type', channel: 'C0PROD', text: ' ' }, 'no_text'],
    [
      'a message that is not there',
      { kind: 'react', at: { channel: 'C0PROD', ts: '1.2' }, name: 'x' },
      'sees no message',
    ],
    ['a form that is not open', { kind: 'submit', view: 'V0' }, 'view_closed'],
  ] as const)('hears why it did not work: %s', async (_, deed, trouble) => {
    const mei = await visits(world.slack, 'mei')
    expect(await mei.act(deed)).toEqual(troubled(trouble))
  })

  it('cannot write a command in a thread', async () => {
    const ada = await visits(world.slack, 'ada')
    const { ts: thread } = world.slack.as('bob').says('anybody?', 'prod')
    expect(await ada.act({ kind: 'type', channel: 'C0PROD', text: '/scaleout', thread })).toEqual(
      troubled('not_in_threads'),
    )
    expect(await ada.act({ kind: 'type', channel: 'C0PROD', text: 'me', thread })).toEqual(done)
    await ada.sees(({ channels }) => channels[0]?.messages.some((one) => one.text === 'me' && one.thread === thread))
  })

  it('may send what no page would send, and the playground goes on', async () => {
    const ada = await visits(world.slack, 'ada')
    ada.says(JSON.stringify({ id: 99, deed: { kind: 'fill', input: 7 } }))
    expect(await ada.act({ kind: 'cut_socket' })).toEqual(done)
    ada.says('{')
    expect(await ada.closed).toBe(1003)
    const again = await visits(world.slack, 'ada')
    await again.sees(({ me }) => me.handle === 'ada')
  })
})
