import { backoff } from '../../backoff.ts'
import type { Clock } from '../../clock.ts'
import type { Job } from '../../scaleout/ports.ts'
import type { RunJob } from '../backend.ts'
import { byQueue, concurrency, type Depth, type QueueName, queueNames, queueOf } from '../queues.ts'

export type Scheduler = {
  schedule(job: Job, due: number): void
  ensure(job: Job, due: number): void
  start(run: RunJob): void
  depth(): Depth
  drain(): Promise<void>
}

const keyOf = (job: Job): string => `${job.kind}:${job.number}`

/** Jobs that never wait for anything must not keep the process from what comes in: after so many, other work goes first. */
const inOneBatch = 64

/** Node's timers hold no more, and go off at once instead. A job that is early asks to be run again at its time. */
const longestWait = 2 ** 31 - 1

/**
 * Runs the jobs of one process; of a kind and request never two at a time. Jobs live in memory: every open record
 * implies its job, so a new process finds them by sweeping. A job that throws is run again after 1, 2, 4 … 60 s.
 * What it costs to find the next one does not depend on how many wait for their time.
 */
export function createScheduler(deps: { clock: Clock; failed: (job: Job, error: unknown) => void }): Scheduler {
  const { clock, failed } = deps
  const later = new Map<string, { job: Job; due: number; disarm: () => void }>()
  const due = byQueue(() => new Map<string, Job>())
  const running = byQueue(() => new Map<string, Promise<void>>())
  const failures = new Map<string, number>()
  let run: RunJob | undefined
  let pumping = false
  let started = 0

  /** Looks for due jobs later, once for however many were scheduled at a time. */
  const pumpSoon = (): void => {
    if (pumping) return
    pumping = true
    const pumpNow = (): void => {
      pumping = false
      pump()
    }
    if (started < inOneBatch) queueMicrotask(pumpNow)
    else {
      started = 0
      setImmediate(pumpNow)
    }
  }

  const pump = (): void => {
    for (const queue of queueNames)
      for (const [key, job] of due[queue]) {
        if (!run || running[queue].size >= concurrency) break
        if (running[queue].has(key)) continue
        due[queue].delete(key)
        started += 1
        running[queue].set(key, attempt(key, job, run))
      }
  }

  const attempt = async (key: string, job: Job, work: RunJob): Promise<void> => {
    const again = await work(job).then(
      (due) => {
        failures.delete(key)
        return due
      },
      (error: unknown) => {
        failed(job, error)
        const times = failures.get(key) ?? 0
        failures.set(key, times + 1)
        return clock.now() + backoff('job', times + 1)
      },
    )
    running[queueOf(job)].delete(key)
    if (again !== undefined) put(job, again)
    pumpSoon()
  }

  const put = (job: Job, at: number): void => {
    const key = keyOf(job)
    const known = later.get(key)
    // Timers go by the steady clock: an appointment that was made before the wall clock was set is kept as it was meant.
    const wait = at - clock.now()
    const steadily = clock.steady() + wait
    if (due[queueOf(job)].has(key) || (known && known.due <= steadily)) return
    known?.disarm()
    later.delete(key)
    if (wait <= 0) {
      due[queueOf(job)].set(key, job)
      pumpSoon()
      return
    }
    const disarm = clock.after(Math.min(wait, longestWait), () => {
      later.delete(key)
      due[queueOf(job)].set(key, job)
      pumpSoon()
    })
    later.set(key, { job, due: steadily, disarm })
  }

  const depthOf = (queue: QueueName): Depth[QueueName] => {
    const inLine = (keys: Iterable<string>): number => [...keys].filter((key) => !running[queue].has(key)).length
    const delayed = [...later].filter(([, { job }]) => queueOf(job) === queue).map(([key]) => key)
    return { waiting: inLine(due[queue].keys()), delayed: inLine(delayed), active: running[queue].size }
  }

  return {
    schedule: put,
    depth: () => byQueue(depthOf),
    ensure: (job, at) => {
      const known = [running[queueOf(job)], due[queueOf(job)], later].some((place) => place.has(keyOf(job)))
      if (!known) put(job, at)
    },
    start: (work) => {
      run = work
      pumpSoon()
    },
    drain: async () => {
      run = undefined
      const inHand = (): Promise<void>[] => queueNames.flatMap((queue) => [...running[queue].values()])
      while (inHand().length > 0) await Promise.all(inHand())
      for (const { disarm } of later.values()) disarm()
    },
  }
}
