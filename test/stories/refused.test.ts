import { describe, expect, it } from 'vitest'
import { en } from '../../views/words/en.ts'
import { approved, cardSays, posts, saying, thread } from './approved.ts'
import { directly, form, inLine, ruled, settles } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const always = { times: Number.POSITIVE_INFINITY }
const hour = 60 * 60_000
const ready = `${en.nodes(2)} ready`
const question = saying((why) => en.thread.ask('@ada', why))
const states = async () => (await world.records()).map(({ stage: { state } }) => state)
const calls = (method: string) => world.slack.calls.filter((call) => call.method === method)
const logged = (words: string): string[] => world.log.filter((line) => line.includes(words))
const hears = (person: string, words: string) =>
  world.until(() => directly(world, person).find((one) => one.includes(words)), `“${words}” directly`)

describe.each([
  'restricted_action_thread_locked',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_only_channel',
  'cannot_reply_to_message',
])('replies are refused: %s', (word) => {
  it('the card goes on, and the requester hears of the end directly', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2')
    world.slack.faults.refuseReplies = word
    await world.slack.as('bob').reacts('white_check_mark', card)
    await cardSays(world, card, en.state.succeeded(en.nodes(2)))
    await hears('ada', ready)
    await settles(world)
    expect(world.reads(card)).toContain(en.state.noReplies('@ada'))
    expect(await states()).toEqual(['succeeded'])
    expect(directly(world, 'ada')).toHaveLength(1)
    expect(logged('takes no replies')).toHaveLength(1)
    expect(logged('takes no replies')[0]).toContain(word)
  })
})

describe('replies are refused', () => {
  it('a queued request is not cancelled by it, and buys when it comes first', async () => {
    world = await stage()
    const { second, firstEnds } = await inLine(world)
    world.slack.faults.refuseReplies = 'restricted_action_thread_locked'
    await firstEnds().catch(() => undefined)
    world.cloud.finish(String(world.cloud.orders[0]?.taskId))
    await cardSays(world, second, en.state.succeeded(en.nodes(2)))
    await hears('dan', ready)
    expect(posts(world)).toHaveLength(2)
  })

  it('the requester is asked directly what became of an unclear call', async () => {
    world = await stage()
    world.slack.faults.refuseReplies = 'restricted_action_thread_locked'
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    const asked = await world.until(
      () =>
        world.slack
          .as('ada')
          .directMessages()
          .find((one) => question.test(world.reads(one))),
      'the question',
    )
    await cardSays(world, card, en.state.askedDirectly('@ada'))
    await world.slack.as('ada').clicks(asked, 'doubt_not_run')
    await hears('ada', en.thread.failed('@ada', 'SO-1'))
    await cardSays(world, card, en.state.notRun('@ada'))
  })

  it('where it was asked elsewhere, the end is told in that channel', async () => {
    world = await stage({ policy: ruled({ channel: 'C0APPROVE' }) })
    const card = await world.asks('ada', '/scaleout prod-web 2')
    await world.until(() => world.slack.channel('prod').messages.length > 0, 'the notice')
    world.slack.faults.answer('chat.postMessage', { error: 'restricted_action_thread_locked' })
    await world.slack.as('bob').reacts('white_check_mark', card)
    await world.until(() => world.slack.channel('prod').messages.at(-1)?.text.includes(ready), 'the end in #prod')
    await settles(world)
    expect(world.thread(card)).toEqual([])
    expect(directly(world, 'ada')).toEqual([])
  })
})

