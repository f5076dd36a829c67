import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Alicloud, fleet, startAlicloud } from './index.ts'
import { onKubernetes } from './samples.ts'
import { sdk } from './sdk.ts'

const [kubernetes] = fleet
let cloud: Alicloud
beforeEach(async () => {
  cloud = await startAlicloud()
})
afterEach(() => cloud.stop())

const order = () => sdk(cloud).scaleOut(kubernetes.id, onKubernetes)
const tasks = (query: Record<string, string> = {}, of = cloud) =>
  sdk(of).read('DescribeClusterTasks', `/clusters/${kubernetes.id}/tasks`, query)
const nodes = (query: Record<string, string> = {}) =>
  sdk(cloud).read('DescribeClusterNodes', `/clusters/${kubernetes.id}/nodes`, query)
const task = () => sdk(cloud).read('DescribeTaskInfo', `/tasks/${cloud.orders[0]?.taskId}`)

describe('what a gateway says of an order', () => {
  test.each([
    [502, 'ECONNREFUSED', 'json'],
    [502, 'ENOTFOUND', 'xml'],
    [425, 'TooEarly', 'json'],
    [400, 400, 'json'],
  ] as const)('%i %s as %s, whether it was executed or not', async (status, code, as) => {
    for (const executed of [false, true]) {
      cloud.faults.next('refuse', { status, code, as, executed, message: 'a < b' })
      await expect(order()).rejects.toMatchObject({ statusCode: status, code: `${code}`, message: /a < b/ })
      expect(cloud.orders).toHaveLength(executed ? 1 : 0)
    }
  })

  test('is told its request id in the header alone', async () => {
    cloud.faults.next('refuse', { status: 400, code: 'InvalidParameter', idIn: 'header' })
    await expect(order()).rejects.toMatchObject({ requestId: 'undefined' })
  })

  test('may be anything, byte by byte', async () => {
    cloud.faults.next('reply', { status: 200, type: 'application/json', text: '{"task_id":"T-1"}' })
    expect(await order()).toMatchObject({ statusCode: 200, body: { task_id: 'T-1' } })
    expect(cloud.orders).toEqual([])
  })

  test('is about the second of two, where the same bytes arrive twice: the first were executed', async () => {
    cloud.faults.next('replayed')
    await expect(order()).rejects.toMatchObject({ statusCode: 400, code: 'SignatureNonceUsed' })
    expect(cloud.orders).toHaveLength(1)
  })
})

describe('lists', () => {
  test('of tasks come oldest first where the account is so', async () => {
    const other = await startAlicloud({ oldestFirst: true })
    const id = other.faults.foreignScaleOut(kubernetes.id, 1)
    expect(await tasks({}, other)).toMatchObject({ tasks: [{ task_id: kubernetes.history.taskId }, { task_id: id }] })
    await other.stop()
  })

  test('hold whatever lines there are, and count them', async () => {
    cloud.faults.list('tasks', { extra: [{ task_id: null }, 'odd'] })
    expect(await tasks()).toMatchObject({ tasks: [{ task_id: null }, 'odd', {}], page_info: { total_count: 3 } })
    cloud.faults.list('tasks', { at: 'end' })
    expect(await tasks({ page_number: '2', page_size: '2' })).toMatchObject({ tasks: ['odd'], next_token: '' })
    cloud.faults.clear()
    expect(await tasks()).toMatchObject({ page_info: { total_count: 1 } })
  })

  test('grow between two pages: the last line of the first stands on the second again, once', async () => {
    cloud.faults.list('nodes', { joining: [{ instance_id: 'i-new' }] })
    const first = (await nodes()) as { nodes: { instance_id: string }[] }
    expect(await nodes({ pageNumber: '2' })).toMatchObject({
      nodes: [{ instance_id: first.nodes[9]?.instance_id }, {}, {}],
      page: { total_count: 13 },
    })
    expect(await nodes()).toMatchObject({ nodes: [{ instance_id: 'i-new' }, ...first.nodes.slice(0, 9)] })
  })

  test('overlap for as long as they are told to', async () => {
    cloud.faults.list('nodes', { overlapping: true })
    const first = (await nodes()) as { nodes: { instance_id: string }[] }
    for (let time = 0; time < 2; time++)
      expect(await nodes({ pageNumber: '2' })).toMatchObject({
        nodes: [{ instance_id: first.nodes[9]?.instance_id }, {}, {}],
        page: { total_count: 12 },
      })
  })

  test('say that they are of any length, or do not say it', async () => {
    cloud.faults.list('nodes', { total: 500 })
    expect(await nodes()).toMatchObject({ page: { total_count: 500 } })
    cloud.faults.list('nodes', { total: null })
    expect(await nodes()).toMatchObject({ page: { total_count: null } })
  })
})

describe('why a task failed stands', () => {
  const error = { code: 'Zone.NotOnSale', message: 'The zone is closed.' }
  const none = { error: {}, events: [{ level: 'info' }, { level: 'info' }], stages: [{}, { message: '' }] }
  const failed = async (...how: ['message' | 'events' | 'stages']) => {
    cloud.faults.nextTask('fail', error, ...how)
    await order()
    cloud.finish(cloud.orders[0]?.taskId ?? '')
    return task()
  }

  test('in the message of its error alone, without a code', async () => {
    expect(await failed('message')).toMatchObject({
      ...none,
      error: { message: 'Zone.NotOnSale: The zone is closed.' },
    })
  })

  test('in its events alone', async () => {
    const events = [...none.events, { level: 'error', reason: error.code, message: error.message }]
    expect(await failed('events')).toMatchObject({ ...none, events })
  })

  test('in its stage alone', async () => {
    expect(await failed('stages')).toMatchObject({ ...none, stages: [{}, { message: error.message }] })
  })

  test('at its node alone', async () => {
    cloud.faults.nextTask('partial', { ready: 0, node: 'no disk' })
    await order()
    cloud.finish(cloud.orders[0]?.taskId ?? '')
    expect(await task()).toMatchObject({ state: 'failed', error: {} })
    const { nodes: all } = (await nodes({ pageSize: '100' })) as { nodes: { error_message: string }[] }
    expect(all.slice(-2).map(({ error_message }) => error_message)).toEqual(['no disk', 'no disk'])
  })
})
