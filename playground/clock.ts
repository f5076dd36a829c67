/** Time as a dependency: `now` in milliseconds since 1970, `steady` in milliseconds that only grow, `after` runs `fn` once in `ms` and returns its cancellation. */
export type Clock = {
  now(): number
  steady(): number
  after(ms: number, fn: () => void): () => void
}

export const systemClock: Clock = {
  now: Date.now,
  steady: () => performance.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms)
    return () => clearTimeout(timer)
  },
}

export type ManualClock = Clock & {
  /** Moves time on by `ms`; whatever falls due meanwhile runs in order, each at its own moment. */
  advance(ms: number): void
  /** Sets the wall clock by `ms`, as a person or a time server does: `steady` and what is to come stay as they are. */
  set(ms: number): void
  /** When something falls due next, by the wall clock; undefined when nothing waits. */
  next(): number | undefined
}

/** A clock that stands still until it is told to move. */
export function manualClock(start = Date.now()): ManualClock {
  let steady = 0
  let wall = start
  let due: { at: number; fn: () => void }[] = []
  return {
    now: () => wall + steady,
    steady: () => steady,
    after(ms, fn) {
      const alarm = { at: steady + ms, fn }
      due.push(alarm)
      return () => {
        due = due.filter((other) => other !== alarm)
      }
    },
    next: () => (due.length === 0 ? undefined : wall + Math.min(...due.map((alarm) => alarm.at))),
    set(ms) {
      wall += ms
    },
    advance(ms) {
      const until = steady + ms
      for (;;) {
        const next = due.filter((alarm) => alarm.at <= until).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        due = due.filter((alarm) => alarm !== next)
        steady = Math.max(steady, next.at)
        next.fn()
      }
      steady = until
    },
  }
}

/** The same clock on a leash: `cancelAll` forgets everything that is still to come, so that a stopped playground is quiet. */
export function leashed(clock: Clock): Clock & { cancelAll(): void } {
  const pending = new Set<() => void>()
  return {
    now: () => clock.now(),
    steady: () => clock.steady(),
    after(ms, fn) {
      const stop = clock.after(ms, () => {
        pending.delete(stop)
        fn()
      })
      pending.add(stop)
      return () => {
        pending.delete(stop)
        stop()
      }
    },
    cancelAll() {
      for (const stop of pending) stop()
      pending.clear()
    },
  }
}
