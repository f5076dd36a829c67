/** A cluster's id as ids are compared. It is sent and shown as it was written. */
export type ClusterKey = string & { readonly __clusterKey: true }

/** The documents write the same id with `c` and with `C`: case tells no two clusters apart (docs/platforms/scale-out.md#request). */
export const clusterKey = (id: string): ClusterKey => id.toLowerCase() as ClusterKey
