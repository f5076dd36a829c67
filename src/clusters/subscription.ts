/**
 * Pay-as-you-go or subscription: docs/platforms/scale-out.md#kubernetes; the sandbox pages name no rule of their own
 * (docs/platforms/scale-out.md#sandboxed).
 */
import { z } from 'zod'
import { field, type Option, type Words } from './define.ts'
import { asIs } from './fields.ts'

export const chargeType = field(z.enum(['PostPaid', 'PrePaid']).optional(), {
  label: { en: 'Billing', zh: '付费类型' },
  hint: { en: 'Pay-as-you-go unless you choose a subscription.', zh: '不选则为按量付费。' },
  rule: { en: 'Choose PostPaid or PrePaid.', zh: '请选择 PostPaid 或 PrePaid。' },
  part: 'advanced',
  implied: 'PostPaid',
  control: {
    kind: 'select',
    options: [
      { value: 'PostPaid', label: { en: 'PostPaid: pay-as-you-go', zh: 'PostPaid：按量付费' } },
      { value: 'PrePaid', label: { en: 'PrePaid: subscription', zh: 'PrePaid：包年包月' } },
    ],
  },
})

const months = [1, 2, 3, 6, 12]
const monthRule: Words = { en: 'Choose 1, 2, 3, 6 or 12 months.', zh: '请选择 1、2、3、6 或 12 个月。' }
const prepaid = { field: 'worker_instance_charge_type', is: 'PrePaid' } as const

/** `2` as `2 months`, to choose from; the wire takes the number. */
export const monthOptions = (of: readonly number[]): readonly Option[] =>
  of.map((n) => ({ value: String(n), label: { en: n === 1 ? '1 month' : `${n} months`, zh: `${n} 个月` } }))

/**
 * The four members that a subscription needs, and that go out with nothing else
 * (docs/platforms/scale-out.md#kubernetes).
 */
export const subscription = {
  worker_period: field(z.literal(months).optional(), {
    label: { en: 'Subscription period', zh: '购买时长' },
    rule: monthRule,
    part: 'advanced',
    control: { kind: 'select', as: 'number', options: monthOptions(months) },
    initial: 1,
    when: prepaid,
  }),
  worker_period_unit: field(z.literal('Month').optional(), {
    label: { en: 'Period unit', zh: '时长单位' },
    rule: { en: 'Choose Month: there is no other unit.', zh: '请选择 Month，目前只有这一种单位。' },
    part: 'advanced',
    control: { kind: 'select', options: [asIs('Month')] },
    initial: 'Month',
    when: prepaid,
  }),
  worker_auto_renew: field(z.boolean().optional(), {
    label: { en: 'Renew automatically', zh: '自动续费' },
    note: 'Always sent with PrePaid: the documents disagree about its default.',
    rule: { en: 'Choose yes or no.', zh: '请选择是或否。' },
    part: 'advanced',
    control: { kind: 'yes_no' },
    initial: false,
    when: prepaid,
  }),
  worker_auto_renew_period: field(z.literal(months).optional(), {
    label: { en: 'Auto-renewal period', zh: '自动续费周期' },
    rule: monthRule,
    part: 'advanced',
    control: { kind: 'select', as: 'number', options: monthOptions(months) },
    initial: 1,
    when: { field: 'worker_auto_renew', is: true },
  }),
}
