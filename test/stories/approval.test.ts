import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { cardSays } from './approved.ts'
import { answer, directly, inLine, ruled, settles, told } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const hour = 60 * 60_000
const asked = (command = '/scaleout prod-web 3 checkout is slow') => world.asks('ada', command)
const reacts = async (person: string, emoji: string, card: Message) => {
  await world.slack.as(person).reacts(emoji, card)
  await world.quiet()
}
const ordered = () => world.until(() => world.cloud.orders.length > 0, 'the call')
const state = async (number: number) => (await world.records())[number - 1]?.stage.state

describe('a tap decides', () => {
  it('the bot puts both emoji on the card, and its own count for nothing', async () => {
    world = await stage({
      policy: ruled({ quorum: 1, approve_with: ['+1', 'rocket'], reject_with: ['no_entry_sign', 'x'] }),
    })
    const card = await asked()
    const own = [world.slack.botUser]
    expect(card.reactions).toEqual([
      { name: '+1', users: own },
      { name: 'no_entry_sign', users: own },
    ])
    await settles(world)
    expect(world.reads(card)).toContain('0 of 1')
    expect(world.cloud.orders).toHaveLength(0)
  })

  it.each([
    ['the emoji itself', 'white_check_mark'],
    ['another name of the same emoji', 'thumbsup'],
    ['a skin tone of it', '+1::skin-tone-5'],
    ['an emoji of the workspace that the policy names', 'shipit'],
    ['one with a name in another script', '批准'],
  ])('%s approves', async (_, emoji) => {
    world = await stage({ policy: ruled({ approve_with: ['white_check_mark', 'thumbsup', 'shipit', '批准'] }) })
    const card = await asked()
    await reacts('bob', emoji, card)
    await ordered()
    await cardSays(world, card, 'Approved by @bob')
  })

  it('an emoji of the workspace stands on the card to be tapped, whatever its script', async () => {
    world = await stage({ policy: ruled({ approve_with: ['批准'] }) })
    const card = await asked()
    expect(card.reactions.map(({ name }) => name)).toEqual(['批准', 'x'])
    expect(world.reads(card)).toContain(':批准:')
    await reacts('bob', '批准', card)
    await ordered()
  })

  it.each(['heavy_check_mark', 'approved', 'ship', 'eyes'])('%s only looks as if', async (emoji) => {
    world = await stage({ policy: ruled({ approve_with: ['white_check_mark', 'shipit'] }) })
    const card = await asked()
    await reacts('bob', emoji, card)
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
    expect(told(world, 'bob')).toEqual([])
  })

  it('a reaction under any other message decides nothing', async () => {
    world = await stage()
    const card = await asked()
    const reply = world.slack.as('ada').says('please', 'prod', { thread: card })
    await reacts('bob', 'white_check_mark', reply)
    await settles(world)
    expect(world.reads(card)).toContain('Waiting for approval')
  })

  it.each(['event', 'envelope'] as const)('the same %s twice is one vote and one call', async (twice) => {
    world = await stage()
    const card = await asked()
    world.slack.faults.duplicate = twice
    await reacts('bob', 'white_check_mark', card)
    await ordered()
    await settles(world)
    expect(world.cloud.orders).toHaveLength(1)
    expect(world.thread(card)).toHaveLength(2)
  })

  it('without approvers in the policy the card says so, and nothing can be approved', async () => {
    world = await stage({ policy: ruled({ approvers: [] }) })
    const card = await asked()
    expect(world.reads(card)).toContain(en.card.noApprovers)
    await reacts('bob', 'white_check_mark', card)
    await settles(world)
    expect(await state(1)).toBe('awaiting')
    expect(world.cloud.orders).toHaveLength(0)
  })
})

describe('two have to approve', () => {
  it('the card counts them, and the call is made with the second', async () => {
    world = await stage({ policy: ruled({ quorum: 2 }) })
    const card = await asked()
    expect(world.reads(card)).toContain('*0 of 2*')
    await reacts('bob', 'white_check_mark', card)
    await cardSays(world, card, '*1 of 2*: @bob')
    expect(world.cloud.orders).toHaveLength(0)
    await reacts('carol', 'white_check_mark', card)
    await ordered()
    await cardSays(world, card, '*2 of 2*: @bob and @carol')
    await cardSays(world, card, 'Running')
  })

  it('one person is one vote, in however many tones', async () => {
    world = await stage({ policy: ruled({ quorum: 2, approve_with: ['+1'] }) })
    const card = await asked()
    for (const tone of ['+1', '+1::skin-tone-2', '+1::skin-tone-6']) await reacts('bob', tone, card)
    await settles(world)
    expect(world.reads(card)).toContain('*1 of 2*: @bob')
    expect(world.cloud.orders).toHaveLength(0)
  })

  it('a vote that is taken back no longer counts; one tone of two may go', async () => {
    world = await stage({ policy: ruled({ quorum: 2, approve_with: ['+1'] }) })
    const card = await asked()
    await reacts('bob', '+1', card)
    await reacts('bob', '+1::skin-tone-3', card)
    await cardSays(world, card, '*1 of 2*: @bob')
    await world.slack.as('bob').unreacts('+1', card)
    // Within seconds: a minute later the card would be read again anyway.
    await world.passes(10_000)
    expect(world.reads(card)).toContain('*1 of 2*: @bob')
    await world.slack.as('bob').unreacts('+1::skin-tone-3', card)
    await cardSays(world, card, '*0 of 2*')
    await reacts('carol', '+1', card)
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
  })

  it('one rejection ends it, whatever stands beside it or comes after', async () => {
    world = await stage({ policy: ruled({ quorum: 2 }) })
    const card = await asked()
    await reacts('bob', 'white_check_mark', card)
    await reacts('carol', 'x', card)
    await cardSays(world, card, 'Declined by @carol')
    expect(world.thread(card)).toEqual([expect.stringContaining(en.thread.rejected('@ada', '@carol'))])
    await world.slack.as('carol').unreacts('x', card)
    await reacts('carol', 'white_check_mark', card)
    await settles(world)
    expect(world.reads(card)).toContain('Declined by @carol')
    expect(world.cloud.orders).toHaveLength(0)
  })
})

