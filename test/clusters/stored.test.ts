import { describe, expect, it } from 'vitest'
import { clusterKey } from '../../src/clusters/cluster-key.ts'
import type { ClusterType, Field, Values } from '../../src/clusters/define.ts'
import { clusterTypes } from '../../src/clusters/index.ts'
import { type Choices, narrow } from '../../src/clusters/narrow.ts'
import { countField, keyPairField, secretField } from '../../src/clusters/roles.ts'
import { check, toWire } from '../../src/clusters/values.ts'
import { objectionsTo } from '../../src/scaleout/objections.ts'
import type { ClusterPolicy } from '../../src/scaleout/policy.ts'
import type { Secret } from '../../src/scaleout/record.ts'
import { sentBy } from './samples.ts'
import { tableOf } from './tables.ts'

const rules = { nodesPerRequest: 500, credentials: ['root'], typedPasswords: true }
const named: Secret = { kind: 'named', name: 'root', fingerprint: 'f' }
const sealed: Secret = { kind: 'sealed', box: 'c2VhbGVk', fingerprint: 'f' }
const styles = ['number', 'string'] as const

function clusterOf(type: ClusterType, choices: Choices = {}): ClusterPolicy {
  return {
    name: 'prod-web',
    id: 'c82e',
    key: clusterKey('c82e'),
    region: 'cn-hangzhou',
    type: narrow(type, choices),
    channels: null,
    requesters: null,
    defaults: {},
    approval: {
      channel: null,
      approvers: [],
      quorum: 1,
      expiresIn: 1,
      approveWith: ['white_check_mark'],
      rejectWith: ['x'],
    },
    rules: [],
    wire: { diskSizeAs: 'number' },
  }
}

/** What is held against a body that comes back from the database. */
const heldAgainst = (cluster: ClusterPolicy, body: Values, secret: Secret | null = null) =>
  objectionsTo({ askedIn: 'C0PROD', body: JSON.parse(JSON.stringify(body)), secret }, cluster, rules).map((one) =>
    one.kind === 'value' || one.kind === 'stray' ? one.at : one.kind,
  )

const isLogin = ({ role, control }: Field): boolean => role === 'keyPair' || control.kind === 'secret'

/** The least that can be asked for: the first that each needed member takes, and a named password. */
const least = (type: ClusterType): Values => ({
  ...Object.fromEntries(
    type.fields.filter(({ required }) => required).map(({ wire }) => [wire, tableOf(type.type)[wire]?.takes[0]]),
  ),
  worker_auto_renew: false,
  credential: 'root',
})
const subscribed = {
  worker_instance_charge_type: 'PrePaid',
  worker_period: 1,
  worker_period_unit: 'Month',
  worker_auto_renew: true,
  worker_auto_renew_period: 1,
}

function bodyOf(type: ClusterType, values: Values, diskSizeAs: 'number' | 'string'): Values {
  const checked = check(type, values)
  if (!checked.ok) throw new Error(JSON.stringify([...checked.faults]))
  return toWire(type, checked.values, { diskSizeAs })
}

