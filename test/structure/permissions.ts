import { sources as ownSources, type Sources } from '../../src/cloud/sources.ts'
import type { ClusterType } from '../../src/clusters/define.ts'
import { read } from './source.ts'

/**
 * Every RAM action that the bot takes with these cluster types: its own reads, what their calls declare, and what the sources
 * of their fields read.
 */
export function permissionsNeeded(types: readonly ClusterType[], sources: Sources = ownSources): string[] {
  const reads = [...read('src/cloud/alicloud.ts').matchAll(/'(Describe\w+)'/g)].map(([, action]) => action)
  const asked = types.flatMap(({ fields }) => fields.flatMap(({ source }) => (source && sources[source]?.action) ?? []))
  const called = types.flatMap(({ permissions }) => permissions)
  return [...new Set([...called, ...[...asked, ...reads].map((action) => `cs:${action}`)])]
}
