import { z } from 'zod'
import { defineClusterType, field } from './define.ts'
import {
  asIs,
  asNumber,
  count,
  disableRollback,
  diskOptions,
  keyPair,
  loginPassword,
  oneCredential,
  vswitchIds,
  wholeNumber,
} from './fields.ts'
import { tagsOrNone } from './labels.ts'
import { scaleOutCluster } from './scale-out.ts'
import { chargeType, subscription } from './subscription.ts'

/** The three bare-metal types that the sandbox runtime knows (docs/platforms/scale-out.md#sandboxed). */
const bareMetal = ['ecs.ebmg5s.24xlarge', 'ecs.ebmc5s.24xlarge', 'ecs.ebmgn6i.24xlarge'] as const
const dataCategories = ['cloud_efficiency', 'cloud_ssd', 'cloud'] as const
const systemCategories = ['cloud_efficiency', 'cloud_ssd'] as const

/** Sandboxed-container clusters: docs/platforms/scale-out.md#sandboxed. */
export const sandboxed = defineClusterType({
  type: 'sandboxed',
  label: { en: 'Sandboxed-container cluster', zh: '安全沙箱容器集群' },
  documents: 'help.aliyun.com/document_detail/167991 (Chinese), in an old and in a newer version',
  ...scaleOutCluster,
  body: z.object({
    count,
    worker_instance_types: field(z.array(z.enum(bareMetal)).min(1).max(3), {
      label: { en: 'Instance types', zh: '实例规格' },
      hint: { en: 'Bare-metal types that can run sandboxed containers.', zh: '支持安全沙箱的弹性裸金属规格。' },
      rule: { en: `Choose from ${bareMetal.join(', ')}.`, zh: `请从 ${bareMetal.join('、')} 中选择。` },
      part: 'basic',
      control: { kind: 'multi_select', options: bareMetal.map(asIs) },
    }),
    vswitch_ids: vswitchIds,
    key_pair: keyPair,
    login_password: loginPassword,
    // Sandboxed containers live on the data disk: the flag is never false (docs/platforms/scale-out.md#sandboxed).
    worker_data_disk: field(z.literal(true).optional(), {
      label: { en: 'Data disk attached', zh: '挂载数据盘' },
      rule: { en: 'Always true for sandboxed containers.', zh: '安全沙箱场景下必须为 true。' },
      part: 'basic',
      control: { kind: 'fixed', value: true },
    }),
    // The pages say "more than 200" and show 200; the rule wins (docs/platforms/scale-out.md#contradictions).
    worker_data_disk_size: field(z.int().gt(200).max(32768), {
      label: { en: 'Data disk size (GiB)', zh: '数据盘大小（GiB）' },
      hint: { en: 'More than 200; 200 itself is refused.', zh: '必须大于 200，不能等于 200。' },
      note: 'The documents’ rule says more than 200, their sample sends 200: the rule holds.',
      rule: {
        en: 'Enter a whole number of GiB greater than 200, at most 32768.',
        zh: '请填写大于 200、不超过 32768 的整数，单位 GiB。',
      },
      part: 'basic',
      control: wholeNumber,
      initial: 240,
      encode: (value, { diskSizeAs }) => (diskSizeAs === 'string' ? String(value) : value),
      decode: asNumber,
    }),
    worker_data_disk_category: field(z.enum(dataCategories).optional(), {
      label: { en: 'Data disk category', zh: '数据盘类型' },
      hint: { en: 'cloud_efficiency unless chosen.', zh: '默认为 cloud_efficiency。' },
      implied: 'cloud_efficiency',
      rule: { en: 'Choose a data disk category.', zh: '请选择数据盘类型。' },
      part: 'basic',
      control: { kind: 'select', options: dataCategories.map((category) => diskOptions[category]) },
    }),
    worker_system_disk_category: field(z.enum(systemCategories).optional(), {
      label: { en: 'System disk category', zh: '系统盘类型' },
      hint: { en: 'cloud_ssd unless chosen.', zh: '默认为 cloud_ssd。' },
      implied: 'cloud_ssd',
      rule: { en: 'Choose a system disk category.', zh: '请选择系统盘类型。' },
      part: 'advanced',
      control: { kind: 'select', options: systemCategories.map((category) => diskOptions[category]) },
    }),
    worker_system_disk_size: field(z.int().min(20).max(500).optional(), {
      label: { en: 'System disk size (GiB)', zh: '系统盘大小（GiB）' },
      hint: { en: '20 to 500, and not smaller than the image.', zh: '20～500，且不小于镜像大小。' },
      rule: { en: 'Enter a whole number of GiB from 20 to 500.', zh: '请填写 20 到 500 的整数，单位 GiB。' },
      part: 'advanced',
      control: wholeNumber,
    }),
    worker_instance_charge_type: chargeType,
    ...subscription,
    tags: tagsOrNone,
    disable_rollback: disableRollback,
  }),
  rules: [oneCredential],
})
