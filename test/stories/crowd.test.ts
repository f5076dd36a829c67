import { expect, it } from 'vitest'
import type { ClusterSeed } from '../../playground/alicloud/index.ts'
import type { Message } from '../../playground/slack/index.ts'
import { approved, posts, thread } from './approved.ts'
import { type Stage, type Staging, stage } from './stage.ts'

let world: Stage

const minute = 60_000
const forEver = { times: Number.POSITIVE_INFINITY }

const cluster = (name: string, id: string): ClusterSeed => ({
  id,
  name,
  kind: 'kubernetes',
  region: 'cn-hangzhou',
  vswitches: ['vsw-bp1prodweb000000000h'],
  instanceType: 'ecs.c5.xlarge',
  nodes: 2,
})
const clusters = Array.from({ length: 6 }, (_, index) =>
  cluster(`crowd-${index}`, `c0c0c0c0c0c0c0c0c0c0c0c0c0c0c000${index}`),
)

/** Six tasks of twenty minutes, all in one region, for a bot that may read the cloud twelve times a minute: a crowd. */
async function crowd(cloud: Staging['cloud'] = {}): Promise<Message[]> {
  const staging: Staging = {
    cloud: { clusters, taskDuration: 20 * minute, readyLag: 0, ...cloud },
    policy: (source) => {
      const like = source.clusters['prod-web']
      for (const { name, id } of clusters) source.clusters[name] = { ...like, id }
    },
    between: (backend) => ({ ...backend, pace: { ...backend.pace, readsPerSecond: 0.2 } }),
  }
  world = await stage(staging)
  const cards: Message[] = []
  for (const { name } of clusters) cards.push(await approved(world, `/scaleout ${name} 1 slow`))
  await world.until(() => world.cloud.orders.length === clusters.length, 'every order')
  return cards
}

const reads = (action: string): number => world.cloud.calls.filter((call) => call.action === action).length

/** How many reads of this kind these minutes take. */
async function readsIn(minutes: number, action: string): Promise<number> {
  const before = reads(action)
  for (let second = 0; second < minutes * 60; second += 10) await world.passes(10_000)
  return reads(action) - before
}

/** Ends the n-th task, and gives how long it takes until its thread says so, in ms. */
async function timeToTell(cards: readonly Message[], index: number): Promise<number> {
  world.cloud.finish(String(world.cloud.orders[index]?.taskId))
  const endedAt = world.clock.now()
  const card = cards[index]
  if (card) await thread(world, card, `ready in crowd-${index}`)
  return world.clock.now() - endedAt
}

it('lists stand for reads of single tasks, and the one that is over is read at once', async () => {
  const cards = await crowd()
  await world.passes(2 * minute)
  // Each by itself every fifteen seconds would be 120.
  expect(await readsIn(5, 'DescribeTaskInfo')).toBeLessThan(15)
  expect(await timeToTell(cards, 3)).toBeLessThan(30_000)
  expect(await timeToTell(cards, 0)).toBeLessThan(30_000)
  expect(posts(world)).toHaveLength(clusters.length)
})

it('somebody else keeps a cluster scaling: the task that ended there is found by and by', async () => {
  const cards = await crowd()
  await world.passes(2 * minute)
  await readsIn(1, 'DescribeTaskInfo')
  world.cloud.faults.foreignScaleOut(String(clusters[2]?.id), 1)
  expect(await timeToTell(cards, 2)).toBeLessThan(4 * minute)
})

it('clusters may not be listed: one warning, and tasks are read one by one', async () => {
  const cards = await crowd()
  world.cloud.faults.next('refuse', {
    ...forEver,
    action: 'DescribeClustersForRegion',
    code: 'StatusForbidden',
    status: 403,
  })
  await world.passes(2 * minute)
  const looks = await readsIn(5, 'DescribeTaskInfo')
  expect(looks).toBeGreaterThan(25)
  expect(looks).toBeLessThan(60)
  expect(await timeToTell(cards, 3)).toBeLessThan(minute)
  await readsIn(6, 'DescribeTaskInfo')
  const warnings = world.log.filter((line) => line.includes('clusters cannot be listed'))
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain('StatusForbidden')
})

it('the list is wrong for long: nothing is concluded from it, and its tasks are read no more often for it', async () => {
  await crowd({ listLag: 60 * minute })
  await world.passes(2 * minute)
  const looks = await readsIn(10, 'DescribeTaskInfo')
  expect(looks).toBeGreaterThan(6)
  expect(looks).toBeLessThan(120)
  expect((await world.records()).map((one) => one.stage.state)).toEqual(clusters.map(() => 'running'))
})

it('the region has so many other clusters that its list would cost more than it spares: tasks are read one by one', async () => {
  const others = Array.from({ length: 200 }, (_, index) => cluster(`other-${index}`, `c0ther${index}`))
  const cards = await crowd({ clusters: [...clusters, ...others] })
  await world.passes(2 * minute)
  expect(await readsIn(5, 'DescribeClustersForRegion')).toBeLessThanOrEqual(1)
  expect(await timeToTell(cards, 3)).toBeLessThan(minute)
  expect(world.log.join()).not.toContain('clusters cannot be listed')
})

it('a line of the list that cannot be read: its task may be any, so none is left alone for longer', async () => {
  await crowd()
  await readsIn(5, 'DescribeTaskInfo')
  const listed = await readsIn(5, 'DescribeTaskInfo')
  world.cloud.faults.list('clusters', { extra: [{ cluster_id: null, state: 'running' }] })
  await readsIn(3, 'DescribeTaskInfo')
  expect(await readsIn(5, 'DescribeTaskInfo')).toBeGreaterThan(2 * listed)
  world.cloud.faults.clear()
})
