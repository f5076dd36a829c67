import type { ClusterType } from './define.ts'
import { edge } from './edge.ts'
import { kubernetes } from './kubernetes.ts'
import { sandboxed } from './sandboxed.ts'

/** Every cluster type that the bot knows. A fourth is a file beside these and a line here. */
export const clusterTypes: readonly ClusterType[] = [kubernetes, sandboxed, edge]

/** The type of that name, as the policy file writes it. */
export function clusterType(type: string, types = clusterTypes): ClusterType | undefined {
  return types.find((one) => one.type === type)
}
