/** What each member takes and refuses, in the shape of the policy file: docs/platforms/scale-out.md. */
type Row = { readonly takes: readonly unknown[]; readonly refuses: readonly unknown[] }
export type Table = Readonly<Record<string, Row>>

const flag: Row = { takes: [true, false], refuses: ['true', 1] }
const word: Row = { takes: ['m-2QVLO2T8NYgm8CNQVg15gF'], refuses: ['', 'two words', 7] }
const months: Row = { takes: [1, 2, 3, 6, 12], refuses: [0, 4, 13, '1'] }
const gib = (least: number, most: number): Row => ({
  takes: [least, most],
  refuses: [least - 1, most + 1, least + 0.5, String(least)],
})

const count: Row = { takes: [1, 500], refuses: [0, -1, 1.5, 501, '3'] }
const vswitch_ids: Row = {
  takes: [['vsw-a'], ['vsw-a', 'vsw-b', 'vsw-c']],
  refuses: [[], ['vsw-a', 'vsw-b', 'vsw-c', 'vsw-d'], ['sw-a'], 'vsw-a'],
}
const key_pair: Row = { takes: ['ops'], refuses: ['', 'two words', 'op*'] }
const login_password: Row = {
  takes: ['Hello1234!', 'Aa1!5678', `Aa1!${'x'.repeat(26)}`],
  refuses: ['Aa1!567', `Aa1!${'x'.repeat(27)}`, 'hello1234!', 'HELLO1234!', 'Hello!!!!!', 'Hello12345', 'Hello 123!'],
}
const subscription: Table = {
  worker_instance_charge_type: { takes: ['PostPaid', 'PrePaid'], refuses: ['Prepaid', ''] },
  worker_period: months,
  worker_period_unit: { takes: ['Month'], refuses: ['Year', 'month'] },
  worker_auto_renew: flag,
  worker_auto_renew_period: months,
}
const tag = (key: string, value = 'v') => ({ key, value })
const tags: Row = {
  takes: [
    [],
    [tag('tier', 'frontend')],
    [tag('k'.repeat(64), 'v'.repeat(128))],
    Array.from({ length: 20 }, (_, n) => tag(`k${n}`)),
  ],
  refuses: [
    Array.from({ length: 21 }, (_, n) => tag(`k${n}`)),
    [tag('')],
    [tag('k'.repeat(65))],
    [tag('k', 'v'.repeat(129))],
    [tag('aliyun-x')],
    [tag('acs:x')],
    [tag('http://x')],
    [tag('https://x')],
  ],
}
const taint = (effect: string, key = 'node_type', value = 'prod') => ({ key, value, effect })

const kubernetes: Table = {
  count,
  worker_instance_types: {
    takes: [['ecs.c5.xlarge'], ['ecs.c5.xlarge', 'ecs.c6.2xlarge']],
    refuses: [[], [''], 'ecs.c5.xlarge'],
  },
  vswitch_ids,
  key_pair,
  login_password,
  worker_system_disk_category: { takes: ['cloud_efficiency', 'cloud_ssd', 'cloud_essd'], refuses: ['cloud', ''] },
  worker_system_disk_size: gib(40, 500),
  ...subscription,
  worker_data_disks: {
    takes: [
      [{ category: 'cloud', size: 40 }],
      [{ category: 'cloud_efficiency', size: 32_768, encrypted: true }],
      [
        { category: 'cloud_ssd', size: 120, auto_snapshot_policy_id: 'sp-1' },
        { category: 'cloud_essd', size: 120, encrypted: false },
      ],
    ],
    refuses: [
      [{ category: 'cloud_ssd', size: 39 }],
      [{ category: 'cloud_ssd', size: 32_769 }],
      [{ category: 'local', size: 120 }],
      [{ category: 'cloud_ssd', size: 120, encrypted: 'true' }],
      [{ category: 'cloud_ssd', size: 120, iops: 1 }],
    ],
  },
  tags,
  taints: {
    takes: [[taint('NoSchedule')], [taint('NoExecute')], [taint('PreferNoSchedule', 'dedicated', '')]],
    refuses: [[taint('Sometimes')], [taint('NoSchedule', '')]],
  },
  cpu_policy: { takes: ['none', 'static'], refuses: ['dynamic'] },
  cloud_monitor_flags: flag,
  disable_rollback: flag,
  image_id: word,
  runtime: {
    takes: [
      { name: 'docker', version: '19.03.5' },
      { name: 'Sandboxed-Container.runv', version: '2.0' },
    ],
    refuses: [{ name: 'docker' }, { name: '', version: '' }, 'docker 19.03.5'],
  },
  rds_instances: { takes: [['rm-2zev748xi27xc']], refuses: [[], 'rm-1'] },
  user_data: { takes: ['#!/bin/sh\necho ready\n'], refuses: ['x'.repeat(3001), 7] },
}

const sandboxed: Table = {
  count,
  worker_instance_types: {
    takes: [['ecs.ebmg5s.24xlarge'], ['ecs.ebmc5s.24xlarge', 'ecs.ebmgn6i.24xlarge']],
    refuses: [[], ['ecs.c5.xlarge'], ['ecs.ebmc5s.24xlarge*']],
  },
  vswitch_ids,
  key_pair,
  login_password,
  worker_data_disk_size: gib(201, 32_768),
  worker_data_disk_category: { takes: ['cloud_efficiency', 'cloud_ssd', 'cloud'], refuses: ['cloud_essd'] },
  worker_system_disk_category: { takes: ['cloud_efficiency', 'cloud_ssd'], refuses: ['cloud', 'cloud_essd'] },
  worker_system_disk_size: gib(20, 500),
  ...subscription,
  tags,
  disable_rollback: flag,
}

const edge: Table = {
  count,
  worker_instance_type: { takes: ['ens.sn1.tiny'], refuses: ['', ['ens.sn1.tiny']] },
  ens_region_id: { takes: ['cn-beijing-telecom'], refuses: ['', 'cn beijing'] },
  worker_image_id: word,
  ens_internet_charge_type: {
    takes: ['BandwidthByDay', '95BandwidthByMonth'],
    refuses: ['BandwidthByMonth', '95BandWidthByMonth'],
  },
  worker_period: { takes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 12], refuses: [0, 10, 11, 13, 24] },
  login_password,
  worker_system_disk_size: { takes: [20, 30, 100], refuses: [10, 25, 110, 0, '20'] },
  worker_data_disk_size: { takes: [0, 20, 200], refuses: [10, 25, 210, -10] },
  worker_auto_renew: flag,
  worker_auto_renew_period: { takes: [1, 4, 12], refuses: [0, 13, 1.5] },
  timeout_mins: { takes: [1, 60], refuses: [0, 1.5, '60'] },
}

const tables: Readonly<Record<string, Table>> = { kubernetes, sandboxed, edge }

/** The table of a type. Throws where it has none. */
export function tableOf(type: string): Table {
  const table = tables[type]
  if (!table) throw new Error(`what ${type} takes and refuses is missing in test/clusters/tables.ts`)
  return table
}

/** Members that nobody is asked for: what the type itself sends. */
export const filledIn = {
  kubernetes: ['worker_data_disk'],
  sandboxed: ['worker_data_disk'],
  edge: ['is_edge_worker'],
} as const
