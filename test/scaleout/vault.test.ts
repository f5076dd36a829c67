import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { createVault } from '../../src/scaleout/vault.ts'

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
