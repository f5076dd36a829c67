import { z } from 'zod'
import { jobKinds } from '../scaleout/job-kinds.ts'
import type { Job } from '../scaleout/ports.ts'

/** Those of src/scaleout/job-kinds.ts, in the order in which one process begins their jobs. */
export const queueNames = ['act', 'poll', 'notify'] as const
export type QueueName = (typeof queueNames)[number]

/**
 * What the queues are called in Redis and in metrics. In a rolling update both versions take jobs from the same queues, so
 * that no two replicas run the same job at once; and an alert finds its label.
 */
export const storedNames = { act: 'do', poll: 'look', notify: 'say' } as const satisfies Record<QueueName, string>

export const queueOf = ({ kind }: Job): QueueName => jobKinds[kind].queue

const kind = z.custom<Job['kind']>((name) => typeof name === 'string' && Object.hasOwn(jobKinds, name))

/** The job that an entry of a queue stands for. Throws where it is none. */
export const jobIn = ({ name, data }: { name: string; data: unknown }): Job => ({
  kind: kind.parse(name),
  number: z.number().parse(data),
})

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
