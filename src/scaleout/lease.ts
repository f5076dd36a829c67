/**
 * Which process runs a job (docs/decisions/0010-leases.md). A process holds a job for a lease, renewed as long as it lives; so
 * another one takes it over no sooner than half a lease after the holder last wrote.
 */
export const usualLease = 30_000

/** A call that was written down goes out within this time or not at all: clearly before another process may take its job over. */
export const sendingWindowOf = (lease: number): number => lease / 3
