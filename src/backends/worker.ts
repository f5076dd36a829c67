import type { Clock } from '../clock.ts'
import type { Job } from '../scaleout/ports.ts'
import type { RunJob } from './backend.ts'

export type Worker = {
  schedule(job: Job, due: number): void
  ensure(job: Job, due: number): void
  start(run: RunJob): void
  drain(): Promise<void>
}

/** For each lane. What is said waits for Slack's pace, and must not hold up what is done. */
const atOnce = 16
const lanes = ['do', 'say'] as const
const laneOf = ({ kind }: Job): (typeof lanes)[number] => (kind === 'tell' ? 'say' : 'do')
const keyOf = (job: Job): string => `${job.kind}:${job.number}`

/**
 * Runs the jobs of one process; of a kind and request never two at a time. Jobs live in memory: every open record
 * implies its job, so a new process finds them by sweeping. A job that throws is run again after 1, 2, 4 … 60 s.
 */
export function createWorker(deps: { clock: Clock; failed: (job: Job, error: unknown) => void }): Worker {
  const { clock, failed } = deps
  const waiting = new Map<string, { job: Job; due: number }>()
  const running = new Map<string, { job: Job; work: Promise<void> }>()
  const failures = new Map<string, number>()
  let run: RunJob | undefined
  let disarm: (() => void) | undefined
  let pumping = false

  /** Looks for due jobs in a later turn, once for however many were scheduled in this one. */
  const pumpSoon = (): void => {
    if (pumping) return
    pumping = true
    queueMicrotask(() => {
      pumping = false
      pump()
    })
  }

  const pump = (): void => {
    if (!run) return
    const now = clock.now()
    const free = [...waiting].filter(([key]) => !running.has(key)).sort(([, a], [, b]) => a.due - b.due)
    const due = lanes.flatMap((lane) => {
      const busy = [...running.values()].filter(({ job }) => laneOf(job) === lane).length
      return free.filter(([, entry]) => entry.due <= now && laneOf(entry.job) === lane).slice(0, atOnce - busy)
    })
    for (const [key, { job }] of due) {
      waiting.delete(key)
      running.set(key, { job, work: attempt(key, job, run) })
    }
    disarm?.()
    const later = free.find(([, entry]) => entry.due > now)
    disarm = later && clock.after(later[1].due - now, pumpSoon)
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
        return clock.now() + Math.min(60_000, 1000 * 2 ** times) * (0.8 + Math.random() * 0.4)
      },
    )
    running.delete(key)
    if (again !== undefined) put(job, again)
    pumpSoon()
  }

  const put = (job: Job, due: number): void => {
    const key = keyOf(job)
    waiting.set(key, { job, due: Math.min(due, waiting.get(key)?.due ?? due) })
    pumpSoon()
  }

  return {
    schedule: put,
    ensure: (job, due) => {
      if (!running.has(keyOf(job)) && !waiting.has(keyOf(job))) put(job, due)
    },
    start: (work) => {
      run = work
      pumpSoon()
    },
    drain: async () => {
      run = undefined
      disarm?.()
      while (running.size > 0) await Promise.all([...running.values()].map(({ work }) => work))
    },
  }
}
