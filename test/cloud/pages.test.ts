import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Alicloud, startAlicloud } from '../../playground/alicloud/index.ts'
import { createAlicloud } from '../../src/cloud/alicloud.ts'
import { clustersFrom, nodesFrom, tasksFrom } from '../../src/cloud/bodies.ts'
import type { Cloud } from '../../src/cloud/cloud.ts'
import { everyPage, type Page } from '../../src/cloud/pages.ts'

const place = { id: 'c82e6987e2961451182edacd74faf0001', region: 'cn-hangzhou' }
const history = 'T-5a54309c80282e39ea000001'

let cloud: Alicloud
let reads: Cloud
beforeEach(async () => {
  cloud = await startAlicloud({ oldestFirst: true })
  reads = createAlicloud(new URL(cloud.endpoint))
})
afterEach(() => cloud.stop())

const addOns = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    task_id: `install-addons-${index}`,
    task_type: 'cluster_addon_install',
    state: 'success',
    created: '2025-01-01T00:00:00+08:00',
  }))
const node = (change: object): object => ({ instance_id: 'i-odd', state: 'running', node_status: 'Ready', ...change })
const unsettled = { why: { code: 'ListUnsettled' } }

describe('every page is read', () => {
  it('of tasks, whatever their order', async () => {
    cloud.faults.list('tasks', { extra: addOns(340) })
    const newest = cloud.faults.foreignScaleOut(place.id, 1)
    const { lines, skipped } = await reads.tasks(place)
    expect(lines).toHaveLength(342)
    expect(lines.slice(-2).map(({ id }) => id)).toEqual([history, newest])
    expect(skipped).toEqual([])
    expect(cloud.calls.map(({ query }) => query.page_number)).toEqual(['1', '2', '3', '4'])
    expect(cloud.calls.map(({ query }) => query.next_token)).toEqual([undefined, '100', '200', '300'])
  })

  it('a list that does not say how long it is, ends with a page that is not full', async () => {
    cloud.faults.list('nodes', {
      extra: Array.from({ length: 95 }, (_, n) => node({ instance_id: `i-${n}` })),
      total: null,
    })
    expect((await reads.nodes(place)).nodes).toHaveLength(107)
  })
})

describe('a list that changes while it is read', () => {
  const many = Array.from({ length: 95 }, (_, n) => node({ instance_id: `i-${n}` }))

  it('is read again, and shows each instance once', async () => {
    cloud.faults.list('nodes', { extra: many, joining: [node({ instance_id: 'i-new' })] })
    const { nodes } = await reads.nodes(place)
    expect(nodes).toHaveLength(108)
    expect(new Set(nodes.map(({ instanceId }) => instanceId)).size).toBe(108)
    expect(cloud.calls).toHaveLength(4)
  })

  it('is unreadable when it does not come to rest', async () => {
    cloud.faults.list('nodes', { extra: many, overlapping: true })
    await expect(reads.nodes(place)).rejects.toMatchObject(unsettled)
    expect(cloud.calls).toHaveLength(6)
  })

  it.each([
    ['fewer lines than it says', 500],
    ['more lines than it says', 20],
    ['a length without end', 1_000_000_000],
  ])('and one with %s', async (_, total) => {
    cloud.faults.list('nodes', { extra: many, total })
    await expect(reads.nodes(place)).rejects.toMatchObject(unsettled)
    expect(cloud.calls.length).toBeLessThan(10)
  })

  it('is not read for ever, however many pages it has', async () => {
    let pages = 0
    const endless = async (number: number): Promise<Page<string, never>> => {
      pages += 1
      const lines = Array.from({ length: 100 }, (_, index) => `i-${number}-${index}`)
      return { lines, odd: [], count: 100, total: null, size: 100, token: `${number}` }
    }
    await expect(everyPage(endless, (line) => line)).rejects.toMatchObject(unsettled)
    expect(pages).toBeLessThanOrEqual(300)
  })

  it.each([
    ['tokens that come again', [1, 2, 3].map((n) => ({ lines: [`${n}`], token: 'same', total: null }))],
    [
      'tokens that end too early',
      [
        { lines: ['a'], token: 't', total: 3 },
        { lines: ['b'], token: null, total: 3 },
      ],
    ],
    [
      'an empty page before its end',
      [
        { lines: ['a'], token: null, total: 3 },
        { lines: [], token: null, total: 3 },
      ],
    ],
    [
      'another length on its second page',
      [
        { lines: ['a'], token: null, total: 2 },
        { lines: ['b'], token: null, total: 3 },
      ],
    ],
  ])('has %s', async (_, answers) => {
    const read = async (number: number): Promise<Page<string, never>> => {
      const { lines, token, total } = answers[number - 1] ?? { lines: [], token: null, total: null }
      return { lines, odd: [], count: lines.length, total, size: 100, token }
    }
    await expect(everyPage<string, never>(read, (line) => line)).rejects.toMatchObject(unsettled)
  })
})

