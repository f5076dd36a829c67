import type { App } from '@slack/bolt'
import type { KnownBlock, ModalView } from '@slack/types'
import { afterEach, describe, expect, it } from 'vitest'
import type { Modal, Slack } from '../index.ts'
import { clientOf, slackFor, socketApp } from '../testing/bolt.ts'

let slack: Slack
let bot: App | undefined

afterEach(async () => {
  await bot?.stop()
  await slack.stop()
})

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (text: string, value: string) => ({ text: plain(text), value })

const field = (id: string, element: Extract<KnownBlock, { type: 'input' }>['element']): KnownBlock => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element,
})

const reason = field('reason', { type: 'plain_text_input', action_id: 'reason' })

const form = (blocks: KnownBlock[], more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Go'),
  blocks,
  ...more,
})

/** Starts a bot that opens this view on /scaleout, and opens it for ada. */
async function showing(view: ModalView, listen: (app: App) => void = () => {}): Promise<Modal> {
  slack = await slackFor()
  bot = await socketApp(slack, (app) => {
    app.command('/scaleout', async ({ ack, client, body }) => {
      await ack()
      await client.views.open({ trigger_id: body.trigger_id, view })
    })
    listen(app)
  })
  await slack.as('ada').types('/scaleout', 'prod')
  return slack.until(() => slack.as('ada').modal(), 'the form opens')
}

describe('Slack’s own client checks before it sends', () => {
  it.each([
    ['a required field', reason, (modal: Modal) => modal, 'Please complete this required field.'],
    [
      'a length',
      field('reason', { type: 'plain_text_input', action_id: 'a', min_length: 5 }),
      (modal: Modal) => modal.fill('reason', 'hi'),
      'Please use at least 5 characters.',
    ],
    [
      'a range',
      field('reason', { type: 'number_input', action_id: 'a', is_decimal_allowed: false, max_value: '20' }),
      (modal: Modal) => modal.fill('reason', '21'),
      'Please enter a number that is at most 20.',
    ],
    [
      'decimals',
      field('reason', { type: 'number_input', action_id: 'a', is_decimal_allowed: false }),
      (modal: Modal) => modal.fill('reason', '2.5'),
      'Please enter a whole number.',
    ],
    [
      'an address',
      field('reason', { type: 'email_text_input', action_id: 'a' }),
      (modal: Modal) => modal.fill('reason', 'ada'),
      'Please enter a valid email address.',
    ],
  ])('%s', async (_, block, act, error) => {
    const modal = await showing(form([block]))
    act(modal)
    expect(await modal.submit()).toEqual({ errors: { reason: error } })
  })

  it('a hostile one does not', async () => {
    const seen: unknown[] = []
    const modal = await showing(form([reason]), (app) => {
      app.view('form', async ({ ack, view }) => {
        seen.push(view.state.values)
        await ack()
      })
    })
    slack.faults.hostileClient = true
    expect(await modal.submit()).toEqual({ closed: true })
    expect(seen).toEqual([{ reason: { reason: { type: 'plain_text_input', value: null } } }])
  })
})

describe('the answer to a submission', () => {
  const answering = async (...args: Parameters<typeof ackOf>) => {
    const modal = await showing(form([reason]), (app) => {
      app.view('form', async ({ ack }) => ackOf(...args)(ack))
    })
    return modal.fill('reason', 'slow')
  }
  const ackOf = (answer: unknown) => (ack: unknown) => (typeof ack === 'function' ? ack(answer) : undefined)

  it('may update the view', async () => {
    const modal = await answering({ response_action: 'update', view: form([reason], { title: plain('Again') }) })
    expect(await modal.submit()).toEqual({ updated: true })
    expect(modal.view.title?.text).toBe('Again')
    expect(modal.value('reason')).toBe('slow')
  })

  it('may push another, and clear them all', async () => {
    const modal = await answering({ response_action: 'push', view: form([reason], { callback_id: 'second' }) })
    expect(await modal.submit()).toEqual({ pushed: true })
    expect(slack.as('ada').modal().id).not.toBe(modal.id)
    await slack.as('ada').modal().close('window')
    expect(slack.as('ada').hasModal).toBe(false)
  })

  it('may clear', async () => {
    const modal = await answering({ response_action: 'clear' })
    expect(await modal.submit()).toEqual({ closed: true })
  })

  it.each([
    ['errors for a block that is no input', { response_action: 'errors', errors: { nowhere: 'no' } }],
    ['an unknown action', { response_action: 'close' }],
    ['a view that Slack refuses', { response_action: 'update', view: form([reason], { submit: plain('') }) }],
  ])('means trouble with %s', async (_, answer) => {
    const modal = await answering(answer)
    expect(await modal.submit()).toHaveProperty('trouble')
    expect(slack.problems).toHaveLength(1)
    expect(slack.as('ada').hasModal).toBe(true)
  })
})

