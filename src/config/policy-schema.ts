/** The shape of scaleout.yml. Every message says what to write instead. */
import ms, { type StringValue } from 'ms'
import { z } from 'zod'
import { limits } from '../../views/limits.ts'
import type { ClusterType } from '../clusters/define.ts'
import { tidy } from '../clusters/written.ts'
import type { Conditions } from '../scaleout/rules.ts'
import { emojiName } from '../slack/emoji.ts'

const { optionsPerMenu: menu, optionText: entry } = limits

/** A name that people type, and that stands in a menu. */
export const menuName = new RegExp(`^\\S{1,${entry}}$`)

const duration = z.unknown().transform((value, context) => {
  const written = typeof value === 'string' ? tidy(value) : ''
  const parsed = /^[\d.]{1,9} ?[a-z]{1,12}$/i.test(written) ? ms(written as StringValue) : undefined
  if (parsed !== undefined && parsed > 0) return parsed
  context.addIssue('write a duration such as 10s, 15m, 4h or 1d')
  return z.NEVER
})

/** Ids and words that people copy into the file: read as everywhere, without what an editor made of them. */
const text = (remedy: string, pattern = /\S/) => z.string({ error: remedy }).overwrite(tidy).regex(pattern, remedy)
const whole = (remedy: string, most = 1_000_000) => z.int({ error: remedy }).min(1, remedy).max(most, remedy)

