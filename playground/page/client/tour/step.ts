import { useSyncExternalStore } from 'react'

/** What the card on show is about. */
export type Step = 'ask' | 'approve' | 'watch'

export const steps: readonly Step[] = ['ask', 'approve', 'watch']

const SEEN = 'playground.tour'

let step: Step | undefined = localStorage.getItem(SEEN) === null ? 'ask' : undefined
const watchers = new Set<() => void>()

const watch = (look: () => void): (() => void) => {
  watchers.add(look)
  return () => watchers.delete(look)
}

/** Nothing, once the tour was seen in this browser. */
export const useStep = (): Step | undefined => useSyncExternalStore(watch, () => step)

/** Shows this card; without one the tour is over, also for the next visit. */
export function showStep(next: Step | undefined): void {
  step = next
  if (next === undefined) localStorage.setItem(SEEN, 'seen')
  for (const look of watchers) look()
}
