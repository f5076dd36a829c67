import type { App } from '@slack/bolt'
import { afterEach, expect, it } from 'vitest'
import { input, modal, openElements, option, plain } from './elements.ts'
import type { Seat } from './seat.ts'
import { type Audience, audienceOf } from './stage.ts'

let audience: Audience
let app: App
let slack: Awaited<ReturnType<typeof openElements>>['slack']

afterEach(async () => {
  expect(slack.problems).toEqual([])
  await audience.close()
})

/** Ada before a playground in which this app is at work; `/scaleout` is its command. */
async function ada(listen: (app: App) => void): Promise<Seat> {
  const playground = await openElements(listen)
  slack = playground.slack
  app = playground.app
  audience = await audienceOf(playground)
  return audience.sits('ada')
}

const opens =
  (view: ReturnType<typeof modal>) =>
  (app: App): void =>
    app.command('/scaleout', async ({ ack, client, body }) => {
      await ack()
      await client.views.open({ trigger_id: body.trigger_id, view })
    })

it('every input can be filled in, and what is sent is what was seen', async () => {
  const fruits = ['Apple', 'Banana', 'Cherry', 'Damson'].map((name) => option(name))
  let sent: unknown
  const seat = await ada((app) => {
    opens(
      modal(
        'Everything',
        [
          input('Line', { type: 'plain_text_input' }),
          input('Lines', { type: 'plain_text_input', multiline: true }),
          input('Number', { type: 'number_input', is_decimal_allowed: false }),
          input('One', { type: 'static_select', options: fruits }),
          input('Many', { type: 'multi_static_select', options: fruits, max_selected_items: 2 }),
          input('Outside', { type: 'external_select', min_query_length: 1 }),
          input('Boxes', { type: 'checkboxes', options: fruits.slice(0, 2) }),
          input('Radio', { type: 'radio_buttons', options: fruits.slice(0, 2) }),
          input('Person', { type: 'users_select' }),
          input('Day', { type: 'datepicker' }),
        ],
        { callback_id: 'everything' },
      ),
    )(app)
    app.options('Outside', async ({ ack, payload }) => ack({ options: [option(`found ${payload.value}`, 'found')] }))
    app.view('everything', async ({ ack, view }) => {
      sent = view.state.values
      await ack()
    })
  })
  await seat.types('/scaleout')
  await seat.fills('Line', 'one line')
  await seat.fills('Lines', 'two\nlines')
  await seat.fills('Number', '7')
  await seat.chooses('One', 'Banana')
  await seat.chooses('Many', 'Apple', 'Cherry')
  await seat.input('Outside').click()
  await seat.input('Outside').pressSequentially('xy')
  await seat.page.getByRole('option', { name: 'found xy' }).click()
  await seat.modal.getByRole('checkbox', { name: 'Banana' }).check()
  await seat.modal.getByRole('radio', { name: 'Apple' }).check()
  await seat.chooses('Person', /Bob Approver/)
  await seat.fills('Day', '2026-12-24')
  await seat.shot('every-input')
  await seat.presses('Send')
  await seat.modal.waitFor({ state: 'detached' })
  expect(sent).toMatchObject({
    Line: { Line: { value: 'one line' } },
    Lines: { Lines: { value: 'two\nlines' } },
    Number: { Number: { value: '7' } },
    One: { One: { selected_option: { value: 'banana' } } },
    Many: { Many: { selected_options: [{ value: 'apple' }, { value: 'cherry' }] } },
    Outside: { Outside: { selected_option: { value: 'found' } } },
    Boxes: { Boxes: { selected_options: [{ value: 'banana' }] } },
    Radio: { Radio: { selected_option: { value: 'apple' } } },
    Person: { Person: { selected_user: 'U0BOB' } },
    Day: { Day: { selected_date: '2026-12-24' } },
  })
})

it('views lie on each other; Esc uncovers the one below, the cross closes them all', async () => {
  const seat = await ada((app) => {
    const next = {
      type: 'actions' as const,
      elements: [{ type: 'button' as const, action_id: 'next', text: plain('Further') }],
    }
    opens(modal('First', [next, input('Kept', { type: 'plain_text_input' })]))(app)
    app.action('next', async ({ ack, client, body }) => {
      await ack()
      if ('trigger_id' in body)
        await client.views.push({ trigger_id: body.trigger_id, view: modal('Second', [{ type: 'divider' }]) })
    })
  })
  const title = (name: string) => seat.modal.getByRole('heading', { name })
  await seat.types('/scaleout')
  await seat.fills('Kept', 'still here')
  await seat.presses('Further')
  await title('Second').waitFor()
  await seat.page.keyboard.press('Escape')
  await title('First').waitFor()
  expect(await seat.input('Kept').inputValue()).toBe('still here')
  await seat.presses('Further')
  await title('Second').waitFor()
  await seat.presses('Close window')
  await seat.modal.waitFor({ state: 'detached' })
})

it('what a view no longer shows is gone, what it still shows stays as it was typed', async () => {
  const seat = await ada((app) => {
    const menu = input(
      'Kind',
      { type: 'static_select', options: [option('Plain'), option('Rich')] },
      { dispatch_action: true },
    )
    const name = input('Name', { type: 'plain_text_input' })
    opens(modal('Changing', [menu, name]))(app)
    app.action('Kind', async ({ ack, client, body }) => {
      await ack()
      const more = input('More', { type: 'plain_text_input' })
      if (body.type === 'block_actions' && body.view)
        await client.views.update({ view_id: body.view.id, view: modal('Changing', [menu, more, name]) })
    })
  })
  await seat.types('/scaleout')
  await seat.fills('Name', 'typed before')
  await seat.chooses('Kind', 'Rich')
  await seat.input('More').waitFor()
  expect(await seat.input('Name').inputValue()).toBe('typed before')
})

it('the App Home is there when the app publishes one', async () => {
  const seat = await ada((app) => {
    app.event('app_home_opened', async ({ event, client }) => {
      const blocks = [{ type: 'header' as const, text: plain('Welcome home') }]
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
    })
  })
  await seat.page.getByRole('navigation').getByText('scaleout').click()
  await seat.page.getByRole('tab', { name: 'Home' }).click()
  await seat.page.getByRole('main').getByText('Welcome home').waitFor()
})

it('an app that is not there leaves nobody in doubt', async () => {
  const seat = await ada(() => {})
  await app.stop()
  await seat.types('/scaleout')
  await seat
    .message(/\/scaleout/)
    .getByText('Only visible to you')
    .waitFor()
  await seat.shot('no-app')
})