describe('approved, but behind another request of the cluster', () => {
  it('goes by itself when the first is done', async () => {
    world = await stage()
    const { second, firstEnds } = await inLine(world)
    expect(world.reads(second)).toContain(en.state.inLine(1))
    await firstEnds()
    expect(world.cloud.orders).toMatchObject([{ body: { count: 1 } }, { body: { count: 2 } }])
  })

  it('a vote that is taken back meanwhile stops it', async () => {
    world = await stage()
    const { second, firstEnds } = await inLine(world)
    await world.slack.as('carol').unreacts('white_check_mark', second)
    await firstEnds()
    expect(world.cloud.orders).toHaveLength(1)
    expect(world.reads(second)).toContain('Waiting for approval')
    expect(world.thread(second).join('\n')).not.toContain('has gone on')
    await reacts('carol', 'white_check_mark', second)
    await world.until(() => world.cloud.orders.length === 2, 'the call after all')
  })

  it('a rejection still ends it', async () => {
    world = await stage()
    const { second, firstEnds } = await inLine(world)
    await reacts('bob', 'x', second)
    await firstEnds()
    expect(world.cloud.orders).toHaveLength(1)
    expect(world.reads(second)).toContain('Declined by @bob')
  })

  it('taken back, it waits for approval again, and expires when its time is up', async () => {
    world = await stage({ policy: ruled({ expires_in: '30m' }) })
    const { second, firstEnds } = await inLine(world)
    await world.passes(hour / 2 - 60_000)
    expect(world.reads(second)).toContain('Approved by @carol')
    await world.slack.as('carol').unreacts('white_check_mark', second)
    await cardSays(world, second, 'Expired without approval')
    await firstEnds()
    expect(world.cloud.orders).toHaveLength(1)
  })

  it('so does the deletion of its card', async () => {
    world = await stage()
    const { second, firstEnds } = await inLine(world)
    world.slack.deleteMessage(second)
    await firstEnds()
    expect(world.cloud.orders).toHaveLength(1)
    expect(directly(world, 'dan')).toEqual([expect.stringContaining(en.thread.cardDeleted('@dan', 'SO-2'))])
  })
})

describe('it expires', () => {
  it('nobody approved in time: the requester is told, and a late tap buys nothing', async () => {
    world = await stage({ policy: ruled({ expires_in: '2h' }) })
    const card = await asked()
    await world.passes(2 * hour - 1)
    expect(world.reads(card)).toContain('Waiting for approval')
    await world.passes(1)
    expect(await state(1)).toBe('expired')
    await cardSays(world, card, 'Expired without approval')
    expect(world.thread(card)).toEqual([expect.stringContaining(en.thread.expired('@ada'))])
    await reacts('bob', 'white_check_mark', card)
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
  })
})

