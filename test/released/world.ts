import { type ClusterSeed, fleet } from '../../playground/alicloud/index.ts'
import type { PolicySource } from '../stories/policy.ts'

const seed = (name: string, index: number): ClusterSeed => ({
  id: `c${String(index).padStart(32, '0')}`,
  name,
  kind: 'kubernetes',
  region: 'cn-hangzhou',
  vswitches: ['vsw-bp1prodweb000000000h'],
  instanceType: 'ecs.c5.xlarge',
  nodes: 2,
})

const names = ['brief-0', ...Array.from({ length: 20 }, (_, index) => `web-${index}`)]

/** Clusters enough for a request each: one request at a time holds its cluster. */
export const clusters: readonly ClusterSeed[] = [...fleet, ...names.map(seed)]

/** The usual policy with these clusters; requests for `brief-0` expire soon. */
export function policyOf(source: PolicySource): void {
  const { id: _, ...like } = source.clusters['prod-web'] ?? {}
  for (const { name, id } of clusters.slice(fleet.length)) source.clusters[name] = { ...like, id }
  source.clusters['sandbox-1'] = { ...source.clusters['sandbox-1'], approval: { quorum: 2 } }
  source.clusters['brief-0'] = { ...source.clusters['brief-0'], approval: { expires_in: '5m' } }
}
