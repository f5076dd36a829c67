import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '../../clock.ts'
import type { Slack } from '../index.ts'
import { type BareSocket, bareSocket } from '../testing/bare.ts'
import { clientOf, slackFor } from '../testing/bolt.ts'

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

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const input = (block_id: string, more: { action_id?: string; initial_value?: string } = {}) => ({
  type: 'input' as const,
  block_id,
  label: plain(block_id),
  element: { type: 'plain_text_input' as const, action_id: 'text', ...more },
})

const modal = (blocks = [input('reason')], more: { external_id?: string; title?: string } = {}) => {
  const { title = 'Form', ...rest } = more
  return { type: 'modal' as const, title: plain(title), submit: plain('Go'), blocks, ...rest }
}

/** A trigger_id, fresh from a slash command. */
async function trigger(who = 'ada'): Promise<string> {
  const typed = slack.as(who).types('/scaleout', 'prod')
  const { envelope_id, payload } = await socket.next()
  socket.ack(envelope_id)
  await typed
  return String(payload?.trigger_id)
}

const views = () => clientOf(slack).views

async function opened(view = modal()) {
  const { view: shown } = await views().open({ trigger_id: await trigger(), view })
  return { id: shown?.id ?? '', hash: shown?.hash ?? '' }
}

describe('a trigger', () => {
  it('opens one modal, once', async () => {
    const trigger_id = await trigger()
    await views().open({ trigger_id, view: modal() })
    expect(slack.as('ada').hasModal).toBe(true)
    await expect(views().open({ trigger_id, view: modal() })).rejects.toThrow('exchanged_trigger_id')
  })

  it('lives for three seconds from the moment it was sent', async () => {
    const [soon, late] = [await trigger(), await trigger()]
    clock.advance(3000)
    await views().open({ trigger_id: soon, view: modal() })
    clock.advance(1)
    await expect(views().open({ trigger_id: late, view: modal() })).rejects.toThrow('expired_trigger_id')
    await expect(views().open({ trigger_id: 'made.up', view: modal() })).rejects.toThrow('invalid_trigger_id')
  })

  it('can be made to live shorter', async () => {
    slack.faults.triggerLife = 500
    const trigger_id = await trigger()
    clock.advance(501)
    await expect(views().open({ trigger_id, view: modal() })).rejects.toThrow('expired_trigger_id')
  })

  it('is spent on a view that is refused', async () => {
    const trigger_id = await trigger()
    const refused = views().open({ trigger_id, view: modal(undefined, { title: 'A title of too many letters' }) })
    await expect(refused).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: {
          messages: [
            '[ERROR] failed to match all allowed schemas [json-pointer:/view]',
            '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
          ],
        },
      },
    })
    await expect(views().open({ trigger_id, view: modal() })).rejects.toThrow('exchanged_trigger_id')
  })
})

describe('a stack of views', () => {
  it('is at most three deep, and needs a modal to begin with', async () => {
    await expect(views().push({ trigger_id: await trigger(), view: modal() })).rejects.toThrow('not_found')
    const root = await opened()
    const push = async () => views().push({ trigger_id: await trigger(), view: modal() })
    const second = await push()
    expect(second.view).toMatchObject({ root_view_id: root.id, previous_view_id: root.id })
    await push()
    await expect(push()).rejects.toThrow('push_limit_reached')
  })

  it('uncovers what is below', async () => {
    await opened(modal(undefined, { title: 'Below' }))
    await views().push({ trigger_id: await trigger(), view: modal(undefined, { title: 'Above' }) })
    await slack.as('ada').modal().close()
    expect(slack.as('ada').modal().view.title?.text).toBe('Below')
  })
})

describe('an update', () => {
  it('with a stale hash conflicts', async () => {
    const { id: view_id, hash } = await opened()
    const update = await views().update({ view_id, hash, view: modal() })
    expect(update.view?.hash).not.toBe(hash)
    await expect(views().update({ view_id, hash, view: modal() })).rejects.toThrow('hash_conflict')
    await views().update({ view_id, view: modal() })
  })

  it('needs an open view, named in one way', async () => {
    const { id: view_id } = await opened()
    const both = clientOf(slack).apiCall('views.update', { view_id, external_id: '', view: modal() })
    await expect(both).rejects.toThrow('invalid_arguments')
    await slack.as('ada').modal().close()
    await expect(views().update({ view_id, view: modal() })).rejects.toThrow('not_found')
  })

  it('keeps what was typed where block_id and action_id stay, and ignores a new default there', async () => {
    const { id: view_id } = await opened(modal([input('reason'), input('note')]))
    const form = slack.as('ada').modal()
    form.fill('reason', 'checkout is slow').fill('note', 'INC-42')
    const blocks = [
      input('reason', { initial_value: 'default' }),
      input('note', { action_id: 'other', initial_value: 'default' }),
      input('team', { initial_value: 'default' }),
    ]
    await views().update({ view_id, view: modal(blocks) })
    expect(form.value('reason')).toBe('checkout is slow')
    expect(form.value('note')).toBe('default')
    expect(form.value('team')).toBe('default')
  })

  it('finds a view by its external_id, which is unique in the workspace', async () => {
    await opened(modal(undefined, { external_id: 'form-1' }))
    const twin = views().open({ trigger_id: await trigger('bob'), view: modal(undefined, { external_id: 'form-1' }) })
    await expect(twin).rejects.toThrow('duplicate_external_id')
    await views().update({ external_id: 'form-1', view: modal(undefined, { external_id: 'form-1', title: 'New' }) })
    expect(slack.as('ada').modal().view.title?.text).toBe('New')
  })
})

it('a view is at most 250 KB', async () => {
  const blocks = Array.from({ length: 100 }, (_, i) => ({
    type: 'section' as const,
    block_id: `b${i}`,
    text: { type: 'mrkdwn' as const, text: 'x'.repeat(2900) },
  }))
  const view = { type: 'modal' as const, title: plain('Big'), blocks }
  await expect(views().open({ trigger_id: await trigger(), view })).rejects.toThrow('view_too_large')
})

describe('the Home tab', () => {
  const home = { type: 'home' as const, blocks: [{ type: 'divider' as const }] }

  it('is published, and told when it is opened', async () => {
    const { view } = await views().publish({ user_id: 'U0ADA', view: home })
    expect(slack.as('ada').home?.type).toBe('home')
    const stale = views().publish({ user_id: 'U0ADA', view: home, hash: 'stale' })
    await expect(stale).rejects.toThrow('hash_conflict')
    slack.as('ada').opensHome()
    const { payload } = await socket.next()
    expect(payload?.event).toMatchObject({ type: 'app_home_opened', tab: 'home', view: { id: view?.id } })
  })

  it('takes no modal', async () => {
    const wrong = clientOf(slack).apiCall('views.publish', { user_id: 'U0ADA', view: modal() })
    await expect(wrong).rejects.toThrow('invalid_arguments')
  })
})
