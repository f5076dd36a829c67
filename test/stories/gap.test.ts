import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { cardSays, lineOf, thread } from './approved.ts'
import { directly, inLine, ruled, settles, told } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const hour = 60 * 60_000
const asked = (command = '/scaleout prod-web 3 checkout is slow') => world.asks('ada', command)
const reacts = async (person: string, emoji: string, card: Message) => {
  await world.slack.as(person).reacts(emoji, card)
  await world.quiet()
}
const unreacts = (person: string, emoji: string, card: Message) => world.slack.as(person).unreacts(emoji, card)
const ordered = () => world.until(() => world.cloud.orders.length > 0, 'the call')

/** The socket breaks; what happens until it stands again never arrives. Time stands still meanwhile. */
async function socketGap(meanwhile: () => Promise<void>): Promise<void> {
  const { faults } = world.slack
  faults.loseEvents = true
  faults.cutSocket()
  await world.slack.until(() => world.slack.sockets === 0, 'the socket to break')
  await meanwhile()
  await world.slack.until(() => world.slack.sockets === 1, 'the socket to stand again')
  faults.loseEvents = false
}

/** The same without anybody noticing: events are dropped. */
async function lost(meanwhile: () => Promise<void>): Promise<void> {
  world.slack.faults.loseEvents = true
  await meanwhile()
  world.slack.faults.loseEvents = false
}

/** When the bot called a method of Slack, in the story's time; only for texts that begin so. */
function times(method: string, about = ''): readonly number[] {
  const at: number[] = []
  let heard = world.slack.calls.length
  world.slack.onChange(() => {
    for (const call of world.slack.calls.slice(heard))
      if (call.method === method && String(call.args.text).startsWith(about)) at.push(world.clock.now())
    heard = world.slack.calls.length
  })
  return at
}

/** The bot is not there meanwhile, and what happens never arrives. */
async function botGap(meanwhile: () => Promise<void>): Promise<void> {
  await world.stopBot()
  await lost(meanwhile)
  await world.startBot()
}

describe('the socket was down', () => {
  it('a vote that was cast meanwhile counts as soon as it is back', async () => {
    world = await stage()
    const card = await asked()
    const before = world.clock.now()
    await socketGap(() => world.slack.as('bob').reacts('white_check_mark', card))
    await world.cloud.until(() => world.cloud.orders.length > 0, 'the call')
    expect(world.clock.now()).toBe(before)
    await cardSays(world, card, 'Approved by @bob')
  })

  it('so does a rejection', async () => {
    world = await stage()
    const card = await asked()
    await socketGap(() => world.slack.as('bob').reacts('x', card))
    await cardSays(world, card, 'Declined by @bob')
  })

  it('a vote that was taken back meanwhile no longer counts', async () => {
    world = await stage({ policy: ruled({ quorum: 2 }) })
    const card = await asked()
    await reacts('bob', 'white_check_mark', card)
    await cardSays(world, card, '*1 of 2*: @bob')
    await socketGap(() => unreacts('bob', 'white_check_mark', card))
    await cardSays(world, card, '*0 of 2*')
    await reacts('carol', 'white_check_mark', card)
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
  })

  it('when reactions cannot be read just then, they are a minute later', async () => {
    world = await stage()
    const card = await asked()
    world.slack.faults.answer('reactions.get', 'http500')
    await socketGap(() => world.slack.as('bob').reacts('white_check_mark', card))
    await ordered()
    await cardSays(world, card, 'Approved by @bob')
  })
})

