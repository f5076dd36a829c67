import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { onKubernetes } from '../alicloud/samples.ts'
import { sdk } from '../alicloud/sdk.ts'
import { type Grounds, grounds, visits } from './testing/page.ts'

let world: Grounds

beforeEach(async () => {
  world = await grounds()
})
afterEach(() => world.stop())

const done = expect.objectContaining({ done: true })

describe('what can be made to go wrong', () => {
  it('is armed once, seen by everyone, and disarmed', async () => {
    const [ada, bob] = [await visits(world.slack, 'ada'), await visits(world.slack, 'bob')]
    for (const fault of ['throttle', 'fail', 'slow', 'throttle'] as const)
      expect(await ada.act({ kind: 'arm', fault, on: true })).toEqual(done)
    await expect(bob.sees(({ offstage }) => offstage.armed.length === 3 && offstage.armed)).resolves.toEqual([
      'throttle',
      'fail',
      'slow',
    ])
    await bob.act({ kind: 'arm', fault: 'fail', on: false })
    await bob.act({ kind: 'arm', fault: 'slow', on: false })
    await ada.sees(({ offstage }) => offstage.armed.join() === 'throttle')
  })

  it.each([
    ['throttle', { status: 400, code: 'Throttling.User' }],
    ['refuse', { status: 400, code: 'InvalidAccountStatus.NotEnoughBalance' }],
    ['drop', { status: 'dropped' }],
    ['kill_at_order', { status: 'dropped' }],
  ] as const)('%s strikes the next order, and then no more', async (fault, call) => {
    const ada = await visits(world.slack, 'ada')
    await ada.act({ kind: 'arm', fault, on: true })
    const cluster = world.cloud.overview().clusters[0]?.id ?? ''
    await expect(sdk(world.cloud).scaleOut(cluster, onKubernetes)).rejects.toThrow()
    const offstage = await ada.sees(
      ({ offstage }) => /^(400|dropped)$/.test(`${offstage.calls[0]?.status}`) && offstage,
    )
    expect(offstage.calls).toMatchObject([call])
    expect(offstage.armed).toEqual([])
    expect(world.cloud.orders).toHaveLength(call.status === 'dropped' ? 1 : 0)
    expect(offstage.bot.kills).toBe(fault === 'kill_at_order' ? 1 : 0)
  })

  it('a short wait restarts the bot with another policy, until it is switched off', async () => {
    const [ada, bob] = [await visits(world.slack, 'ada'), await visits(world.slack, 'bob')]
    await ada.act({ kind: 'arm', fault: 'expire', on: true })
    await bob.sees(({ offstage }) => offstage.armed.join() === 'expire')
    await bob.act({ kind: 'arm', fault: 'expire', on: false })
    await ada.sees(({ offstage }) => offstage.armed.length === 0)
    expect(world.restarts).toEqual([{ SCALEOUT_CONFIG: 'short-wait.yml' }, { SCALEOUT_CONFIG: 'policy.yml' }])
  })

  it('nobody can tell whether it ran: the order is taken, its answer lost, the list of tasks unreadable', async () => {
    const ada = await visits(world.slack, 'ada')
    const cluster = world.cloud.overview().clusters[0]?.id ?? ''
    const { scaleOut, read } = sdk(world.cloud)
    const tasks = () => read('DescribeClusterTasks', `/clusters/${cluster}/tasks`)
    await ada.act({ kind: 'arm', fault: 'unsure', on: true })
    await expect(tasks()).resolves.toBeDefined()
    await expect(scaleOut(cluster, onKubernetes)).rejects.toThrow()
    const [order] = world.cloud.orders
    await expect(tasks()).rejects.toThrow()
    // Whatever is followed already goes on.
    await expect(read('DescribeTaskInfo', `/tasks/${order?.taskId}`)).resolves.toBeDefined()
    await ada.sees(({ offstage }) => offstage.armed.join() === 'unsure')
    await ada.act({ kind: 'arm', fault: 'unsure', on: false })
    await expect(tasks()).resolves.toBeDefined()
    expect(world.cloud.orders).toHaveLength(1)
  })

  it('loses the last of however many nodes were ordered', async () => {
    const ada = await visits(world.slack, 'ada')
    await ada.act({ kind: 'arm', fault: 'partial', on: true })
    const cluster = world.cloud.overview().clusters[0]?.id ?? ''
    await sdk(world.cloud).scaleOut(cluster, { ...onKubernetes, count: 1 })
    world.cloud.finish(world.cloud.orders[0]?.taskId ?? '')
    await expect(ada.sees(({ offstage }) => offstage.tasks[0]?.error)).resolves.toContain('1 of 1 nodes')
  })
})
