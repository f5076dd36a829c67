import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { cardActions } from '../../views/card.ts'
import { doubtActions } from '../../views/thread.ts'
import { en } from '../../views/words/en.ts'
import { approved, cardSays, lineOf, posts, thread } from './approved.ts'
import { answer, form, settles, told } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage
beforeEach(async () => {
  world = await stage()
})

const clicks = async (person: string, message: Message, action: string): Promise<void> => {
  await world.slack.as(person).clicks(message, action)
  await world.quiet()
}

/** The bot starts with an empty database: numbers begin again. */
async function losesItsDatabase(): Promise<void> {
  await world.stopBot()
  for (const file of readdirSync(world.folder)) rmSync(join(world.folder, file))
  world.clock.advance(1000)
  await world.startBot()
}

/** Ada asks for three nodes, the database is lost, and Dan asks for two: both cards are called SO-1. */
async function twoOfOneNumber(): Promise<{ old: Message; young: Message }> {
  const old = await world.asks('ada', '/scaleout prod-web 3 the first')
  await losesItsDatabase()
  return { old, young: await asksAnew() }
}

async function asksAnew(): Promise<Message> {
  const known = new Set(world.slack.channel('prod').messages)
  expect(await (await form(world, 'dan', '/scaleout prod-web 2 the second')).submit()).toEqual({ closed: true })
  return world.until(
    () =>
      world.slack
        .channel('prod')
        .messages.find((one) => !known.has(one) && one.threadTs === undefined && one.reactions.length === 2),
    'the new card',
  )
}

/** A call of which nobody knows whether it ran: the question with its buttons. */
async function asksWhetherItRan(card: Message): Promise<Message> {
  await thread(world, card, en.thread.ran)
  return lineOf(world, card, en.thread.noCandidates)
}

/** The buttons as they were before they named the request. */
function aged(message: Message, number = 1): Message {
  for (const block of message.blocks)
    if (Array.isArray(block.elements)) for (const one of block.elements) one.value = String(number)
  return message
}

const states = async () => (await world.records()).map(({ stage: { state } }) => state)
const unknown = expect.stringContaining(en.buttons.unknownRequest)

describe('the database is lost, and numbers begin again: a message acts only on the request that it shows', () => {
  it('the old card cancels nothing, and whoever pressed is told', async () => {
    const { old, young } = await twoOfOneNumber()
    await clicks('ada', old, cardActions.cancel)
    await clicks('bob', old, cardActions.cancel)
    expect(told(world, 'ada').at(-1)).toEqual(unknown)
    expect(told(world, 'bob').at(-1)).toEqual(unknown)
    expect(await states()).toEqual(['awaiting'])
    await clicks('dan', young, cardActions.cancel)
    expect(await states()).toEqual(['cancelled'])
  })

  it('the old card does not show the parameters of the new one', async () => {
    const { old, young } = await twoOfOneNumber()
    await clicks('bob', old, cardActions.details)
    expect(world.slack.as('bob').hasModal).toBe(false)
    expect(told(world, 'bob').at(-1)).toEqual(unknown)
    await clicks('bob', young, cardActions.details)
    expect(world.slack.as('bob').modal().say()).toContain('worker_instance_types')
  })

  it('a reaction on the old card approves nothing', async () => {
    const { old } = await twoOfOneNumber()
    await world.slack.as('bob').reacts('white_check_mark', old)
    await settles(world)
    expect(posts(world)).toHaveLength(0)
  })

  it('the old question settles nothing about the new one, by neither button', async () => {
    world.cloud.faults.next('drop_before', { times: 2 })
    const old = await asksWhetherItRan(await approved(world))
    await losesItsDatabase()
    const young = await asksAnew()
    await world.slack.as('bob').reacts('white_check_mark', young)
    await asksWhetherItRan(young)
    await clicks('bob', old, doubtActions.notRun)
    await clicks('carol', old, doubtActions.adoptTask)
    expect(told(world, 'bob').at(-1)).toEqual(unknown)
    expect(told(world, 'carol').at(-1)).toEqual(unknown)
    expect(world.slack.as('carol').hasModal).toBe(false)
    expect(await states()).toEqual(['unknown'])
  })

  it('“It ran” that was opened before and is sent afterwards adopts no task', async () => {
    world.cloud.faults.next('drop_before', { times: 2 })
    const old = await asksWhetherItRan(await approved(world))
    await clicks('bob', old, doubtActions.adoptTask)
    const opened = world.slack.as('bob').modal()
    await losesItsDatabase()
    const young = await asksAnew()
    await world.slack.as('bob').reacts('white_check_mark', young)
    await asksWhetherItRan(young)
    opened.fill('task_id', world.cloud.faults.foreignScaleOut('c82e6987e2961451182edacd74faf0001', 2))
    expect(await opened.submit()).toEqual({ errors: { task_id: en.buttons.unknownRequest } })
    expect(await states()).toEqual(['unknown'])
  })

  it('a number that somebody types means the request that bears it now', async () => {
    await twoOfOneNumber()
    expect(await answer(world, 'ada', '/scaleout status SO-1')).toContain(en.nodes(2))
    expect(await answer(world, 'dan', '/scaleout cancel SO-1')).toContain(en.buttons.cancelled('SO-1'))
    expect(await states()).toEqual(['cancelled'])
  })
})

