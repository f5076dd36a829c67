import type { z } from 'zod'
import type { Words } from './words/index.ts'

export type { Words }

/** The code of a language, as the policy file names it and as the locale of a person begins: one of views/words. */
export type Language = string

export type Option = { readonly value: string; readonly label: Words }

/** What a text turned into, or what is wrong with it. */
export type Read = { readonly value: unknown } | { readonly fault: Words }

/** How a person writes a value that is no single word, and how it is written back. */
export type Notation = {
  /** The written text to a value; `undefined` when nothing was written. */
  readonly read: (text: string) => Read
  readonly write: (value: unknown) => string
  /** A text of the policy file, which holds values ready made, as `read` would have taken it from a form. */
  readonly clean: (text: string) => string
}

/** How a field is asked for. `fixed` and `derived` are never asked: the type fills them in. */
export type Control =
  | { readonly kind: 'number'; readonly notation: Notation }
  | { readonly kind: 'text'; readonly multiline: boolean; readonly notation: Notation; readonly placeholder?: string }
  | { readonly kind: 'select'; readonly options: readonly Option[]; readonly as?: 'number' }
  | { readonly kind: 'multi_select'; readonly options: readonly Option[] }
  | { readonly kind: 'yes_no' }
  | { readonly kind: 'secret' }
  | { readonly kind: 'group'; readonly fields: readonly Field[]; readonly most: number }
  | { readonly kind: 'fixed'; readonly value: unknown }
  | { readonly kind: 'derived'; readonly from: (values: Values) => unknown }

/** `field` takes part only while the other field has this value: then it is shown and needed, otherwise it is not sent. */
type FieldCondition = { readonly field: string; readonly is: unknown }

/**
 * `nodeCount`: how many nodes are added, a number. `keyPair`: logs in instead of a password. `billing`: how the nodes are
 * paid for. Each at most once in a type.
 */
export type Role = 'nodeCount' | 'keyPair' | 'billing'

/**
 * `from`: the name of a read in src/cloud/sources.ts. `given`: the values of the form that it is asked with, by the names that
 * the source gives them; each is the wire name of a menu of the same type, which reports every change. `search`: it is asked for
 * what is typed, with every few letters; without it one list serves them all.
 */
type SourceOf = {
  readonly from: string
  readonly given?: Readonly<Record<string, string>>
  readonly search?: true
}

export type FieldMeta = {
  readonly label: Words
  /** Shown under the input. */
  readonly hint?: Words
  /** Why it is so, where the documents leave it unclear: for docs/parameters.md, not for the form. */
  readonly note?: string
  /**
   * What is allowed, as a sentence that tells a person what to write. The answer to a violation of the schema, but for
   * those that say more of the value themselves (ids.ts).
   */
  readonly rule: Words
  readonly part: 'basic' | 'advanced'
  readonly control: Control
  /** What the form starts with when the policy names no default; in the wire's own shape. */
  readonly initial?: unknown
  readonly when?: FieldCondition
  /** What the cloud takes when the member is not sent, as the documents say; shown on the card, never sent. */
  readonly implied?: unknown
  /** Allowed, but worth a word on the card. */
  readonly caution?: (value: unknown) => Words | undefined
  /** What an approver should bear in mind when this is sent and is not what the cluster's defaults would send. */
  readonly warning?: Words
  /** What the other rooms need to find, whatever it is called on the wire. A secret is known by its control. */
  readonly role?: Role
  /** A script: the card shows how long it is and how it begins. */
  readonly script?: true
  /**
   * Where its choices come from. Advice, not a rule: in a field of text what is typed passes as well, and a menu with options
   * of its own keeps them all.
   */
  readonly source?: SourceOf
  /** The value on the wire where it differs from the one that people write. */
  readonly encode?: (value: unknown, wire: WireStyle) => unknown
  /** Undoes `encode`, in whatever style it wrote. What it cannot read stays as it is, for the schema to refuse. */
  readonly decode?: (sent: unknown) => unknown
  /** Sent when nothing was written, where the documents' samples send an empty member. */
  readonly empty?: unknown
}

/** One member of the wire body, as everything else derives from it. */
export type Field = FieldMeta & { readonly wire: string; readonly schema: z.ZodType; readonly required: boolean }

/**
 * Where the documents disagree about a JSON type, the policy file decides (docs/platforms/scale-out.md#contradictions).
 */
export type WireStyle = { readonly diskSizeAs: 'number' | 'string' }

/** Values by wire name, in the shape that people and the policy file write; secrets among them until they are sealed. */
export type Values = Readonly<Record<string, unknown>>

/** A rule over several fields; its sentence stands at the field `at`. */
export type CrossFieldRule = {
  readonly at: (values: Values) => string
  readonly broken: (values: Values) => Words | undefined
}

/** Where a cluster is. Region is the CS region, e.g. `cn-hangzhou`. */
export type Place = { readonly id: string; readonly region: string }

/**
 * The one paid call, as it goes out. `path` is encoded. `taskIdAt`: where its answer holds the id of the task, member by
 * member; it is how the answer is read, and no part of what is approved.
 */
export type Order = {
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly action: string
  readonly body: Values
  readonly taskIdAt: readonly string[]
}

/** What tells new nodes: the instances that the task names, and those from before the call, `null` where they were not read. */
export type NewNodeClues = { readonly named: ReadonlySet<string>; readonly before: ReadonlySet<string> | null }

export type ClusterType = {
  readonly type: string
  readonly label: Words
  /** The documents that it was built from, for docs/parameters.md. */
  readonly documents: string
  readonly fields: readonly Field[]
  readonly rules: readonly CrossFieldRule[]
  /**
   * The call from its members by wire name, as `toWire` makes them, in which the password may stand or not. Pure: the
   * same members give the same call, which is what people approve. The password changes nothing but the body.
   */
  readonly order: (members: Values, place: Place) => Order
  /** The types of the tasks that the call makes, as task lists name them. */
  readonly taskTypes: readonly string[]
  /** Whether an instance of the cluster is one that the call brought. */
  readonly isNew: (instanceId: string, clues: NewNodeClues) => boolean
  /** The RAM actions that the call takes, as a policy writes them: `cs:…`. */
  readonly permissions: readonly string[]
}

// zod's own registry cannot hold a type that refers back to schemas under exactOptionalPropertyTypes.
const labels = new WeakMap<z.core.$ZodType, FieldMeta>()

/** A schema with what people need to know about it. An optional schema makes an optional field. */
export function field<S extends z.ZodType>(schema: S, meta: FieldMeta): S {
  // A clone: one zod type may serve several fields.
  const own = schema.clone()
  labels.set(own, meta)
  return own
}

/** The fields of a zod object, in the order in which they were written. Throws when one was not made by `field`. */
export function fieldsOf(object: z.ZodObject): Field[] {
  return Object.entries<z.ZodType>(object.shape).map(([wire, schema]) => {
    const meta = labels.get(schema)
    if (!meta) throw new Error(`${wire} has no label: make it with field()`)
    return { ...meta, wire, schema, required: !schema.safeParse(undefined).success }
  })
}

/** A cluster type from one zod object. Form, errors, wire body, card and docs/parameters.md derive from it. */
export function defineClusterType(
  definition: Omit<ClusterType, 'fields' | 'rules'> & { body: z.ZodObject; rules?: readonly CrossFieldRule[] },
): ClusterType {
  const { body, rules = [], ...rest } = definition
  return { ...rest, fields: fieldsOf(body), rules }
}
