import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { approved, cardSays, posts, prodWeb, taskFailed, thread } from './approved.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const minute = 60_000
/** What the plan says of reads that fail, but for how many. */
const unreadable = 'Reading from Alibaba Cloud failed'
const forEver = { times: Number.POSITIVE_INFINITY }

/** One call was made, one order executed, and it stays at that. */
async function boughtOnce(): Promise<void> {
  await world.passes(30 * minute)
  expect(posts(world)).toHaveLength(1)
  expect(world.cloud.orders).toHaveLength(1)
}

const taskId = (): string => String(world.cloud.orders[0]?.taskId)
const bought = (): string[] => world.cloud.task(taskId()).task_result.map(({ data }) => data)

/** The one message that shows the steps of the task. */
const progress = (card: Message): string => world.thread(card).find((line) => line.includes('SO-1: task T-')) ?? ''

/** When DescribeTaskInfo was asked for the task, in ms after the order. */
const looks = (): number[] =>
  world.cloud.calls
    .filter((call) => call.action === 'DescribeTaskInfo')
    .map((call) => call.at - Number(world.cloud.orders[0]?.at))

describe('success', () => {
  it('the steps move under their own names, in one message, and the last line tells who is there', async () => {
    world = await stage({ cloud: { taskDuration: 200_000 } })
    const card = await approved(world)
    await world.until(() => progress(card).includes('◐ precheck: checking quota and stock'), 'the first step')
    await world.until(() => progress(card).includes('◐ join_nodes: waiting for nodes to join'), 'a step further')
    const end = await thread(world, card, '2 nodes ready in prod-web')
    expect(bought()).toHaveLength(2)
    for (const instance of bought()) expect(end).toContain(instance)
    await cardSays(world, card, 'Done: 2 nodes ready')
    await world.until(() => progress(card).includes('● Nodes ready: 2 of 2'), 'the plan to be done')
    for (const step of ['● precheck', '● create_instances', '● join_nodes', '● wait_ready'])
      expect(progress(card)).toContain(step)
    expect(world.thread(card)).toHaveLength(2)
    await boughtOnce()
  })

  it('is looked for after ten seconds, then every five and, later, every fifteen', async () => {
    world = await stage({ cloud: { taskDuration: 300_000 } })
    const card = await approved(world)
    await thread(world, card, '2 nodes ready')
    const [first, ...later] = looks()
    expect(first).toBeGreaterThanOrEqual(10_000)
    expect(first).toBeLessThan(11_000)
    const pauses = later.map((at, index) => at - Number(looks()[index]))
    expect(pauses[0]).toBeLessThanOrEqual(6000)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(4000)
    expect(pauses.at(-2)).toBeGreaterThan(12_000)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(20_000)
    await boughtOnce()
  })

  it('is not said before the node list shows the nodes Ready', async () => {
    world = await stage({ cloud: { readyLag: 3 * minute } })
    const card = await approved(world)
    await world.until(() => world.cloud.orders[0] && world.cloud.task(taskId()).state === 'success', 'the task to end')
    await world.passes(minute)
    expect(world.thread(card).join()).not.toContain('ready in prod-web')
    expect(progress(card)).toContain('◐ Waiting for 2 nodes to become Ready')
    await thread(world, card, '2 nodes ready in prod-web')
    await boughtOnce()
  })

  it('the node list is behind, and fails now and then', async () => {
    world = await stage({ cloud: { listLag: 90_000 } })
    const card = await approved(world)
    await world.until(() => world.cloud.orders[0] && world.cloud.task(taskId()).state === 'success', 'the task to end')
    world.cloud.faults.reads('500', { action: 'DescribeClusterNodes', times: 3 })
    await thread(world, card, '2 nodes ready in prod-web')
    await boughtOnce()
  })

  it('somebody else brings nodes at the same time: ours are told from theirs', async () => {
    world = await stage()
    const card = await approved(world)
    await world.until(() => world.cloud.orders[0], 'the order')
    world.cloud.faults.foreignScaleOut(prodWeb, 3)
    const end = await thread(world, card, '2 nodes ready in prod-web')
    expect(end.match(/• /g)).toHaveLength(2)
    for (const instance of bought()) expect(end).toContain(instance)
    await boughtOnce()
  })
})