describe('menus', () => {
  const menu = field('cluster', {
    type: 'external_select',
    action_id: 'cluster',
    min_query_length: 2,
    placeholder: plain('Type'),
  })

  const offering = (options: (query: string) => ReturnType<typeof option>[]) => {
    const asked: string[] = []
    const modal = showing(form([menu]), (app) => {
      app.options('cluster', async ({ ack, payload }) => {
        asked.push(payload.value)
        await ack({ options: options(payload.value) })
      })
    })
    return { modal, asked }
  }

  it('ask the app from the second character on', async () => {
    const { modal, asked } = offering((query) => [option(`${query}-web`, 'c1')])
    const open = await modal
    expect(await open.suggest('cluster', 'p')).toEqual([])
    expect(await open.suggest('cluster', 'prod')).toEqual([option('prod-web', 'c1')])
    await open.choose('cluster', 'prod-web')
    expect(open.value('cluster')).toEqual(option('prod-web', 'c1'))
    expect(asked).toEqual(['prod'])
  })

  it('show nothing for more than a hundred options', async () => {
    const { modal } = offering(() => Array.from({ length: 101 }, (_, i) => option(`c${i}`, `c${i}`)))
    expect(await (await modal).suggest('cluster', 'prod')).toEqual([])
    expect(slack.problems).toMatchObject([expect.stringContaining('no more than 100 items allowed')])
  })

  it('hold what was chosen, of one or of many', async () => {
    const submitted: unknown[] = []
    const blocks = [
      field('zones', {
        type: 'multi_static_select',
        action_id: 'zones',
        options: [option('A', 'a'), option('B', 'b'), option('C', 'c')],
      }),
      field('how', { type: 'radio_buttons', action_id: 'how', options: [option('Fast', 'f'), option('Safe', 's')] }),
      field('who', { type: 'users_select', action_id: 'who' }),
    ]
    const modal = await showing(form(blocks), (app) => {
      app.view('form', async ({ ack, view }) => {
        submitted.push(view.state.values)
        await ack()
      })
    })
    await modal.choose('zones', 'A', 'c')
    await modal.choose('how', 'Safe')
    await modal.choose('who', 'bob')
    await expect(modal.choose('how', 'Cheap')).rejects.toThrow('it offers: Fast, Safe')
    expect(modal.say()).toContain('zones *: A, C')
    await modal.submit()
    expect(submitted).toEqual([
      {
        zones: { zones: { type: 'multi_static_select', selected_options: [option('A', 'a'), option('C', 'c')] } },
        how: { how: { type: 'radio_buttons', selected_option: option('Safe', 's') } },
        who: { who: { type: 'users_select', selected_user: 'U0BOB' } },
      },
    ])
  })

  it('are told apart by action where a block has several', async () => {
    const menu = (action_id: string) => ({
      type: 'static_select' as const,
      action_id,
      options: [option('A', 'a'), option('B', 'b')],
    })
    const modal = await showing(
      form([{ type: 'actions', block_id: 'both', elements: [menu('from'), menu('to')] }]),
      (app) => {
        app.action('to', async ({ ack }) => ack())
      },
    )
    expect(await modal.choose({ block: 'both', action: 'to' }, 'B')).toEqual({ acked: true })
    expect(modal.value({ block: 'both', action: 'to' })).toEqual(option('B', 'b'))
    expect(modal.value('both')).toBeNull()
  })
})

it('a channel menu may grant a response_url for its channel', async () => {
  const menu = field('where', { type: 'conversations_select', action_id: 'where', response_url_enabled: true })
  const modal = await showing(form([menu]), (app) => {
    app.view('form', async ({ ack, body }) => {
      await ack()
      const [granted] = 'response_urls' in body ? (body.response_urls ?? []) : []
      const answer = { text: `for <#${granted?.channel_id}>`, response_type: 'in_channel' }
      await fetch(granted?.response_url ?? '', { method: 'POST', body: JSON.stringify(answer) })
    })
  })
  await modal.choose('where', 'random')
  await modal.submit()
  const message = await slack.until(() => slack.channel('random').messages[0])
  expect(message.text).toBe('for <#C0RANDOM>')
})

