import { createServer, type Server, type ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Alicloud, startAlicloud } from '../../playground/alicloud/index.ts'
import { onKubernetes } from '../../playground/alicloud/samples.ts'
import { sdk } from '../../playground/alicloud/sdk.ts'
import { createAlicloud } from '../../src/cloud/alicloud.ts'
import { answerToError } from '../../src/cloud/answers.ts'
import { taskFrom } from '../../src/cloud/bodies.ts'
import { phaseOf, ReadFault } from '../../src/cloud/cloud.ts'
import { scaleOutCluster } from '../../src/clusters/scale-out.ts'

const place = { id: 'c82e6987e2961451182edacd74faf0001', region: 'cn-hangzhou' }
const history = 'T-5a54309c80282e39ea000001'

let cloud: Alicloud
beforeAll(async () => {
  cloud = await startAlicloud()
})
afterEach(() => {
  cloud.faults.clear()
  for (const { taskId } of cloud.orders) cloud.finish(taskId)
})
afterAll(() => cloud.stop())

const order = (endpoint = cloud.endpoint) =>
  createAlicloud(new URL(endpoint)).send(place, scaleOutCluster.order(onKubernetes, place), () => true)

it('a call past its deadline is not sent, and may be made again; it is asked once the keys are there', async () => {
  const asked: number[] = []
  const before = cloud.calls.length
  const answer = await createAlicloud(new URL(cloud.endpoint)).send(
    place,
    scaleOutCluster.order(onKubernetes, place),
    () => {
      asked.push(cloud.calls.length)
      return false
    },
  )
  expect(answer).toMatchObject({ outcome: 'not_executed', why: { code: 'TurnLost' }, retryAfter: null })
  expect(asked).toEqual([before])
  expect(cloud.calls).toHaveLength(before)
})

describe('what became of the one paid call, by the local cloud (docs/platforms/ack.md#paid-calls)', () => {
  type Faults = Alicloud['faults']
  const refused = (status: number, code: string) => (faults: Faults) => faults.next('refuse', { status, code })
  const rows: [what: string, outcome: string, arm: (faults: Faults) => void][] = [
    ['202 with a task id', 'accepted', () => undefined],
    ['202 without a task id', 'unknown', (faults) => faults.next('no_task_id')],
    ['202 with an empty body', 'unknown', (faults) => faults.next('not_json', { status: 202, empty: true })],
    ['202 with text', 'unknown', (faults) => faults.next('not_json', { status: 202 })],
    ['400 Throttling', 'not_executed', refused(400, 'Throttling')],
    ['400 Throttling.User', 'not_executed', (faults) => faults.next('throttle')],
    ['429 Throttling.User', 'not_executed', (faults) => faults.next('throttle', { status: 429 })],
    ['429 Throttling.Api', 'not_executed', refused(429, 'Throttling.Api')],
    ['400 Rejected.Throttling', 'not_executed', refused(400, 'Rejected.Throttling')],
    ['503 Throttling.User', 'unknown', (faults) => faults.next('throttle', { status: 503 })],
    ['500 Throttling', 'unknown', refused(500, 'Throttling')],
    ['403 Throttling', 'unknown', refused(403, 'Throttling')],
    ['400 with a throttling relayed from behind', 'unknown', refused(400, 'OperationDenied.Throttling')],
    ['400 with the word inside a code', 'unknown', refused(400, 'ScalingActivityThrottlingFailed')],
    ['400 InvalidParameter', 'refused', refused(400, 'InvalidParameter')],
    ['403 StatusForbidden', 'refused', refused(403, 'StatusForbidden')],
    ['404 ErrorClusterNotFound', 'refused', refused(404, 'ErrorClusterNotFound')],
    ['404 InvalidApi.NotFound', 'refused', refused(404, 'InvalidApi.NotFound')],
    ['400 without a code', 'unknown', refused(400, 'undefined')],
    ['400 with an empty code', 'unknown', refused(400, '')],
    ['408', 'unknown', refused(408, 'RequestTimeout')],
    ['409', 'unknown', refused(409, 'Conflict')],
    ['500 InternalError', 'unknown', (faults) => faults.next('server_error')],
    ['503 ServiceUnavailable', 'unknown', refused(503, 'ServiceUnavailable')],
    ['502 with a page', 'unknown', (faults) => faults.next('not_json')],
    ['415 with a line', 'unknown', (faults) => faults.next('not_json', { status: 415 })],
    ['a reset before', 'unknown', (faults) => faults.next('drop_before')],
    ['a reset after', 'unknown', (faults) => faults.next('drop_after')],
    ['302', 'unknown', refused(302, 'Found')],
  ]

  it.each(rows)('%s is %s', async (_, outcome, arm) => {
    arm(cloud.faults)
    const before = cloud.calls.length
    expect(await order()).toMatchObject({ outcome })
    expect(
      cloud.calls.slice(before).map(({ action }) => action),
      'sent once',
    ).toEqual(['ScaleOutCluster'])
  })

  it('an accepted order comes with its task and request id', async () => {
    const answer = await order()
    expect(answer).toEqual({
      outcome: 'accepted',
      taskId: cloud.orders.at(-1)?.taskId,
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    })
  })

  it('a throttled one with how long to wait, in ms', async () => {
    cloud.faults.next('throttle', { retryAfter: 2000 })
    expect(await order()).toMatchObject({ outcome: 'not_executed', retryAfter: 2000, why: { code: 'Throttling.User' } })
    cloud.faults.next('throttle')
    expect(await order()).toMatchObject({ outcome: 'not_executed', retryAfter: null })
  })

  it('a refused one with the code, the sentence alone, and the request id', async () => {
    cloud.faults.next('refuse', { status: 400, code: 'InvalidParameter', message: 'The disk is too small.' })
    expect(await order()).toEqual({
      outcome: 'refused',
      why: {
        code: 'InvalidParameter',
        message: 'The disk is too small.',
        status: 400,
        requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      },
    })
  })

  it('nobody listens: nothing was sent', async () => {
    const gone = await startAlicloud()
    await gone.stop()
    expect(await order(gone.endpoint)).toEqual({
      outcome: 'not_executed',
      why: { code: 'NotReached', message: expect.stringContaining('ECONNREFUSED') },
      retryAfter: null,
    })
  })

  it('an answer that comes too late', async () => {
    cloud.faults.next('late', { by: 60_000 })
    const late = await sdk(cloud)
      .scaleOut(place.id, onKubernetes, { readTimeout: 30 })
      .catch((error: unknown) => error)
    expect(answerToError(late)).toMatchObject({ outcome: 'unknown', why: { code: 'NoAnswer' } })
  })
})

