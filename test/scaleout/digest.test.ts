import { describe, expect, it } from 'vitest'
import type { Values } from '../../src/clusters/define.ts'
import { digestOf, shortDigest } from '../../src/scaleout/digest.ts'
import type { Secret } from '../../src/scaleout/record.ts'

describe('the digest', () => {
  const cluster = { name: 'edge-1', id: 'Cccfd68c474454665ace07efce9240003', region: 'cn-hangzhou', type: 'edge' }
  const body = { count: 2, tags: [{ key: 'a', value: 'b' }], is_edge_worker: true }
  const secret: Secret = { kind: 'named', name: 'edge-root', fingerprint: 'f0' }
  const order = { method: 'POST' as const, path: `/api/v2/clusters/${cluster.id}`, action: 'ScaleOutCluster', body }
  const call = { cluster, order, secret }
  const digest = digestOf(call, 'order')

  const ordering = (body: Values) => ({ ...call, order: { ...order, body } })

  it('is the same for the same call, in whatever order its members stand', () => {
    const turned = { is_edge_worker: true, tags: [{ value: 'b', key: 'a' }], count: 2 }
    expect(digestOf({ ...call, order: { ...order, body: turned } }, 'order')).toBe(digest)
    expect(digestOf({ ...call, cluster: { ...cluster, id: cluster.id.toLowerCase() } }, 'order')).toBe(digest)
  })

  it('knows the password by its fingerprint, not by where it is kept', () => {
    expect(digestOf({ ...call, secret: { kind: 'sealed', box: 'AAAA', fingerprint: 'f0' } }, 'order')).toBe(digest)
  })

  it.each([
    ['the count', ordering({ ...body, count: 3 })],
    ['a number that became a text', ordering({ ...body, count: '2' })],
    ['a member more', ordering({ ...body, cpu_policy: 'none' })],
    ['a member less', ordering({ count: 2, tags: body.tags })],
    ['something deep inside', ordering({ ...body, tags: [{ key: 'a', value: 'c' }] })],
    ['the order of a list', ordering({ ...body, tags: [{ key: 'c', value: 'd' }, ...body.tags] })],
    ['the method', { ...call, order: { ...order, method: 'PUT' as const } }],
    ['the path', { ...call, order: { ...order, path: '/api/v2/clusters/d' } }],
    ['the action', { ...call, order: { ...order, action: 'ScaleClusterNodePool' } }],
    ['the cluster', { ...call, cluster: { ...cluster, id: 'Cccfd68c474454665ace07efce9240004' } }],
    ['the region', { ...call, cluster: { ...cluster, region: 'cn-beijing' } }],
    ['the password', { ...call, secret: { ...secret, fingerprint: 'f1' } }],
    ['no password', { ...call, secret: null }],
  ])('is another one for another call: %s', (_, other) => {
    expect(digestOf(other, 'order')).not.toBe(digest)
  })

  it('of an older record says nothing of method, path and action, and is the one that was approved then', () => {
    // As 0.1.1 made it, of this very call.
    const older = '6cd9936e7205441081b33be6443809f527d5ad420d50c7f95d3d918f28938087'
    expect(digestOf(call, 'body')).toBe(older)
    expect(digestOf(call, 'order')).not.toBe(older)
    // It says nothing of the call, so it holds for none but the one that there was.
    expect(digestOf({ ...call, order: { ...order, action: 'ScaleClusterNodePool' } }, 'body')).not.toBe(older)
    expect(digestOf({ ...call, order: { ...order, method: 'PUT' } }, 'body')).not.toBe(older)
    expect(digestOf({ ...call, order: { ...order, path: '/api/v2/clusters/d' } }, 'body')).not.toBe(older)
    expect(digestOf(ordering({ ...body, count: 3 }), 'body')).not.toBe(older)
  })

  it('is SHA-256 in hex, and people compare its first twelve digits', () => {
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(shortDigest(digest)).toBe(`${digest.slice(0, 4)}-${digest.slice(4, 8)}-${digest.slice(8, 12)}`)
  })
})
