/** By which rule a request is approved. Every condition of the policy file is defined here. */
import type { z } from 'zod'
import type { Values } from '../clusters/define.ts'
import { fromWire } from '../clusters/stored.ts'
import { toWire } from '../clusters/values.ts'
import { type FieldWords, written as inEach } from '../clusters/words/index.ts'
import type { Approval, Asked, ClusterPolicy, Condition } from './policy.ts'
import type { Request } from './record.ts'

/** A key of `when` in `approval.rules`. */
export type ConditionKind = {
  /** For docs/policy.md: when it holds, as the end of a sentence. */
  readonly about: string
  /** From what stands behind the key to the condition. */
  readonly schema: z.ZodType<Condition>
}

/** By the key of the policy file. */
export type Conditions = Readonly<Record<string, ConditionKind>>

/**
 * The conditions that a policy file may name: a key each. The schema of the file, docs/policy.md, form, submission, card and
 * recheck follow from this list.
 */
export const conditions: Conditions = {}

/**
 * A kind of condition. `schema`: what stands behind its key; the messages say what to write instead. `holds` is pure, and
 * copes with values that are missing; what it needs of a field it asks by role (`valueIn` of src/clusters/roles.ts). `says` ends
 * a sentence that begins with “because”, `more than 10 nodes are asked for`, in one language: its words are in the block
 * `conditions` of src/clusters/words.
 */
export function condition<S extends z.ZodType>(kind: {
  readonly about: string
  readonly schema: S
  readonly holds: (limit: z.output<S>, asked: Asked) => boolean
  readonly says: (limit: z.output<S>, of: FieldWords) => string
}): ConditionKind {
  const { about, schema, holds, says } = kind
  return {
    about,
    schema: schema.transform(
      (limit): Condition => ({
        limit,
        holds: (asked) => holds(limit, asked),
        says: (of) => says(limit, of),
      }),
    ),
  }
}

/** The rule for something that is asked, and the conditions for which it is not the cluster's usual one. */
export type Rule = { readonly approval: Approval; readonly because: readonly Because[] }

/** `written`: as the policy file has it, `nodes_above: 10`. */
type Because = { readonly written: string; readonly says: Condition['says'] }

/**
 * The rule by which a request is approved. Pure; form, submission, the recheck before the call and the question whether
 * today's rule is stricter ask it. Of several rules that hold, the last one that names a key wins, but no rule lowers a quorum.
 */
export const ruleFor = (asked: Asked): Rule =>
  underConditions(asked.cluster.rules.length === 0 ? asked : { ...asked, values: asSent(asked) })

function underConditions(asked: Asked): Rule {
  const { approval, rules } = asked.cluster
  const holding = rules.filter(({ when }) => [...when.values()].every(({ holds }) => holds(asked)))
  const because = new Map(
    holding.flatMap(({ when }) =>
      [...when].map(([key, { limit, says }]) => {
        const written = `${key}: ${typeof limit === 'string' ? limit : JSON.stringify(limit)}`
        return [written, { written, says }]
      }),
    ),
  )
  return {
    approval: holding.reduce((base, rule) => under(base, rule.approval), approval),
    because: [...because.values()],
  }
}

/** As they are read back from what would be sent: the same in a form as in a record, and without a password. */
function asSent({ cluster: { type, wire }, values }: Asked): Values {
  const { credential } = values
  return { ...fromWire(type, toWire(type, values, wire)), ...(credential === undefined ? {} : { credential }) }
}

/** A rule with the keys of another one that holds as well. */
const under = (base: Approval, { quorum = 0, ...keys }: Partial<Approval>): Approval => ({
  ...base,
  ...keys,
  quorum: Math.max(base.quorum, quorum),
})

/** Every rule that can come to hold by itself: the usual one, and that of each set of conditions. */
export const rulesOf = ({ approval, rules }: Pick<ClusterPolicy, 'approval' | 'rules'>): readonly Approval[] => [
  approval,
  ...rules.map((rule) => under(approval, rule.approval)),
]

/** Today's rule for a request that was made earlier. It is asked as it was asked then: the hour of the call changes no rule. */
export function ruleNow(cluster: ClusterPolicy, { body, secret, by, createdAt }: Request): Rule {
  const credential = secret?.kind === 'named' ? { credential: secret.name } : {}
  return underConditions({ cluster, values: { ...fromWire(cluster.type, body), ...credential }, by, at: createdAt })
}

/** A rule as a request keeps it, with its conditions in each of the languages. `at`: when it is asked, in ms. */
export function kept(
  { approval, because }: Rule,
  askedIn: string,
  at: number,
  languages: readonly FieldWords[],
): Request['approval'] {
  const { channel, approvers, quorum, expiresIn, approveWith, rejectWith } = approval
  return {
    channel: channel ?? askedIn,
    approvers: [...approvers],
    quorum,
    expiresAt: at + expiresIn,
    approveWith: [...approveWith],
    rejectWith: [...rejectWith],
    ...(because.length > 0
      ? { because: because.map(({ written, says }) => ({ written, says: inEach(says, languages) })) }
      : {}),
  }
}

/**
 * Where today's rule asks for more than the one under which a request was approved: then the approval does not hold.
 * Gives the keys of the policy file, and the conditions that made it so; none where it holds.
 */
export function stricterIn({ approval: today, because }: Rule, { approval }: Pick<Request, 'approval'>): string[] {
  const isMissing = (from: readonly string[], all: readonly string[]): boolean => from.some((one) => !all.includes(one))
  const stricter = {
    channel: today.channel !== null && today.channel !== approval.channel,
    quorum: today.quorum > approval.quorum,
    approvers: isMissing(approval.approvers, today.approvers),
    approve_with: isMissing(approval.approveWith, today.approveWith),
  }
  const keys = Object.entries(stricter).flatMap(([key, is]) => (is ? [`approval.${key}`] : []))
  return keys.length === 0 ? [] : [...keys, ...because.map(({ written }) => written)]
}
