import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { zh } from '../../views/words/zh.ts'
import { approved, cardSays, lineOf, posts, thread } from './approved.ts'
import { inLine, ruled, settles, told } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const asked = (command = '/scaleout prod-web 3 checkout is slow') => world.asks('ada', command)
const reacts = async (person: string, emoji: string, card: Message) => {
  await world.slack.as(person).reacts(emoji, card)
  await world.quiet()
}
const unreacts = async (person: string, emoji: string, card: Message) => {
  await world.slack.as(person).unreacts(emoji, card)
  await world.quiet()
}
const hears = (person: string, ...sentences: string[]) =>
  expect(told(world, person)).toEqual(sentences.map((one) => expect.stringContaining(one)))
const under = (card: Message) => world.thread(card).join('\n')

describe('an approval is taken back when the call has been made', () => {
  it.each([1000, 3000])('%i ms after: its author is told once, and the card says so', async (ms) => {
    world = await stage()
    const card = await approved(world)
    await world.cloud.until(() => world.cloud.orders.length > 0, 'the call')
    await world.quiet()
    await world.passes(ms)
    await unreacts('bob', 'white_check_mark', card)
    hears('bob', en.vote.takenBackLate('SO-1'))
    await cardSays(world, card, en.card.takenBack('@bob'))
    expect(world.reads(card)).toContain('*1 of 1*: @bob')

    await reacts('bob', 'white_check_mark', card)
    await world.until(() => !world.reads(card).includes(en.card.takenBack('@bob')), 'the card to follow')
    await unreacts('bob', 'white_check_mark', card)
    await cardSays(world, card, 'Done:')
    await cardSays(world, card, en.card.takenBack('@bob'))
    hears('bob', en.vote.takenBackLate('SO-1'))
    expect(world.cloud.orders).toHaveLength(1)
  })

  it('when all is done: the same', async () => {
    world = await stage()
    const card = await approved(world)
    await cardSays(world, card, 'Done:')
    await settles(world)
    await unreacts('bob', 'white_check_mark', card)
    hears('bob', en.vote.takenBackLate('SO-1'))
    await cardSays(world, card, en.card.takenBack('@bob'))
    await world.slack.as('carol').clicks(card, 'card_details')
    await world.quiet()
    expect(world.slack.as('carol').modal().say()).toContain(`@bob${en.details.takenBack}`)
  })

  it('one of two tones is not the approval', async () => {
    world = await stage({ policy: ruled({ approve_with: ['+1'] }) })
    const card = await asked()
    await reacts('bob', '+1', card)
    await world.until(() => world.cloud.orders.length > 0, 'the call')
    await reacts('bob', '+1::skin-tone-2', card)
    await unreacts('bob', '+1', card)
    await settles(world)
    hears('bob')
    expect(world.reads(card)).not.toContain(en.card.takenBack('@bob'))
    await unreacts('bob', '+1::skin-tone-2', card)
    hears('bob', en.vote.takenBackLate('SO-1'))
  })

  it('a person whose reaction never counted hears nothing more', async () => {
    world = await stage()
    const card = await approved(world)
    await world.until(() => world.cloud.orders.length > 0, 'the call')
    for (const person of ['carol', 'dan', 'greta']) {
      await reacts(person, 'white_check_mark', card)
      await unreacts(person, 'white_check_mark', card)
      hears(person)
    }
    expect(world.reads(card)).not.toContain(en.card.takenBack(''))
  })
})

