/**
 * Whose turn it is, in ms (docs/decisions/0009-leases.md). A process holds a job for `lease`, and again as long as it
 * lives; so another one takes the job over no sooner than half a lease after the holder last wrote. A call that was
 * written down goes out within `sendingWindow` or not at all.
 */
export const lease = 30_000
export const sendingWindow = 10_000
