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
import { told } from './words/index.ts'

const systemCategories = ['cloud_efficiency', 'cloud_ssd', 'cloud_essd'] as const
const dataCategories = ['cloud_efficiency', 'cloud_ssd', 'cloud_essd', 'cloud'] as const

const dataDisk = z.strictObject({
  category: field(z.enum(dataCategories), {
    ...told((of) => of.kubernetes.worker_data_disks.category),
    part: 'advanced',
    control: { kind: 'select', options: dataCategories.map((category) => diskOptions[category]) },
    initial: 'cloud_efficiency',
  }),
  size: field(z.int().min(40).max(32768), {
    ...told((of) => of.kubernetes.worker_data_disks.size),
    part: 'advanced',
    control: wholeNumber,
    initial: 120,
  }),
  encrypted: field(z.boolean().optional(), {
    ...told((of) => of.kubernetes.worker_data_disks.encrypted),
    part: 'advanced',
    control: { kind: 'yes_no' },
  }),
  auto_snapshot_policy_id: field(snapshotPolicyId.optional(), {
    ...told((of) => of.kubernetes.worker_data_disks.auto_snapshot_policy_id),
    part: 'advanced',
    control: oneLine('sp-…'),
  }),
})

/** Shorter words are Base64 by chance; a script that is encoded is longer. */
const leastEncoded = 16

/** Whether a script was typed encoded: the alphabet of Base64 alone, and readable once it is decoded. */
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
  label: (of) => of.kubernetes.type,
  documents: 'help.aliyun.com/document_detail/167578 (Chinese)',
  ...scaleOutCluster,
  body: z.object({
    count,
    worker_instance_types: field(z.array(ecsType).min(1).max(20), {
      ...told((of) => of.kubernetes.worker_instance_types),
      part: 'basic',
      control: manyNames('ecs.c5.xlarge'),
    }),
    vswitch_ids: vswitchIds,
    key_pair: keyPair,
    login_password: loginPassword,
    worker_system_disk_category: field(z.enum(systemCategories), {
      ...told((of) => of.kubernetes.worker_system_disk_category),
      part: 'basic',
      control: { kind: 'select', options: systemCategories.map((category) => diskOptions[category]) },
      initial: 'cloud_ssd',
    }),
    worker_system_disk_size: field(z.int().min(40).max(500), {
      ...told((of) => of.kubernetes.worker_system_disk_size),
      part: 'basic',
      control: wholeNumber,
      initial: 120,
    }),
    worker_instance_charge_type: chargeType,
    ...subscription,
    // The flag follows the list: the sample's `false` beside a disk contradicts itself
    // (docs/platforms/scale-out.md#contradictions).
    worker_data_disk: field(z.boolean().optional(), {
      ...told((of) => of.kubernetes.worker_data_disk),
      part: 'advanced',
      control: {
        kind: 'derived',
        from: (values) => (disks.catch([]).parse(values.worker_data_disks).length > 0 ? true : undefined),
      },
    }),
    worker_data_disks: field(disks.min(1).max(mostDisks).optional(), {
      label: (of) => of.kubernetes.worker_data_disks.label,
      rule: (of) => of.kubernetes.worker_data_disks.rule(mostDisks),
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
      ...told((of) => of.kubernetes.cpu_policy),
      part: 'advanced',
      control: { kind: 'select', options: [asIs('none'), asIs('static')] },
    }),
    cloud_monitor_flags: field(z.boolean().optional(), {
      ...told((of) => of.kubernetes.cloud_monitor_flags),
      part: 'advanced',
      control: { kind: 'yes_no' },
    }),
    disable_rollback: disableRollback,
    image_id: field(imageId.optional(), {
      ...told((of) => of.kubernetes.image_id),
      warning: imageWarning,
      part: 'advanced',
      control: oneLine('m-…'),
    }),
    runtime: field(z.strictObject({ name: anyWord, version: anyWord }).optional(), {
      ...told((of) => of.kubernetes.runtime),
      part: 'advanced',
      control: { kind: 'text', multiline: false, notation: runtime, placeholder: 'docker 19.03.5' },
    }),
    rds_instances: field(z.array(rdsId).min(1).max(50).optional(), {
      ...told((of) => of.kubernetes.rds_instances),
      part: 'advanced',
      control: manyNames('rm-…'),
    }),
    user_data: field(z.string().max(3000).optional(), {
      ...told((of) => of.kubernetes.user_data),
      note: 'Sent as Base64.',
      script: true,
      part: 'advanced',
      control: { kind: 'text', multiline: true, notation: verbatim },
      caution: (value) => {
        if (isBase64(String(value))) return (of) => of.kubernetes.user_data.encoded
        return Buffer.byteLength(String(value)) > 1024 ? (of) => of.kubernetes.user_data.long : undefined
      },
      encode: (value) => Buffer.from(String(value), 'utf8').toString('base64'),
      decode: (sent) => (typeof sent === 'string' ? Buffer.from(sent, 'base64').toString('utf8') : sent),
    }),
  }),
  rules: [oneCredential],
})
