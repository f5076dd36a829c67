import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { approved, cardSays, posts, prodWeb, saying, thread } from './approved.ts'
import { directly, firstLook, form, ruled, settles } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const always = { times: Number.POSITIVE_INFINITY }
const looking = saying((why) => en.thread.looking(why))
const question = saying((why) => en.thread.ask('@ada', why))
const unverified = saying((date) => en.state.unverified(date))
const buttons = `[ ${en.thread.ran} ] [ ${en.thread.notRun} ]`

const states = async () => (await world.records()).map(({ stage }) => stage.state)

describe('the card is gone while nobody knows whether the call ran', () => {
  /** The answer is lost, then the card. Gives the question as it reaches Ada directly. */
  async function askedDirectly(): Promise<Message> {
    world = await stage()
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    await thread(world, card, looking)
    world.slack.deleteMessage(card)
    const ada = world.slack.as('ada')
    return world.until(() => ada.directMessages().find((one) => question.test(world.reads(one))), 'the question')
  }

  it('the requester is asked directly, and an answer there lets the next of the cluster go', async () => {
    const asked = await askedDirectly()
    expect(world.reads(asked)).toContain(buttons)
    const next = await approved(world, '/scaleout prod-web 1 more')
    await settles(world)
    expect(posts(world)).toHaveLength(1)

    await world.slack.as('ada').clicks(asked, 'doubt_not_run')
    await world.until(() => directly(world, 'ada').at(-1)?.includes(en.thread.failed('@ada', 'SO-1')), 'the end')
    expect(world.reads(asked)).toContain(en.thread.resolvedNotRun('@ada'))
    expect(world.reads(asked)).not.toContain(buttons)
    await thread(world, next, `${en.nodes(1)} ready`)
    expect(world.cloud.orders).toHaveLength(1)
  })

  it('a task named there is followed to its end', async () => {
    const asked = await askedDirectly()
    const ada = world.slack.as('ada')
    await ada.clicks(asked, 'doubt_ran')
    const modal = await world.until(() => ada.hasModal && ada.modal(), 'the form')
    const task = world.cloud.faults.foreignScaleOut(prodWeb, 2)
    expect(await modal.fill('task_id', task).submit()).toEqual({ closed: true })
    await world.until(
      () =>
        directly(world, 'ada')
          .at(-1)
          ?.includes(`${en.nodes(2)} ready`),
      'the end',
    )
    expect(world.reads(asked)).toContain(en.thread.resolvedRan(`\`${task}\``))
    expect(world.reads(asked)).not.toContain(buttons)
  })
})

describe('Slack does not take the card, and will not', () => {
  it.each([
    ['restricted_action_read_only_channel', en.slack.noPosting],
    ['restricted_action', en.slack.noPosting],
    ['is_archived', en.slack.archived],
    ['channel_not_found', en.slack.notIn],
  ])('%s: the request ends, and the requester is told directly why, in Slack’s own word', async (error, advice) => {
    world = await stage()
    const sent = await form(world, 'ada', '/scaleout prod-web 2')
    world.slack.faults.answer('chat.postMessage', { error })
    expect(await sent.submit()).toEqual({ closed: true })
    await world.until(() => directly(world, 'ada').length > 0, 'a direct message')
    await settles(world)
    const why = `${advice} ${en.slack.says(error)}`
    expect(directly(world, 'ada')).toEqual([
      expect.stringContaining(en.thread.unreachable('@ada', 'SO-1', '#prod', why)),
    ])
    expect(await states()).toEqual(['cancelled'])
    expect(world.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2)
  })

  it('a moment’s weakness ends nothing: the card comes later', async () => {
    world = await stage()
    const sent = await form(world, 'ada', '/scaleout prod-web 2')
    world.slack.faults.answer('chat.postMessage', { error: 'service_unavailable' })
    expect(await sent.submit()).toEqual({ closed: true })
    expect(world.reads(await world.card(1))).toContain(en.state.awaiting)
    expect(directly(world, 'ada')).toEqual([])
  })

  it('a card that stands but may be edited no more ends nothing either', async () => {
    world = await stage({ policy: ruled({ quorum: 2 }) })
    const card = await world.asks('ada', '/scaleout prod-web 2')
    world.slack.faults.answer('chat.update', { error: 'edit_window_closed' }, always)
    await world.slack.as('bob').reacts('white_check_mark', card)
    await settles(world)
    expect(await states()).toEqual(['awaiting'])
    await world.slack.as('carol').reacts('white_check_mark', card)
    await thread(world, card, `${en.nodes(2)} ready`)
    expect(directly(world, 'ada')).toEqual([])
  })
})

