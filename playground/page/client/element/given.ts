import type { Element } from '../../../slack/kit.ts'
import type { Post } from './post.ts'

/** The input block around an element; its label and its texts have these ids. */
export type Field = {
  readonly id: string
  readonly labelId: string
  readonly describedBy: string | undefined
  readonly isInvalid: boolean
  readonly isOptional: boolean
  /** Tells the app of what is done here, before anything is submitted. */
  readonly dispatches: boolean
}

/** What every element is drawn from. Its own state rules while it is on the page; `held` is only how it begins. */
export type Given = {
  readonly element: Element
  readonly post: Post
  readonly held: unknown
  /** Absent for what stands in a section, in actions or in a message. */
  readonly field: Field | undefined
}

type Attributes = {
  readonly id?: string
  readonly 'aria-label'?: string
  readonly 'aria-labelledby'?: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
  readonly 'aria-required'?: true
}

/** Name, rules and error of a control for a screen reader; `otherwise` names it where no label does. */
export function named({ field }: Given, otherwise: string): Attributes {
  if (!field) return { 'aria-label': otherwise }
  return {
    id: field.id,
    'aria-labelledby': field.labelId,
    ...(field.describedBy ? { 'aria-describedby': field.describedBy } : {}),
    ...(field.isInvalid ? { 'aria-invalid': true } : {}),
    ...(field.isOptional ? {} : { 'aria-required': true }),
  }
}

/** The same for a group of controls, which can be neither invalid nor required itself. */
export function namedGroup(given: Given, otherwise: string): Attributes {
  const { 'aria-invalid': _, 'aria-required': __, ...attributes } = named(given, otherwise)
  return attributes
}

/** The question before a deed, where this element asks one: in an input only if the app hears of the deed. */
export const confirmOf = ({ element, field }: Given): Element['confirm'] =>
  field && !field.dispatches ? undefined : element.confirm

/** The text of a plain_text member that kit.ts leaves loose, such as `placeholder`. */
export function textOf(member: unknown): string | undefined {
  if (typeof member !== 'object' || member === null || !('text' in member)) return undefined
  return typeof member.text === 'string' ? member.text : undefined
}
