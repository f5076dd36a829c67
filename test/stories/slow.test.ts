import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { approved, cardSays, lineOf, posts, prodWeb, saying, thread } from './approved.ts'
import { answer, firstLook, settles, told } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const minute = 60_000
const asked = () => world.asks('ada', '/scaleout prod-web 2 checkout is slow')
const reacts = async (person: string, emoji: string, card: Message) => {
  await world.slack.as(person).reacts(emoji, card)
  await world.quiet()
}
const unreacts = async (person: string, emoji: string, card: Message) => {
  await world.slack.as(person).unreacts(emoji, card)
  await world.quiet()
}

describe('a vote that is taken back while its author is still being looked up', () => {
  it('buys nothing where reactions cannot be read', async () => {
    world = await stage()
    world.slack.faults.missing('reactions.get')
    const card = await asked()
    world.slack.faults.slow('users.info', 300)
    await world.slack.as('bob').reacts('white_check_mark', card)
    await world.slack.as('bob').unreacts('white_check_mark', card)
    await settles(world)
    expect(posts(world)).toHaveLength(0)
    expect(world.reads(card)).toContain('*0 of 1*')
  })
})

it('a vote that is taken back is taken back, also when Slack does not say just then which reactions are left', async () => {
  world = await stage({ policy: ({ approval }) => Object.assign(approval, { quorum: 2 }) })
  const card = await asked()
  await reacts('bob', 'white_check_mark', card)
  expect((await world.records())[0]?.votes).toHaveLength(1)
  world.slack.faults.answer('reactions.get', 'http500')
  await unreacts('bob', 'white_check_mark', card)
  expect((await world.records())[0]?.votes).toEqual([])
})

describe('the minute’s look at what events did not bring', () => {
  it('one card that cannot be read keeps no other from being read', async () => {
    world = await stage()
    const { slack, cloud } = world
    const unreadable = await asked()
    const other = await world.asks('ada', '/scaleout sandbox-1 1')
    slack.faults.loseEvents = true
    await slack.as('bob').reacts('white_check_mark', unreadable)
    await slack.as('bob').reacts('white_check_mark', other)
    slack.faults.answer('reactions.get', { error: 'fatal_error' })
    await world.passes(minute)
    expect(cloud.orders).toMatchObject([{ body: { count: 1 } }])
    expect(world.reads(unreadable)).toContain(en.state.awaiting)
    await world.passes(minute)
    expect(cloud.orders).toMatchObject([{ body: { count: 1 } }, { body: { count: 2 } }])
  })

  it('one that failed is not the last', async () => {
    let failures = 0
    world = await stage({
      between: (backend) => ({
        ...backend,
        open: async () => {
          if (failures-- > 0) throw new Error('disk I/O error')
          return backend.open()
        },
      }),
    })
    const card = await asked()
    world.slack.faults.loseEvents = true
    await reacts('bob', 'white_check_mark', card)
    failures = 1
    await world.passes(minute)
    expect(posts(world)).toHaveLength(0)
    await world.passes(minute)
    expect(posts(world)).toHaveLength(1)
  })

  it('asks nothing more about a person who was refused', async () => {
    world = await stage()
    const card = await asked()
    await reacts('dan', 'white_check_mark', card)
    await reacts('mei', 'white_check_mark', card)
    const lookedUp = () =>
      world.slack.calls.filter(({ method }) => method === 'users.info' || method === 'usergroups.users.list').length
    await firstLook(world)
    const before = lookedUp()
    await settles(world)
    expect(lookedUp()).toBe(before)
    expect(told(world, 'dan')).toHaveLength(1)
  })
})

