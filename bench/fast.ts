import type { Clock } from '../playground/clock.ts'

/** Time that runs `speed` times as fast since `epoch` (ms since 1970): the same in every process that is told both. */
export function fastClock(epoch: number, speed: number): Clock {
  const now = (): number => Math.round(epoch + (performance.timeOrigin + performance.now() - epoch) * speed)
  return {
    now,
    steady: () => performance.now() * speed,
    after: (ms, fn) => {
      const timer = setTimeout(fn, ms / speed)
      return () => clearTimeout(timer)
    },
  }
}
