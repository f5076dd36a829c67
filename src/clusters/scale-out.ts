import type { ClusterType, NewNodeClues, Order, Place } from './define.ts'

/**
 * What the three cluster types of the documents have in common: one call makes their nodes
 * (docs/platforms/scale-out.md#request).
 */
export const scaleOutCluster: Pick<ClusterType, 'order' | 'taskTypes' | 'permissions' | 'isNew'> = {
  order: (body, { id }) => ({
    method: 'POST',
    path: `/api/v2/clusters/${encodeURIComponent(id)}`,
    action: 'ScaleOutCluster',
    body,
    taskIdAt: ['task_id'],
  }),
  taskTypes: ['cluster_scaleout'],
  // The documents authorize it under one name or the other (docs/platforms/scale-out.md#contradictions).
  permissions: ['cs:ScaleOutCluster', 'cs:ScaleCluster'],
  isNew: namedOrNotThereBefore,
}

/**
 * The instances that the task names; where it names none, those that the cluster did not have before the call
 * (docs/platforms/reads.md#following).
 */
function namedOrNotThereBefore(instanceId: string, { named, before }: NewNodeClues): boolean {
  return named.size > 0 ? named.has(instanceId) : before !== null && !before.has(instanceId)
}

/** Whether a call is the one that versions up to 0.1.1 knew, whatever it orders: their digests name no call. */
export function isOlderCall({ method, path, action }: Omit<Order, 'taskIdAt'>, place: Place): boolean {
  const older = scaleOutCluster.order({}, place)
  return method === older.method && path === older.path && action === older.action
}