describe('reads that fail or look odd cost nothing but time', () => {
  it('not found just after creation', async () => {
    world = await stage({ cloud: { taskLag: 45_000, taskDuration: 90_000 } })
    const card = await approved(world)
    await thread(world, card, '2 nodes ready in prod-web')
    expect(world.cloud.calls.filter((call) => call.answerCode === 'ErrorTaskNotFound').length).toBeGreaterThan(1)
    await boughtOnce()
  })

  it.each(['500', 'throttle', 'drop'] as const)(
    '%s, many times: it says so, waits longer, and goes on',
    async (how) => {
      world = await stage({ cloud: { taskDuration: 20 * minute } })
      const card = await approved(world)
      await world.until(() => world.cloud.orders[0], 'the order')
      world.cloud.faults.reads(how, { ...forEver, action: 'DescribeTaskInfo' })
      await world.until(() => progress(card).includes(unreadable), 'a word about it')
      await world.until(() => looks().length > 8, 'several looks')
      const [a, b] = looks().slice(-2)
      expect(Number(b) - Number(a)).toBeGreaterThan(40_000)
      world.cloud.faults.clear()
      await thread(world, card, '2 nodes ready in prod-web')
      expect(progress(card)).not.toContain(unreadable)
      await boughtOnce()
    },
  )

  it('for most of an hour: the message is edited a few times, and not with each of them', async () => {
    world = await stage()
    world.cloud.faults.nextTask('stuck')
    const card = await approved(world)
    await world.until(() => progress(card), 'the task')
    world.cloud.faults.reads('500', { ...forEver, action: 'DescribeTaskInfo' })
    const edits = (): number => world.slack.calls.filter(({ method }) => method === 'chat.update').length
    const before = edits()
    const end = world.clock.now() + 50 * minute
    await world.until(() => world.clock.now() >= end, 'the time to pass')
    expect(progress(card)).toContain(unreadable)
    expect(edits() - before).toBeLessThan(10)
    world.cloud.finish(taskId())
  })

  it.each(['error_text', 'stages_object', 'parameters_text'] as const)('%s', async (shape) => {
    world = await stage()
    world.cloud.faults.taskShape(shape, forEver)
    const card = await approved(world)
    await thread(world, card, '2 nodes ready in prod-web')
    await boughtOnce()
  })

  it('a state that no document explains is looked at further, and never taken for success', async () => {
    world = await stage()
    world.cloud.faults.nextTask('odd_state', 'rebalancing')
    const card = await approved(world)
    await world.until(() => progress(card).includes('rebalancing'), 'the odd state to be shown')
    expect(progress(card)).toContain('which I do not know')
    await world.passes(10 * minute)
    expect(world.thread(card)).toHaveLength(1)
    world.cloud.finish(taskId())
    await thread(world, card, '2 nodes ready in prod-web')
    await boughtOnce()
  })

  it.each(['paused', 'initial', ''])('state “%s” is one in which a task goes on', async (state) => {
    world = await stage()
    world.cloud.faults.nextTask('odd_state', state)
    const card = await approved(world)
    await world.until(() => world.cloud.orders[0], 'the order')
    await world.passes(10 * minute)
    await cardSays(world, card, 'Running: task')
    expect(progress(card)).not.toContain('do not explain')
    world.cloud.finish(taskId())
    await thread(world, card, '2 nodes ready in prod-web')
    await boughtOnce()
  })
})

