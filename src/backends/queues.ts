import type { Job } from '../scaleout/ports.ts'

/** What is told waits for Slack's pace, and what is polled for the cloud's; neither may hold up what acts. */
export const queueNames = ['act', 'poll', 'notify'] as const
export type QueueName = (typeof queueNames)[number]

/**
 * What the queues are called in Redis and in metrics. In a rolling update both versions take jobs from the same queues, so
 * that no two replicas run the same job at once; and an alert finds its label.
 */
export const storedNames = { act: 'do', poll: 'look', notify: 'say' } as const satisfies Record<QueueName, string>

const kinds: Readonly<Record<Job['kind'], QueueName>> = {
  execute: 'act',
  expire: 'act',
  follow: 'poll',
  resolve: 'poll',
  tell: 'notify',
}
export const queueOf = ({ kind }: Job): QueueName => kinds[kind]

/** One of each queue. */
export const byQueue = <T>(make: (queue: QueueName) => T): Readonly<Record<QueueName, T>> => ({
  act: make('act'),
  poll: make('poll'),
  notify: make('notify'),
})

/** So many jobs of a queue run beside each other in one process. */
export const concurrency = 16

/** How many jobs stand where. `waiting` are due, `delayed` not yet; one that is to run once more after it has run counts once. */
export type Depth = Readonly<
  Record<QueueName, { readonly waiting: number; readonly delayed: number; readonly active: number }>
>