const channelId = text(
  'write the ID of a channel, such as C0APPROVE (in Slack: channel details, at the bottom)',
  /^[CGD]\w+$/,
)
const personId = text('write the ID of a user (U0BOB) or a user group (S0SRELEADS), not a name', /^[UWS]\w+$/)
const emojiRemedy = 'write the name of an emoji, such as white_check_mark'
/** Emoji of the workspace have names in any script (docs/platforms/slack.md#emoji), all of them in lower case. */
const emoji = z
  .string({ error: ({ input }) => (typeof input === 'number' ? "put quotes around it, such as '+1'" : emojiRemedy) })
  .regex(/^:?[\p{L}\p{M}\p{N}_+'-]+:?$/u, emojiRemedy)
  .refine((name) => name === name.toLowerCase(), 'write it in lower case, as Slack names all emoji')
  .transform(emojiName)
const list = <S extends z.ZodType>(item: S, remedy: string) => z.array(item, { error: remedy })

/** What a rule of approval says. */
const rule = {
  channel: channelId.optional(),
  approvers: list(personId, 'write a list of user and user-group IDs').optional(),
  quorum: whole('write how many have to approve, 1 or more', 50).optional(),
  expires_in: duration.optional(),
  approve_with: list(emoji, 'write a list of emoji names').min(1, 'name at least one emoji').optional(),
  reject_with: list(emoji, 'write a list of emoji names').min(1, 'name at least one emoji').optional(),
}

/** A rule, and what is otherwise under conditions. */
function approvalWith(conditions: Conditions) {
  const known = Object.keys(conditions)
  const when = Object.fromEntries(Object.entries(conditions).map(([key, { schema }]) => [key, schema.optional()]))
  const conditional = z
    .strictObject({
      when: z.strictObject(when).refine(holds(1), { error: `name a condition: ${known.join(', ')}`, when: isClean }),
      ...rule,
    })
    .refine(holds(2), { error: `say what is otherwise then: ${Object.keys(rule).join(', ')}`, when: isClean })
  const keys = { ...rule, rules: list(conditional, 'write a list of rules').optional() }
  // A version that knows no condition knows no such key.
  if (known.length === 0) Reflect.deleteProperty(keys, 'rules')
  return z.strictObject(keys)
}

const holds =
  (least: number) =>
  (keys: object): boolean =>
    Object.keys(keys).length >= least
/** A key that has a fault was meant to stand there. */
const isClean = ({ issues }: { issues: readonly unknown[] }): boolean => issues.length === 0

const limit = z.strictObject({ count: whole('write a whole number, 1 or more'), per: duration })
const values = z.record(z.string(), z.unknown(), { error: 'write wire names with their values' })

const placeWith = (types: readonly ClusterType[]) => ({
  id: text('write the cluster’s ID, as the ACK console shows it', /^[\w-]{1,64}$/),
  region: text('write the cluster’s region, such as cn-hangzhou', /^[a-z0-9-]+$/),
  type: z.enum(
    types.map(({ type }) => type),
    { error: `write one of ${types.map(({ type }) => type).join(', ')}` },
  ),
  channels: list(channelId, 'write a list of channel IDs')
    .min(1, 'name a channel, or leave the key out for all')
    .optional(),
  requesters: list(personId, 'write a list of user and user-group IDs')
    .min(1, 'name somebody, or leave the key out for every full member')
    .optional(),
  defaults: values.optional(),
  choices: z
    .record(
      z.string(),
      list(
        z.union([z.string().max(entry, `is longer than the ${entry} characters of a menu entry in Slack`), z.number()]),
        'write a list of values',
      )
        .min(1, 'name at least one choice')
        .max(menu, `name at most ${menu} choices: a menu of Slack holds no more`),
    )
    .optional(),
})
const diskSizeAs = z.enum(['number', 'string'], { error: 'write number or string' }).optional()

/** Below, a busy process would lose its jobs; above, nobody goes on with those of one that is gone. */
const shortestLease = 5000
const longestLease = 600_000

const noCluster = 'name at least one cluster under `clusters:`'

const rest = {
  limits: z
    .strictObject({
      nodes_per_request: whole('write the most nodes that one request may ask for, 1 to 500', 500).optional(),
      requests_per_user: limit.optional(),
      requests_per_cluster: limit.optional(),
      calls_per_second: z
        .number({ error: 'write a number of calls a second, such as 2' })
        .gt(0, 'write more than 0')
        .max(100, 'write at most 100')
        .optional(),
    })
    .optional(),
  follow: z
    .strictObject({ first: duration.optional(), every: duration.optional(), give_up: duration.optional() })
    .optional(),
  redis: z
    .strictObject({
      prefix: text('write letters, digits, and . : _ - only', /^[\w.:-]{1,50}$/).optional(),
      accept_data_loss: z.boolean({ error: 'write true or false' }).optional(),
      lease: duration.refine((lease) => lease >= shortestLease && lease <= longestLease, 'write 5s to 10m').optional(),
    })
    .optional(),
  credentials: z
    .record(
      // A name is found again as it was written, where a cluster's defaults name it.
      z.string().regex(menuName, `write a name without spaces, at most ${entry} characters`),
      z.strictObject({ env: text('write the name of an environment variable', /^\w+$/) }),
    )
    .refine(
      (named) => Object.keys(named).length <= menu,
      `name at most ${menu} credentials: a menu of Slack holds no more`,
    )
    .optional(),
  regions: list(text('write a region, such as cn-hangzhou', /^[a-z0-9-]+$/), 'write a list of regions').optional(),
  clusters: z
    .record(z.string(), z.unknown(), { error: noCluster })
    .refine((named) => Object.keys(named).length > 0, noCluster),
}

/** The parts of the file, with the conditions that a rule of approval may name, the cluster types, and the codes of the languages. */
export function policySchema(known: {
  conditions: Conditions
  types: readonly ClusterType[]
  languages: readonly string[]
}) {
  const { conditions, types, languages } = known
  const language = z.enum(languages, { error: `write ${languages.join(' or ')}` }).optional()
  const approval = approvalWith(conditions)
  const cluster = z.strictObject({ ...placeWith(types), approval: approval.optional(), disk_size_as: diskSizeAs })
  return { approval, cluster, top: { language, approval: approval.optional(), ...rest } }
}
export type PolicySchema = ReturnType<typeof policySchema>
