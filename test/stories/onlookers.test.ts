import { describe, expect, it } from 'vitest'
import { acme, type Message, type WorkspaceSeed } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { cardSays } from './approved.ts'
import { directly, ruled, told } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const minute = 60_000
const crowd = Array.from({ length: 400 }, (_, index) => `fan${index}`)

/** Acme, with four hundred more members who all read #prod. */
const crowded: WorkspaceSeed = {
  ...acme,
  people: [...acme.people, ...crowd.map((handle) => ({ handle, name: handle }))],
  channels: acme.channels.map((one) => (one.name === 'prod' ? { ...one, members: [...one.members, ...crowd] } : one)),
}

const reacts = async (person: string, emoji: string, card: Message) => {
  await world.slack.as(person).reacts(emoji, card)
  await world.quiet()
}
const crowdReacts = async (card: Message, emoji = 'white_check_mark') => {
  for (const person of crowd) await world.slack.as(person).reacts(emoji, card)
  await world.quiet()
}
const calls = (method?: string): number =>
  world.slack.calls.filter((call) => method === undefined || call.method === method).length
const heard = (): string[] => crowd.filter((person) => told(world, person).length + directly(world, person).length > 0)

/** How many calls Slack gets while this happens. */
async function callsWhile(happens: () => Promise<unknown>, method?: string): Promise<number> {
  const before = calls(method)
  await happens()
  return calls(method) - before
}

describe('four hundred people react who are not asked', () => {
  it('nothing is asked about each of them, and the approver is counted as ever', async () => {
    world = await stage({ slack: { workspace: crowded } })
    const card = await world.asks('ada', '/scaleout prod-web 3 checkout is slow')
    expect(await callsWhile(() => crowdReacts(card))).toBeLessThanOrEqual(25)
    const accounts = await callsWhile(async () => {
      await reacts('bob', 'white_check_mark', card)
      await world.cloud.until(() => world.cloud.orders.length > 0, 'the call')
    }, 'users.info')
    // The approver as he votes; he and the requester once more before the call.
    expect(accounts).toBeLessThanOrEqual(3)
    await cardSays(world, card, 'Approved by @bob')
    expect(heard()).toHaveLength(10)
  })

  it('unheard: right before the call nobody waits for them to be told', async () => {
    world = await stage({ slack: { workspace: crowded }, policy: ruled({ quorum: 1 }) })
    const card = await world.asks('ada', '/scaleout prod-web 3 checkout is slow')
    world.slack.faults.loseEvents = true
    await crowdReacts(card)
    world.slack.faults.loseEvents = false
    const before = world.slack.calls.length
    await reacts('bob', 'white_check_mark', card)
    await world.until(() => world.cloud.orders.length > 0, 'the call')
    const asked = world.slack.calls.slice(before).map(({ method }) => method)
    expect(asked.filter((method) => method === 'users.info').length).toBeLessThanOrEqual(3)
    expect(asked.filter((method) => method === 'usergroups.users.list').length).toBeLessThanOrEqual(2)
    expect(heard()).toEqual([])
  })

  it('the minutes after are quiet: a few are told in each, everybody once, and in the end everybody', async () => {
    world = await stage({ slack: { workspace: crowded } })
    const card = await world.asks('ada', '/scaleout prod-web 3 checkout is slow')
    await crowdReacts(card)
    for (let minutes = 1; minutes <= 5; minutes++) {
      expect(await callsWhile(() => world.passes(minute))).toBeLessThanOrEqual(25)
      expect(heard()).toHaveLength(10 * (minutes + 1))
    }
    for (let minutes = 0; minutes < 36; minutes++) await world.passes(minute)
    expect(heard()).toHaveLength(crowd.length)
    for (const person of crowd) expect(told(world, person)).toEqual([expect.stringContaining(en.refusal.not_listed)])
    expect(await callsWhile(() => world.passes(minute))).toBeLessThanOrEqual(3)
    expect(world.cloud.orders).toEqual([])
  })

  it('whom the card concerns is told at once all the same', async () => {
    world = await stage({ slack: { workspace: crowded }, policy: ruled({ approvers: ['S0SRELEADS', 'U0GRETA'] }) })
    const card = await world.asks('ada', '/scaleout prod-web 3 checkout is slow')
    await crowdReacts(card)
    await reacts('ada', 'white_check_mark', card)
    await reacts('greta', 'white_check_mark', card)
    expect(told(world, 'ada')).toEqual([expect.stringContaining(en.refusal.requester)])
    expect(told(world, 'greta')).toEqual([expect.stringContaining(en.refusal.guest)])
  })

  it.each([
    ['fails', () => world.slack.faults.answer('usergroups.users.list', 'http500', { times: 1000 })],
    ['is refused', () => world.slack.faults.withhold('usergroups:read')],
    ['has to wait', () => world.slack.faults.answer('usergroups.users.list', '429', { times: 1000, retryAfter: 30 })],
  ])('the list of the group %s: it is not asked for anew for each of them', async (_, breaks) => {
    world = await stage({ slack: { workspace: crowded } })
    const card = await world.asks('ada', '/scaleout prod-web 3 checkout is slow')
    breaks()
    expect(await callsWhile(() => crowdReacts(card), 'usergroups.users.list')).toBeLessThanOrEqual(2)
    expect(await callsWhile(() => world.passes(minute), 'usergroups.users.list')).toBeLessThanOrEqual(2)
    expect(await callsWhile(() => world.passes(minute))).toBeLessThanOrEqual(25)
  })

  it('they take it back again: the card is not read anew for each of them', async () => {
    world = await stage({ slack: { workspace: crowded } })
    const card = await world.asks('ada', '/scaleout prod-web 3 checkout is slow')
    await crowdReacts(card)
    const looks = await callsWhile(async () => {
      for (const person of crowd) await world.slack.as(person).unreacts('white_check_mark', card)
      await world.quiet()
    }, 'reactions.get')
    expect(looks).toBe(0)
    expect(world.reads(card)).toContain('*0 of 1*')
  })

  it('after the end nobody hears anything', async () => {
    world = await stage({ slack: { workspace: crowded } })
    const card = await world.asks('ada', '/scaleout prod-web 3 checkout is slow')
    await reacts('bob', 'x', card)
    await cardSays(world, card, en.state.rejected('@bob'))
    await world.passes(minute)
    expect(await callsWhile(() => crowdReacts(card, 'tada'))).toBe(0)
    expect(await callsWhile(() => crowdReacts(card))).toBeLessThanOrEqual(1)
    expect(await callsWhile(() => crowdReacts(card, 'x'))).toBeLessThanOrEqual(1)
    expect(heard()).toEqual([])
  })
})
