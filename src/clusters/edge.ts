import { z } from 'zod'
import { defineClusterType, field } from './define.ts'
import { count, imageWarning, loginPassword, oneLine, onePassword, wholeNumber } from './fields.ts'
import { ensRegion, ensType, imageId } from './ids.ts'
import { scaleOutCluster } from './scale-out.ts'
import { monthOptions } from './subscription.ts'

const periods = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12]
/** Later pages dropped these; the edge pages still name them (docs/platforms/scale-out.md#contradictions). */
const doubtfulPeriods = [4, 5, 7, 8, 9]
const renewals = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

/** Managed edge clusters with ENS nodes: docs/platforms/scale-out.md#edge. */
export const edge = defineClusterType({
  type: 'edge',
  label: { en: 'Managed edge cluster (ENS)', zh: '边缘托管集群（ENS）' },
  documents: 'www.alibabacloud.com/help/doc-detail/155067 (English) and its Chinese counterpart',
  ...scaleOutCluster,
  body: z.object({
    count,
    // One type, a string: not the array of the other two cluster types.
    worker_instance_type: field(ensType, {
      label: { en: 'ENS instance type', zh: 'ENS 实例规格' },
      rule: {
        en: 'Enter one ENS instance type, such as ens.sn1.tiny.',
        zh: '请填写一个 ENS 实例规格，例如 ens.sn1.tiny。',
      },
      part: 'basic',
      control: oneLine('ens.sn1.tiny'),
    }),
    ens_region_id: field(ensRegion, {
      label: { en: 'ENS region', zh: 'ENS 地域' },
      hint: { en: 'Where the edge nodes are; not the cluster’s region.', zh: '边缘节点所在地域，不是集群所在地域。' },
      rule: {
        en: 'Enter one ENS region, such as cn-beijing-telecom.',
        zh: '请填写一个 ENS 地域，例如 cn-beijing-telecom。',
      },
      part: 'basic',
      control: oneLine('cn-beijing-telecom'),
    }),
    worker_image_id: field(imageId, {
      label: { en: 'Image', zh: '操作系统镜像' },
      rule: {
        en: 'Enter one ENS image ID, such as m-2QVLO2T8NYgm8CNQVg15gF.',
        zh: '请填写一个 ENS 镜像 ID，例如 m-2QVLO2T8NYgm8CNQVg15gF。',
      },
      warning: imageWarning,
      part: 'basic',
      control: oneLine('m-…'),
    }),
    ens_internet_charge_type: field(z.enum(['BandwidthByDay', '95BandwidthByMonth']), {
      label: { en: 'Bandwidth billing', zh: '带宽计费方式' },
      hint: {
        en: 'For the account’s first ENS purchase only; later ones keep its method.',
        zh: '仅在账号首次购买 ENS 时生效，之后沿用首次的计费方式。',
      },
      rule: { en: 'Choose BandwidthByDay or 95BandwidthByMonth.', zh: '请选择 BandwidthByDay 或 95BandwidthByMonth。' },
      part: 'basic',
      control: {
        kind: 'select',
        options: [
          { value: 'BandwidthByDay', label: { en: 'BandwidthByDay: daily peak', zh: 'BandwidthByDay：日峰值带宽' } },
          {
            value: '95BandwidthByMonth',
            label: { en: '95BandwidthByMonth: monthly 95th percentile', zh: '95BandwidthByMonth：月 95 峰值带宽' },
          },
        ],
      },
    }),
    worker_period: field(z.literal(periods), {
      label: { en: 'Subscription period', zh: '购买时长' },
      hint: {
        en: 'Alibaba Cloud may refuse 4, 5, 7, 8 and 9 months.',
        zh: '阿里云可能不接受 4、5、7、8、9 个月。',
      },
      note: 'Newer documents leave these out.',
      rule: { en: 'Choose 1 to 9 or 12 months.', zh: '请选择 1～9 或 12 个月。' },
      part: 'basic',
      control: { kind: 'select', as: 'number', options: monthOptions(periods) },
      initial: 1,
      caution: (value) =>
        doubtfulPeriods.includes(Number(value))
          ? {
              en: `Alibaba Cloud may refuse a period of ${String(value)} months.`,
              zh: `阿里云可能不接受 ${String(value)} 个月的购买时长。`,
            }
          : undefined,
    }),
    login_password: loginPassword,
    worker_system_disk_size: field(z.int().min(20).max(100).multipleOf(10), {
      label: { en: 'System disk size (GiB)', zh: '系统盘大小（GiB）' },
      hint: {
        en: 'In steps of ten from 20 to 100, and larger than the image.',
        zh: '20～100 之间 10 的倍数，且须大于镜像大小。',
      },
      rule: { en: 'Enter 20, 30, 40 … 100.', zh: '请填写 20 到 100 之间 10 的倍数。' },
      part: 'basic',
      control: wholeNumber,
      initial: 40,
    }),
    worker_data_disk_size: field(z.union([z.literal(0), z.int().min(20).max(200).multipleOf(10)]).optional(), {
      label: { en: 'Data disk size (GiB)', zh: '数据盘大小（GiB）' },
      hint: {
        en: '0 for none, or in steps of ten from 20 to 200.',
        zh: '填 0 表示不挂载，或填 20～200 之间 10 的倍数。',
      },
      rule: { en: 'Enter 0, or 20, 30, 40 … 200.', zh: '请填写 0，或 20 到 200 之间 10 的倍数。' },
      part: 'basic',
      control: wholeNumber,
      initial: 0,
    }),
    is_edge_worker: field(z.literal(true).optional(), {
      label: { en: 'Edge worker', zh: '边缘节点' },
      rule: { en: 'Always true.', zh: '必须为 true。' },
      part: 'basic',
      control: { kind: 'fixed', value: true },
    }),
    worker_auto_renew: field(z.boolean(), {
      label: { en: 'Renew automatically', zh: '自动续费' },
      rule: { en: 'Choose yes or no.', zh: '请选择是或否。' },
      part: 'advanced',
      control: { kind: 'yes_no' },
      initial: false,
    }),
    worker_auto_renew_period: field(z.literal(renewals).optional(), {
      label: { en: 'Auto-renewal period', zh: '自动续费周期' },
      rule: { en: 'Choose 1 to 12 months.', zh: '请选择 1～12 个月。' },
      part: 'advanced',
      control: { kind: 'select', as: 'number', options: monthOptions(renewals) },
      initial: 1,
      when: { field: 'worker_auto_renew', is: true },
    }),
    // The edge pages give no unit; a later page says minutes (docs/platforms/scale-out.md#edge).
    timeout_mins: field(z.int().min(1).max(1440).optional(), {
      label: { en: 'Time-out (minutes)', zh: '超时时间（分钟）' },
      rule: { en: 'Enter a whole number of minutes from 1 to 1440.', zh: '请填写 1 到 1440 的整数，单位分钟。' },
      part: 'advanced',
      control: wholeNumber,
    }),
  }),
  rules: [onePassword],
})