describe('failure', () => {
  it.each(['fail', 'failed'] as const)('%s: the code, the words and what to do', async (state) => {
    world = await stage()
    world.cloud.faults.nextTask(state)
    const card = await approved(world)
    const end = await thread(world, card, taskFailed)
    expect(end).toContain('`OperationDenied.NoStock`: The requested type is out of stock in the zone.')
    expect(end).toContain(en.thread.whatToDo(en.advice.stock))
    await cardSays(world, card, 'Failed: OperationDenied.NoStock')
    await world.until(() => progress(card).includes('✕ Nodes ready: 0 of 2'), 'the plan to show it')
    expect(progress(card)).toContain('✕ create_instances')
    await boughtOnce()
  })

  const causes = [
    { code: 'NoInstanceStock', advice: 'stock' },
    { code: 'InvalidVSwitchId.IpNotEnough', advice: 'addresses' },
    { code: 'QuotaExceed.ElasticQuota', advice: 'quota' },
    { code: 'InvalidAccountStatus.NotEnoughBalance', advice: 'balance' },
    { code: 'InvalidSystemDiskCategory.ValueNotSupported', advice: 'disk' },
    { code: 'InvalidDiskCategory.NotSupported', advice: 'disk' },
    { code: 'InvalidResourceType.NotSupported', advice: 'parameter' },
  ] as const
  it.each(causes)('$code', async ({ code, advice }) => {
    world = await stage()
    world.cloud.faults.nextTask('fail', { code, message: 'The words of the cloud.' })
    const card = await approved(world)
    const end = await thread(world, card, taskFailed)
    expect(end).toContain(`\`${code}\`: The words of the cloud.`)
    expect(end).toContain(en.thread.whatToDo(en.advice[advice]))
    await boughtOnce()
  })

  const noStock = { code: 'OperationDenied.NoStock', message: 'The words of the cloud.' }
  it.each(['message', 'events', 'stages'] as const)('a reason that stands in its %s alone', async (told) => {
    world = await stage()
    world.cloud.faults.nextTask(
      'fail',
      told === 'stages' ? { ...noStock, message: `${noStock.code} it is` } : noStock,
      told,
    )
    const card = await approved(world)
    const end = await thread(world, card, taskFailed)
    expect(end).toContain(told === 'stages' ? `${noStock.code} it is` : noStock.message)
    expect(end).toContain(en.thread.whatToDo(en.advice.stock))
    await boughtOnce()
  })

  it('a reason that stands at its node alone', async () => {
    world = await stage()
    world.cloud.faults.nextTask('partial', { ready: 0, node: 'Zone.NotOnSale: closed' })
    const card = await approved(world)
    const end = await thread(world, card, taskFailed)
    expect(end).toContain('Zone.NotOnSale: closed')
    expect(end).toContain(en.thread.whatToDo(en.advice.zone))
    await boughtOnce()
  })

  it('a code that is only a status: the one in its words counts', async () => {
    world = await stage()
    const message = 'Status Code: 404 Code: EntityNotExist.Role Message: The role not exists.'
    world.cloud.faults.nextTask('fail', { code: '400', message })
    const card = await approved(world)
    const end = await thread(world, card, taskFailed)
    expect(end).toContain(`\`EntityNotExist.Role\`: ${message}`)
    expect(end).toContain(en.thread.whatToDo(en.advice.role))
    await boughtOnce()
  })

  it('throttled inside the task: nothing is sent again for it', async () => {
    world = await stage()
    world.cloud.faults.nextTask('fail', { code: 'Throttling', message: 'Request was denied due to throttling.' })
    const card = await approved(world)
    await thread(world, card, taskFailed)
    await boughtOnce()
  })

  it('an error that is only a sentence', async () => {
    world = await stage()
    world.cloud.faults.nextTask('failed')
    world.cloud.faults.taskShape('error_text', forEver)
    const card = await approved(world)
    expect(await thread(world, card, taskFailed)).toContain('out of stock')
    await boughtOnce()
  })

  it.each(['canceled', 'cancelled'])('%s in the console', async (state) => {
    world = await stage()
    world.cloud.faults.nextTask('odd_state', state)
    const card = await approved(world)
    const end = await thread(world, card, taskFailed)
    expect(end).toContain(en.thread.whatToDo(en.advice.canceled))
    await boughtOnce()
  })
})

