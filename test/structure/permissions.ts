import { sources as ownSources, type Sources } from '../../src/cloud/sources.ts'
import type { ClusterType, Field } from '../../src/clusters/define.ts'
import { read } from './source.ts'

/** The fields of a type, those inside its groups too. */
export const allFields = ({ fields }: ClusterType): Field[] =>
  fields.flatMap((field) => [field, ...(field.control.kind === 'group' ? field.control.fields : [])])

/**
 * Every RAM action that the bot takes with these cluster types: its own reads, what their calls declare, and what the sources
 * of their fields read.
 */
export function permissionsNeeded(types: readonly ClusterType[], sources: Sources = ownSources): string[] {
  const reads = [...read('src/cloud/alicloud.ts').matchAll(/'(Describe\w+)'/g)].map(([, action]) => action)
  const asked = types.flatMap((type) =>
    allFields(type).flatMap(({ source }) => (source && sources[source.from]?.permission) ?? []),
  )
  const called = types.flatMap(({ permissions }) => permissions)
  return [...new Set([...called, ...asked, ...reads.map((action) => `cs:${action}`)])]
}
