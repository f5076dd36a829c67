import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { defineClusterType, field, fieldsOf } from './define.ts'
import {
  asIs,
  asNumber,
  count,
  disableRollback,
  diskOptions,
  imageWarning,
  keyPair,
  loginPassword,
  manyNames,
  oneCredential,
  oneLine,
  vswitchIds,
  wholeNumber,
} from './fields.ts'
import { anyWord, ecsType, imageId, rdsId, snapshotPolicyId } from './ids.ts'
import { tags, taints } from './labels.ts'
import { runtime, verbatim } from './notation.ts'
import { scaleOutCluster } from './scale-out.ts'
import { chargeType, subscription } from './subscription.ts'

const systemCategories = ['cloud_efficiency', 'cloud_ssd', 'cloud_essd'] as const
const dataCategories = ['cloud_efficiency', 'cloud_ssd', 'cloud_essd', 'cloud'] as const

const dataDisk = z.strictObject({
  category: field(z.enum(dataCategories), {
    label: { en: 'Category', zh: '类型' },
    rule: { en: 'Choose a disk category.', zh: '请选择数据盘类型。' },
    part: 'advanced',
    control: { kind: 'select', options: dataCategories.map((category) => diskOptions[category]) },
    initial: 'cloud_efficiency',
  }),
  size: field(z.int().min(40).max(32768), {
    label: { en: 'Size (GiB)', zh: '大小（GiB）' },
    rule: { en: 'Enter a whole number of GiB from 40 to 32768.', zh: '请填写 40 到 32768 的整数，单位 GiB。' },
    part: 'advanced',
    control: wholeNumber,
    initial: 120,
  }),
  encrypted: field(z.boolean().optional(), {
    label: { en: 'Encrypted', zh: '加密' },
    rule: { en: 'Choose yes or no.', zh: '请选择是或否。' },
    part: 'advanced',
    control: { kind: 'yes_no' },
  }),
  auto_snapshot_policy_id: field(snapshotPolicyId.optional(), {
    label: { en: 'Snapshot policy', zh: '自动快照策略' },
    rule: { en: 'Enter one snapshot policy ID.', zh: '请填写一个自动快照策略 ID。' },
    part: 'advanced',
    control: oneLine('sp-…'),
  }),
})

/** Shorter words are Base64 by chance; a script that is encoded is longer. */
const leastEncoded = 16

/** Whether a script was encoded by whoever wrote it: the alphabet of Base64 alone, and readable once it is decoded. */
function isBase64(text: string): boolean {
  const packed = text.trim().replace(/\r?\n/g, '')
  if (packed.length < leastEncoded || !/^[A-Za-z\d+/]+={0,2}$/.test(packed)) return false
  const decoded = Buffer.from(packed, 'base64')
  if (decoded.toString('base64').replace(/=+$/, '') !== packed.replace(/=+$/, '')) return false
  // A packed script (gzip) is what cloud-init takes as well.
  if (decoded[0] === 0x1f && decoded[1] === 0x8b) return true
  return !/\uFFFD|(?!\s)\p{Cc}/u.test(decoded.toString('utf8'))
}

const disks = z.array(dataDisk)
/** As they are sent: a size in either form, and a flag in words. */
const sentDisks = z.array(
  z.looseObject({
    size: z.unknown().transform(asNumber),
    encrypted: z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' }).optional(),
  }),
)
/** A disk takes five of the hundred blocks that a form may have. */
const mostDisks = 10