describe('what was not read is not said to be missing', () => {
  it('the tasks of the cluster could never be read: the question says so', async () => {
    world = await stage()
    world.cloud.faults.next('drop_after')
    const card = await approved(world)
    await thread(world, card, looking)
    world.cloud.faults.reads('500', always)
    const asked = await thread(world, card, question)
    expect(asked).toContain(en.thread.unread)
    expect(asked).not.toContain(en.thread.noCandidates)
    expect(asked).toContain(buttons)
  })

  it('a task that an earlier look found is still named when later looks fail', async () => {
    world = await stage()
    // What was there before the call is not known, so that nothing is adopted without a person.
    world.cloud.faults.reads('500', { action: 'DescribeClusterTasks' })
    world.cloud.faults.next('drop_after')
    const card = await approved(world)
    await thread(world, card, looking)
    await world.passes(15_000)
    const task = String(world.cloud.orders[0]?.taskId)
    expect(await world.records()).toMatchObject([{ stage: { doubt: { looks: 1, candidates: [task] } } }])
    world.cloud.faults.reads('500', always)
    expect(await thread(world, card, question)).toContain(en.thread.candidates(`\`${task}\``))
  })
})

describe('an approver whom Slack cannot vouch for any more', () => {
  it('is asked about again for a while, others go meanwhile, and then the approval does not hold', async () => {
    world = await stage({ policy: ruled({ approvers: ['U0BOB', 'S0SRELEADS'] }) })
    const { slack, cloud } = world
    cloud.faults.nextTask('stuck')
    const first = await approved(world, '/scaleout prod-web 1')
    await world.until(() => cloud.orders.length > 0, 'the first call')
    const second = await world.asks('ada', '/scaleout prod-web 2')
    await slack.as('carol').reacts('white_check_mark', second)
    await thread(world, second, en.thread.waiting('SO-2', 1))
    await world.passes(1000)
    const third = await approved(world, '/scaleout prod-web 3')
    await thread(world, third, en.thread.waiting('SO-3', 2))

    slack.disableGroup('sre-leads')
    cloud.finish(String(cloud.orders[0]?.taskId))
    await thread(world, first, `${en.nodes(1)} ready`)
    await thread(world, third, `${en.nodes(3)} ready`)
    await cardSays(world, second, unverified)
    await cardSays(world, second, en.state.awaiting)
    await settles(world)
    expect(world.reads(second)).toContain('*0 of 1*')
    expect(cloud.orders).toMatchObject([{ body: { count: 1 } }, { body: { count: 3 } }])
  })

  it('the call is made as soon as it was to be tried again', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2')
    world.slack.faults.answer('reactions.get', 'http500')
    await world.slack.as('bob').reacts('white_check_mark', card)
    await cardSays(world, card, unverified)
    expect(posts(world)).toHaveLength(0)
    await world.passes(10_000)
    expect(posts(world)).toHaveLength(1)
  })

  it('of one approver more than it takes: the call is made', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2')
    world.cloud.faults.next('throttle', { retryAfter: 30_000 })
    await world.slack.as('bob').reacts('white_check_mark', card)
    await world.until(() => posts(world).length > 0, 'the first try')
    await world.slack.as('carol').reacts('white_check_mark', card)
    await cardSays(world, card, '*2 of 1*')
    await world.passes(10_000)
    world.slack.faults.answer('users.info', 'http500')
    await world.passes(21_000)
    expect(posts(world)).toHaveLength(2)
    expect(world.log.join()).toContain('this person counts as unknown')
  })

  it('counts again when Slack answers in time', async () => {
    world = await stage()
    await firstLook(world)
    const card = await world.asks('ada', '/scaleout prod-web 2')
    world.cloud.faults.next('throttle', { retryAfter: 60_000 })
    await world.slack.as('bob').reacts('white_check_mark', card)
    await world.until(() => posts(world).length > 0, 'the first try')
    world.slack.faults.answer('usergroups.users.list', 'http500', { times: 2 })
    await cardSays(world, card, unverified)
    await thread(world, card, `${en.nodes(2)} ready`)
    expect(world.cloud.orders).toHaveLength(1)
  })
})
