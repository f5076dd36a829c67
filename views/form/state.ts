import { z } from 'zod'
import type { ClusterType, Field, Values } from '../../src/clusters/define.ts'
import { changed } from './field.ts'

/** What the form remembers between two clicks: Slack hands it back with every payload (3000 characters at most). */
export const formState = z.object({
  /** Where it was asked for. */
  channel: z.string(),
  cluster: z.string().nullable(),
  /** From the words after the command; a count that was typed goes on to the next cluster, too. */
  count: z.number().nullable(),
  reason: z.string(),
  advanced: z.boolean(),
  /**
   * Grows with each cluster chosen: another block id makes Slack take the new defaults
   * (docs/platforms/slack.md#view-updates).
   */
  nonce: z.number(),
  /** Data disks shown, each by a number that stays its own. */
  disks: z.array(z.number()),
  /** The highest number that a disk of this form has had. */
  lastDisk: z.number(),
  /**
   * What was filled in at the last change of a field that a source is given, by wire name, null where nothing was: the payload of
   * a menu that asks for its options does not hold it (docs/platforms/slack.md#options).
   */
  given: z.record(z.string(), z.unknown()).optional(),
})
export type FormState = z.infer<typeof formState>

/** Characters of a reason that come with the command: what Slack hands back with the form has to hold them, escaped. */
export const rememberedReason = 1000
export const actions = {
  cluster: 'cluster',
  advanced: 'advanced',
  addDisk: 'add_disk',
  removeDisk: 'remove_disk',
  changed,
} as const

/** The form's `callback_id`. */
export const formId = 'scaleout_form'

/** What a field starts with: the words after the command, the policy's default, the type's own. */
export function initialOf(field: Field, defaults: Values, remembered: FormState): unknown {
  const asked = field.role === 'nodeCount' ? remembered.count : null
  return asked ?? defaults[field.wire] ?? field.initial
}

/** Characters of `given` as JSON: together with the reason it has to fit into what Slack hands back with the form. */
const rememberedGiven = 500

/** The wire names of the fields that the sources of a type are given. */
export const givenWires = ({ fields }: ClusterType): string[] =>
  fields.flatMap(({ source, control }) =>
    [source, ...(control.kind === 'group' ? control.fields.map((part) => part.source) : [])].flatMap((one) =>
      Object.values(one?.given ?? {}),
    ),
  )

/** The form's memory of what sources are given. Where that is too long, they are asked without it. */
export function withGiven(remembered: FormState, type: ClusterType, values: Values): FormState {
  const wires = givenWires(type)
  if (wires.length === 0) return remembered
  const given = Object.fromEntries(wires.map((wire) => [wire, values[wire] ?? null]))
  const empty = Object.fromEntries(wires.map((wire) => [wire, null]))
  return { ...remembered, given: JSON.stringify(given).length > rememberedGiven ? empty : given }
}

/** What a source is given, by the names that it gives them: what is filled in, or what the form started with. */
export function givenTo(
  source: NonNullable<Field['source']>,
  offer: { readonly type: ClusterType; readonly defaults: Values },
  remembered: FormState,
): Values {
  const held = (wire: string): unknown => {
    if (remembered.given) return remembered.given[wire] ?? undefined
    const field = offer.type.fields.find((one) => one.wire === wire)
    return field && initialOf(field, offer.defaults, remembered)
  }
  return Object.fromEntries(Object.entries(source.given ?? {}).map(([name, wire]) => [name, held(wire)]))
}

/** A field's block id: its wire name; behind a nonce where another cluster's default must win. */
export function blockIdOf(wire: string, { nonce }: FormState): string {
  return nonce === 0 ? wire : `${wire}:${nonce}`
}

/** The policy's default data disks; disk `n` of the form is the n-th of them. */
export function disksIn(defaults: Values, wire: string): readonly Values[] {
  const value = defaults[wire]
  return Array.isArray(value) ? value : []
}
