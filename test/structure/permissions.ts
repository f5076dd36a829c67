import type { ClusterType } from '../../src/clusters/define.ts'
import { read } from './source.ts'

/** Every RAM action that the bot takes with these cluster types: its own reads, and what their calls declare. */
export function permissionsNeeded(types: readonly ClusterType[]): string[] {
  const reads = [...read('src/cloud/alicloud.ts').matchAll(/'(Describe\w+)'/g)].map(([, action]) => `cs:${action}`)
  return [...new Set([...types.flatMap(({ permissions }) => permissions), ...reads])]
}
