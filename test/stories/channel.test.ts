import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { approved, holds, posts, saying, thread } from './approved.ts'
import { directly, inLine, ruled, settles } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const minute = 60_000
const state = async (number: number) => (await world.records())[number - 1]?.stage.state
const hears = (person: string, words: string | RegExp) =>
  world.until(() => directly(world, person).find((one) => holds(one, words)), `“${words}” directly`)
const question = saying((why) => en.thread.ask('@ada', why))

/** How the approvers' channel can go, and what Slack says of it then. */
const goings = [
  ['archived', 'is_archived', en.slack.archived, () => world.slack.archive('prod')],
  ['deleted', 'channel_not_found', en.slack.notIn, () => world.slack.deleteChannel('prod')],
  ['left by the bot', 'not_in_channel', en.slack.notIn, () => world.slack.leave('scaleout', 'prod')],
] as const

describe.each(goings)('the channel of an open card is %s', (_, word, advice, goes) => {
  const why = `${advice} ${en.slack.says(word)}`
  const shown = word === 'channel_not_found' ? '' : '#prod'

  it('nobody has decided: within two minutes the request ends, and the requester is told why', async () => {
    world = await stage()
    await world.asks('ada', '/scaleout prod-web 2')
    goes()
    await world.passes(minute)
    await world.passes(minute)
    expect(await state(1)).toBe('cancelled')
    expect(directly(world, 'ada')).toEqual([expect.stringContaining(why)])
    if (shown) expect(directly(world, 'ada')[0]).toContain(en.thread.cardUnreachable('@ada', 'SO-1', shown, why))
  })

  it('a request in line ends; the one that runs goes on, and both requesters are told', async () => {
    world = await stage()
    await inLine(world)
    goes()
    await hears('dan', why)
    expect(await state(2)).toBe('cancelled')
    await hears(
      'ada',
      saying((channel) => en.thread.moved('@ada', 'SO-1', shown || channel)),
    )
    expect(await state(1)).toBe('running')
    world.cloud.finish(String(world.cloud.orders[0]?.taskId))
    await hears('ada', `${en.nodes(1)} ready`)
    await settles(world)
    expect(posts(world)).toHaveLength(1)
    expect(directly(world, 'dan')).toHaveLength(1)
  })

  it('an unclear call is asked about directly, and nothing is cancelled', async () => {
    world = await stage()
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    await thread(world, card, question)
    goes()
    const asked = await world.until(() => directMessage('ada', question), 'the question')
    expect(await state(1)).toBe('unknown')
    await world.slack.as('ada').clicks(asked, 'doubt_not_run')
    await hears('ada', en.thread.failed('@ada', 'SO-1'))
  })
})

const directMessage = (person: string, words: string | RegExp): Message | undefined =>
  world.slack
    .as(person)
    .directMessages()
    .find((one) => holds(world.reads(one), words))

describe('asked in one channel, decided in another, which is archived', () => {
  it('the notice where it was asked says that it was cancelled, and the requester is told directly', async () => {
    world = await stage({ policy: ruled({ channel: 'C0APPROVE' }) })
    await world.asks('ada', '/scaleout prod-web 2')
    const [notice] = await world.until(
      () => world.slack.channel('prod').messages.length > 0 && world.slack.channel('prod').messages,
      'the notice',
    )
    world.slack.archive('approve')
    await hears('ada', en.slack.says('is_archived'))
    await world.until(() => notice && world.reads(notice).includes(en.state.cardDeleted), 'the notice to say so')
  })
})

describe('the channel of an open card gets another ID', () => {
  it('the card goes on there, under the new one, to its end', async () => {
    world = await stage({ policy: ruled({ channel: 'C0ONCALL' }) })
    const card = await world.asks('ada', '/scaleout prod-web 2')
    world.cloud.faults.nextTask('stuck')
    await world.slack.as('bob').reacts('white_check_mark', card)
    const order = await world.until(() => world.cloud.orders[0], 'the call')
    await thread(world, card, 'Waiting for')
    world.slack.convert('oncall', 'C0CONNECT')
    await settles(world)
    expect(directly(world, 'ada')).toEqual([])
    world.cloud.finish(order.taskId)
    await thread(world, card, `${en.nodes(2)} ready`)
    expect((await world.records())[0]).toMatchObject({
      approval: { channel: 'C0CONNECT' },
      projection: { messages: { card: { channel: 'C0CONNECT', ts: card.ts } } },
    })
    expect(world.log.join()).toContain('a channel has another ID now')
  })

  it('and nobody told the bot: the request ends, visibly', async () => {
    world = await stage({ policy: ruled({ channel: 'C0ONCALL' }) })
    await world.asks('ada', '/scaleout prod-web 2')
    world.slack.faults.loseEvents = true
    world.slack.convert('oncall', 'C0CONNECT')
    await hears('ada', en.slack.says('channel_not_found'))
    expect(await state(1)).toBe('cancelled')
  })
})

it('one look-up that says so, while the card can be read, takes no card along', async () => {
  world = await stage()
  world.cloud.faults.nextTask('stuck')
  const first = await world.asks('ada', '/scaleout prod-web 2')
  await world.slack.as('bob').reacts('white_check_mark', first)
  await world.until(() => world.cloud.orders.length > 0, 'the order')
  const second = await world.asks('dan', '/scaleout prod-web 1')
  await world.passes(60_000)
  world.slack.faults.answer('conversations.info', { error: 'channel_not_found' })
  await world.passes(3 * 60_000)
  const records = await world.records()
  expect(records.map(({ stage, projection }) => [stage.state, projection.cardGone])).toEqual([
    ['running', false],
    ['awaiting', false],
  ])
  expect(world.reads(second)).toContain('Waiting for approval')
})
