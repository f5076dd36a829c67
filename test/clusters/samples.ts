import type { Values } from '../../src/clusters/define.ts'

/**
 * The sample requests of the API documents, member for member (docs/platforms/scale-out.md#documents: the newer
 * editions repeat two of them).
 */
export const samples = {
  sandboxed: {
    login_password: 'xxxxxxxx',
    worker_instance_charge_type: 'PostPaid',
    vswitch_ids: ['vsw-2zes3rfz7bmk0nxxxxxxx'],
    worker_instance_types: ['ecs.ebmg5s.24xlarge'],
    worker_system_disk_category: 'cloud_efficiency',
    worker_system_disk_size: 120,
    worker_data_disk: true,
    worker_data_disk_category: 'cloud_efficiency',
    worker_data_disk_size: 200,
    tags: [],
    count: 1,
    disable_rollback: false,
  },
  edge: {
    timeout_mins: 60,
    worker_instance_type: 'ens.sn1.tiny',
    ens_region_id: 'cn-beijing-telecom',
    worker_image_id: 'm-2QVLO2T8NYgm8CNQVg15gF',
    ens_internet_charge_type: 'BandwidthByDay',
    worker_period: 1,
    worker_auto_renew: true,
    worker_auto_renew_period: 1,
    login_password: 'Hello1234!',
    count: 1,
    worker_system_disk_size: 20,
    worker_data_disk_size: 0,
    is_edge_worker: true,
  },
  kubernetes: {
    ClusterId: 'c82e6987e2961451182edacd7****',
    count: 1,
    key_pair: 'common',
    vswitch_ids: ['vsw-uf684tfrpwup8gcsw****'],
    worker_instance_types: ['ecs.c5.xlarge'],
    worker_system_disk_category: 'cloud_efficiency',
    worker_system_disk_size: 120,
    worker_data_disk: false,
    worker_data_disks: [{ category: 'cloud_ssd', size: 500 }],
    tags: [{ key: 'tier', value: 'frontend' }],
  },
} as const

/**
 * A password that the strict reading of the rule takes (docs/platforms/scale-out.md#passwords), where a sample only
 * shows crosses.
 */
export const password = 'Sand-Box-2026!'

const { ClusterId: _, ...kubernetes } = samples.kubernetes

/**
 * What is sent for the samples' values. Every difference from a sample is listed here, with its reason:
 * - sandbox: `xxxxxxxx` is no password; a data disk of 200 GiB breaks the page's own rule of more than 200
 *   (docs/platforms/scale-out.md#contradictions).
 * - Kubernetes: `ClusterId` belongs into the path (docs/platforms/scale-out.md#request); `worker_data_disk: false`
 *   contradicts the disk beside it.
 */
export const sent = {
  sandboxed: { ...samples.sandboxed, login_password: password, worker_data_disk_size: 240 },
  edge: samples.edge,
  kubernetes: { ...kubernetes, worker_data_disk: true },
}

/** What is sent for the sample of a type. Throws where there is none. */
export function sentBy(type: string): Values {
  const all: Readonly<Record<string, Values>> = sent
  const values = all[type]
  if (!values) throw new Error(`what is sent for the sample of ${type} is missing in test/clusters/samples.ts`)
  return values
}
