import type { Job } from '../scaleout/ports.ts'

/** What is said waits for Slack's pace, and must not hold up what is done. */
export const lanes = ['do', 'say'] as const
export type Lane = (typeof lanes)[number]
export const laneOf = ({ kind }: Job): Lane => (kind === 'tell' ? 'say' : 'do')

/** So many jobs of a lane run beside each other in one process. */
export const atOnce = 16

/** How many jobs stand where. `waiting` are due, `delayed` not yet; one that is to run once more after it has run counts once. */
export type Depth = Readonly<
  Record<Lane, { readonly waiting: number; readonly delayed: number; readonly active: number }>
>
