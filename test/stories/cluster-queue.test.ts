import { expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { approved, cardSays, posts, prodWeb, taskFailed, thread } from './approved.ts'
import { ruled } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const minute = 60_000
const ordered = (): unknown[] => world.cloud.orders.map(({ body }) => Reflect.get(Object(body), 'count'))

/** Requests for one, two, three … nodes of prod-web, approved in this order. */
async function inLine(requests: number): Promise<Message[]> {
  const cards: Message[] = []
  for (let count = 1; count <= requests; count++) {
    cards.push(await approved(world, `/scaleout prod-web ${count}`))
    await world.quiet()
  }
  return cards
}

const waits = (number: number, ahead: number): string => en.thread.waiting(`SO-${number}`, ahead)

it('a second request waits for the first, says so, and goes when the first has ended', async () => {
  world = await stage()
  const [first, second] = await inLine(2)
  if (!first || !second) throw new Error('two cards')
  await thread(world, second, waits(2, 1))
  await cardSays(world, second, en.state.inLine(1))
  expect(ordered()).toEqual([1])

  await thread(world, first, '1 node ready in prod-web')
  await thread(world, second, waits(2, 0))
  await thread(world, second, '2 nodes ready in prod-web')
  expect(ordered()).toEqual([1, 2])
  const [one, two] = world.cloud.orders
  expect(Number(two?.at) - Number(one?.at)).toBeGreaterThanOrEqual(20_000)
  expect(posts(world)).toHaveLength(2)
})

it('the request that let the cluster go could not wake the next one: that looks itself, within a minute', async () => {
  let mute = false
  world = await stage({
    between: (backend) => ({
      ...backend,
      save: async (request, ...rest) => {
        mute ||= request.stage.state === 'succeeded'
        return backend.save(request, ...rest)
      },
      open: async (cluster) => {
        if (cluster === undefined || !mute) return backend.open(cluster)
        mute = false
        throw new Error('away')
      },
    }),
  })
  const [first, second] = await inLine(2)
  if (!first || !second) throw new Error('two cards')
  await thread(world, first, '1 node ready in prod-web')
  const letGo = world.clock.now()
  await thread(world, second, '2 nodes ready in prod-web')
  expect(Number(world.cloud.orders[1]?.at) - letGo).toBeLessThanOrEqual(minute)
})

it('with three, each is told how many are before it, and the count goes down as the line moves', async () => {
  world = await stage()
  const [first, second, third] = await inLine(3)
  if (!first || !second || !third) throw new Error('three cards')
  await thread(world, second, waits(2, 1))
  await thread(world, third, waits(3, 2))

  await thread(world, first, '1 node ready in prod-web')
  await thread(world, third, waits(3, 1))
  expect(world.thread(third)).toHaveLength(1)
  await thread(world, third, '3 nodes ready in prod-web')
  expect(ordered()).toEqual([1, 2, 3])
  expect(posts(world)).toHaveLength(3)
})

it('approved at the same moment, they go one after the other all the same', async () => {
  world = await stage()
  const cards = [await world.asks('ada', '/scaleout prod-web 1'), await world.asks('dan', '/scaleout prod-web 2')]
  await Promise.all(cards.map((card) => world.slack.as('bob').reacts('white_check_mark', card)))
  for (const [index, card] of cards.entries())
    await thread(world, card, `${index === 0 ? '1 node' : '2 nodes'} ready in prod-web`)
  expect(ordered().toSorted()).toEqual([1, 2])
  expect(posts(world).map((call) => call.status)).toEqual([202, 202])
})

it('another cluster is not held up', async () => {
  world = await stage({ cloud: { taskDuration: 10 * minute } })
  await approved(world, '/scaleout prod-web 2')
  const elsewhere = await approved(world, '/scaleout sandbox-1 1 builds wait')
  await world.until(() => world.cloud.orders.length === 2, 'both orders')
  const [one, two] = world.cloud.orders
  expect(Number(two?.at) - Number(one?.at)).toBeLessThan(minute)
  expect(world.thread(elsewhere).join()).not.toContain(waits(2, 1))
  await thread(world, elsewhere, '1 node ready in sandbox-1')
  expect(world.cloud.orders).toHaveLength(2)
})

it('the first fails: the second goes', async () => {
  world = await stage()
  world.cloud.faults.nextTask('fail')
  const [first, second] = await inLine(2)
  if (!first || !second) throw new Error('two cards')
  await thread(world, first, taskFailed)
  await thread(world, second, '2 nodes ready in prod-web')
  expect(ordered()).toEqual([1, 2])
})

it('a request that waits can be cancelled, or lose the approval, and the line closes up', async () => {
  world = await stage()
  const [, second, third] = await inLine(3)
  if (!second || !third) throw new Error('three cards')
  await thread(world, third, waits(3, 2))
  await world.slack.as('ada').clicks(second, 'card_cancel')
  await thread(world, second, en.thread.cancelled('@ada', '@ada'))
  await thread(world, third, waits(3, 1))
  await world.slack.as('bob').unreacts('white_check_mark', third)
  await cardSays(world, third, en.state.awaiting)
  await world.passes(10 * minute)
  expect(ordered()).toEqual([1])

  await world.slack.as('carol').reacts('white_check_mark', third)
  await thread(world, third, '3 nodes ready in prod-web')
  expect(ordered()).toEqual([1, 3])
})

it('a request that was requeued goes before one that was approved after that', async () => {
  world = await stage()
  world.cloud.faults.next('throttle', { retryAfter: 5 * minute })
  const [first, second] = await inLine(2)
  if (!first || !second) throw new Error('two cards')
  await thread(world, second, waits(2, 1))
  await thread(world, first, '1 node ready in prod-web')
  await thread(world, second, '2 nodes ready in prod-web')
  expect(ordered()).toEqual([1, 2])
  expect(posts(world)).toHaveLength(3)
})

it('a requeued request goes to the back of the line', async () => {
  world = await stage({ cloud: { taskDuration: 10 * minute } })
  const [first, second, third] = await inLine(3)
  if (!first || !second || !third) throw new Error('three cards')
  await thread(world, third, waits(3, 2))
  world.cloud.faults.next('throttle')
  await thread(world, first, '1 node ready in prod-web')
  await thread(world, second, waits(2, 1))
  await thread(world, third, '3 nodes ready in prod-web')
  await thread(world, second, '2 nodes ready in prod-web')
  expect(ordered()).toEqual([1, 3, 2])
  expect(posts(world).map((call) => call.status)).toEqual([202, 400, 202, 202])
})

it('an approval that waits for its cluster lasts as long again as there was to give it', async () => {
  world = await stage({ policy: ruled({ expires_in: '30m' }) })
  world.cloud.faults.nextTask('stuck')
  await inLine(1)
  const second = await world.asks('ada', '/scaleout prod-web 2')
  await world.passes(20 * minute)
  await world.slack.as('bob').reacts('white_check_mark', second)
  await thread(world, second, waits(2, 1))
  await world.passes(29 * minute)
  expect(world.reads(second)).toContain(en.state.inLine(1))

  await world.passes(minute)
  await thread(world, second, en.thread.waitedTooLong('@ada'))
  await cardSays(world, second, en.state.expiredInLine)
  world.cloud.finish(String(world.cloud.orders[0]?.taskId))
  await world.passes(10 * minute)
  expect(ordered()).toEqual([1])
})

it('a task that outlasts the `give_up` of the policy holds nobody up: the cloud itself says no', async () => {
  world = await stage()
  world.cloud.faults.nextTask('stuck')
  const [first, second] = await inLine(2)
  if (!first || !second) throw new Error('two cards')
  await world.passes(30 * minute)
  expect(posts(world)).toHaveLength(1)
  await thread(world, first, 'is still running after')
  const end = await thread(world, second, en.thread.failedUnbought('@ada', 'SO-2'))
  expect(end).toContain('ErrorClusterState')
  expect(ordered()).toEqual([1])
})

it('the line survives a restart', async () => {
  world = await stage({ cloud: { taskDuration: 10 * minute } })
  const [, second, third] = await inLine(3)
  if (!second || !third) throw new Error('three cards')
  await thread(world, third, waits(3, 2))
  await world.stopBot()
  await world.startBot()
  await thread(world, second, '2 nodes ready in prod-web')
  await thread(world, third, '3 nodes ready in prod-web')
  expect(ordered()).toEqual([1, 2, 3])
  expect(world.thread(third)).toHaveLength(3)
})

it('a cluster that was renamed while its call runs is still one cluster', async () => {
  world = await stage()
  world.cloud.faults.nextTask('stuck')
  const first = await approved(world, '/scaleout prod-web 1')
  const order = await world.until(() => world.cloud.orders[0], 'the first call')
  await world.stopBot()
  await world.startBot(({ clusters }) => {
    clusters['prod-again'] = { ...clusters['prod-web'], id: prodWeb.toUpperCase() }
    delete clusters['prod-web']
  })
  const second = await approved(world, '/scaleout prod-again 2')
  await thread(world, second, waits(2, 1))
  world.cloud.finish(order.taskId)
  await thread(world, first, '1 node ready in prod-web')
  await thread(world, second, '2 nodes ready in prod-again')
  expect(posts(world).map((call) => call.status)).toEqual([202, 202])
})
