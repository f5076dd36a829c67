import type { ClusterType, Field, Role, Values } from './define.ts'

const inRole = (type: ClusterType, role: Role): Field | undefined => type.fields.find((field) => field.role === role)

/** How many nodes are added: every type has such a field. Throws where one has none. */
export function countField(type: ClusterType): Field {
  const field = inRole(type, 'nodeCount')
  if (!field) throw new Error(`the cluster type ${type.type} does not say how many nodes it adds`)
  return field
}

/** What holds for the field with a role, given or implied; undefined where the type has none, or nothing says. */
export function valueIn(type: ClusterType, role: Role, values: Values): unknown {
  const field = inRole(type, role)
  return field && (values[field.wire] ?? field.implied)
}

/** The password with which nodes are logged in to; undefined where the type knows none. */
export const secretField = (type: ClusterType): Field | undefined =>
  type.fields.find(({ control }) => control.kind === 'secret')

/** What logs in instead of a password; undefined where the type knows nothing of the kind. */
export const keyPairField = (type: ClusterType): Field | undefined => inRole(type, 'keyPair')

/** Members whose text goes to every node as a program. */
export const scriptFields = (type: ClusterType): Field[] => type.fields.filter(({ script }) => script)

/** The field that is filled in several times over, part by part; a form has room for one. */
export const groupField = (type: ClusterType): Field | undefined =>
  type.fields.find(({ control }) => control.kind === 'group')

/** Whether nothing can be asked of such a cluster without a password, and so without the key that seals it. */
export const needsSecretKey = (type: ClusterType): boolean =>
  secretField(type) !== undefined && keyPairField(type) === undefined

/** The wire names of all passwords, for logs that must not hold them. */
export const secretWires = (types: readonly ClusterType[]): string[] => [
  ...new Set(
    types.flatMap(({ fields }) => fields.filter(({ control }) => control.kind === 'secret')).map((one) => one.wire),
  ),
]