/** ACK Kubernetes clusters, dedicated and managed: docs/platforms/scale-out.md#kubernetes. */
export const kubernetes = defineClusterType({
  type: 'kubernetes',
  label: { en: 'Kubernetes cluster', zh: 'Kubernetes 集群' },
  documents: 'help.aliyun.com/document_detail/167578 (Chinese)',
  ...scaleOutCluster,
  body: z.object({
    count,
    worker_instance_types: field(z.array(ecsType).min(1).max(20), {
      label: { en: 'Instance types', zh: '实例规格' },
      hint: { en: 'ECS instance types in order of preference.', zh: 'ECS 实例规格，按优先顺序填写。' },
      rule: {
        en: 'Enter at least one ECS instance type, such as ecs.c5.xlarge.',
        zh: '请至少填写一个 ECS 实例规格，例如 ecs.c5.xlarge。',
      },
      part: 'basic',
      control: manyNames('ecs.c5.xlarge'),
    }),
    vswitch_ids: vswitchIds,
    key_pair: keyPair,
    login_password: loginPassword,
    worker_system_disk_category: field(z.enum(systemCategories), {
      label: { en: 'System disk category', zh: '系统盘类型' },
      rule: { en: 'Choose a system disk category.', zh: '请选择系统盘类型。' },
      part: 'basic',
      control: { kind: 'select', options: systemCategories.map((category) => diskOptions[category]) },
      initial: 'cloud_ssd',
    }),
    worker_system_disk_size: field(z.int().min(40).max(500), {
      label: { en: 'System disk size (GiB)', zh: '系统盘大小（GiB）' },
      rule: { en: 'Enter a whole number of GiB from 40 to 500.', zh: '请填写 40 到 500 的整数，单位 GiB。' },
      part: 'basic',
      control: wholeNumber,
      initial: 120,
    }),
    worker_instance_charge_type: chargeType,
    ...subscription,
    // The flag follows the list: the sample's `false` beside a disk contradicts itself
    // (docs/platforms/scale-out.md#contradictions).
    worker_data_disk: field(z.boolean().optional(), {
      label: { en: 'Data disks attached', zh: '挂载数据盘' },
      rule: { en: 'It follows from the data disks.', zh: '由数据盘列表决定。' },
      part: 'advanced',
      control: {
        kind: 'derived',
        from: (values) => (disks.catch([]).parse(values.worker_data_disks).length > 0 ? true : undefined),
      },
    }),
    worker_data_disks: field(disks.min(1).max(mostDisks).optional(), {
      label: { en: 'Data disks', zh: '数据盘' },
      rule: { en: `Up to ${mostDisks} data disks.`, zh: `最多 ${mostDisks} 块数据盘。` },
      part: 'advanced',
      control: { kind: 'group', fields: fieldsOf(dataDisk), most: mostDisks },
      // `encrypted` is a string in every document; the size is one or the other
      // (docs/platforms/scale-out.md#kubernetes).
      encode: (value, { diskSizeAs }) =>
        disks.parse(value).map(({ size, encrypted, ...disk }) => ({
          ...disk,
          size: diskSizeAs === 'string' ? String(size) : size,
          ...(encrypted === undefined ? {} : { encrypted: String(encrypted) }),
        })),
      decode: (sent) => sentDisks.safeParse(sent).data ?? sent,
    }),
    tags,
    taints,
    cpu_policy: field(z.enum(['none', 'static']).optional(), {
      label: { en: 'CPU policy', zh: 'CPU 管理策略' },
      hint: {
        en: 'none unless chosen; static needs cluster version 1.12.6 or later.',
        zh: '默认为 none；static 要求集群版本不低于 1.12.6。',
      },
      rule: { en: 'Choose none or static.', zh: '请选择 none 或 static。' },
      part: 'advanced',
      control: { kind: 'select', options: [asIs('none'), asIs('static')] },
    }),
    cloud_monitor_flags: field(z.boolean().optional(), {
      label: { en: 'Install CloudMonitor', zh: '安装云监控' },
      rule: { en: 'Choose yes or no, or leave it empty.', zh: '请选择是或否，也可以不填。' },
      part: 'advanced',
      control: { kind: 'yes_no' },
    }),
    disable_rollback: disableRollback,
    image_id: field(imageId.optional(), {
      label: { en: 'Custom image', zh: '自定义镜像' },
      hint: { en: 'The system image is used unless you name one.', zh: '不填则使用系统镜像。' },
      rule: { en: 'Enter one image ID.', zh: '请填写一个镜像 ID。' },
      warning: imageWarning,
      part: 'advanced',
      control: oneLine('m-…'),
    }),
    runtime: field(z.strictObject({ name: anyWord, version: anyWord }).optional(), {
      label: { en: 'Container runtime', zh: '容器运行时' },
      hint: {
        en: 'Name and version: docker 19.03.5, or containerd://1.6.28 as kubectl prints it.',
        zh: '名称和版本：docker 19.03.5，或 kubectl 输出的 containerd://1.6.28。',
      },
      rule: {
        en: 'Enter the name and the version, such as: docker 19.03.5',
        zh: '请填写运行时名称和版本，例如：docker 19.03.5',
      },
      warning: {
        en: 'The new nodes may run another runtime than the others.',
        zh: '新节点的运行时可能与现有节点不同。',
      },
      part: 'advanced',
      control: { kind: 'text', multiline: false, notation: runtime, placeholder: 'docker 19.03.5' },
    }),
    rds_instances: field(z.array(rdsId).min(1).max(50).optional(), {
      label: { en: 'RDS instances', zh: 'RDS 实例' },
      hint: { en: 'Their allowlists get the new nodes.', zh: '新节点会加入这些实例的白名单。' },
      rule: {
        en: 'Enter RDS instance IDs, such as rm-2zev748xi27xc.',
        zh: '请填写 RDS 实例 ID，例如 rm-2zev748xi27xc。',
      },
      warning: { en: 'These databases will let the new nodes in.', zh: '这些数据库将允许新节点访问。' },
      part: 'advanced',
      control: manyNames('rm-…'),
    }),
    user_data: field(z.string().max(3000).optional(), {
      label: { en: 'User data', zh: '实例自定义数据' },
      hint: {
        en: 'A script, as plain text; above 1 KB, keep it in OSS. An accepted request does not mean that it ran.',
        zh: '直接填写脚本原文，超过 1 KB 时建议放到 OSS。请求被接受不代表脚本已执行成功。',
      },
      note: 'Sent as Base64.',
      rule: { en: 'Enter at most 3000 characters.', zh: '最多 3000 个字符。' },
      warning: { en: 'Runs as root on every new node.', zh: '将在每个新节点上以 root 身份运行。' },
      script: true,
      part: 'advanced',
      control: { kind: 'text', multiline: true, notation: verbatim },
      caution: (value) => {
        if (isBase64(String(value)))
          return {
            en: 'User data looks like Base64 already, and would be encoded once more: the nodes would get no script. Ask again with the script itself.',
            zh: '实例自定义数据似乎已是 Base64，发送时会再次编码，节点将得不到可执行的脚本。请用脚本原文重新申请。',
          }
        return Buffer.byteLength(String(value)) > 1024
          ? {
              en: 'User data is above 1 KB: Alibaba Cloud advises to keep the script in OSS.',
              zh: '实例自定义数据超过 1 KB，阿里云建议将脚本放到 OSS。',
            }
          : undefined
      },
      encode: (value) => Buffer.from(String(value), 'utf8').toString('base64'),
      decode: (sent) => (typeof sent === 'string' ? Buffer.from(sent, 'base64').toString('utf8') : sent),
    }),
  }),
  rules: [oneCredential],
})