describe('Slack waits three seconds, and whoever looks something up may need longer', () => {
  it('the task that a person names is read slowly: the form says so in time, and takes it the next time', async () => {
    world = await stage()
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    const question = saying((why) => en.thread.ask('@ada', why))
    await thread(world, card, question)
    const ada = world.slack.as('ada')
    await ada.clicks(lineOf(world, card, question), 'doubt_ran')
    const modal = await world.until(() => ada.hasModal && ada.modal(), 'the form')
    modal.fill('task_id', world.cloud.faults.foreignScaleOut(prodWeb, 2))
    world.cloud.faults.next('late', { by: 3500, action: 'DescribeTaskInfo' })
    expect(await modal.submit()).toEqual({ errors: { task_id: en.adoptTask.unreadable } })
    expect(await modal.submit()).toEqual({ closed: true })
    await thread(world, card, `${en.nodes(2)} ready`)
  })

  it('whoever names a task is looked up slowly: the form says so in time, and takes it the next time', async () => {
    world = await stage()
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    const question = saying((why) => en.thread.ask('@ada', why))
    await thread(world, card, question)
    const bob = world.slack.as('bob')
    await bob.clicks(lineOf(world, card, question), 'doubt_ran')
    const modal = await world.until(() => bob.hasModal && bob.modal(), 'the form')
    modal.fill('task_id', world.cloud.faults.foreignScaleOut(prodWeb, 2))
    await world.passes(10_000)
    world.slack.faults.slow('users.info', 2300)
    world.slack.faults.slow('usergroups.users.list', 2300)
    world.cloud.faults.next('late', { by: 3500, action: 'DescribeTaskInfo' })
    expect(await modal.submit()).toEqual({ errors: { task_id: en.refusal.unverified } })
    world.cloud.faults.clear()
    await world.passes(10_000)
    expect(await modal.submit()).toEqual({ closed: true })
    await thread(world, card, `${en.nodes(2)} ready`)
  })

  it('a command that takes longer is acknowledged, and its answer comes by itself', async () => {
    world = await stage()
    const card = await asked()
    world.slack.faults.slow('users.info', 2300, { times: 3 })
    world.slack.faults.slow('usergroups.users.list', 2300, { times: 3 })
    expect(await world.slack.as('bob').types('/scaleout cancel SO-1', 'prod')).toEqual({})
    await world.until(() => told(world, 'bob').length > 0, 'the answer')
    expect(told(world, 'bob')).toEqual([expect.stringContaining(en.buttons.cancelled('SO-1'))])
    await cardSays(world, card, en.state.cancelled('@bob'))
  })
})

describe('nobody is left to believe something that is not so', () => {
  it('who declines after the call was made is told, once, that it changes nothing', async () => {
    world = await stage()
    world.cloud.faults.nextTask('stuck')
    const card = await approved(world)
    const order = await world.until(() => world.cloud.orders[0], 'the call')
    await reacts('carol', 'x', card)
    expect(told(world, 'carol')).toEqual([expect.stringContaining(en.refusal.too_late)])
    await unreacts('carol', 'x', card)
    await reacts('carol', 'x', card)
    expect(told(world, 'carol')).toHaveLength(1)
    world.cloud.finish(order.taskId)
    await thread(world, card, `${en.nodes(2)} ready`)
  })

  it('who could not be checked and tries again hears again what came of it', async () => {
    world = await stage()
    const card = await asked()
    await firstLook(world)
    for (const answered of [false, false, true]) {
      await world.passes(10_000)
      if (!answered) world.slack.faults.answer('usergroups.users.list', 'http500')
      await reacts('dan', 'white_check_mark', card)
      await unreacts('dan', 'white_check_mark', card)
    }
    const { unverified, not_listed } = en.refusal
    const heard = [unverified, unverified, not_listed].map((why) => expect.stringContaining(why))
    expect(told(world, 'dan')).toEqual(heard)
  })

  it.each(['list', 'status SO-1'])('/scaleout %s tells a guest nothing', async (command) => {
    world = await stage()
    await asked()
    expect(await answer(world, 'greta', `/scaleout ${command}`)).toBe(en.refusal.guest)
    expect(await answer(world, 'dan', `/scaleout ${command}`)).toContain('SO-1')
  })
})