describe('Slack refuses a post, and nobody has said that it will for ever', () => {
  it.each([
    'message_limit_exceeded',
    'team_added_to_org',
    'org_login_required',
    'fatal_error',
    'no_permission',
    'a_word_that_nobody_has_listed',
  ])('%s once: the card comes later, and nothing is cancelled', async (error) => {
    world = await stage()
    const sent = await form(world, 'ada', '/scaleout prod-web 2')
    world.slack.faults.answer('chat.postMessage', { error })
    expect(await sent.submit()).toEqual({ closed: true })
    const card = await world.card(1)
    expect(world.reads(card)).toContain(en.state.awaiting)
    world.slack.faults.answer('chat.postMessage', { error })
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, ready)
    expect(directly(world, 'ada')).toEqual([])
  })

  it('a page of HTML with status 200: the same', async () => {
    world = await stage()
    const sent = await form(world, 'ada', '/scaleout prod-web 2')
    for (const method of ['chat.postMessage', 'reactions.add', 'reactions.get', 'chat.update'])
      world.slack.faults.answer(method, 'page')
    expect(await sent.submit()).toEqual({ closed: true })
    const card = await world.card(1)
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, ready)
    expect(directly(world, 'ada')).toEqual([])
  })

  it('for hours: it is tried ever more rarely, the requester hears why there is no card, and how it ended', async () => {
    world = await stage({ policy: ruled({ expires_in: '2h' }) })
    const sent = await form(world, 'ada', '/scaleout prod-web 2')
    const refuse = () => world.slack.faults.answer('chat.postMessage', { error: 'ekm_access_denied' })
    for (let times = 0; times < 3; times++) refuse()
    expect(await sent.submit()).toEqual({ closed: true })
    const why = `${en.slack.other} ${en.slack.says('ekm_access_denied')}`
    await hears('ada', en.thread.delayed('@ada', 'SO-1', '#prod', why))
    const before = calls('chat.postMessage').length
    world.slack.faults.answer('chat.postMessage', { error: 'ekm_access_denied' }, { times: 40 })
    for (let minutes = 0; minutes < 119; minutes++) await world.passes(60_000)
    const tries = calls('chat.postMessage').length - before
    expect(tries).toBeGreaterThan(10)
    expect(tries).toBeLessThan(40)
    await world.passes(hour)
    await hears('ada', en.thread.expired('@ada'))
    expect(directly(world, 'ada').at(-1)).toContain(en.thread.neverPosted('SO-1', '#prod', why))
    expect(world.slack.channel('prod').messages).toEqual([])
  })

  it('what may stand there all the same is looked for before it is said again', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2')
    world.slack.faults.answer('chat.postMessage', { error: 'fatal_error' })
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, ready)
    const methods = world.slack.calls.map(({ method }) => method)
    const refused = world.slack.calls.findIndex(({ error }) => error === 'fatal_error')
    expect(methods.slice(refused).indexOf('conversations.replies')).toBeGreaterThan(0)
    expect(methods.slice(refused).indexOf('conversations.replies')).toBeLessThan(
      methods.slice(refused + 1).indexOf('chat.postMessage') + 1,
    )
  })
})

describe('one message holds no other up', () => {
  it('a card that Slack does not let be edited: its thread goes on, and the card follows once it may', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2')
    world.slack.faults.answer('chat.update', { error: 'a_word_that_nobody_has_listed' }, { times: 4 })
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, ready)
    await cardSays(world, card, en.state.succeeded(en.nodes(2)))
  })

  it('reactions that cannot be read, or emoji that cannot be put on a card, keep nothing from being said', async () => {
    world = await stage()
    const sent = await form(world, 'ada', '/scaleout prod-web 2')
    world.slack.faults.answer('reactions.add', { error: 'a_word_that_nobody_has_listed' }, always)
    expect(await sent.submit()).toEqual({ closed: true })
    const card = await world.until(() => world.slack.channel('prod').messages[0], 'the card')
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, ready)
    await cardSays(world, card, en.state.succeeded(en.nodes(2)))
    expect(calls('reactions.add').length).toBeLessThan(10)
  })
})

describe('Slack refuses for good with a word that nobody has listed', () => {
  it('a card that cannot be edited: its request, once over, comes to rest after a day', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2')
    world.slack.faults.answer('chat.update', { error: 'a_word_that_nobody_has_listed' }, always)
    await world.slack.as('bob').reacts('x', card)
    const edits = (): number => calls('chat.update').length
    await world.until(() => edits() > 280, 'the tries')
    expect((await world.records())[0]?.projection.complete).toBe(false)
    await world.until(() => edits() > 300, 'the last try')
    await settles(world)
    const tries = edits()
    expect((await world.records())[0]?.projection.complete).toBe(true)
    await world.passes(hour)
    expect(edits()).toBe(tries)
  })
})

describe('the card vanishes between a call of Slack’s and the next', () => {
  it('its reply is taken back from the channel’s root, and the requester hears directly what becomes of it', async () => {
    world = await stage()
    world.cloud.faults.nextTask('stuck')
    const card = await approved(world)
    await thread(world, card, 'Waiting for')
    await settles(world)
    const { messages } = world.slack.channel('prod')
    expect(messages).toHaveLength(2)
    for (const message of messages) world.slack.deleteMessage(message)
    await world.passes(hour)
    await hears('ada', en.thread.moved('@ada', 'SO-1', '#prod'))
    expect(calls('chat.delete')).toHaveLength(1)
    expect(world.slack.channel('prod').messages).toEqual([])
    expect(await states()).toEqual(['running'])
    world.cloud.finish(String(world.cloud.orders[0]?.taskId))
    await hears('ada', ready)
  })

  it('a reply whose answer was lost is found at the root, and taken back', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2')
    world.slack.faults.answer('chat.update', 'http500', { times: 3 })
    world.cloud.faults.nextTask('stuck')
    await world.slack.as('bob').reacts('white_check_mark', card)
    await world.cloud.until(() => world.cloud.orders.length > 0)
    world.slack.faults.answer('chat.postMessage', 'lost')
    world.slack.deleteMessage(card)
    await hears('ada', en.thread.moved('@ada', 'SO-1', '#prod'))
    expect(world.slack.channel('prod').messages).toEqual([])
    world.cloud.finish(String(world.cloud.orders[0]?.taskId))
    await hears('ada', ready)
  })
})