describe.each(clusterTypes.map((type) => [type.type, type] as const))('a stored body of %s', (_, type) => {
  const cluster = clusterOf(type)
  const [count, keyPair] = [countField(type).wire, keyPairField(type)?.wire]
  const asked = type.fields.filter((field) => field.wire in tableOf(type.type) && !isLogin(field))

  it.each(styles)('whatever was valid when it was asked for still is, disk sizes as a %s', (style) => {
    for (const { wire } of asked)
      for (const value of tableOf(type.type)[wire]?.takes ?? []) {
        const values = { ...least(type), ...(wire === count ? {} : subscribed), [wire]: value }
        expect(heldAgainst(cluster, bodyOf(type, values, style), named), `${wire} ${JSON.stringify(value)}`).toEqual([])
      }
    const everything = Object.fromEntries(asked.map(({ wire }) => [wire, tableOf(type.type)[wire]?.takes.at(-1)]))
    const whole = { ...least(type), ...everything, ...subscribed }
    expect(heldAgainst(cluster, bodyOf(type, whole, style), named)).toEqual([])
    expect(heldAgainst(cluster, bodyOf(type, { ...least(type), [count]: 1 }, style), named)).toEqual([])
  })

  it('however its nodes are logged in to', () => {
    const { credential: _, ...rest } = least(type)
    const body = bodyOf(type, least(type), 'number')
    expect(heldAgainst(cluster, body, sealed)).toEqual([])
    expect(heldAgainst(cluster, body, null)).not.toEqual([])
    if (keyPair === undefined) return
    expect(heldAgainst(cluster, bodyOf(type, { ...rest, [keyPair]: 'ops' }, 'number'))).toEqual([])
    expect(heldAgainst(cluster, bodyOf(type, { ...rest, [keyPair]: 'ops' }, 'number'), sealed)).toEqual([keyPair])
  })

  it('a member that the type refuses now is named, once', () => {
    for (const { wire, encode } of asked.filter(({ control }) => control.kind !== 'derived'))
      for (const value of tableOf(type.type)[wire]?.refuses ?? []) {
        const written = encode ? undefined : value
        if (written === undefined) continue
        const body = { ...bodyOf(type, { ...least(type), ...subscribed }, 'number'), [wire]: written }
        const held = heldAgainst(cluster, body, named)
        expect(
          held.filter((at) => at.split('.')[0] === wire),
          `${wire} ${JSON.stringify(value)}`,
        ).toHaveLength(1)
      }
  })

  it('a member that the type does not know is named', () => {
    const body = { ...bodyOf(type, least(type), 'number'), worker_snapshot: 's-1' }
    expect(heldAgainst(cluster, body, named)).toEqual(['worker_snapshot'])
  })
})

it('the samples of the documents are held against nothing', () => {
  for (const type of clusterTypes) {
    const { [secretField(type)?.wire ?? '']: password, ...body } = sentBy(type.type)
    expect(heldAgainst(clusterOf(type), body, password === undefined ? null : sealed)).toEqual([])
  }
})

describe('members that are written differently on the wire are read back before they are judged', () => {
  const [kubernetes, sandboxed] = clusterTypes
  if (!kubernetes || !sandboxed) throw new Error('two types')
  const against = (type: ClusterType, more: Values, choices?: Choices) =>
    heldAgainst(clusterOf(type, choices), { ...bodyOf(type, least(type), 'number'), ...more }, named)

  it.each([
    [
      { worker_data_disk: true, worker_data_disks: [{ category: 'cloud_ssd', size: '39' }] },
      'worker_data_disks.0.size',
    ],
    [{ worker_data_disk: true, worker_data_disks: [{ category: 'local', size: 120 }] }, 'worker_data_disks.0.category'],
    [
      { worker_data_disk: true, worker_data_disks: [{ category: 'cloud_ssd', size: 120, encrypted: 'yes' }] },
      'worker_data_disks.0.encrypted',
    ],
    [{ worker_data_disk: true, worker_data_disks: 'one' }, 'worker_data_disks'],
    [{ worker_data_disk: true }, 'worker_data_disk'],
    [{ user_data: Buffer.from('x'.repeat(3001)).toString('base64') }, 'user_data'],
    [{ user_data: 7 }, 'user_data'],
    [{ user_data: 'no base64!' }, 'user_data'],
    [{ worker_period: 1 }, 'worker_period'],
  ])('%j', (more, at) => {
    expect(against(kubernetes, more)).toContain(at)
  })

  it('choices of the policy file are in the shape in which people write, and a body still meets them', () => {
    const script = '#!/bin/sh\necho ready\n'
    const encoded = Buffer.from(script).toString('base64')
    expect(against(kubernetes, { user_data: encoded }, { user_data: [script] })).toEqual([])
    expect(against(kubernetes, { user_data: encoded }, { user_data: ['true'] })).toEqual(['user_data'])
    expect(against(sandboxed, { worker_data_disk_size: '240' }, { worker_data_disk_size: [240] })).toEqual([])
    expect(against(sandboxed, { worker_data_disk_size: 240 }, { worker_data_disk_size: [500] })).toEqual([
      'worker_data_disk_size',
    ])
  })
})