describe('a question in a direct message', () => {
  /** The card is deleted while nobody knows whether the call ran, so that the requester is asked directly. */
  async function askedDirectly(): Promise<Message> {
    const card = await approved(world)
    await cardSays(world, card, en.state.unknown)
    world.slack.deleteMessage(card)
    const { directMessages } = world.slack.as('ada')
    return world.until(
      () => directMessages().findLast((one) => world.reads(one).includes(en.thread.noCandidates)),
      'the question',
    )
  }

  it.each([
    ['now', (message: Message) => message],
    ['by an older version', (message: Message) => aged(message)],
  ])('posted %s, it is settled there', async (_, as) => {
    world.cloud.faults.next('drop_before')
    await clicks('ada', as(await askedDirectly()), doubtActions.notRun)
    expect(told(world, 'ada', 'dm').at(-1)).toContain(en.buttons.noted)
    expect(await states()).toEqual(['failed'])
  })

  it.each([
    ['now', (message: Message) => message],
    ['by an older version', (message: Message) => aged(message)],
  ])('posted %s, it settles nothing else once the database is lost', async (_, as) => {
    world.cloud.faults.next('drop_before', { times: 2 })
    const old = as(await askedDirectly())
    await losesItsDatabase()
    const young = await asksAnew()
    await world.slack.as('bob').reacts('white_check_mark', young)
    await asksWhetherItRan(young)
    await clicks('ada', old, doubtActions.notRun)
    expect(told(world, 'ada', 'dm').at(-1)).toEqual(unknown)
    expect(await states()).toEqual(['unknown'])
  })
})

it('a button is understood before the bot has heard that its card stands', async () => {
  world.slack.faults.answer('chat.postMessage', 'lost')
  expect(await (await form(world, 'ada', '/scaleout prod-web 2')).submit()).toEqual({ closed: true })
  await world.quiet()
  const [card] = world.slack.channel('prod').messages
  if (!card) throw new Error('no card')
  expect((await world.records())[0]?.projection.messages).toEqual({})
  await clicks('ada', card, cardActions.cancel)
  expect(await states()).toEqual(['cancelled'])
})

describe('messages of an older version, whose buttons hold the number alone', () => {
  it('the card cancels its request', async () => {
    const card = aged(await world.asks('ada', '/scaleout prod-web 3 the first'))
    await clicks('ada', card, cardActions.cancel)
    expect(told(world, 'ada').at(-1)).toContain(en.buttons.cancelled('SO-1'))
    expect(await states()).toEqual(['cancelled'])
  })

  it('the question is settled', async () => {
    world.cloud.faults.next('drop_before')
    const question = aged(await asksWhetherItRan(await approved(world)))
    await clicks('ada', question, doubtActions.notRun)
    expect(await states()).toEqual(['failed'])
  })

  it('after the database is lost they act on nothing', async () => {
    const { old } = await twoOfOneNumber()
    await clicks('ada', aged(old), cardActions.cancel)
    expect(told(world, 'ada').at(-1)).toEqual(unknown)
    expect(await states()).toEqual(['awaiting'])
  })

  it('one that names another request than it shows acts on neither', async () => {
    const card = await world.asks('ada', '/scaleout prod-web 3 the first')
    await world.asks('ada', '/scaleout sandbox-1 1 the second')
    await clicks('ada', aged(card, 2), cardActions.cancel)
    expect(told(world, 'ada').at(-1)).toEqual(unknown)
    expect(await states()).toEqual(['awaiting', 'awaiting'])
  })
})
