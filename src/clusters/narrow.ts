import { z } from 'zod'
import type { ClusterType, Control, Field, Option } from './define.ts'
import { asIs } from './fields.ts'
import { faultsOf } from './values.ts'
import { say, type Words } from './words/index.ts'

/** What the policy file allows of a field, by wire name; in the wire's own shape. */
export type Choices = Readonly<Record<string, readonly (string | number)[]>>

/** The type with some fields narrowed to the policy's choices: they become menus, and nothing else passes. */
export function narrow(type: ClusterType, choices: Choices): ClusterType {
  return { ...type, fields: type.fields.map((field) => narrowed(field, choices[field.wire])) }
}

/** The type with no more nodes than the policy allows in one request; hint and errors name that limit. */
export function limited(type: ClusterType, most: number): ClusterType {
  const schema = z.int().min(1).max(most)
  const hint: Words = (of) => of.policy.countHint(most)
  const rule: Words = (of) => of.policy.countRule(most)
  return {
    ...type,
    fields: type.fields.map((one) => (one.role === 'nodeCount' ? { ...one, schema, hint, rule } : one)),
  }
}

/** Whether a field holds a list of names, so that its choices are picked several at a time. */
function isList(field: Field): boolean {
  return (
    field.control.kind === 'multi_select' || (field.control.kind === 'text' && Array.isArray(namesIn(field.control)))
  )
}

function namesIn(control: Control & { kind: 'text' }): unknown {
  const read = control.notation.read('name')
  return 'value' in read ? read.value : undefined
}

function narrowed(field: Field, choices: readonly (string | number)[] | undefined): Field {
  if (choices === undefined) return field
  const rule: Words = (of) => of.policy.only(choices.map(String))
  const allowed = new Set<unknown>(choices)
  const schema = field.schema.refine((value) =>
    value === undefined ? true : Array.isArray(value) ? value.every((one) => allowed.has(one)) : allowed.has(value),
  )
  return { ...field, rule, schema, control: menu(field, choices) }
}

function menu(field: Field, choices: readonly (string | number)[]): Control {
  const known = 'options' in field.control ? field.control.options : []
  const options: Option[] = choices.map(
    (choice) => known.find((one) => one.value === String(choice)) ?? asIs(String(choice)),
  )
  if (isList(field)) return { kind: 'multi_select', options }
  return typeof choices[0] === 'number' ? { kind: 'select', as: 'number', options } : { kind: 'select', options }
}

/** What is wrong with choices that the field's own rule would refuse anyway; those of which the same is said, together. */
export function impossibleChoices(field: Field, choices: readonly (string | number)[]): Words[] {
  const byRule: (string | number)[] = []
  const found: Words[] = []
  for (const choice of choices) {
    const [words] = faultsOf(field, isList(field) ? [choice] : choice).values()
    if (words === field.rule) byRule.push(choice)
    else if (words) found.push(words)
  }
  if (byRule.length === 0) return found
  return [...found, (of) => of.policy.refused(byRule.map(String), say(field.rule, of))]
}