describe('the bot was down', () => {
  it('what was cast and taken back meanwhile counts as it stands when it is back', async () => {
    world = await stage({ policy: ruled({ quorum: 2, approvers: ['S0SRELEADS', 'U0DAN'] }) })
    const card = await asked()
    await reacts('bob', 'white_check_mark', card)
    await cardSays(world, card, '*1 of 2*: @bob')
    await botGap(async () => {
      await unreacts('bob', 'white_check_mark', card)
      await world.slack.as('carol').reacts('white_check_mark', card)
    })
    await cardSays(world, card, '*1 of 2*: @carol')
    expect(world.cloud.orders).toHaveLength(0)
    await reacts('dan', 'white_check_mark', card)
    await ordered()
  })

  it('whoever reacted meanwhile without the right is told once when it is back', async () => {
    world = await stage()
    const card = await asked()
    await botGap(() => world.slack.as('dan').reacts('white_check_mark', card))
    await settles(world)
    expect(told(world, 'dan')).toEqual([expect.stringContaining(en.refusal.not_listed)])
    expect(world.cloud.orders).toHaveLength(0)
  })

  it('what expired meanwhile stays unapproved, whoever tapped: nobody knows when', async () => {
    world = await stage({ policy: ruled({ expires_in: '1h' }) })
    const card = await asked()
    await botGap(async () => {
      await world.slack.as('bob').reacts('white_check_mark', card)
      await world.passes(hour)
    })
    await cardSays(world, card, 'Expired without approval')
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
  })

  it('a card that was deleted meanwhile ends its request', async () => {
    world = await stage()
    const card = await asked()
    await botGap(async () => world.slack.deleteMessage(card))
    await world.until(() => directly(world, 'ada')[0]?.includes(en.thread.cardDeleted('@ada', 'SO-1')), 'a word')
  })
})

describe('events come late, in another order, or not at all', () => {
  it('an event that never came is made up for within a minute', async () => {
    world = await stage()
    const card = await asked()
    await lost(() => world.slack.as('bob').reacts('white_check_mark', card))
    await world.passes(60_000)
    await world.until(() => world.cloud.orders.length > 0, 'the call')
  })

  it('taken back, but heard of the other way round: it does not count', async () => {
    world = await stage()
    const card = await asked()
    world.slack.faults.reorder = 2
    await reacts('bob', 'white_check_mark', card)
    await unreacts('bob', 'white_check_mark', card)
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
    expect(world.reads(card)).toContain('*0 of 1*')
  })

  it('taken back and given again, but heard of the other way round: it counts', async () => {
    world = await stage({ policy: ruled({ quorum: 2 }) })
    const card = await asked()
    await reacts('bob', 'white_check_mark', card)
    await cardSays(world, card, '*1 of 2*: @bob')
    world.slack.faults.reorder = 2
    await unreacts('bob', 'white_check_mark', card)
    await reacts('bob', 'white_check_mark', card)
    await world.passes(10_000)
    expect(world.reads(card)).toContain('*1 of 2*: @bob')
    await reacts('carol', 'white_check_mark', card)
    await ordered()
  })

  it('the votes are read once more just before the call', async () => {
    world = await stage()
    const { second, firstEnds } = await inLine(world)
    await lost(() => unreacts('carol', 'white_check_mark', second))
    await firstEnds()
    expect(world.cloud.orders).toHaveLength(1)
    expect(world.reads(second)).toContain('Waiting for approval')
  })

  it('a reaction from a channel where the bot never was is nothing to it', async () => {
    world = await stage()
    const card = await asked()
    world.slack.faults.foreignEvent({
      type: 'reaction_added',
      user: 'U0BOB',
      reaction: 'white_check_mark',
      item: { type: 'message', channel: 'C0RANDOM', ts: card.ts },
      event_ts: card.ts,
    })
    await settles(world)
    expect(world.reads(card)).toContain('Waiting for approval')
  })

  it('an invented reaction is not bought by: the card is read before the call', async () => {
    world = await stage()
    const card = await asked()
    world.slack.faults.foreignEvent({
      type: 'reaction_added',
      user: 'U0BOB',
      reaction: 'white_check_mark',
      item: { type: 'message', channel: 'C0PROD', ts: card.ts },
      event_ts: card.ts,
    })
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
  })
})

