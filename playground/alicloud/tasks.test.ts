import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type ManualClock, manualClock } from '../clock.ts'
import { type Alicloud, fleet, startAlicloud } from './index.ts'
import { onEdge, onKubernetes, onSandboxed } from './samples.ts'
import { sdk } from './sdk.ts'

const [kubernetes, sandboxed, edge] = fleet
const noon = Date.parse('2026-03-02T12:00:00+08:00')

let clock: ManualClock
let cloud: Alicloud
beforeEach(async () => {
  clock = manualClock(noon)
  cloud = await startAlicloud({ clock, taskDuration: 20_000, readyLag: 1000 })
})
afterEach(() => cloud.stop())

async function order(clusterId: string, body: object) {
  await sdk(cloud).scaleOut(clusterId, body)
  const taskId = cloud.orders.at(-1)?.taskId ?? ''
  return {
    taskId,
    read: () => sdk(cloud).read('DescribeTaskInfo', `/tasks/${taskId}`),
  }
}

const Nodes = z.object({ nodes: z.array(z.object({ state: z.string(), node_status: z.string() })) })

/** State and status of the nodes beyond those of the seed. */
async function newNodes(cluster: (typeof fleet)[number]) {
  const path = `/clusters/${cluster.id}/nodes`
  const { nodes } = Nodes.parse(await sdk(cloud).read('DescribeClusterNodes', path, { pageSize: '100' }))
  return nodes.slice(cluster.nodes + cluster.history.nodes).map((node) => `${node.state}/${node.node_status}`)
}

describe('a scale-out that goes well', () => {
  test('moves through its stages to success, and its nodes are Ready a moment later', async () => {
    const { taskId, read } = await order(kubernetes.id, onKubernetes)
    expect(await read()).toEqual({
      task_id: taskId,
      cluster_id: kubernetes.id,
      task_type: 'cluster_scaleout',
      state: 'running',
      created: '2026-03-02T12:00:00+08:00',
      updated: '2026-03-02T12:00:00+08:00',
      current_stage: 'precheck',
      target: { id: kubernetes.id, type: 'cluster' },
      parameters: { count: '2' },
      stages: [
        {
          state: 'running',
          start_time: '2026-03-02 12:00:00',
          end_time: '',
          message: 'checking quota and stock',
          outputs: {},
        },
      ],
      events: [
        {
          action: 'precheck',
          level: 'info',
          message: 'checking quota and stock',
          reason: '',
          source: '',
          timestamp: `${noon}`,
        },
      ],
      error: {},
      outputs: {},
      task_result: [],
    })

    clock.advance(5000)
    expect(await read()).toMatchObject({ state: 'running', current_stage: 'create_instances', task_result: [] })
    expect(await newNodes(kubernetes)).toEqual([])

    clock.advance(5000)
    expect(await read()).toMatchObject({
      current_stage: 'join_nodes',
      stages: [{ state: 'success' }, { state: 'success', end_time: '2026-03-02 12:00:10' }, { state: 'running' }],
      task_result: [{ status: 'initial' }, { status: 'initial' }],
    })
    expect(await newNodes(kubernetes)).toEqual([])

    clock.advance(4000)
    expect(await read()).toMatchObject({
      updated: '2026-03-02T12:00:14+08:00',
      task_result: [{ status: 'success' }, { status: 'initial' }],
    })
    expect(await newNodes(kubernetes)).toEqual(['initial/NotReady'])

    clock.advance(6000)
    expect(await read()).toMatchObject({
      state: 'success',
      current_stage: '',
      error: null,
      updated: '2026-03-02T12:00:20+08:00',
      stages: Array.from({ length: 4 }, () => ({ state: 'success' })),
      task_result: [{ status: 'success' }, { status: 'success' }],
    })
    expect(await newNodes(kubernetes)).toEqual(['initial/NotReady', 'initial/NotReady'])

    clock.advance(1000)
    expect(await newNodes(kubernetes)).toEqual(['running/Ready', 'running/Ready'])
    expect(cloud.task(taskId)).toEqual(await read())
  })

  test('names in its result the very instances that the node list shows', async () => {
    const { taskId } = await order(edge.id, { ...onEdge, count: 3 })
    cloud.finish(taskId)
    const ids = cloud.task(taskId).task_result.map((result) => result.data)
    expect(new Set(ids).size).toBe(3)
    expect(
      await sdk(cloud).read('DescribeClusterNodes', `/clusters/${edge.id}/nodes`, { instanceIds: ids.join() }),
    ).toMatchObject({
      nodes: ids.map((instance_id) => ({
        instance_id,
        instance_type: 'ens.sn1.tiny',
        image_id: onEdge.worker_image_id,
        instance_charge_type: 'PrePaid',
        expired_time: '2026-04-02T12:00:00+08:00',
      })),
    })
  })

  test('can be finished at once', async () => {
    const { taskId, read } = await order(kubernetes.id, onKubernetes)
    cloud.finish(taskId)
    expect(await read()).toMatchObject({
      state: 'success',
      task_result: [{ status: 'success' }, { status: 'success' }],
    })
    expect(await newNodes(kubernetes)).toEqual(['initial/NotReady', 'initial/NotReady'])
    clock.advance(1000)
    expect(await newNodes(kubernetes)).toEqual(['running/Ready', 'running/Ready'])
  })
})

