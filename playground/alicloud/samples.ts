/** Small valid bodies, one for each kind of cluster, and the documents' own sample requests. Used by tests. */

export const onKubernetes = {
  count: 2,
  key_pair: 'ops',
  vswitch_ids: ['vsw-1'],
  worker_instance_types: ['ecs.c5.xlarge'],
  worker_system_disk_category: 'cloud_essd',
  worker_system_disk_size: 120,
}

export const onSandboxed = {
  count: 1,
  login_password: 'Hello@1234',
  vswitch_ids: ['vsw-1'],
  worker_instance_types: ['ecs.ebmg5s.24xlarge'],
  worker_data_disk: true,
  worker_data_disk_size: 240,
}

export const onEdge = {
  count: 1,
  worker_instance_type: 'ens.sn1.tiny',
  ens_region_id: 'cn-beijing-telecom',
  worker_image_id: 'm-2QVLO2T8NYgm8CNQVg15gF',
  ens_internet_charge_type: 'BandwidthByDay',
  worker_period: 1,
  login_password: 'Hello1234!',
  worker_system_disk_size: 20,
  is_edge_worker: true,
}

/** The sandbox pages' sample as printed, masked password included (docs/platforms/scale-out.md#documents). */
export const sandboxedSample = {
  login_password: 'Hello@12****',
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
}

/** The edge pages' sample as printed (docs/platforms/scale-out.md#documents). */
export const edgeSample = {
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
}

/** The Kubernetes page's sample as printed (docs/platforms/scale-out.md#documents). */
export const kubernetesSample = {
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
}