describe('Slack answers badly when the bot speaks', () => {
  const posts = (channel: string) =>
    world.slack.channel(channel).messages.filter((message) => message.user === world.slack.botUser)

  it('the answer to every post is lost, yet everything is said once', async () => {
    world = await stage({ policy: ruled({ channel: 'C0APPROVE' }) })
    world.slack.faults.answer('chat.postMessage', 'lost', { times: 5 })
    const card = await asked()
    await reacts('bob', 'white_check_mark', card)
    const done = (channel: string) => world.reads(posts(channel).at(-1) ?? card).includes('@ada: 3 nodes ready')
    await world.until(() => done('approve') && done('prod'), 'the end')
    await settles(world)
    expect(world.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(5)
    expect(posts('approve')).toHaveLength(3)
    expect(posts('prod')).toHaveLength(2)
  })

  it('told to wait, it waits, and then says it once', async () => {
    world = await stage()
    const { faults } = world.slack
    const posted = times('chat.postMessage')
    const edited = times('chat.update')
    faults.answer('chat.postMessage', '429', { retryAfter: 30, times: 2 })
    const card = await asked()
    const [first = 0, second = 0, third = 0] = posted
    expect(second - first).toBeGreaterThanOrEqual(30_000)
    expect(third - second).toBeGreaterThanOrEqual(30_000)

    faults.answer('chat.update', '429', { retryAfter: 30 })
    await reacts('bob', 'white_check_mark', card)
    await cardSays(world, card, 'Done:')
    expect((edited[1] ?? 0) - (edited[0] ?? 0)).toBeGreaterThanOrEqual(30_000)
    expect(posts('prod')).toHaveLength(3)
  })

  it.each([
    ['429', 'reactions.add'],
    ['http500', 'reactions.add'],
    ['http500', 'chat.postMessage'],
    ['http500', 'chat.update'],
    ['lost', 'chat.update'],
  ] as const)('%s of %s is tried again', async (trouble, method) => {
    world = await stage()
    world.slack.faults.answer(method, trouble, { times: 2 })
    const card = await asked()
    await reacts('bob', 'white_check_mark', card)
    await cardSays(world, card, 'Done:')
    expect(posts('prod')).toHaveLength(3)
    expect(card.reactions.map(({ name }) => name)).toEqual(['white_check_mark', 'x'])
  })

  it('the approval channel is gone before the card could be posted: the requester is told directly', async () => {
    world = await stage({ policy: ruled({ channel: 'C0APPROVE' }) })
    const { slack } = world
    slack.faults.answer('chat.postMessage', '429', { retryAfter: 10 })
    await slack.as('ada').types('/scaleout prod-web 3 checkout is slow', 'prod')
    await world.quiet()
    await slack.as('ada').modal().submit()
    slack.leave(slack.botUser, 'approve')
    await world.until(() => directly(world, 'ada').length > 0, 'a word')
    expect(directly(world, 'ada')).toEqual([
      expect.stringContaining(
        en.thread.unreachable('@ada', 'SO-1', '#approve', `${en.slack.notIn} ${en.slack.says('not_in_channel')}`),
      ),
    ])
    await settles(world)
    expect(posts('prod')).toEqual([])
  })
})

describe('it does not flood', () => {
  it('in the longest story there are five replies, and no two edits are closer than three seconds', async () => {
    world = await stage()
    const edits = times('chat.update', 'SO-2')
    const { second, firstEnds } = await inLine(world)
    world.cloud.faults.next('drop_after')
    world.cloud.faults.nextTask('stuck')
    await firstEnds()
    await thread(world, second, 'still running after')
    world.cloud.finish(world.cloud.orders[1]?.taskId ?? '')
    await thread(world, second, 'Nodes ready: 2 of 2')

    expect(world.thread(second)).toEqual([
      expect.stringContaining(en.thread.waiting('SO-2', 0)),
      expect.stringContaining('It ran, as task'),
      expect.stringContaining('Nodes ready: 2 of 2'),
      expect.stringContaining('is still running after 60 minutes'),
      expect.stringContaining('@dan: 2 nodes ready in prod-web'),
    ])
    expect(edits.length).toBeGreaterThan(5)
    expect(Math.min(...edits.slice(1).map((at, index) => at - (edits[index] ?? 0)))).toBeGreaterThanOrEqual(3000)
  })

  it('six, when a person had to say besides what became of the call', async () => {
    world = await stage()
    const { second, firstEnds } = await inLine(world)
    world.cloud.faults.next('drop_after')
    world.cloud.faults.nextTask('stuck')
    world.cloud.faults.reads('500', { action: 'DescribeClusterTasks', times: 100 })
    await firstEnds()
    await thread(world, second, 'I cannot tell whether this call ran')
    await world.slack.as('dan').clicks(lineOf(world, second, 'I cannot tell'), 'doubt_ran')
    await world.quiet()
    const task = world.cloud.orders[1]?.taskId ?? ''
    expect(await world.slack.as('dan').modal().fill('task_id', task).submit()).toEqual({ closed: true })
    await thread(world, second, 'still running after')
    world.cloud.finish(task)
    await thread(world, second, '@dan: 2 nodes ready in prod-web')
    expect(world.thread(second).length).toBeLessThanOrEqual(6)
  })
})