describe('one scale-out per cluster at a time', () => {
  test('a second order is refused until the first has ended', async () => {
    await order(kubernetes.id, onKubernetes)
    await expect(sdk(cloud).scaleOut(kubernetes.id, onKubernetes)).rejects.toMatchObject({
      statusCode: 400,
      code: 'ErrorClusterState',
      message: expect.stringContaining('scaling'),
    })
    await order(sandboxed.id, onSandboxed)
    clock.advance(20_000)
    await order(kubernetes.id, onKubernetes)
    expect(cloud.orders.map((order) => order.clusterId)).toEqual([kubernetes.id, sandboxed.id, kubernetes.id])
  })

  test('a scale-out from the console counts too, and is listed like any other', async () => {
    const taskId = cloud.faults.foreignScaleOut(kubernetes.id, 4)
    await expect(sdk(cloud).scaleOut(kubernetes.id, onKubernetes)).rejects.toMatchObject({ code: 'ErrorClusterState' })
    expect(await sdk(cloud).read('DescribeClusterTasks', `/clusters/${kubernetes.id}/tasks`)).toMatchObject({
      tasks: [{ task_id: taskId, state: 'running', task_type: 'cluster_scaleout' }, {}],
    })
    expect(cloud.orders).toEqual([])
  })

  test('somebody at the console can start one beside a running order', async () => {
    const { taskId } = await order(kubernetes.id, onKubernetes)
    const foreign = cloud.faults.foreignScaleOut(kubernetes.id, 2)
    cloud.finish(taskId)
    expect([taskId, foreign].map((id) => cloud.task(id).state)).toEqual(['success', 'running'])
    await expect(sdk(cloud).scaleOut(kubernetes.id, onKubernetes)).rejects.toMatchObject({ code: 'ErrorClusterState' })
  })

  test('only a running cluster takes an order', async () => {
    const upgrading = await startAlicloud({ clusters: [{ ...kubernetes, state: 'upgrading' }] })
    await expect(sdk(upgrading).scaleOut(kubernetes.id, onKubernetes)).rejects.toMatchObject({
      code: 'ErrorClusterState',
      message: expect.stringContaining('upgrading'),
    })
    await upgrading.stop()
  })
})

describe('the order itself', () => {
  test('finds its cluster whatever the case of its id, and answers with the real one', async () => {
    const { statusCode, body } = await sdk(cloud).scaleOut(sandboxed.id.toLowerCase(), onSandboxed)
    expect(statusCode).toBe(202)
    expect(body).toEqual({
      cluster_id: sandboxed.id,
      request_id: expect.stringMatching(/^[0-9A-F-]{36}$/),
      task_id: expect.stringMatching(/^T-[0-9a-f]{24}$/),
    })
  })

  test('needs a cluster that exists', () =>
    expect(sdk(cloud).scaleOut('c00000000000000000000000000000000', onKubernetes)).rejects.toMatchObject({
      statusCode: 404,
      code: 'ErrorClusterNotFound',
    }))

  test('stays within the quota of the cluster', () =>
    expect(sdk(cloud).scaleOut(kubernetes.id, { ...onKubernetes, count: 189 })).rejects.toMatchObject({
      statusCode: 400,
      code: 'QuotaExceeded.Node',
    }))

  test('is kept in clear among the orders and masked among the calls', async () => {
    await order(sandboxed.id, onSandboxed)
    expect(cloud.orders).toMatchObject([{ clusterId: sandboxed.id, body: onSandboxed, at: noon }])
    expect(cloud.calls).toMatchObject([
      { action: 'ScaleOutCluster', status: 202, at: noon, body: { ...onSandboxed, login_password: '***' } },
    ])
  })
})

