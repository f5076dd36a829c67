/**
 * Pay-as-you-go or subscription: docs/platforms/scale-out.md#kubernetes; the sandbox pages name no rule of their own
 * (docs/platforms/scale-out.md#sandboxed).
 */
import { z } from 'zod'
import { field, type Option } from './define.ts'
import { asIs } from './fields.ts'
import { told } from './words/index.ts'

export const chargeType = field(z.enum(['PostPaid', 'PrePaid']).optional(), {
  ...told((of) => of.fields.worker_instance_charge_type),
  role: 'billing',
  part: 'advanced',
  implied: 'PostPaid',
  control: {
    kind: 'select',
    options: [
      { value: 'PostPaid', label: (of) => of.options.PostPaid },
      { value: 'PrePaid', label: (of) => of.options.PrePaid },
    ],
  },
})

const months = [1, 2, 3, 6, 12]
const prepaid = { field: 'worker_instance_charge_type', is: 'PrePaid' } as const

/** `2` as `2 months`, to choose from; the wire takes the number. */
export const monthOptions = (of: readonly number[]): readonly Option[] =>
  of.map((n) => ({ value: String(n), label: (words) => words.options.months(n) }))

/**
 * The four members that a subscription needs, and that go out with nothing else
 * (docs/platforms/scale-out.md#kubernetes).
 */
export const subscription = {
  worker_period: field(z.literal(months).optional(), {
    ...told((of) => of.fields.worker_period),
    part: 'advanced',
    control: { kind: 'select', as: 'number', options: monthOptions(months) },
    initial: 1,
    when: prepaid,
  }),
  worker_period_unit: field(z.literal('Month').optional(), {
    ...told((of) => of.fields.worker_period_unit),
    part: 'advanced',
    control: { kind: 'select', options: [asIs('Month')] },
    initial: 'Month',
    when: prepaid,
  }),
  worker_auto_renew: field(z.boolean().optional(), {
    ...told((of) => of.fields.worker_auto_renew),
    note: 'Always sent with PrePaid: the documents disagree about its default.',
    part: 'advanced',
    control: { kind: 'yes_no' },
    initial: false,
    when: prepaid,
  }),
  worker_auto_renew_period: field(z.literal(months).optional(), {
    ...told((of) => of.fields.worker_auto_renew_period),
    part: 'advanced',
    control: { kind: 'select', as: 'number', options: monthOptions(months) },
    initial: 1,
    when: { field: 'worker_auto_renew', is: true },
  }),
}