describe('an odd line is skipped and counted, and the list stays', () => {
  it.each([
    ['without an instance id', { instance_id: undefined }],
    ['with null', { instance_id: null }],
    ['with an empty one', { instance_id: '' }],
    ['with one that is too long', { instance_id: 'i'.repeat(101) }],
  ])('a node %s', async (_, change) => {
    cloud.faults.list('nodes', { extra: [node(change), null] })
    const { nodes, skipped } = await reads.nodes(place)
    expect(nodes).toHaveLength(12)
    expect(skipped).toBe(2)
  })

  it('a task without an id: what it is and when it began is still told', async () => {
    const odd = { task_id: null, task_type: 'cluster_scaleout', created: '2026-03-02T10:15:04+08:00' }
    cloud.faults.list('tasks', { extra: [odd, { task_type: 'cluster_addon_install' }, 7] })
    expect(await reads.tasks(place)).toEqual({
      lines: [{ id: history, type: 'cluster_scaleout', created: expect.any(Number) }],
      skipped: [
        { type: 'cluster_scaleout', created: Date.parse('2026-03-02T02:15:04Z') },
        { type: 'cluster_addon_install', created: null },
        { type: '', created: null },
      ],
    })
  })

  it('a task that does not say what it is, proves nothing either', async () => {
    cloud.faults.list('tasks', { extra: [{ task_id: 'T-1' }] })
    expect((await reads.tasks(place)).skipped).toEqual([{ type: '', created: null }])
  })

  it('a cluster without an id', async () => {
    cloud.faults.list('clusters', { extra: [{ cluster_id: null, state: 'running' }] })
    expect(await reads.clusters(place.region, 1)).toMatchObject({ clusters: [{}, {}], skipped: 1, pages: 1 })
  })
})

it('a task that answers with another id than it was asked for by is unreadable', async () => {
  const text = JSON.stringify({ task_id: 'T-other', state: 'success' })
  cloud.faults.next('reply', { action: 'DescribeTaskInfo', status: 200, type: 'application/json', text })
  await expect(reads.task(place, history)).rejects.toMatchObject({ why: { code: 'HTTP 200', status: 200 } })
})

describe('what is no list', () => {
  it('of tasks, nodes or clusters', () => {
    for (const none of [undefined, null, {}, [], 'x']) {
      expect(tasksFrom(none)).toBeUndefined()
      expect(nodesFrom(none)).toBeUndefined()
      expect(clustersFrom(none)).toBeUndefined()
    }
    expect(tasksFrom({ tasks: {} })).toBeUndefined()
    expect(nodesFrom({ nodes: {} })).toBeUndefined()
    // How many pages there are decides whether it is worth reading.
    expect(clustersFrom({ clusters: [], page_info: { page_size: 100 } })).toBeUndefined()
  })

  it('null is an empty one', () => {
    expect(tasksFrom({ tasks: null })).toMatchObject({ lines: [], count: 0 })
    expect(nodesFrom({ nodes: null })).toMatchObject({ lines: [], count: 0 })
  })
})

describe('a node is ready when it runs and is Ready', () => {
  const readiness = (change: object) =>
    nodesFrom({ nodes: [node({ ip_address: ['10.0.0.1'], node_name: 'n-1', ...change })] })?.lines.map(
      ({ ready }) => ready,
    )

  it('and keeps what the cloud says of it', () => {
    expect(nodesFrom({ nodes: [node({ error_message: 'no disk', ip_address: null })] })?.lines).toEqual([
      { instanceId: 'i-odd', name: '', ip: '', status: 'Ready', ready: true, message: 'no disk' },
    ])
  })

  it.each([
    { node_status: 'NotReady' },
    { node_status: 'Unknown' },
    { node_status: 'Offline' },
    { node_status: undefined },
    { state: 'initial' },
    { state: 'removing' },
    { state: 'failed' },
  ])('not with %j', (change) => {
    expect(readiness({})).toEqual([true])
    expect(readiness(change)).toEqual([false])
  })
})

describe('a list that says neither its length nor that of its pages', () => {
  /** So many lines of a page, whatever was asked for; each page again where the server does not know pages. */
  const pagesOf = (all: number, most: number, knowsPages = true) =>
    everyPage(
      async (number) => {
        const from = knowsPages ? (number - 1) * most : 0
        const lines = Array.from({ length: all }, (_, index) => `i-${index}`).slice(from, from + most)
        return { lines, odd: [], count: lines.length, total: null, size: null, token: null }
      },
      (id) => id,
    )

  it('is read until nothing more comes, as its pages may be shorter than they were asked for', async () => {
    expect((await pagesOf(120, 50)).lines).toHaveLength(120)
    expect((await pagesOf(0, 50)).lines).toHaveLength(0)
  })

  it('is whole where its first page comes once more', async () => {
    expect((await pagesOf(30, 30, false)).lines).toHaveLength(30)
  })
})
