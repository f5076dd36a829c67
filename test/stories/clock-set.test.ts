import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { approved, cardSays, posts, saying, thread } from './approved.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const minute = 60_000
const hour = 60 * minute
const ready = saying((span) => en.thread.succeeded('@ada', en.nodes(2), 'prod-web', span))

/** Waits for these words as `thread` does, and tells how long that took by the steady clock. */
async function tookUntil(card: Message, words: string | RegExp): Promise<number> {
  const begun = world.clock.steady()
  await thread(world, card, words)
  return world.clock.steady() - begun
}

describe('the clock is set back by hours', () => {
  it('while a task is followed: it is followed on, and its end is told as soon as ever', async () => {
    world = await stage()
    const card = await approved(world)
    await world.until(() => world.cloud.orders[0], 'the order')
    world.clock.set(-5 * hour)
    world.cloud.finish(String(world.cloud.orders[0]?.taskId))
    expect(await tookUntil(card, ready)).toBeLessThan(2 * minute)
    await cardSays(world, card, '2 nodes ready')
  })

  it('while a call waits to be made again: it is made when it was to be', async () => {
    world = await stage()
    world.cloud.faults.next('throttle', { retryAfter: 30_000 })
    const card = await approved(world)
    await world.until(() => posts(world)[0], 'the call')
    world.clock.set(-5 * hour)
    expect(await tookUntil(card, ready)).toBeLessThan(3 * minute)
    expect(posts(world)).toHaveLength(2)
  })

  it('and the bot starts again: what waited goes on within its own time', async () => {
    world = await stage()
    world.cloud.faults.next('throttle', { retryAfter: 30_000 })
    const card = await approved(world)
    await world.until(() => posts(world)[0], 'the call')
    await world.stopBot()
    world.clock.set(-5 * hour)
    await world.startBot()
    expect(await tookUntil(card, ready)).toBeLessThan(3 * minute)
    expect(posts(world)).toHaveLength(2)
  })

  it('while an answer is lost: it is looked for all the same, and a person is asked in time', async () => {
    world = await stage()
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    await cardSays(world, card, en.state.unknown)
    world.clock.set(-5 * hour)
    const question = saying((why) => en.thread.ask('@ada', why))
    const took = await tookUntil(card, question)
    expect(took).toBeGreaterThan(minute)
    expect(took).toBeLessThan(5 * minute)
    expect(posts(world)).toHaveLength(1)
  })

  it('a card is answered and bought as ever', async () => {
    world = await stage()
    const first = await world.asks('ada', '/scaleout prod-web 2 slow')
    world.clock.set(-5 * hour)
    await world.slack.as('bob').reacts('white_check_mark', first)
    expect(await tookUntil(first, ready)).toBeLessThan(2 * minute)
  })
})

describe('the clock is set forward by hours', () => {
  it('past an expiry: the card does not wait for a timer that was set before', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2 slow')
    world.clock.set(5 * hour)
    await world.passes(minute)
    await world.quiet()
    expect((await world.records())[0]?.stage.state).toBe('expired')
    await world.passes(10_000)
    expect(world.reads(card)).toContain(en.state.expired)
    expect(world.log.join('\n')).toContain('the clock was set')
  })

  it('while an answer is lost: nobody is asked before the call can be over', async () => {
    world = await stage()
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    await cardSays(world, card, en.state.unknown)
    world.clock.set(5 * hour)
    const question = saying((why) => en.thread.ask('@ada', why))
    const took = await tookUntil(card, question)
    expect(took).toBeGreaterThan(minute)
    expect(took).toBeLessThan(5 * minute)
  })

  it('while a task is followed: it is not called overdue', async () => {
    world = await stage()
    world.cloud.faults.nextTask('stuck')
    const card = await approved(world)
    await world.until(() => world.cloud.orders[0], 'the order')
    await world.passes(minute)
    world.clock.set(5 * hour)
    await world.passes(minute)
    const [record] = await world.records()
    expect(record?.stage).toMatchObject({ state: 'running', task: { overdueSince: null } })
    world.cloud.finish(String(world.cloud.orders[0]?.taskId))
    await thread(world, card, ready)
  })
})