describe('a vote on what has ended', () => {
  const ways: readonly [string, string, (card: Message) => Promise<unknown>, (say: string) => string][] = [
    ['declined', en.vote.declined('SO-1', '@carol'), (card) => reacts('carol', 'x', card), () => 'Declined'],
    ['expired', en.vote.expired('SO-1'), () => world.passes(4 * 60 * 60_000), () => 'Expired'],
    ['cancelled', en.vote.cancelled('SO-1'), (card) => world.slack.as('ada').clicks(card, 'card_cancel'), () => 'Canc'],
  ]
  it.each(ways)('%s: whoever approves it hears once that it has ended, and how', async (_, why, ends) => {
    world = await stage()
    const card = await asked()
    await ends(card)
    await settles(world)
    const before = told(world, 'ada').length
    for (const person of ['bob', 'ada', 'dan', 'greta']) await reacts(person, 'white_check_mark', card)
    await unreacts('bob', 'white_check_mark', card)
    await reacts('bob', 'white_check_mark', card)
    hears('bob', why)
    expect(told(world, 'ada').slice(before)).toEqual([expect.stringContaining(why)])
    hears('dan')
    hears('greta')
    expect(world.thread(card)).toHaveLength(1)
    expect(world.cloud.orders).toEqual([])
  })

  it('failed: the same', async () => {
    world = await stage()
    world.cloud.faults.next('refuse', { code: 'QuotaExceeded', status: 400 })
    const card = await approved(world)
    await cardSays(world, card, 'Failed')
    await reacts('carol', 'white_check_mark', card)
    hears('carol', en.vote.failed('SO-1'))
  })

  it('done: approving is applause, declining comes too late', async () => {
    world = await stage()
    const card = await approved(world)
    await cardSays(world, card, 'Done:')
    await settles(world)
    const before = world.slack.calls.length
    for (const person of ['carol', 'ada', 'dan', 'greta']) await reacts(person, 'white_check_mark', card)
    await reacts('dan', 'x', card)
    for (const person of ['carol', 'ada', 'dan', 'greta']) hears(person)
    expect(world.slack.calls.slice(before).filter(({ method }) => method !== 'usergroups.users.list')).toEqual([])
    await reacts('carol', 'x', card)
    hears('carol', en.refusal.too_late)
  })

  it('its time is up, although nobody has written that down yet: the same', async () => {
    world = await stage({
      between: (backend) => ({
        ...backend,
        schedule: async (job, due) => (job.kind === 'expire' ? undefined : backend.schedule(job, due)),
        ensure: async (job, due) => (job.kind === 'expire' ? undefined : backend.ensure(job, due)),
      }),
    })
    const card = await asked()
    await world.passes(4 * 60 * 60_000)
    await reacts('bob', 'white_check_mark', card)
    await reacts('dan', 'white_check_mark', card)
    hears('bob', en.vote.expired('SO-1'))
    hears('dan')
    expect(world.cloud.orders).toEqual([])
  })

  it('in the language of whoever reacted', async () => {
    world = await stage({ policy: ruled({ approvers: ['U0MEI', 'U0BOB'] }) })
    const card = await asked()
    await reacts('bob', 'x', card)
    await reacts('mei', 'white_check_mark', card)
    hears('mei', zh.vote.declined('SO-1', '@bob'))
  })
})

describe('a decline is taken back', () => {
  it('it stays declined, and its author hears so once', async () => {
    world = await stage()
    const card = await asked()
    await reacts('bob', 'x', card)
    await reacts('carol', 'x', card)
    await unreacts('bob', 'x', card)
    await reacts('bob', 'x', card)
    await unreacts('bob', 'x', card)
    await unreacts('carol', 'x', card)
    hears('bob', en.vote.staysDeclined('SO-1'))
    hears('carol')
    await settles(world)
    expect(world.reads(card)).toContain('Declined by @bob')
  })
})

describe('the requester declines their own request when the call has been made', () => {
  it('they hear that it is too late, and nothing of a button that is gone', async () => {
    world = await stage()
    const card = await approved(world)
    await world.until(() => world.cloud.orders.length > 0, 'the call')
    await reacts('ada', 'x', card)
    hears('ada', en.refusal.too_late)
  })
})

