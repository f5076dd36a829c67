import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Alicloud, fleet, startAlicloud } from './index.ts'
import { onKubernetes } from './samples.ts'
import { sdk } from './sdk.ts'

const [kubernetes, sandboxed, edge] = fleet
const nodesPath = `/clusters/${kubernetes.id}/nodes`
let cloud: Alicloud
let read: ReturnType<typeof sdk>['read']

beforeAll(async () => {
  cloud = await startAlicloud({ nodeQuota: 150 })
  read = sdk(cloud).read
})
afterAll(() => cloud.stop())

describe('nodes', () => {
  test('come ten at a time unless asked otherwise', async () => {
    expect(await read('DescribeClusterNodes', nodesPath)).toMatchObject({
      nodes: Array.from({ length: 10 }, () => ({ state: 'running', node_status: 'Ready' })),
      page: { page_number: 1, page_size: 10, total_count: 12 },
    })
    expect(await read('DescribeClusterNodes', nodesPath, { pageNumber: '2' })).toMatchObject({ nodes: [{}, {}] })
  })

  test('keep their ids from read to read', async () => {
    const all = () => read('DescribeClusterNodes', nodesPath, { pageSize: '100' })
    expect(await all()).toEqual(await all())
  })

  test('are filtered by state', async () => {
    expect(await read('DescribeClusterNodes', nodesPath, { state: 'initial' })).toMatchObject({ nodes: [] })
    expect(await read('DescribeClusterNodes', nodesPath, { state: 'all' })).toMatchObject({ page: { total_count: 12 } })
  })

  test.each([
    ['pageSize', { pageSize: '101' }],
    ['pageSize', { pageSize: '0' }],
    ['pageNumber', { pageNumber: 'two' }],
    ['page_size', { page_size: '100' }],
    ['state', { state: 'ready' }],
  ])('cannot be read with a wrong %s', async (member, query) => {
    await expect(read('DescribeClusterNodes', nodesPath, query)).rejects.toMatchObject({
      statusCode: 400,
      code: 'InvalidParameter',
      message: expect.stringContaining(member),
    })
  })
})

describe('clusters', () => {
  test('are listed by region', async () => {
    expect(await read('DescribeClustersForRegion', '/regions/cn-hangzhou/clusters')).toMatchObject({
      clusters: [
        { cluster_id: kubernetes.id, name: 'prod-web', profile: 'Default', state: 'running', size: 12 },
        { cluster_id: edge.id, name: 'edge-1', profile: 'Edge', size: 4 },
      ],
      page_info: { page_number: 1, total_count: 2 },
    })
    expect(await read('DescribeClustersForRegion', '/regions/eu-central-1/clusters')).toMatchObject({ clusters: [] })
  })

  test('are filtered by name and profile', async () => {
    expect(await read('DescribeClustersForRegion', '/regions/cn-hangzhou/clusters', { name: 'prod' })).toMatchObject({
      clusters: [{ name: 'prod-web' }],
    })
    expect(await read('DescribeClustersForRegion', '/regions/cn-hangzhou/clusters', { profile: 'Edge' })).toMatchObject(
      { clusters: [{ name: 'edge-1' }] },
    )
  })

  test('are recognised as sandboxed by the runtime of their pools', async () => {
    expect(await read('DescribeClusterNodePools', `/clusters/${sandboxed.id}/nodepools`)).toMatchObject({
      nodepools: [
        {
          kubernetes_config: { runtime: 'Sandboxed-Container.runv' },
          nodepool_info: { type: 'ess' },
          status: { total_nodes: 3, healthy_nodes: 3 },
        },
      ],
    })
    expect(await read('DescribeClusterNodePools', `/clusters/${kubernetes.id}/nodepools`)).toMatchObject({
      nodepools: [{ kubernetes_config: { runtime: 'containerd' } }],
    })
  })

  test('tell their meta data as a JSON string', async () => {
    const detail = await read('DescribeClusterDetail', `/clusters/${sandboxed.id.toUpperCase()}`)
    expect(detail).toMatchObject({
      cluster_id: sandboxed.id,
      region_id: 'cn-beijing',
      parameters: {},
      meta_data: expect.stringContaining('"HasSandboxRuntime":true'),
    })
  })

  test.each(['', '/tasks', '/nodes', '/nodepools', '/events'])('that do not exist cannot be read: %s', async (rest) => {
    const action = {
      '': 'DescribeClusterDetail',
      '/tasks': 'DescribeClusterTasks',
      '/nodes': 'DescribeClusterNodes',
      '/nodepools': 'DescribeClusterNodePools',
      '/events': 'DescribeClusterEvents',
    }[rest]
    await expect(read(action ?? '', `/clusters/c0${rest}`)).rejects.toMatchObject({
      statusCode: 404,
      code: 'ErrorClusterNotFound',
    })
  })
})

test('tasks are listed newest first, by number or by token', async () => {
  const started = await startAlicloud()
  const list = (query: Record<string, string>) =>
    sdk(started).read('DescribeClusterTasks', `/clusters/${kubernetes.id}/tasks`, query)
  const id = started.faults.foreignScaleOut(kubernetes.id, 1)
  const newest = { task_id: id, state: 'running', error: {} }
  const old = { task_id: kubernetes.history.taskId, state: 'success', task_type: 'cluster_scaleout', error: {} }
  expect(await list({})).toMatchObject({
    requestId: expect.any(String),
    tasks: [newest, old],
    page_info: { page_number: 1, page_size: 20, total_count: 2 },
    next_token: '',
  })
  expect(await list({ page_number: '2', page_size: '1' })).toMatchObject({ tasks: [old] })
  expect(await list({ max_results: '1' })).toMatchObject({ tasks: [newest], next_token: '1' })
  expect(await list({ max_results: '1', next_token: '1' })).toMatchObject({ tasks: [old], next_token: '' })
  expect(await list({ state: 'success' })).toMatchObject({ tasks: [old] })
  expect(await list({ task_type: 'cluster_upgrade' })).toMatchObject({ tasks: [] })
  await started.stop()
})

test('an unknown task is not found', () =>
  expect(read('DescribeTaskInfo', '/tasks/T-0')).rejects.toMatchObject({ statusCode: 404, code: 'ErrorTaskNotFound' }))

test('events tell of the beginning and the end of a task', async () => {
  const id = cloud.faults.foreignScaleOut(edge.id, 2)
  const events = () => read('DescribeClusterEvents', `/clusters/${edge.id}/events`, { task_id: id })
  expect(await events()).toMatchObject({ events: [{ type: 'cluster_scaleout', subject: id, data: { level: 'info' } }] })
  cloud.finish(id)
  expect(await events()).toMatchObject({
    events: [{ data: { message: 'The task ended in success.' } }, { data: { reason: 'started' } }],
    page_info: { page_size: 50, total_count: 2 },
  })
})

test('the quota that is told is the quota that is kept', async () => {
  expect(await read('DescribeUserQuota', '/quota')).toMatchObject({
    node_quota: 100,
    quotas: { node_quota: { quota: '150' } },
  })
  await expect(sdk(cloud).scaleOut(kubernetes.id, { ...onKubernetes, count: 139 })).rejects.toMatchObject({
    code: 'QuotaExceeded.Node',
  })
  await sdk(cloud).scaleOut(kubernetes.id, { ...onKubernetes, count: 138 })
})
