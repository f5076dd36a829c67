import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'

/** How long until a moment, in ms; 0 once it is over. */
export type Waits = (moment: number, longest: number) => number

const remembered = 10_000

/**
 * Waits for moments that records hold by the wall clock, as a process that starts later has no other. A moment is translated
 * to the steady clock when this process first meets it, and only that one counts from then on: a wall clock that is set
 * neither stops what waits nor lets it come early. `longest`: for how long this wait can be at most. A moment that lies
 * further ahead was written before the clock was set back.
 *
 * Expiries are no waits: they are by the wall clock, as people were told a time of day.
 */
export function createWaits(clock: Pick<Clock, 'now' | 'steady'>): Waits {
  const over = new LRUCache<number, { at: number }>({ max: remembered })
  return (moment, longest) => {
    const known = over.get(moment)
    if (known) return Math.max(0, known.at - clock.steady())
    const left = Math.min(Math.max(0, moment - clock.now()), Math.max(0, longest))
    over.set(moment, { at: clock.steady() + left })
    return left
  }
}
