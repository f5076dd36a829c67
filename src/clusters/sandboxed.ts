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
import { told } from './words/index.ts'

/** The three bare-metal types that the sandbox runtime knows (docs/platforms/scale-out.md#sandboxed). */
const bareMetal = ['ecs.ebmg5s.24xlarge', 'ecs.ebmc5s.24xlarge', 'ecs.ebmgn6i.24xlarge'] as const
const dataCategories = ['cloud_efficiency', 'cloud_ssd', 'cloud'] as const
const systemCategories = ['cloud_efficiency', 'cloud_ssd'] as const

/** Sandboxed-container clusters: docs/platforms/scale-out.md#sandboxed. */
export const sandboxed = defineClusterType({
  type: 'sandboxed',
  label: (of) => of.sandboxed.type,
  documents: 'help.aliyun.com/document_detail/167991 (Chinese), in an old and in a newer version',
  ...scaleOutCluster,
  body: z.object({
    count,
    worker_instance_types: field(z.array(z.enum(bareMetal)).min(1).max(3), {
      label: (of) => of.sandboxed.worker_instance_types.label,
      hint: (of) => of.sandboxed.worker_instance_types.hint,
      rule: (of) => of.sandboxed.worker_instance_types.rule(bareMetal),
      part: 'basic',
      control: { kind: 'multi_select', options: bareMetal.map(asIs) },
    }),
    vswitch_ids: vswitchIds,
    key_pair: keyPair,
    login_password: loginPassword,
    // Sandboxed containers live on the data disk: the flag is never false (docs/platforms/scale-out.md#sandboxed).
    worker_data_disk: field(z.literal(true).optional(), {
      ...told((of) => of.sandboxed.worker_data_disk),
      part: 'basic',
      control: { kind: 'fixed', value: true },
    }),
    // The pages say "more than 200" and show 200; the rule wins (docs/platforms/scale-out.md#contradictions).
    worker_data_disk_size: field(z.int().gt(200).max(32768), {
      ...told((of) => of.sandboxed.worker_data_disk_size),
      note: 'The documents’ rule says more than 200, their sample sends 200: the rule holds.',
      part: 'basic',
      control: wholeNumber,
      initial: 240,
      encode: (value, { diskSizeAs }) => (diskSizeAs === 'string' ? String(value) : value),
      decode: asNumber,
    }),
    worker_data_disk_category: field(z.enum(dataCategories).optional(), {
      ...told((of) => of.sandboxed.worker_data_disk_category),
      implied: 'cloud_efficiency',
      part: 'basic',
      control: { kind: 'select', options: dataCategories.map((category) => diskOptions[category]) },
    }),
    worker_system_disk_category: field(z.enum(systemCategories).optional(), {
      ...told((of) => of.sandboxed.worker_system_disk_category),
      implied: 'cloud_ssd',
      part: 'advanced',
      control: { kind: 'select', options: systemCategories.map((category) => diskOptions[category]) },
    }),
    worker_system_disk_size: field(z.int().min(20).max(500).optional(), {
      ...told((of) => of.sandboxed.worker_system_disk_size),
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
