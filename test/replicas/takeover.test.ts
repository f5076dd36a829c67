import { setTimeout as rest } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Message, readable } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { freePort } from '../setup/port.ts'
import { posts } from '../stories/approved.ts'
import { ask, carded, formFor, type Need } from './needs.ts'
import { keepsAll, openWorld, type World } from './world.ts'

let world: World

beforeEach(async () => {
  world = await openWorld({ clusters: 2, taskDuration: 1500, timeout: 30_000, redis: keepsAll })
})

afterEach(async () => {
  await world.end()
  expect(world.slack.problems).toEqual([])
  expect(world.crew.mishaps()).toEqual([])
})

function wish(index: number): Need {
  const cluster = world.clusters[index]
  if (!cluster) throw new Error(`there is no cluster ${index}`)
  return { code: `need-${index}.`, cluster, count: 2, person: 'asker-0', channel: 'team-0' }
}

const lines = (card: Message): string[] =>
  world.slack
    .channel('team-0')
    .thread(card.ts)
    .slice(1)
    .map((one) => readable(one, world.slack))

const says = (card: Message, words: string): Promise<unknown> =>
  world.until(() => lines(card).some((line) => line.includes(words)), `“${words}” in the thread`)

async function approved(): Promise<Message> {
  await ask(world, wish(0))
  const card = await carded(world, wish(0))
  await world.slack.as('bob').reacts('white_check_mark', card)
  return card
}

it('the one whose call is in flight is killed: the other looks, adopts the task and buys nothing', async () => {
  const { cloud, crew } = world
  const caller = await crew.join()
  cloud.faults.next('late', { by: 60_000 })
  const card = await approved()
  await cloud.until(() => cloud.orders[0], 'the order')
  await crew.join()
  await caller.kill()
  await says(card, 'It may have run, so it is not sent again')
  await says(card, '2 nodes ready in web-0')
  expect(lines(card)).toHaveLength(3)
  expect(posts({ cloud })).toHaveLength(1)
}, 60_000)

it('Redis is away: whoever asks is told, nothing is bought, and everything goes on when it is back', async () => {
  const { slack, cloud, crew, redis } = world
  const port = String(await freePort())
  const ready = async (): Promise<number> => (await fetch(`http://127.0.0.1:${port}/readyz`)).status
  await crew.join({ HEALTH_PORT: port })
  expect(await ready()).toBe(200)
  await ask(world, wish(0))
  const card = await carded(world, wish(0))
  const second = await formFor(world, wish(1))

  await redis.kill()
  expect(await second.submit()).toMatchObject({ errors: { cluster: en.submit.broken } })
  await slack.as('bob').types('/scaleout list', 'team-0')
  await world.until(
    () =>
      slack
        .as('bob')
        .sees('team-0')
        .some(({ text }) => text === en.command.trouble),
    'a word to Bob',
  )
  expect(await ready()).toBe(503)
  await slack.as('bob').reacts('white_check_mark', card)
  expect(posts({ cloud })).toHaveLength(0)

  await redis.restart()
  for (const deadline = AbortSignal.timeout(10_000); (await ready()) !== 200; await rest(50)) deadline.throwIfAborted()
  expect(await second.submit()).toEqual({ closed: true })
  await says(card, '2 nodes ready in web-0')
  expect(posts({ cloud })).toHaveLength(1)
}, 60_000)
