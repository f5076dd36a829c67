import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { createVault, digestOf, shortDigest } from '../src/scaleout/digest.ts'
import type { Secret } from '../src/scaleout/record.ts'

const key = (byte: number) => new Uint8Array(32).fill(byte)
const vault = createVault(key(7))
const password = 'Edge-Root-77!'

describe('the vault', () => {
  it('opens what it sealed, for the same request', () => {
    expect(vault.open(vault.seal(password, 'V1'), 'V1')).toBe(password)
    expect(createVault(key(7)).open(vault.seal('密码 ✓ Aa1', 'V1'), 'V1')).toBe('密码 ✓ Aa1')
  })

  it('shows nothing of the password, and never the same box twice', () => {
    const boxes = [vault.seal(password, 'V1'), vault.seal(password, 'V1')]
    expect(boxes[0]).not.toBe(boxes[1])
    for (const box of boxes) expect(Buffer.from(box, 'base64').toString('latin1')).not.toContain(password)
  })

  it.each([
    ['another key', () => createVault(key(8)).open(vault.seal(password, 'V1'), 'V1')],
    ['another request', () => vault.open(vault.seal(password, 'V1'), 'V2')],
    ['nothing at all', () => vault.open('', 'V1')],
    ['a box that was cut off', () => vault.open(vault.seal(password, 'V1').slice(0, 30), 'V1')],
  ])('does not open with %s', (_, open) => {
    expect(open).toThrow()
  })

  it('does not open a box in which any byte was changed', () => {
    const box = Buffer.from(vault.seal(password, 'V1'), 'base64')
    for (const index of box.keys()) {
      const changed = Buffer.from(box)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(() => vault.open(changed.toString('base64'), 'V1'), `byte ${index}`).toThrow()
    }
  })

  it('takes the same fingerprint of the same password, and another one with another key or password', () => {
    expect(vault.fingerprint(password)).toBe(createVault(key(7)).fingerprint(password))
    expect(vault.fingerprint(password)).not.toBe(createVault(key(8)).fingerprint(password))
    expect(vault.fingerprint(password)).not.toBe(vault.fingerprint('Edge-Root-78!'))
    expect(vault.fingerprint(password)).toMatch(/^[0-9a-f]{16}$/)
  })
})

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