describe('answers that the local cloud never gives', () => {
  let server: Server
  let answer: (response: ServerResponse) => void
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => answer(response))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const orderAnswered = (status: number, body: string, headers: Record<string, string> = {}) => {
    answer = (response) =>
      response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers }).end(body)
    const address = server.address()
    return order(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
  }

  const rows: [what: string, status: number, body: string, outcome: string][] = [
    ['200 with a task id', 200, '{"task_id":"T-1"}', 'accepted'],
    ['201 with a task id and odd neighbours', 201, '{"task_id":"T-1","request_id":null,"x":[]}', 'accepted'],
    ['200 with an empty task id', 200, '{"task_id":""}', 'unknown'],
    ['200 with a number for a task id', 200, '{"task_id":7}', 'unknown'],
    ['200 with null', 200, 'null', 'unknown'],
    ['200 with a list', 200, '[]', 'unknown'],
    ['200 with half an answer', 200, '{"task_id":"T-', 'unknown'],
    ['204', 204, '', 'unknown'],
    ['304 with a task id', 304, '', 'unknown'],
    ['307 with a task id', 307, '{"task_id":"T-1"}', 'unknown'],
    ['400 with null', 400, 'null', 'unknown'],
    ['400 with an empty object', 400, '{}', 'unknown'],
    ['400 with an empty body', 400, '', 'unknown'],
    ['400 with capitals', 400, '{"Code":"InvalidParameter","Message":"No."}', 'refused'],
    ['400 with XML', 400, '<Error><Code>InvalidParameter</Code></Error>', 'unknown'],
    ['500 with an empty object', 500, '{}', 'unknown'],
    ['599 with a list', 599, '[]', 'unknown'],
  ]

  it.each(rows)('%s', async (_, status, body, outcome) => {
    expect(await orderAnswered(status, body)).toMatchObject({ outcome })
  })

  it('a redirection is not followed', async () => {
    const before = cloud.calls.length
    const location = `${cloud.endpoint}/api/v2/clusters/${place.id}`
    expect(await orderAnswered(307, '{}', { location })).toMatchObject({ outcome: 'unknown' })
    expect(cloud.calls).toHaveLength(before)
  })

  it('an answer that breaks off', async () => {
    answer = (response) => {
      response.writeHead(202, { 'content-length': '100' }).write('{"task_id":"T-1"', () => response.destroy())
    }
    const address = server.address()
    const endpoint = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    expect(await order(endpoint)).toMatchObject({ outcome: 'unknown' })
  })
})