describe('a scale-out that does not go well', () => {
  test.each(['fail', 'failed'] as const)('ends in %s while instances are created', async (state) => {
    cloud.faults.nextTask(state)
    const { read } = await order(kubernetes.id, onKubernetes)
    clock.advance(10_000)
    expect(await read()).toMatchObject({
      state,
      current_stage: 'create_instances',
      error: { code: 'OperationDenied.NoStock' },
      stages: [{ state: 'success' }, { state, end_time: '2026-03-02 12:00:10' }],
      events: [{ level: 'info' }, { level: 'info' }, { level: 'error', reason: 'OperationDenied.NoStock' }],
      task_result: [],
    })
    clock.advance(60_000)
    expect(await newNodes(kubernetes)).toEqual([])
    await order(kubernetes.id, onKubernetes)
  })

  test('fails with the error that was asked for, at once if it is finished by hand', async () => {
    const error = { code: 'InvalidVSwitchId.IpNotEnough', message: 'No address is left.' }
    cloud.faults.nextTask('fail', error)
    const { taskId, read } = await order(kubernetes.id, onKubernetes)
    cloud.finish(taskId)
    expect(await read()).toMatchObject({ state: 'fail', error })
  })

  test('ends in part: some nodes join, the others fail', async () => {
    cloud.faults.nextTask('partial', { ready: 2 })
    const { read } = await order(kubernetes.id, { ...onKubernetes, count: 3 })
    clock.advance(19_000)
    expect(await read()).toMatchObject({
      state: 'running',
      task_result: [{ status: 'success' }, { status: 'success' }, { status: 'initial' }],
    })
    clock.advance(2000)
    expect(await read()).toMatchObject({
      state: 'failed',
      current_stage: 'join_nodes',
      error: { message: '1 of 3 nodes did not become ready in time.' },
      task_result: [{ status: 'success' }, { status: 'success' }, { status: 'failed' }],
    })
    expect(await newNodes(kubernetes)).toEqual(['running/Ready', 'running/Ready', 'failed/Unknown'])
  })

  test('says success although one node never becomes Ready', async () => {
    cloud.faults.nextTask('ready_never')
    const { read } = await order(kubernetes.id, onKubernetes)
    clock.advance(24 * 60 * 60_000)
    expect(await read()).toMatchObject({
      state: 'success',
      task_result: [{ status: 'success' }, { status: 'success' }],
    })
    expect(await newNodes(kubernetes)).toEqual(['running/Ready', 'running/NotReady'])
  })

  test.each([
    ['running', () => cloud.faults.nextTask('stuck')],
    ['paused', () => cloud.faults.nextTask('odd_state', 'paused')],
    ['', () => cloud.faults.nextTask('odd_state', '')],
  ])('stays in the state "%s" until somebody finishes it', async (state, plan) => {
    plan()
    const { taskId, read } = await order(kubernetes.id, onKubernetes)
    clock.advance(24 * 60 * 60_000)
    expect(await read()).toMatchObject({ state, task_result: [{ status: 'initial' }, { status: 'initial' }] })
    expect(await newNodes(kubernetes)).toEqual([])
    cloud.finish(taskId)
    expect(await read()).toMatchObject({ state: 'success', updated: '2026-03-03T12:00:00+08:00' })
  })

  test('plans queue up, and clear forgets them', async () => {
    cloud.faults.nextTask('fail')
    cloud.faults.nextTask('stuck')
    cloud.faults.nextTask('failed')
    const first = await order(kubernetes.id, onKubernetes)
    clock.advance(20_000)
    const second = await order(kubernetes.id, onKubernetes)
    clock.advance(20_000)
    cloud.faults.clear()
    const third = await order(edge.id, onEdge)
    clock.advance(20_000)
    expect([first, second, third].map(({ taskId }) => cloud.task(taskId).state)).toEqual(['fail', 'running', 'success'])
  })
})

describe('what was just done is not seen at once', () => {
  test('a new task cannot be read yet', async () => {
    const slow = await startAlicloud({ clock, taskLag: 3000 })
    await sdk(slow).scaleOut(kubernetes.id, onKubernetes)
    const path = `/tasks/${slow.orders[0]?.taskId}`
    clock.advance(2999)
    await expect(sdk(slow).read('DescribeTaskInfo', path)).rejects.toMatchObject({
      statusCode: 404,
      code: 'ErrorTaskNotFound',
    })
    clock.advance(1)
    expect(await sdk(slow).read('DescribeTaskInfo', path)).toMatchObject({ state: 'running' })
    await slow.stop()
  })

  test('lists are behind, single reads are not', async () => {
    const slow = await startAlicloud({ clock, listLag: 5000 })
    const { read, scaleOut } = sdk(slow)
    await scaleOut(kubernetes.id, onKubernetes)
    const looks = async () => [
      await read('DescribeClusterTasks', `/clusters/${kubernetes.id}/tasks`),
      await read('DescribeClusterEvents', `/clusters/${kubernetes.id}/events`),
      await read('DescribeClustersForRegion', '/regions/cn-hangzhou/clusters'),
      await read('DescribeClusterDetail', `/clusters/${kubernetes.id}`),
    ]
    clock.advance(4999)
    expect(await looks()).toMatchObject([
      { page_info: { total_count: 1 } },
      { page_info: { total_count: 2 } },
      { clusters: [{ state: 'running' }, {}] },
      { state: 'scaling' },
    ])
    clock.advance(1)
    expect(await looks()).toMatchObject([
      { page_info: { total_count: 2 } },
      { page_info: { total_count: 3 } },
      { clusters: [{ state: 'scaling' }, {}] },
      { state: 'scaling' },
    ])
    await slow.stop()
  })
})
