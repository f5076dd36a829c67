/** Time, as the bot knows it. A test hands in its own, so that nothing in the project has to wait. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds since some moment, which only grow: nobody can set them, and they go on while the process is stopped. */
  steady(): number
  /** Calls `wake` once, `ms` from now; the answer takes that back. */
  after(ms: number, wake: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after: (ms, wake) => {
    // setTimeout overflows above 2^31-1 ms; a wait that long looks at the time again anyway.
    const timer = setTimeout(wake, Math.min(ms, 2 ** 31 - 1))
    return () => clearTimeout(timer)
  },
}
