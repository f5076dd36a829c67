import { useSyncExternalStore } from 'react'

/** What the card on show is about. */
export type Step = 'ask' | 'approve' | 'react' | 'thread' | 'watch' | 'break'

export const steps: readonly Step[] = ['ask', 'approve', 'react', 'thread', 'watch', 'break']

export type Tour = {
  readonly step: Step
  /** Gone to with a button: it stays, though what it asks for may be done already. */
  readonly byHand: boolean
  /** The newest `ts` in the channel of the story when the tour began. */
  readonly since?: string
  /** The id of whoever asked. */
  readonly asker?: string
}

const SEEN = 'playground.tour'

const first: Tour = { step: 'ask', byHand: false }

let tour: Tour | undefined = localStorage.getItem(SEEN) === null ? first : undefined
const watchers = new Set<() => void>()

const watch = (look: () => void): (() => void) => {
  watchers.add(look)
  return () => watchers.delete(look)
}

function become(next: Tour | undefined): void {
  tour = next
  for (const look of watchers) look()
}

/** Nothing, once the tour was seen in this browser. */
export const useTour = (): Tour | undefined => useSyncExternalStore(watch, () => tour)

/** What the tour remembers of the story. */
export function note(more: Pick<Tour, 'since' | 'asker'>): void {
  if (tour) become({ ...tour, ...more })
}

/** From the first card on. */
export const begin = (): void => become(first)

/** Shows this card; without one the tour is over, also for the next visit. */
export function showStep(next: Step | undefined, byHand: boolean): void {
  if (next === undefined) localStorage.setItem(SEEN, 'seen')
  become(next && tour && { ...tour, step: next, byHand })
}

export const end = (): void => showStep(undefined, true)