describe('reads', () => {
  const reads = () => createAlicloud(new URL(cloud.endpoint))

  it.each([
    ['500', 'InternalError'],
    ['throttle', 'Throttling.User'],
    ['drop', 'ConnectionLost'],
  ] as const)('that meet %s fail with a reason', async (how, code) => {
    cloud.faults.reads(how, { times: 3 })
    for (const read of [reads().task(place, history), reads().tasks(place), reads().nodes(place)])
      await expect(read).rejects.toSatisfy((error) => error instanceof ReadFault && error.why.code === code)
  })

  it('of a task that is not there fail with its code', async () => {
    await expect(reads().task(place, 'T-0')).rejects.toMatchObject({ why: { code: 'ErrorTaskNotFound' } })
  })

  it('of nodes go through every page', async () => {
    const large = await startAlicloud({
      clusters: [
        {
          id: place.id,
          name: 'large',
          kind: 'kubernetes',
          region: place.region,
          vswitches: [],
          instanceType: 'x',
          nodes: 230,
        },
      ],
    })
    try {
      const { nodes } = await createAlicloud(new URL(large.endpoint)).nodes(place)
      expect(new Set(nodes.map((node) => node.instanceId)).size).toBe(230)
      expect(nodes.every((node) => node.ready)).toBe(true)
      expect(large.calls).toHaveLength(3)
    } finally {
      await large.stop()
    }
  })

  it('of a finished task show its results', async () => {
    expect(await reads().task(place, history)).toMatchObject({
      id: history,
      state: 'success',
      clusterId: place.id,
      count: 3,
      error: null,
      results: Array.from({ length: 3 }, () => ({ status: 'success' })),
    })
    expect(await reads().tasks(place)).toEqual({
      lines: expect.arrayContaining([{ id: history, type: 'cluster_scaleout', created: expect.any(Number) }]),
      skipped: [],
    })
  })
})

