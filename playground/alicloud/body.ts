import { z } from 'zod'
import type { ClusterKind } from './fleet.ts'

// The tables of docs/platforms/scale-out.md. Where two documents disagree the stricter reading
// of docs/platforms/scale-out.md#contradictions counts, so that a body accepted here is accepted by every reading.

const text = z.string().min(1)
/** Lower case, as every instance type is written; the cloud knows no other spelling. */
const ecsType = z.string().regex(/^ecs\.[a-z0-9][a-z0-9.-]*$/, 'An ECS instance type such as ecs.c5.xlarge.')
const ensType = z.string().regex(/^ens\.[a-z0-9][a-z0-9.-]*$/, 'An ENS instance type such as ens.sn1.tiny.')
const vswitch = z.string().regex(/^vsw-[!-~]+$/, 'A vSwitch ID.')
const id = z.string().regex(/^[\w.*-]+$/, 'One ID.')
const count = z.int().min(1)

// Special characters are the ASCII ones that ECS lists (docs/platforms/scale-out.md#passwords). "Three items" can be
// read as three of four classes or as all named groups; all four satisfy both
// (docs/platforms/scale-out.md#contradictions).
const password = z
  .string()
  .regex(
    /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^A-Za-z0-9])[A-Za-z0-9()`~!@#$%^&*\-_+=|{}[\]:;'<>,.?/]{8,30}$/,
    '8 to 30 characters of all four classes.',
  )

/**
 * GiB where tables say string and samples say number (docs/platforms/scale-out.md#contradictions): either form, one
 * range.
 */
const gibInEitherForm = (min: number, max: number) =>
  z
    .union([z.int(), z.string().regex(/^\d+$/)], 'A whole number of GiB, as number or as numeric string.')
    .transform(Number)
    .pipe(z.int().min(min).max(max))

const stepsOfTen = (min: number, max: number) => z.int().min(min).max(max).multipleOf(10)

const oneOf = <T extends number>(...numbers: [T, ...T[]]) => z.literal(numbers)

const credentials = { key_pair: text.optional(), login_password: password.optional() }

const billing = {
  worker_instance_charge_type: z.enum(['PrePaid', 'PostPaid']).optional(),
  worker_period: oneOf(1, 2, 3, 6, 12).optional(),
  worker_period_unit: z.literal('Month').optional(),
  worker_auto_renew: z.boolean().optional(),
  worker_auto_renew_period: oneOf(1, 2, 3, 6, 12).optional(),
}

const forbiddenTagPrefix = /^(aliyun|acs:|http:\/\/|https:\/\/)/i
const tags = z
  .array(
    z.strictObject({
      key: z
        .string()
        .min(1)
        .max(64)
        .regex(/^\S+$/, 'No spaces.')
        .refine((key) => !forbiddenTagPrefix.test(key), 'Must not start with aliyun, acs:, http:// or https://.'),
      value: z.string().max(128),
    }),
  )
  .max(20)

const place = { count, vswitch_ids: z.array(vswitch).min(1).max(3) }

const kubernetes = z
  .strictObject({
    ...place,
    ...credentials,
    ...billing,
    worker_instance_types: z.array(ecsType).min(1),
    worker_system_disk_category: z.enum(['cloud_efficiency', 'cloud_ssd', 'cloud_essd']),
    worker_system_disk_size: z.int().min(40).max(500),
    worker_data_disk: z.boolean().optional(),
    worker_data_disks: z
      .array(
        z.strictObject({
          category: z.enum(['cloud', 'cloud_efficiency', 'cloud_ssd', 'cloud_essd']).optional(),
          size: gibInEitherForm(40, 32_768).optional(),
          encrypted: z.enum(['true', 'false']).optional(),
          auto_snapshot_policy_id: id.optional(),
        }),
      )
      .optional(),
    cloud_monitor_flags: z.boolean().optional(),
    cpu_policy: z.enum(['none', 'static']).optional(),
    disable_rollback: z.boolean().optional(),
    image_id: id.or(z.literal('')).optional(),
    user_data: z.base64().optional(),
    runtime: z.strictObject({ name: text, version: text }).optional(),
    rds_instances: z.array(id).optional(),
    tags: tags.optional(),
    taints: z
      .array(
        z.strictObject({
          key: text,
          value: z.string(),
          effect: z.enum(['NoSchedule', 'NoExecute', 'PreferNoSchedule']),
        }),
      )
      .optional(),
  })
  .superRefine(oneCredential)
  .superRefine(prepaid)
  .superRefine(({ worker_data_disk, worker_data_disks = [] }, at) => {
    if (worker_data_disk === false && worker_data_disks.length > 0) {
      fault(at, 'worker_data_disk', 'It cannot be false while worker_data_disks holds disks.')
    }
  })

const sandboxed = z
  .strictObject({
    ...place,
    ...credentials,
    // Not in the tables of the sandbox pages, but in their samples; the rules of Kubernetes are assumed
    // (docs/platforms/scale-out.md#sandboxed).
    ...billing,
    worker_instance_types: z
      .array(z.enum(['ecs.ebmg5s.24xlarge', 'ecs.ebmc5s.24xlarge', 'ecs.ebmgn6i.24xlarge']))
      .min(1),
    worker_data_disk: z.literal(true),
    // Both pages: strictly greater than 200, although their samples send 200.
    worker_data_disk_size: gibInEitherForm(201, 32_768),
    worker_data_disk_category: z.enum(['cloud_efficiency', 'cloud_ssd', 'cloud']).optional(),
    worker_system_disk_category: z.enum(['cloud_efficiency', 'cloud_ssd']).optional(),
    worker_system_disk_size: z.int().min(20).max(500).optional(),
    tags: tags.optional(),
    disable_rollback: z.boolean().optional(),
  })
  .superRefine(oneCredential)
  .superRefine(prepaid)

const edge = z
  .strictObject({
    count,
    worker_instance_type: ensType,
    ens_region_id: text,
    worker_image_id: id,
    ens_internet_charge_type: z.enum(['BandwidthByDay', '95BandwidthByMonth']),
    worker_period: oneOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 12),
    login_password: password,
    worker_system_disk_size: stepsOfTen(20, 100),
    is_edge_worker: z.literal(true),
    worker_data_disk_size: z.union([z.literal(0), stepsOfTen(20, 200)], '0 or a multiple of 10 in 20–200.').optional(),
    worker_auto_renew: z.boolean().optional(),
    worker_auto_renew_period: z.int().min(1).max(12).optional(),
    timeout_mins: z.int().min(1).optional(),
  })
  .superRefine(renewal)

/** The body of ScaleOutCluster for each type of cluster. */
export const bodies = { kubernetes, sandboxed, edge } satisfies Record<ClusterKind, z.ZodType>

/** A body that passed its schema; the schemas differ, so ask with `in`. */
export type OrderBody = z.infer<(typeof bodies)[ClusterKind]>

function oneCredential(body: { key_pair?: unknown; login_password?: unknown }, at: z.RefinementCtx): void {
  const given = [body.key_pair, body.login_password].filter((value) => value !== undefined).length
  if (given === 0) fault(at, 'key_pair', 'Give either key_pair or login_password.')
  if (given === 2) fault(at, 'login_password', 'Give either key_pair or login_password, not both.')
}

type Billing = { [K in keyof typeof billing]?: z.infer<(typeof billing)[K]> }

function prepaid(body: Billing, at: z.RefinementCtx): void {
  if (body.worker_instance_charge_type !== 'PrePaid') return
  // worker_auto_renew: one page defaults it to true, another to false, so it must be said
  // (docs/platforms/scale-out.md#contradictions).
  for (const name of ['worker_period', 'worker_period_unit', 'worker_auto_renew'] as const) {
    if (body[name] === undefined) fault(at, name, 'PrePaid needs it.')
  }
  renewal(body, at)
}

function renewal(
  body: { worker_auto_renew?: boolean | undefined; worker_auto_renew_period?: number | undefined },
  at: z.RefinementCtx,
): void {
  if (body.worker_auto_renew === true && body.worker_auto_renew_period === undefined) {
    fault(at, 'worker_auto_renew_period', 'worker_auto_renew needs it.')
  }
}

function fault(at: z.RefinementCtx, member: string, message: string): void {
  at.addIssue({ code: 'custom', path: [member], message })
}
