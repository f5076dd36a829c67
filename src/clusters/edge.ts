import { z } from 'zod'
import { defineClusterType, field } from './define.ts'
import { count, imageWarning, loginPassword, oneLine, onePassword, wholeNumber } from './fields.ts'
import { ensRegion, ensType, imageId } from './ids.ts'
import { scaleOutCluster } from './scale-out.ts'
import { monthOptions } from './subscription.ts'
import { told } from './words/index.ts'

const periods = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12]
/** Later pages dropped these; the edge pages still name them (docs/platforms/scale-out.md#contradictions). */
const doubtfulPeriods = [4, 5, 7, 8, 9]
const renewals = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

/** Managed edge clusters with ENS nodes: docs/platforms/scale-out.md#edge. */
export const edge = defineClusterType({
  type: 'edge',
  label: (of) => of.edge.type,
  documents: 'www.alibabacloud.com/help/doc-detail/155067 (English) and its Chinese counterpart',
  ...scaleOutCluster,
  body: z.object({
    count,
    // One type, a string: not the array of the other two cluster types.
    worker_instance_type: field(ensType, {
      ...told((of) => of.edge.worker_instance_type),
      part: 'basic',
      control: oneLine('ens.sn1.tiny'),
    }),
    ens_region_id: field(ensRegion, {
      ...told((of) => of.edge.ens_region_id),
      part: 'basic',
      control: oneLine('cn-beijing-telecom'),
    }),
    worker_image_id: field(imageId, {
      ...told((of) => of.edge.worker_image_id),
      warning: imageWarning,
      part: 'basic',
      control: oneLine('m-…'),
    }),
    ens_internet_charge_type: field(z.enum(['BandwidthByDay', '95BandwidthByMonth']), {
      ...told((of) => of.edge.ens_internet_charge_type),
      part: 'basic',
      control: {
        kind: 'select',
        options: [
          { value: 'BandwidthByDay', label: (of) => of.options.BandwidthByDay },
          { value: '95BandwidthByMonth', label: (of) => of.options['95BandwidthByMonth'] },
        ],
      },
    }),
    worker_period: field(z.literal(periods), {
      ...told((of) => of.edge.worker_period),
      note: 'Newer documents leave these out.',
      part: 'basic',
      control: { kind: 'select', as: 'number', options: monthOptions(periods) },
      initial: 1,
      caution: (value) =>
        doubtfulPeriods.includes(Number(value)) ? (of) => of.edge.worker_period.doubtful(Number(value)) : undefined,
    }),
    login_password: loginPassword,
    worker_system_disk_size: field(z.int().min(20).max(100).multipleOf(10), {
      ...told((of) => of.edge.worker_system_disk_size),
      part: 'basic',
      control: wholeNumber,
      initial: 40,
    }),
    worker_data_disk_size: field(z.union([z.literal(0), z.int().min(20).max(200).multipleOf(10)]).optional(), {
      ...told((of) => of.edge.worker_data_disk_size),
      part: 'basic',
      control: wholeNumber,
      initial: 0,
    }),
    is_edge_worker: field(z.literal(true).optional(), {
      ...told((of) => of.edge.is_edge_worker),
      part: 'basic',
      control: { kind: 'fixed', value: true },
    }),
    worker_auto_renew: field(z.boolean(), {
      ...told((of) => of.fields.worker_auto_renew),
      part: 'advanced',
      control: { kind: 'yes_no' },
      initial: false,
    }),
    worker_auto_renew_period: field(z.literal(renewals).optional(), {
      ...told((of) => of.edge.worker_auto_renew_period),
      part: 'advanced',
      control: { kind: 'select', as: 'number', options: monthOptions(renewals) },
      initial: 1,
      when: { field: 'worker_auto_renew', is: true },
    }),
    // The edge pages give no unit; a later page says minutes (docs/platforms/scale-out.md#edge).
    timeout_mins: field(z.int().min(1).max(1440).optional(), {
      ...told((of) => of.edge.timeout_mins),
      part: 'advanced',
      control: wholeNumber,
    }),
  }),
  rules: [onePassword],
})