describe('a task, whatever its shape (docs/platforms/reads.md#task)', () => {
  const running = {
    task_id: 'T-1',
    cluster_id: 'c1',
    state: 'running',
    created: '2026-03-02T10:15:04+08:00',
    current_stage: 'join_nodes',
    parameters: { count: '2' },
    stages: [
      { state: 'success', message: '' },
      { state: 'running', message: 'waiting' },
    ],
    error: {},
    task_result: [{ data: 'i-1', status: 'success' }],
  }

  it('as the documents have it', () => {
    expect(taskFrom(running)).toEqual({
      id: 'T-1',
      state: 'running',
      created: Date.parse('2026-03-02T02:15:04Z'),
      clusterId: 'c1',
      count: 2,
      steps: [
        { name: '', state: 'success', message: '' },
        { name: 'join_nodes', state: 'running', message: 'waiting' },
      ],
      results: [{ instanceId: 'i-1', status: 'success' }],
      error: null,
    })
  })

  it('names a stage that is over by what was done in its time', () => {
    const at = (seconds: number) => String(Date.parse('2026-03-02T10:15:00+08:00') + seconds * 1000)
    const clock = (seconds: number) => `2026-03-02 10:15:${String(seconds).padStart(2, '0')}`
    const stage = (state: string, from: number, until: number | null) => ({
      ...{ state, message: '', start_time: clock(from), end_time: until === null ? '' : clock(until) },
    })
    const stages = [
      stage('success', 1, 5),
      stage('success', 5, 20),
      stage('success', 20, 21),
      stage('running', 30, null),
    ]
    const events = [
      { action: 'precheck', timestamp: at(1.2) },
      { action: 'create_instances', timestamp: at(5.4) },
      { action: 'create_instances', timestamp: at(9) },
      { action: 'join_nodes', timestamp: at(31) },
      null,
    ]
    const names = (more: object) => taskFrom({ ...running, stages, ...more })?.steps.map(({ name }) => name)
    expect(names({ events: events.slice(0, 4) })).toEqual(['precheck', 'create_instances', '', 'join_nodes'])
    expect(names({})).toEqual(['', '', '', 'join_nodes'])
    expect(names({ events })).toEqual(['precheck', 'create_instances', '', 'join_nodes'])
  })

  it('names the stage in which it failed (docs/platforms/reads.md#task)', () => {
    const stages = [{ state: 'success' }, { state: 'fail', message: 'refused' }]
    expect(taskFrom({ ...running, state: 'fail', stages })?.steps.map(({ name }) => name)).toEqual(['', 'join_nodes'])
  })

  it.each([
    ['an error', { error: { code: 'NoStock', message: 'None.' } }, { error: { code: 'NoStock', message: 'None.' } }],
    ['a sentence for an error', { error: 'out of stock' }, { error: { message: 'out of stock' } }],
    ['null for an error', { error: null }, { error: null }],
    ['an error without a code', { error: { message: '' } }, { error: null }],
    ['stages as an object', { stages: { 0: {} } }, { steps: [] }],
    ['results as an object', { task_result: { data: 'i-1' } }, { results: [] }],
    ['a result without an instance', { task_result: [{ status: 'initial' }] }, { results: [] }],
    ['a list of instances in a result', { task_result: [{ data: ['i-1'], status: 'success' }] }, { results: [] }],
    [
      'an instance named twice',
      {
        task_result: [
          { data: 'i-1', status: 'initial' },
          { data: 'i-1', status: 'success' },
        ],
      },
      { results: [{ instanceId: 'i-1', status: 'success' }] },
    ],
    ['parameters as text', { parameters: '{"count":"2"}' }, { count: null }],
    ['parameters without a count', { parameters: {} }, { count: null }],
    ['a count that is none', { parameters: { count: null } }, { count: null }],
    ['an empty count', { parameters: { count: '' } }, { count: null }],
    ['one stage that is none', { stages: [null, { state: 'running' }] }, { steps: [{ name: 'join_nodes' }] }],
    ['an error that is only a sentence', { error: { message: 'none left' } }, { error: { code: 'TaskFailed' } }],
    [
      'an error whose sentence holds the code',
      { error: { message: 'a: Zone.NotOnSale b' } },
      { error: { code: 'Zone.NotOnSale' } },
    ],
    [
      'a status for a code',
      { error: { code: 400, message: 'Code: EntityNotExist.Role Message: none' } },
      { error: { code: 'EntityNotExist.Role' } },
    ],
    [
      'a status that no code explains',
      { error: { code: '400', message: 'bad' } },
      { error: { code: '400', message: 'bad' } },
    ],
    [
      'a reason in its events alone',
      {
        events: [
          { level: 'error', message: 'no stock', reason: 'OperationDenied.NoStock' },
          { level: 'info', message: 'x' },
        ],
      },
      { error: { code: 'OperationDenied.NoStock', message: 'no stock' } },
    ],
    ['no cluster', { cluster_id: undefined }, { clusterId: null }],
    ['a date that is none', { created: 'yesterday' }, { created: null }],
    ['no state', { state: undefined }, { state: '' }],
  ])('with %s', (_, odd, expected) => {
    expect(taskFrom({ ...running, ...odd })).toMatchObject(expected)
  })

  it.each([[undefined], [null], ['text'], [[]], [{}], [{ task_id: 7 }]])('is none: %j', (body) => {
    expect(taskFrom(body)).toBeUndefined()
  })

  it.each([
    ['success', ['success', 'SUCCESS']],
    ['failure', ['fail', 'failed']],
    ['stopped', ['canceled', 'cancelled']],
    ['going', ['running', 'initial', 'paused', '']],
    ['odd', ['rebalancing', 'finished', 'succeeded?']],
  ])('stands in the phase %s', (phase, states) => {
    expect(states.map(phaseOf)).toEqual(states.map(() => phase))
  })
})