describe('partial success', () => {
  it('tells which nodes came and which did not', async () => {
    world = await stage()
    world.cloud.faults.nextTask('partial', { ready: 2 })
    const card = await approved(world, '/scaleout prod-web 3 slow')
    const end = await thread(world, card, en.thread.partial('@ada', 2, 3, 'prod-web'))
    const [came = '', missing = ''] = end.split('Not ready')
    const [first, second, third] = bought()
    expect(came).toContain(first)
    expect(came).toContain(second)
    expect(came).not.toContain(third)
    expect(missing).toContain(third)
    expect(missing).toContain('NodeJoinTimeout')
    expect(missing).toContain(en.thread.whatToDo(en.advice.other))
    await cardSays(world, card, 'Partly done: 2 of 3 nodes ready')
    await boughtOnce()
  })

  it('what the cloud says of a node that did not come stands beside it', async () => {
    world = await stage()
    world.cloud.faults.nextTask('partial', { ready: 1, node: 'InvalidSystemDiskCategory.ValueNotSupported' })
    const card = await approved(world)
    const end = await thread(world, card, en.thread.partial('@ada', 1, 2, 'prod-web'))
    const [, missing = ''] = end.split('Not ready')
    expect(missing).toContain(`${bought()[1]} · Unknown · InvalidSystemDiskCategory.ValueNotSupported`)
    expect(end).toContain(en.thread.whatToDo(en.advice.disk))
    await boughtOnce()
  })

  it('none of them came: that is a failure', async () => {
    world = await stage()
    world.cloud.faults.nextTask('partial', { ready: 0 })
    const card = await approved(world)
    expect(await thread(world, card, taskFailed)).toContain('NodeJoinTimeout')
    await boughtOnce()
  })

  it('the task succeeded, but a node never becomes Ready', async () => {
    world = await stage()
    world.cloud.faults.nextTask('ready_never')
    const card = await approved(world)
    await world.until(() => progress(card).includes('Waiting for 2 nodes to become Ready; so far 1'), 'the first node')
    expect(world.thread(card).join()).not.toContain('only 1 of 2')
    const end = await thread(world, card, en.thread.partial('@ada', 1, 2, 'prod-web'))
    const [came = '', missing = ''] = end.split('Not ready*')
    const [ready, never] = bought()
    expect(came).toContain(ready)
    expect(missing).toContain(never)
    expect(world.clock.now() - Number(world.cloud.orders[0]?.at)).toBeGreaterThan(10 * minute)
    await boughtOnce()
  })
})

describe('the deadline', () => {
  it('passes: the task is still running, never failed, and its success is told all the same', async () => {
    world = await stage()
    world.cloud.faults.nextTask('stuck')
    const card = await approved(world)
    const line = await thread(world, card, 'is still running after')
    expect(line).toContain('@ada')
    expect(line).toContain('60 minutes')
    expect(line).toContain(taskId())
    await cardSays(world, card, 'Still running: task')
    expect(world.thread(card).join()).not.toMatch(/failed/i)
    const soFar = looks().length
    await world.until(() => world.clock.now() > Number(world.cloud.orders[0]?.at) + 3 * 60 * minute, 'two hours more')
    expect(looks().length - soFar).toBeGreaterThan(3)
    expect(looks().length - soFar).toBeLessThan(30)

    world.cloud.finish(taskId())
    await thread(world, card, '2 nodes ready in prod-web')
    expect(world.thread(card).filter((one) => one.includes('is still running after'))).toHaveLength(1)
    await boughtOnce()
  })

  it('survives a restart: the task is followed on, and nothing is said twice', async () => {
    world = await stage()
    world.cloud.faults.nextTask('stuck')
    const card = await approved(world)
    await thread(world, card, 'is still running after')
    await world.stopBot()
    world.cloud.finish(taskId())
    await world.startBot()
    await thread(world, card, '2 nodes ready in prod-web')
    expect(world.thread(card)).toHaveLength(3)
    await boughtOnce()
  })

  it('comes from the policy', async () => {
    world = await stage({ policy: ({ follow }) => Object.assign(follow, { give_up: '10m' }) })
    world.cloud.faults.nextTask('stuck')
    const card = await approved(world)
    expect(await thread(world, card, 'is still running after')).toContain('10 minutes')
    await boughtOnce()
  })

  it('passes while the nodes cannot be read: they are never called missing, and told as soon as they are seen', async () => {
    world = await stage()
    const card = await approved(world)
    await world.until(() => world.cloud.orders[0], 'the order')
    world.cloud.faults.reads('500', { ...forEver, action: 'DescribeClusterNodes' })
    const line = await thread(world, card, 'its nodes cannot be read')
    const late = world.clock.now() - Number(world.cloud.orders[0]?.at)
    expect(late).toBeGreaterThanOrEqual(60 * minute)
    expect(line).toContain(en.thread.overdueNodes('@ada', `\`${taskId()}\``, en.span(late)))
    await world.passes(60 * minute)
    expect(world.thread(card)).toHaveLength(2)
    expect(world.reads(card)).not.toContain('0 of 2 nodes')

    world.cloud.faults.clear()
    const end = await thread(world, card, '2 nodes ready in prod-web')
    for (const instance of bought()) expect(end).toContain(instance)
    await boughtOnce()
  })
})
