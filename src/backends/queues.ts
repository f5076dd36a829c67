import type { Job } from '../scaleout/ports.ts'

/** What is said waits for Slack's pace, and what is looked up for the cloud's; neither may hold up what is done. */
export const lanes = ['do', 'look', 'say'] as const
export type Lane = (typeof lanes)[number]

const kinds: Readonly<Record<Job['kind'], Lane>> = {
  execute: 'do',
  expire: 'do',
  follow: 'look',
  resolve: 'look',
  tell: 'say',
}
export const laneOf = ({ kind }: Job): Lane => kinds[kind]

/** One of each lane. */
export const byLane = <T>(make: (lane: Lane) => T): Readonly<Record<Lane, T>> => ({
  do: make('do'),
  look: make('look'),
  say: make('say'),
})

/** So many jobs of a lane run beside each other in one process. */
export const atOnce = 16

/** How many jobs stand where. `waiting` are due, `delayed` not yet; one that is to run once more after it has run counts once. */
export type Depth = Readonly<
  Record<Lane, { readonly waiting: number; readonly delayed: number; readonly active: number }>
>
