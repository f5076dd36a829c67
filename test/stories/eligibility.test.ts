import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { cardSays } from './approved.ts'
import { directly, form, inLine, ruled, settles, told } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const asked = (person = 'ada') => world.asks(person, '/scaleout prod-web 3 checkout is slow')
const reacts = async (person: string, emoji: string, card: Message) => {
  await world.slack.as(person).reacts(emoji, card)
  await world.quiet()
}
const ordered = () => world.until(() => world.cloud.orders.length > 0, 'the call')

/** Whatever happens from now on, nothing is bought, and nobody counts as an approver. */
async function nobodyApproved(card: Message): Promise<void> {
  await settles(world)
  expect(world.cloud.orders).toHaveLength(0)
  expect(world.reads(card)).toContain('*0 of 1*')
}

describe('who may approve', () => {
  it.each([
    ['somebody whom the policy names', ['U0DAN'], 'dan'],
    ['a member of a group that it names', ['S0SRELEADS'], 'carol'],
    ['a member of one of several groups', ['U0BOB', 'S0SRELEADS', 'S0ONCALL'], 'dan'],
  ])('%s', async (_, approvers, person) => {
    world = await stage({ policy: ruled({ approvers }) })
    const card = await asked()
    await reacts(person, 'white_check_mark', card)
    await ordered()
    await cardSays(world, card, `Approved by @${person}`)
    expect(told(world, person)).toEqual([])
  })

  const everybody = ['ada', 'bob', 'greta', 'sven', 'otto', 'robo', 'zed'].map((name) => `U0${name.toUpperCase()}`)

  it.each([
    ['the requester, although named', 'ada', en.refusal.requester],
    ['a guest, although named', 'greta', en.refusal.guest],
    ['a guest of one channel, although named', 'sven', en.refusal.guest],
    ['a stranger from another organization, although named', 'otto', en.refusal.stranger],
    ['a bot, although named', 'robo', en.refusal.bot],
    ['anybody else', 'dan', en.refusal.not_listed],
  ])('not %s: who learns so privately, once', async (_, person, why) => {
    world = await stage({ policy: ruled({ approvers: everybody }) })
    const card = await asked()
    if (person === 'otto') world.slack.join('otto', 'prod')
    await reacts(person, 'white_check_mark', card)
    expect(told(world, person)).toEqual([expect.stringContaining(why)])
    await reacts(person, 'x', card)
    await world.slack.as(person).unreacts('white_check_mark', card)
    await reacts(person, 'white_check_mark', card)
    await nobodyApproved(card)
    expect(told(world, person)).toHaveLength(1)
    expect(world.thread(card)).toEqual([])
    expect(world.slack.channel('prod').messages).toEqual([card])
  })

  it('not a person who was deactivated before the bot heard of the reaction', async () => {
    world = await stage({ policy: ruled({ approvers: everybody }) })
    const card = await asked()
    world.slack.faults.loseEvents = true
    await reacts('bob', 'white_check_mark', card)
    world.slack.deactivate('bob')
    await nobodyApproved(card)
  })

  it('not the members of a group that was disabled, nor its former ones', async () => {
    world = await stage({ policy: ruled({ approvers: ['S0OLDOPS', 'S0SRELEADS'] }) })
    const card = await asked()
    world.slack.removeFromGroup('bob', 'sre-leads')
    await world.quiet()
    await reacts('bob', 'white_check_mark', card)
    expect(told(world, 'bob')).toEqual([expect.stringContaining(en.refusal.unverified)])
    await nobodyApproved(card)
  })

  it('whoever joins the group may, at once', async () => {
    world = await stage()
    const card = await asked()
    await reacts('dan', 'white_check_mark', card)
    expect(told(world, 'dan')).toEqual([expect.stringContaining(en.refusal.not_listed)])
    world.slack.addToGroup('dan', 'sre-leads')
    await world.quiet()
    await world.slack.as('dan').unreacts('white_check_mark', card)
    await reacts('dan', 'white_check_mark', card)
    await ordered()
  })

  it('where Slack takes no private answer in the channel, it is a direct message', async () => {
    world = await stage()
    const card = await asked()
    world.slack.faults.answer('chat.postEphemeral', 'http500', { times: 2 })
    await reacts('dan', 'white_check_mark', card)
    expect(directly(world, 'dan')).toEqual([expect.stringContaining(en.refusal.not_listed)])
    await world.slack.as('ada').clicks(card, 'card_cancel')
    await world.quiet()
    expect(directly(world, 'ada')).toEqual([expect.stringContaining(en.buttons.cancelled('SO-1'))])
  })

  it('the same reaction delivered twice is answered once', async () => {
    world = await stage()
    const card = await asked()
    world.slack.faults.duplicate = 'event'
    await reacts('greta', 'white_check_mark', card)
    expect(told(world, 'greta')).toHaveLength(1)
  })
})

