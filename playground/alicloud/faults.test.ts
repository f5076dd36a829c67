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

const order = (readTimeout?: number) =>
  sdk(cloud).scaleOut(kubernetes.id, onKubernetes, readTimeout === undefined ? {} : { readTimeout })
const quota = () => sdk(cloud).read('DescribeUserQuota', '/quota')
const lastStatus = () => cloud.calls.at(-1)?.status

describe('faults that leave the order untaken', () => {
  afterEach(() => expect(cloud.orders).toEqual([]))

  test.each([400, 429, 503] as const)('throttled with %i', async (status) => {
    cloud.faults.next('throttle', { status, retryAfter: 2000 })
    await expect(order()).rejects.toMatchObject({ name: 'ThrottlingError', statusCode: status, retryAfter: 2000 })
    expect(cloud.calls).toMatchObject([{ status, answerCode: 'Throttling.User', signature: 'valid' }])
  })

  test('refused, with the details of a denial where there are any', async () => {
    cloud.faults.next('refuse', { code: 'StatusForbidden', status: 403, message: 'RAM policy Forbidden' })
    await expect(order()).rejects.toMatchObject({
      name: 'ClientError',
      code: 'StatusForbidden',
      accessDeniedDetail: { AuthAction: 'cs:ScaleOutCluster' },
    })
  })

  test('a server error', async () => {
    cloud.faults.next('server_error')
    await expect(order()).rejects.toMatchObject({ name: 'ServerError', statusCode: 500, code: 'InternalError' })
  })

  test.each([415, 502] as const)('a %i that is no JSON', async (status) => {
    cloud.faults.next('not_json', { status })
    await expect(order()).rejects.toThrow(SyntaxError)
    expect(lastStatus()).toBe(status)
  })

  test('a connection that breaks before', async () => {
    cloud.faults.next('drop_before')
    await expect(order()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(lastStatus()).toBe('dropped')
  })
})

describe('faults that hide that the order was taken', () => {
  afterEach(() => expect(cloud.orders).toMatchObject([{ clusterId: kubernetes.id, body: onKubernetes }]))

  test('a connection that breaks afterwards', async () => {
    cloud.faults.next('drop_after')
    await expect(order()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(lastStatus()).toBe('dropped')
  })

  test('an answer that comes too late for the client', async () => {
    cloud.faults.next('late', { by: 5000 })
    await expect(order(50)).rejects.toMatchObject({ name: 'RequestTimeoutError' })
    expect(lastStatus()).toBe('pending')
  })

  test('an answer that comes late', async () => {
    cloud.faults.next('late', { by: 50 })
    const answer = order()
    await cloud.until(() => cloud.orders[0], 'the order is taken')
    expect(lastStatus()).toBe('pending')
    expect(await answer).toMatchObject({ statusCode: 202, body: { task_id: cloud.orders[0]?.taskId } })
  })

  test('an answer without a task id', async () => {
    cloud.faults.next('no_task_id')
    const { statusCode, body } = await order()
    expect(statusCode).toBe(202)
    expect(Object.keys(Object(body))).toEqual(['cluster_id', 'request_id'])
  })

  test.each([true, false])('an accepted answer that is no JSON, empty: %s', async (empty) => {
    cloud.faults.next('not_json', { status: 202, empty })
    await expect(order()).rejects.toThrow(SyntaxError)
    expect(lastStatus()).toBe(202)
  })

  test('a server error after execution', async () => {
    cloud.faults.next('server_error', { executed: true })
    await expect(order()).rejects.toMatchObject({ name: 'ServerError', statusCode: 500 })
  })
})

describe('whom a fault strikes, and how often', () => {
  test('an order, unless another action is named', async () => {
    cloud.faults.next('server_error')
    await quota()
    await expect(order()).rejects.toMatchObject({ statusCode: 500 })
    cloud.faults.next('server_error', { action: 'DescribeUserQuota' })
    await order()
    await expect(quota()).rejects.toMatchObject({ statusCode: 500 })
  })

  test('as many as it was armed for, one fault after another', async () => {
    cloud.faults.next('throttle', { times: 2, action: 'any' })
    cloud.faults.next('refuse', { code: 'InvalidPayMethod', status: 400 })
    await expect(quota()).rejects.toMatchObject({ code: 'Throttling.User' })
    await expect(order()).rejects.toMatchObject({ code: 'Throttling.User' })
    await expect(order()).rejects.toMatchObject({ code: 'InvalidPayMethod' })
    expect(await order()).toMatchObject({ statusCode: 202 })
  })

  test('nobody whose signature is wrong', async () => {
    cloud.faults.next('server_error')
    const forger = sdk({ ...cloud, accessKeySecret: 'guessed' })
    await expect(forger.scaleOut(kubernetes.id, onKubernetes)).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' })
    await expect(order()).rejects.toMatchObject({ code: 'InternalError' })
  })
})

describe('reads that fail', () => {
  test.each([
    ['500', { code: 'InternalError' }],
    ['throttle', { code: 'Throttling.User' }],
    ['drop', { code: 'ECONNRESET' }],
  ] as const)('%s, while orders go through', async (how, error) => {
    cloud.faults.reads(how, { times: 2 })
    await order()
    await expect(quota()).rejects.toMatchObject(error)
    await expect(quota()).rejects.toMatchObject(error)
    await quota()
  })

  test('of one action, until the fault is cleared', async () => {
    cloud.faults.reads('500', { times: Number.POSITIVE_INFINITY, action: 'DescribeTaskInfo' })
    const task = () => sdk(cloud).read('DescribeTaskInfo', `/tasks/${kubernetes.history.taskId}`)
    await quota()
    await expect(task()).rejects.toMatchObject({ statusCode: 500 })
    await expect(task()).rejects.toMatchObject({ statusCode: 500 })
    cloud.faults.clear()
    expect(await task()).toMatchObject({ state: 'success' })
  })

  test.each([
    ['error_text', { error: 'out of stock' }],
    ['stages_object', { stages: { 0: { state: 'running' } } }],
    ['parameters_text', { parameters: '{"count":"2"}' }],
  ] as const)('a task with %s, once', async (shape, expected) => {
    await order()
    const task = () => sdk(cloud).read('DescribeTaskInfo', `/tasks/${cloud.orders[0]?.taskId}`)
    cloud.faults.taskShape(shape)
    expect(await task()).toMatchObject(expected)
    expect(await task()).toMatchObject({ error: {}, stages: [{}], parameters: { count: '2' } })
  })
})

test('whoever listens hears of arrivals, answers and whatever is done by hand', async () => {
  let heard = 0
  const leave = cloud.onChange(() => {
    heard += 1
  })
  await order()
  expect(heard).toBe(2)
  cloud.finish(cloud.orders[0]?.taskId ?? '')
  leave()
  cloud.faults.foreignScaleOut(kubernetes.id, 1)
  expect(heard).toBe(3)
})

test('stopping breaks every connection and frees the port, even with an answer outstanding', async () => {
  cloud.faults.next('late', { by: 60_000 })
  const answer = order()
  const broken = expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' })
  await cloud.until(() => cloud.orders[0], 'the order is taken')
  await cloud.stop()
  await broken
  expect(lastStatus()).toBe('dropped')
  const port = Number(new URL(cloud.endpoint).port)
  const next = await startAlicloud({ port })
  expect(next.endpoint).toBe(cloud.endpoint)
  await next.stop()
})