describe('it is cancelled', () => {
  it.each([
    ['the requester', 'ada'],
    ['an approver', 'bob'],
  ])('by %s, who is asked once more before', async (_, person) => {
    world = await stage()
    const card = await asked()
    await world.slack.as(person).clicks(card, 'card_cancel', { confirm: false })
    await world.quiet()
    expect(await state(1)).toBe('awaiting')
    await world.slack.as(person).clicks(card, 'card_cancel')
    await cardSays(world, card, `Cancelled by @${person}`)
    expect(told(world, person)).toEqual([expect.stringContaining(en.buttons.cancelled('SO-1'))])
    expect(world.thread(card)).toEqual([expect.stringContaining(`@ada: @${person} cancelled it`)])
    expect(world.reads(card)).not.toContain('Cancel request')
    await reacts('bob', 'white_check_mark', card)
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
  })

  it('by nobody else, neither by button nor by command', async () => {
    world = await stage()
    const card = await asked()
    await world.slack.as('dan').clicks(card, 'card_cancel')
    await world.quiet()
    const whoMay = 'Only @ada, who asked for SO-1, and its approvers can do this: @sre-leads.'
    expect(told(world, 'dan')).toEqual([expect.stringContaining(whoMay)])
    expect(await answer(world, 'dan', '/scaleout cancel SO-1')).toContain('Only <@U0ADA>, who asked for SO-1')
    expect(await answer(world, 'greta', '/scaleout cancel SO-1')).toContain(en.refusal.guest)
    await settles(world)
    expect(world.reads(card)).toContain('Waiting for approval')
  })

  it('not any more once the call is made', async () => {
    world = await stage()
    const card = await asked()
    await reacts('bob', 'white_check_mark', card)
    await world.cloud.until(() => world.cloud.orders.length > 0)
    await world.quiet()
    await world.slack.as('ada').clicks(card, 'card_cancel')
    await world.quiet()
    expect(told(world, 'ada')).toEqual([expect.stringContaining(en.buttons.tooLate('SO-1'))])
    expect(await answer(world, 'bob', '/scaleout cancel so-1')).toContain(en.buttons.tooLate('SO-1'))
    await cardSays(world, card, 'Done:')
    expect(await answer(world, 'ada', '/scaleout cancel 1')).toContain(en.buttons.alreadyOver('SO-1'))
  })

  it('by deleting its card: the requester is told directly', async () => {
    world = await stage()
    const card = await asked()
    world.slack.deleteMessage(card)
    const [message] = await world.until(() => directly(world, 'ada').length > 0 && directly(world, 'ada'), 'a word')
    expect(message).toContain(en.thread.cardDeleted('@ada', 'SO-1'))
    await settles(world)
    expect(directly(world, 'ada')).toHaveLength(1)
    expect(await state(1)).toBe('cancelled')
  })

  it('a card deleted while nodes are on their way stops nothing: that and how it ends is told directly', async () => {
    world = await stage()
    const card = await asked()
    await reacts('bob', 'white_check_mark', card)
    await ordered()
    world.slack.deleteMessage(card)
    await world.until(() => directly(world, 'ada').at(-1)?.includes('3 nodes ready in prod-web'), 'the end')
    await settles(world)
    expect(directly(world, 'ada')).toEqual([
      expect.stringContaining(en.thread.moved('@ada', 'SO-1', '#prod')),
      expect.stringContaining('3 nodes ready in prod-web'),
    ])
    expect(directly(world, 'ada')[0]).toContain(en.state.succeeded('3 nodes'))
  })
})

describe('it is decided in another channel than the one where it was asked', () => {
  const elsewhere = ruled({ channel: 'C0APPROVE' })
  const noticeIn = (channel: string) => world.slack.channel(channel).messages.find((one) => one.text.includes('SO-1'))

  it('where it was asked a notice follows it, and mentions the requester at the end', async () => {
    world = await stage({ policy: elsewhere })
    const card = await asked()
    expect(world.slack.channel('approve').messages).toEqual([card])
    const notice = await world.until(() => noticeIn('prod'), 'the notice')
    expect(world.reads(notice)).toContain(en.notice.asked('SO-1', '@ada', '3 nodes', 'prod-web', '#approve'))
    expect(world.reads(notice)).toContain('Waiting for approval')
    expect(notice.reactions).toEqual([])

    await reacts('carol', 'white_check_mark', notice)
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)

    await reacts('carol', 'white_check_mark', card)
    await world.until(() => world.reads(notice).includes('Done: 3 nodes ready'), 'the notice to follow')
    const [, ...replies] = world.slack.channel('prod').thread(notice.ts)
    expect(replies.map((one) => world.reads(one))).toEqual([expect.stringContaining('@ada: 3 nodes ready in prod-web')])
    expect(world.thread(card).at(-1)).toContain('@ada: 3 nodes ready in prod-web')
  })

  it('where the bot is no member, the notice is a direct message', async () => {
    world = await stage({ policy: elsewhere })
    const card = await world.asks('ada', '/scaleout prod-web 3 checkout is slow', 'random')
    await world.until(() => directly(world, 'ada')[0]?.includes('in #approve'), 'the notice')
    await reacts('carol', 'x', card)
    await world.until(() => directly(world, 'ada')[0]?.includes('Declined by @carol'), 'the notice to follow')
    await world.until(() => directly(world, 'ada')[1]?.includes(en.thread.rejected('@ada', '@carol')), 'the end')
    expect(world.slack.channel('random').messages).toEqual([])
  })

  it('asked in a direct message, it is answered there', async () => {
    world = await stage({ policy: elsewhere })
    const card = await world.asks('ada', '/scaleout prod-web 3 checkout is slow', 'dm')
    await reacts('bob', 'white_check_mark', card)
    await world.until(() => directly(world, 'ada').at(-1)?.includes('3 nodes ready in prod-web'), 'the end')
  })

  it('the notice, too, says that the card was deleted', async () => {
    world = await stage({ policy: elsewhere })
    const card = await asked()
    const notice = await world.until(() => noticeIn('prod'), 'the notice')
    world.slack.deleteMessage(card)
    await world.until(() => directly(world, 'ada').length > 0, 'the direct message')
    await world.until(() => world.reads(notice).includes(en.state.cardDeleted), 'the notice to say so')
  })
})