describe('an approval is taken back while the request is queued', () => {
  it('its requester is told, once; the line that it was queued is true all the time', async () => {
    world = await stage()
    const { second, firstEnds } = await inLine(world)
    await unreacts('carol', 'white_check_mark', second)
    const line = await thread(world, second, en.thread.takenBack('@dan', '@carol', 'SO-2'))
    expect(line).toContain('It waits for approval again')
    await world.until(() => under(second).includes(en.thread.unqueued('SO-2')), 'the line to be true')
    expect(under(second)).not.toContain(en.thread.waiting('SO-2', 0))
    await firstEnds()
    expect(world.cloud.orders).toHaveLength(1)

    await reacts('bob', 'white_check_mark', second)
    await thread(world, second, en.thread.approvedAgain)
    await thread(world, second, '2 nodes ready in prod-web')
    expect(world.thread(second)).toHaveLength(4)
    expect(under(second)).toContain(en.thread.waiting('SO-2', 0))
  })

  it('and declined after that: the line says no more than was', async () => {
    world = await stage()
    const { second } = await inLine(world)
    await unreacts('carol', 'white_check_mark', second)
    await thread(world, second, en.thread.takenBack('@dan', '@carol', 'SO-2'))
    await reacts('bob', 'x', second)
    await thread(world, second, en.thread.rejected('@dan', '@bob'))
    await settles(world)
    expect(under(second)).not.toContain('It waits for approval again')
    expect(under(second)).not.toContain(en.thread.approvedAgain)
  })

  it('asked elsewhere, they are told where they asked, too', async () => {
    world = await stage({ policy: ruled({ channel: 'C0APPROVE' }) })
    const { second } = await inLine(world)
    await unreacts('carol', 'white_check_mark', second)
    const said = en.thread.takenBack('@dan', '@carol', 'SO-2')
    await thread(world, second, said)
    const inProd = () => world.slack.channel('prod').messages.map((one) => world.reads(one))
    await world.until(() => inProd().some((line) => line.includes(said)), 'a word in #prod')
  })

  it('an approver who may no longer approve has taken nothing back, and the line says so', async () => {
    world = await stage()
    const { second, firstEnds } = await inLine(world)
    world.slack.deactivate('carol')
    await firstEnds()
    await thread(world, second, en.thread.lapsed('@dan', '@carol', 'SO-2'))
    expect(posts(world)).toHaveLength(1)
  })

  it('nothing was queued: the card is enough', async () => {
    world = await stage({ policy: ruled({ quorum: 2 }) })
    const card = await asked()
    await reacts('bob', 'white_check_mark', card)
    await unreacts('bob', 'white_check_mark', card)
    await settles(world)
    expect(world.thread(card)).toEqual([])
  })
})

describe('a vote on another message than the card', () => {
  const elsewhere = ruled({ channel: 'C0APPROVE' })
  const notice = () =>
    world.until(() => world.slack.channel('prod').messages.find((one) => one.text.includes('SO-1')), 'it')

  it('on the notice where it was asked: an approver hears once where the card is; others nothing', async () => {
    world = await stage({ policy: elsewhere })
    await asked()
    const there = await notice()
    for (const person of ['bob', 'dan', 'ada', 'greta']) await reacts(person, 'white_check_mark', there)
    await reacts('bob', 'x', there)
    await reacts('carol', 'tada', there)
    hears('bob', en.vote.elsewhere('SO-1', '#approve'))
    for (const person of ['dan', 'ada', 'greta', 'carol']) hears(person)
    expect(world.cloud.orders).toEqual([])
  })

  it('after they voted on the card, or when it is decided: nothing', async () => {
    world = await stage({ policy: ruled({ channel: 'C0APPROVE', quorum: 2 }) })
    const card = await asked()
    const there = await notice()
    await reacts('bob', 'white_check_mark', card)
    await reacts('bob', 'white_check_mark', there)
    await reacts('carol', 'x', card)
    await reacts('carol', 'white_check_mark', there)
    hears('bob')
    hears('carol')
  })

  it('on a line of its thread: the same', async () => {
    world = await stage()
    const { second } = await inLine(world)
    const line = lineOf(world, second, en.thread.waiting('SO-2', 1))
    await reacts('bob', 'x', line)
    hears('bob', en.vote.elsewhere('SO-2', '#prod'))
    await settles(world)
    expect(world.reads(second)).toContain('Approved by @carol')
  })
})
