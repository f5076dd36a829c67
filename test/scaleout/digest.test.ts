import { describe, expect, it } from 'vitest'
import { digestOf, shortDigest } from '../../src/scaleout/digest.ts'
import type { Secret } from '../../src/scaleout/record.ts'

describe('the digest', () => {
  const cluster = { name: 'edge-1', id: 'Cccfd68c474454665ace07efce9240003', region: 'cn-hangzhou', type: 'edge' }
  const body = { count: 2, tags: [{ key: 'a', value: 'b' }], is_edge_worker: true }
  const secret: Secret = { kind: 'named', name: 'edge-root', fingerprint: 'f0' }
  const call = { cluster, body, secret }
  const digest = digestOf(call)

  it('is the same for the same call, in whatever order its members stand', () => {
    const turned = { is_edge_worker: true, tags: [{ value: 'b', key: 'a' }], count: 2 }
    expect(digestOf({ ...call, body: turned })).toBe(digest)
    expect(digestOf({ ...call, cluster: { ...cluster, id: cluster.id.toLowerCase() } })).toBe(digest)
  })

  it('knows the password by its fingerprint, not by where it is kept', () => {
    expect(digestOf({ ...call, secret: { kind: 'sealed', box: 'AAAA', fingerprint: 'f0' } })).toBe(digest)
  })

  it.each([
    ['the count', { ...call, body: { ...body, count: 3 } }],
    ['a number that became a text', { ...call, body: { ...body, count: '2' } }],
    ['a member more', { ...call, body: { ...body, cpu_policy: 'none' } }],
    ['a member less', { ...call, body: { count: 2, tags: body.tags } }],
    ['something deep inside', { ...call, body: { ...body, tags: [{ key: 'a', value: 'c' }] } }],
    ['the order of a list', { ...call, body: { ...body, tags: [{ key: 'c', value: 'd' }, ...body.tags] } }],
    ['the cluster', { ...call, cluster: { ...cluster, id: 'Cccfd68c474454665ace07efce9240004' } }],
    ['the region', { ...call, cluster: { ...cluster, region: 'cn-beijing' } }],
    ['the password', { ...call, secret: { ...secret, fingerprint: 'f1' } }],
    ['no password', { ...call, secret: null }],
  ])('is another one for another call: %s', (_, other) => {
    expect(digestOf(other)).not.toBe(digest)
  })

  it('is SHA-256 in hex, and people compare its first twelve digits', () => {
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(shortDigest(digest)).toBe(`${digest.slice(0, 4)}-${digest.slice(4, 8)}-${digest.slice(8, 12)}`)
  })
})