describe('actions in a modal', () => {
  it('come from inputs only where they dispatch, and carry no response_url', async () => {
    const seen: unknown[] = []
    const quiet = field('quiet', { type: 'static_select', action_id: 'quiet', options: [option('A', 'a')] })
    const loud = {
      ...field('loud', { type: 'static_select', action_id: 'loud', options: [option('B', 'b')] }),
      dispatch_action: true,
    }
    const modal = await showing(form([quiet, loud]), (app) => {
      app.action(/.*/, async ({ ack, action, body }) => {
        await ack()
        seen.push('action_id' in action && action.action_id, body.response_url)
      })
    })
    expect(await modal.choose('quiet', 'A')).toBeUndefined()
    expect(await modal.choose('loud', 'B')).toEqual({ acked: true })
    expect(seen).toEqual(['loud', undefined])
  })

  it('come from a text on Enter, or at each character', async () => {
    const dispatching = (
      id: string,
      trigger_actions_on?: ('on_enter_pressed' | 'on_character_entered')[],
    ): KnownBlock => ({
      type: 'input',
      block_id: id,
      label: plain(id),
      dispatch_action: true,
      element: {
        type: 'plain_text_input',
        action_id: id,
        ...(trigger_actions_on ? { dispatch_action_config: { trigger_actions_on } } : {}),
      },
    })
    const seen: unknown[] = []
    const modal = await showing(form([dispatching('enter'), dispatching('key', ['on_character_entered'])]), (app) => {
      app.action(/.*/, async ({ ack, action }) => {
        await ack()
        seen.push('value' in action && action.value)
      })
    })
    modal.fill('enter', 'one').fill('key', 'two')
    await slack.settled()
    expect(seen).toEqual(['two'])
    await modal.enter('enter')
    expect(await modal.enter('key')).toBeUndefined()
    expect(seen).toEqual(['two', 'one'])
  })

  it('are pressed after the confirm dialog', async () => {
    const confirm = { title: plain('Sure?'), text: plain('Really?'), confirm: plain('Yes'), deny: plain('No') }
    const buttons: KnownBlock = {
      type: 'actions',
      block_id: 'buttons',
      elements: [{ type: 'button', action_id: 'more', text: plain('More'), value: 'all', confirm }],
    }
    const seen: unknown[] = []
    const modal = await showing(form([buttons]), (app) => {
      app.action('more', async ({ ack, action }) => {
        await ack()
        seen.push('value' in action && action.value)
      })
    })
    await modal.press('more', { confirm: false })
    expect(seen).toEqual([])
    await modal.press('more')
    expect(seen).toEqual(['all'])
  })

  it('leave the person in trouble when nobody listens', async () => {
    const modal = await showing(form([reason]))
    await bot?.stop()
    await slack.until(() => slack.sockets === 0)
    expect(await modal.fill('reason', 'x').submit()).toEqual({ trouble: 'no answer to the submission: no_connection' })
    expect(slack.as('ada').hasModal).toBe(true)
  })
})

describe('closing', () => {
  const closing = (more: Partial<ModalView>) => {
    const seen: unknown[] = []
    const modal = showing(form([reason], more), (app) => {
      app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
        await ack()
        seen.push(['is_cleared' in body && body.is_cleared, body.view.state.values])
      })
    })
    return { modal, seen }
  }

  it('is told only where the view asks for it, without what was filled in', async () => {
    const { modal, seen } = closing({ notify_on_close: true })
    await (await modal).fill('reason', 'x').close()
    expect(seen).toEqual([[false, {}]])
  })

  it('clears the stack by the x of the window, or with clear_on_close', async () => {
    const { modal, seen } = closing({ notify_on_close: true, clear_on_close: true })
    await (await modal).close()
    expect(seen).toEqual([[true, {}]])
  })

  it('is silent otherwise', async () => {
    const { modal, seen } = closing({})
    await (await modal).close()
    await slack.settled()
    expect(seen).toEqual([])
    await expect(modal.then((closed) => closed.submit())).rejects.toThrow('closed')
  })
})

it('can lose prefilled values after an update, until somebody touches them (bolt-js#1073)', async () => {
  const prefilled = (id: string) => field(id, { type: 'plain_text_input', action_id: 'text', initial_value: 'default' })
  const view = form([prefilled('one'), prefilled('two')])
  const seen: unknown[] = []
  const modal = await showing(view, (app) => {
    app.view('form', async ({ ack, view: { state } }) => {
      seen.push(Object.keys(state.values))
      await ack({ response_action: 'errors', errors: { one: 'again' } })
    })
  })
  slack.faults.prefilledGap = true
  await modal.submit()
  await clientOf(slack).views.update({ view_id: modal.id, view })
  await modal.submit()
  modal.fill('two', 'mine')
  await modal.submit()
  expect(seen).toEqual([['one', 'two'], [], ['two']])
})