describe('what Slack does not say counts as no', () => {
  const outages = [
    ['users.info fails', (w: Stage) => w.slack.faults.answer('users.info', 'http500', { times: 100 })],
    [
      'users.info finds nobody',
      (w: Stage) => w.slack.faults.answer('users.info', { error: 'user_not_found' }, { times: 100 }),
    ],
    ['usergroups.users.list is missing', (w: Stage) => w.slack.faults.missing('usergroups.users.list')],
    ['the installation may not read groups', (w: Stage) => w.slack.faults.withhold('usergroups:read')],
    [
      'usergroups.users.list fails',
      (w: Stage) => w.slack.faults.answer('usergroups.users.list', 'lost', { times: 100 }),
    ],
  ] as const

  it.each(outages)('%s: an approver is not counted, and told so', async (_, breaks) => {
    world = await stage()
    const card = await asked()
    breaks(world)
    await reacts('bob', 'white_check_mark', card)
    expect(told(world, 'bob')).toEqual([expect.stringContaining(en.refusal.unverified)])
    await nobodyApproved(card)
    expect(told(world, 'bob')).toHaveLength(1)
  })

  it('when Slack can tell again, the reaction that still stands counts', async () => {
    world = await stage()
    const card = await asked()
    world.slack.faults.answer('users.info', 'http500')
    await reacts('bob', 'white_check_mark', card)
    expect(told(world, 'bob')).toHaveLength(1)
    expect(world.cloud.orders).toHaveLength(0)
    await ordered()
  })

  it('without user groups those whom the policy names singly can still approve', async () => {
    world = await stage({ policy: ruled({ approvers: ['S0SRELEADS', 'U0DAN'] }) })
    world.slack.faults.missing('usergroups.users.list')
    const card = await asked()
    await reacts('carol', 'white_check_mark', card)
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
    await reacts('dan', 'white_check_mark', card)
    await ordered()
    await cardSays(world, card, 'Approved by @dan')
  })

  it('without reactions.get votes count, and can be taken back', async () => {
    world = await stage({ policy: ruled({ quorum: 2 }) })
    world.slack.faults.missing('reactions.get')
    const card = await asked()
    await reacts('bob', 'white_check_mark', card)
    await cardSays(world, card, '*1 of 2*: @bob')
    await world.slack.as('bob').unreacts('white_check_mark', card)
    await cardSays(world, card, '*0 of 2*')
    await reacts('carol', 'white_check_mark', card)
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
    await reacts('bob', 'white_check_mark', card)
    await ordered()
  })
})

describe('whoever approved must still be able to when the call is made', () => {
  it.each([
    ['leaves the group', () => world.slack.removeFromGroup('carol', 'sre-leads')],
    ['is deactivated', () => world.slack.deactivate('carol')],
    ['becomes a guest', () => world.slack.becomes('carol', 'guest')],
  ])('an approver who %s while the request waits in line', async (_, changes) => {
    world = await stage()
    const { second, firstEnds } = await inLine(world)
    changes()
    await firstEnds()
    expect(world.cloud.orders).toHaveLength(1)
    expect(world.reads(second)).toContain('Waiting for approval')
    expect(world.reads(second)).toContain('*0 of 1*')
    await reacts('bob', 'white_check_mark', second)
    await world.until(() => world.cloud.orders.length === 2, 'the call, approved by another')
  })

  it('of two who have to approve, the first is gone when the second does', async () => {
    world = await stage({ policy: ruled({ quorum: 2, approvers: ['S0SRELEADS', 'U0DAN'] }) })
    const card = await asked()
    await reacts('bob', 'white_check_mark', card)
    await cardSays(world, card, '*1 of 2*: @bob')
    await world.passes(10_000)
    world.slack.deactivate('bob')
    await reacts('carol', 'white_check_mark', card)
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
    expect(world.reads(card)).toContain('*1 of 2*: @carol')
    await reacts('dan', 'white_check_mark', card)
    await ordered()
    await cardSays(world, card, 'Approved by @carol and @dan')
  })

  it('where Slack does not say so just then, the request waits until it does', async () => {
    world = await stage()
    const { second, firstEnds } = await inLine(world)
    world.slack.faults.answer('users.info', 'http500', { times: 3 })
    await firstEnds()
    expect(world.slack.calls.filter(({ method, ok }) => method === 'users.info' && !ok)).toHaveLength(3)
    await cardSays(world, second, 'Done')
    expect(world.cloud.orders).toHaveLength(2)
  })
})

describe('who may ask', () => {
  const only = (requesters: string[]) => (source: { clusters: Record<string, Record<string, unknown>> }) => {
    Object.assign(source.clusters['prod-web'] ?? {}, { requesters })
  }
  const opened = async (person: string) => {
    await world.slack.as(person).types('/scaleout prod-web 3', 'prod')
    await world.quiet()
    return world.slack.as(person).modal()
  }

  it('any full member, unless the policy names some', async () => {
    world = await stage({ policy: only(['S0ONCALL', 'U0MEI']) })
    await world.asks('dan', '/scaleout prod-web 1 on call')
    await world.asks('mei', '/scaleout prod-web 1 named')
    const modal = await opened('bob')
    expect(modal.say()).toContain(en.submit.notYou)
    expect(modal.has('count')).toBe(false)
  })

  it.each(['greta', 'sven'])('no guest: %s learns so in the form', async (person) => {
    world = await stage()
    const modal = await opened(person)
    expect(modal.say()).toContain(en.refusal.guest)
    expect(modal.has('count')).toBe(false)
  })

  it('nobody of whom Slack does not say who they are', async () => {
    world = await stage()
    world.slack.faults.answer('users.info', 'http500')
    const modal = await opened('ada')
    expect(modal.say()).toContain(en.refusal.unverified)
  })

  it('nobody who may no longer when the form is sent; nothing typed is lost, and a second try goes through', async () => {
    world = await stage({ policy: only(['S0ONCALL']) })
    const modal = await form(world, 'dan', '/scaleout prod-web 3 checkout is slow')
    world.slack.removeFromGroup('dan', 'oncall')
    await world.quiet()
    expect(await modal.submit()).toEqual({
      errors: { cluster: en.submit.notYou },
    })
    expect(modal.value('reason')).toBe('checkout is slow')
    world.slack.addToGroup('dan', 'oncall')
    await world.passes(10_000)
    world.slack.faults.answer('users.info', 'http500')
    expect(await modal.submit()).toEqual({
      errors: { cluster: expect.stringContaining(en.refusal.unverified) },
    })
    expect(await world.records()).toEqual([])
    expect(await modal.submit()).toEqual({ closed: true })
  })
})
