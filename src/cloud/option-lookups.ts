import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import { type CloudOption, type OptionQuery, type Place, ReadFault } from './cloud.ts'

/** What a source has to offer, or the code of what keeps it from being read. */
export type OptionsSeen =
  | { readonly kind: 'listed'; readonly options: readonly CloudOption[] }
  | { readonly kind: 'failed'; readonly code: string }

/** A menu asks again with every few letters; in ms. */
const freshFor = 60_000

/**
 * The choices of a source for a menu that is open. Reads of one moment and one question are one, and a list stays for a minute;
 * one that failed is read again. A read that comes too late for its own menu is there for the next letter.
 */
export function createOptionLookups(deps: {
  read: (place: Place, query: OptionQuery) => Promise<readonly CloudOption[]>
  clock: Pick<Clock, 'steady'>
}): (place: Place, query: OptionQuery) => Promise<OptionsSeen> {
  const { read, clock } = deps
  const seen = new LRUCache<string, Promise<OptionsSeen>>({
    max: 100,
    ttl: freshFor,
    ttlResolution: 0,
    perf: { now: () => clock.steady() },
  })
  return (place, query) => {
    const { source, values, typed } = query
    const key = JSON.stringify([place.region, place.id, source, Object.entries(values).sort(), typed])
    const known = seen.get(key)
    if (known) return known
    const asked = read(place, query).then(
      (options): OptionsSeen => ({ kind: 'listed', options }),
      (error: unknown): OptionsSeen => {
        if (seen.peek(key) === asked) seen.delete(key)
        return { kind: 'failed', code: error instanceof ReadFault ? error.why.code : 'Unreadable' }
      },
    )
    seen.set(key, asked)
    return asked
  }
}
