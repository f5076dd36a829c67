/**
 * What cluster types and their fields say, in English: by type and wire name, and `label`, `hint`, `rule` (what is allowed,
 * and the answer to a violation) and `warning` (on the card). What several types share stands in `fields`. The other languages
 * have the same shape.
 */
export const en = {
  code: 'en',

  /** What is wrong with a text, as the rest of a sentence that begins with it. */
  faults: {
    about: (subject: string, fault: string) => `${subject}: ${fault}${fault.endsWith('?') ? '' : '.'}`,
    /** Texts of which the same is said; `more`: there are others. */
    subjects: (texts: readonly string[], more: boolean) => `${texts.join(', ')}${more ? ' …' : ''}`,
    sentences: (all: readonly string[]) => all.join(' '),
    empty: 'enter something here',
    spaces: 'no spaces here',
    odd: (sign: string) => `no ${sign} here`,
    tooLong: (most: number) => `at most ${most} characters`,
    meant: (meant: string) => `did you mean ${meant}?`,
    quotes: 'text is needed, so write it in quotes',
    unknown: (known: readonly string[]) =>
      `not known here${known.length === 0 ? '' : `; known are ${known.join(', ')}`}`,
    ecsType: 'an ECS instance type looks like ecs.c5.xlarge',
    ensType: 'an ENS instance type looks like ens.sn1.tiny',
    ensForEcs: 'this is an ENS type; an ECS type is needed',
    ecsForEns: 'this is an ECS type; an ENS type is needed',
    vswitchId: 'a vSwitch ID looks like vsw-bp1mdigyhmilu2h4v6fl2',
    snapshotPolicyId: 'a snapshot policy ID looks like sp-bp12m37ccmxvbmi5',
    rdsId: 'an RDS instance ID looks like rm-2zev748xi27xc',
    imageId: 'an image ID looks like m-bp67acfmxazb4p or aliyun_3_x64_20G_alibase_20230727.vhd',
    ensRegion: 'an ENS region looks like cn-beijing-telecom',
    manyKeyPairs: 'no * here: name one key pair',
  },

  /** What is wrong with what was written, where it cannot be read at all. */
  notation: {
    noNumber: (text: string) => `${text} is no whole number: write digits, such as 3.`,
    twoVersions: (text: string) => `${text}: one name and one version, such as docker 19.03.5.`,
    noVersion: (text: string) => `${text}: the version is missing, as in docker 19.03.5.`,
    line: (number: number, text: string) => `Line ${number} (${text})`,
    twoOnOne: 'one on each line, please: this looks like several',
    noEquals: 'the = is missing: write key=value',
    noEffect: 'the effect is missing, as in key=value:NoSchedule',
  },

  /** What conditions of `approval.rules` say: the end of a sentence that begins with “because”. */
  conditions: {},

  /** What the policy file allows of a field. */
  policy: {
    only: (values: readonly string[]) =>
      `Choose from ${values.join(', ')}: the policy of this cluster allows nothing else.`,
    refused: (values: readonly string[], rule: string) => `${values.join(', ')}: ${rule}`,
    countHint: (most: number) => `On top of the nodes that the cluster has now; at most ${most} in one request.`,
    countRule: (most: number) =>
      most === 1 ? 'Enter 1: one node in each request.' : `Enter a whole number from 1 to ${most}.`,
  },

  password: {
    spaces: 'No spaces in a password.',
    ascii:
      'Use plain letters, digits and signs (ASCII) only: Alibaba Cloud refuses accented and full-width ones in a password.',
    signs: 'No \\ and no " in a password: Alibaba Cloud refuses them.',
    length: 'A password has 8 to 30 characters.',
    lower: 'a lower-case letter',
    upper: 'an upper-case letter',
    digit: 'a digit',
    special: 'a special character',
    needs: (classes: readonly string[]) => `The password also needs ${classes.join(' and ')}.`,
    two: 'Give one only: a typed password or a named credential.',
    keyPairToo: 'Give one only: a key pair or a password, not both.',
    none: 'Give a key pair or a password: the nodes need one.',
    noneForEdge: 'Edge nodes need a login password.',
  },

  options: {
    cloud_efficiency: 'cloud_efficiency: ultra disk',
    cloud_ssd: 'cloud_ssd: standard SSD',
    cloud_essd: 'cloud_essd: enterprise SSD',
    cloud: 'cloud: basic disk',
    PostPaid: 'PostPaid: pay-as-you-go',
    PrePaid: 'PrePaid: subscription',
    BandwidthByDay: 'BandwidthByDay: daily peak',
    '95BandwidthByMonth': '95BandwidthByMonth: monthly 95th percentile',
    months: (count: number) => (count === 1 ? '1 month' : `${count} months`),
  },

  /** Fields that more than one type has. */
  fields: {
    count: {
      label: 'How many nodes to add',
      hint: 'On top of the nodes that the cluster has now.',
      rule: 'Enter a whole number from 1 to 500.',
    },
    key_pair: {
      label: 'SSH key pair',
      hint: 'Name of an ECS key pair in the cluster’s region. Give either a key pair or a password.',
      rule: 'Enter the name of one key pair, without spaces or *.',
    },
    login_password: {
      label: 'Login password',
      hint: 'Slack shows it while you type, so prefer a named credential or a key pair where the form offers one. It is stored encrypted and never shown again.',
      rule: 'Use 8 to 30 characters with an upper-case letter, a lower-case letter, a digit and a special character; no spaces.',
    },
    vswitch_ids: {
      label: 'vSwitches',
      hint: 'One to three vSwitch IDs, separated by commas or lines.',
      rule: 'Enter one to three IDs that start with vsw-.',
    },
    disable_rollback: {
      label: 'Disable rollback (disable_rollback)',
      hint: 'Sent as it is. The documents do not say what it does when adding a node fails.',
      rule: 'Choose yes or no, or leave it empty.',
    },
    imageWarning: 'The new nodes boot from it, with whatever is in it.',
    worker_instance_charge_type: {
      label: 'Billing',
      hint: 'Pay-as-you-go unless you choose a subscription.',
      rule: 'Choose PostPaid or PrePaid.',
    },
    worker_period: { label: 'Subscription period', rule: 'Choose 1, 2, 3, 6 or 12 months.' },
    worker_period_unit: { label: 'Period unit', rule: 'Choose Month: there is no other unit.' },
    worker_auto_renew: { label: 'Renew automatically', rule: 'Choose yes or no.' },
    worker_auto_renew_period: { label: 'Auto-renewal period', rule: 'Choose 1, 2, 3, 6 or 12 months.' },
    tags: {
      label: 'Tags',
      hint: 'key=value, one per line, up to 20.',
      rule: 'Up to 20 lines: write key=value; a key has up to 64 characters and does not start with aliyun, acs: or http://, a value has up to 128.',
      warning: 'Billing, permissions and scheduling may go by them.',
      /** The rest of a sentence about one line, as all of these. */
      line: 'write key=value; a key has up to 64 characters and does not start with aliyun, acs: or http://, a value has up to 128',
      noKey: 'the key before the = is missing',
      spaces: 'no spaces in a key',
      reserved: 'a key does not start with aliyun, acs:, http:// or https://',
      longKey: 'a key has up to 64 characters',
      longValue: 'a value has up to 128 characters',
    },
    taints: {
      label: 'Taints',
      hint: 'key=value:NoSchedule, one per line, as for kubectl taint.',
      rule: 'One per line: write key=value:Effect, where Effect is NoSchedule, NoExecute or PreferNoSchedule.',
      warning: 'Pods without a matching toleration stay off the new nodes.',
      line: 'write key=value:Effect, where Effect is NoSchedule, NoExecute or PreferNoSchedule',
      noKey: 'the key is missing, as in key=value:NoSchedule',
      keySigns: 'no spaces, = or : in a key',
      longKey: 'a key has up to 253 characters',
      valueSigns: 'no spaces, = or : in a value',
      longValue: 'a value has up to 63 characters',
      effects: (effects: readonly string[]) => `the effect is ${effects.join(', ')}`,
    },
  },

  kubernetes: {
    type: 'Kubernetes cluster',
    worker_instance_types: {
      label: 'Instance types',
      hint: 'ECS instance types in order of preference.',
      rule: 'Enter at least one ECS instance type, such as ecs.c5.xlarge.',
    },
    worker_system_disk_category: { label: 'System disk category', rule: 'Choose a system disk category.' },
    worker_system_disk_size: {
      label: 'System disk size (GiB)',
      rule: 'Enter a whole number of GiB from 40 to 500.',
    },
    worker_data_disk: { label: 'Data disks attached', rule: 'It follows from the data disks.' },
    worker_data_disks: {
      label: 'Data disks',
      rule: (most: number) => `Up to ${most} data disks.`,
      category: { label: 'Category', rule: 'Choose a disk category.' },
      size: { label: 'Size (GiB)', rule: 'Enter a whole number of GiB from 40 to 32768.' },
      encrypted: { label: 'Encrypted', rule: 'Choose yes or no.' },
      auto_snapshot_policy_id: { label: 'Snapshot policy', rule: 'Enter one snapshot policy ID.' },
    },
    cpu_policy: {
      label: 'CPU policy',
      hint: 'none unless chosen; static needs cluster version 1.12.6 or later.',
      rule: 'Choose none or static.',
    },
    cloud_monitor_flags: { label: 'Install CloudMonitor', rule: 'Choose yes or no, or leave it empty.' },
    image_id: {
      label: 'Custom image',
      hint: 'The system image is used unless you name one.',
      rule: 'Enter one image ID.',
    },
    runtime: {
      label: 'Container runtime',
      hint: 'Name and version: docker 19.03.5, or containerd://1.6.28 as kubectl prints it.',
      rule: 'Enter the name and the version, such as: docker 19.03.5',
      warning: 'The new nodes may run another runtime than the others.',
    },
    rds_instances: {
      label: 'RDS instances',
      hint: 'Their allowlists get the new nodes.',
      rule: 'Enter RDS instance IDs, such as rm-2zev748xi27xc.',
      warning: 'These databases will let the new nodes in.',
    },
    user_data: {
      label: 'User data',
      hint: 'A script, as plain text; above 1 KB, keep it in OSS. An accepted request does not mean that it ran.',
      rule: 'Enter at most 3000 characters.',
      warning: 'Runs as root on every new node.',
      encoded:
        'User data looks like Base64 already, and would be encoded once more: the nodes would get no script. Ask again with the script itself.',
      long: 'User data is above 1 KB: Alibaba Cloud advises to keep the script in OSS.',
    },
  },

  sandboxed: {
    type: 'Sandboxed-container cluster',
    worker_instance_types: {
      label: 'Instance types',
      hint: 'Bare-metal types that can run sandboxed containers.',
      rule: (types: readonly string[]) => `Choose from ${types.join(', ')}.`,
    },
    worker_data_disk: { label: 'Data disk attached', rule: 'Always true for sandboxed containers.' },
    worker_data_disk_size: {
      label: 'Data disk size (GiB)',
      hint: 'More than 200; 200 itself is refused.',
      rule: 'Enter a whole number of GiB greater than 200, at most 32768.',
    },
    worker_data_disk_category: {
      label: 'Data disk category',
      hint: 'cloud_efficiency unless chosen.',
      rule: 'Choose a data disk category.',
    },
    worker_system_disk_category: {
      label: 'System disk category',
      hint: 'cloud_ssd unless chosen.',
      rule: 'Choose a system disk category.',
    },
    worker_system_disk_size: {
      label: 'System disk size (GiB)',
      hint: '20 to 500, and not smaller than the image.',
      rule: 'Enter a whole number of GiB from 20 to 500.',
    },
  },

  edge: {
    type: 'Managed edge cluster (ENS)',
    worker_instance_type: {
      label: 'ENS instance type',
      rule: 'Enter one ENS instance type, such as ens.sn1.tiny.',
    },
    ens_region_id: {
      label: 'ENS region',
      hint: 'Where the edge nodes are; not the cluster’s region.',
      rule: 'Enter one ENS region, such as cn-beijing-telecom.',
    },
    worker_image_id: { label: 'Image', rule: 'Enter one ENS image ID, such as m-2QVLO2T8NYgm8CNQVg15gF.' },
    ens_internet_charge_type: {
      label: 'Bandwidth billing',
      hint: 'For the account’s first ENS purchase only; later ones keep its method.',
      rule: 'Choose BandwidthByDay or 95BandwidthByMonth.',
    },
    worker_period: {
      label: 'Subscription period',
      hint: 'Alibaba Cloud may refuse 4, 5, 7, 8 and 9 months.',
      rule: 'Choose 1 to 9 or 12 months.',
      doubtful: (months: number) => `Alibaba Cloud may refuse a period of ${months} months.`,
    },
    worker_system_disk_size: {
      label: 'System disk size (GiB)',
      hint: 'In steps of ten from 20 to 100, and larger than the image.',
      rule: 'Enter 20, 30, 40 … 100.',
    },
    worker_data_disk_size: {
      label: 'Data disk size (GiB)',
      hint: '0 for none, or in steps of ten from 20 to 200.',
      rule: 'Enter 0, or 20, 30, 40 … 200.',
    },
    is_edge_worker: { label: 'Edge worker', rule: 'Always true.' },
    worker_auto_renew_period: { label: 'Auto-renewal period', rule: 'Choose 1 to 12 months.' },
    timeout_mins: { label: 'Time-out (minutes)', rule: 'Enter a whole number of minutes from 1 to 1440.' },
  },
}
