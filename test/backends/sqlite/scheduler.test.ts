import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '../../../playground/clock.ts'
import type { RunJob } from '../../../src/backends/backend.ts'
import { createScheduler, type Scheduler } from '../../../src/backends/sqlite/scheduler.ts'
import type { Job } from '../../../src/scaleout/ports.ts'

const tell = (number: number): Job => ({ kind: 'tell', number })
const start = 1_000_000

let clock: ManualClock
let worker: Scheduler
let failed: string[]
/** What ran, as `tell:1@0`: the job and the ms after the start. */
let ran: string[]

beforeEach(() => {
  clock = manualClock(start)
  failed = []
  ran = []
  worker = createScheduler({
    clock,
    failed: (job, error) => void failed.push(`${job.kind}:${job.number} ${String(error)}`),
  })
})
afterEach(() => worker.drain())

const calm = (): Promise<void> => setImmediate()
async function passes(ms: number): Promise<void> {
  clock.advance(ms)
  await calm()
}

/** Runs jobs with this, and notes each. */
const runs = (work: RunJob = async () => undefined): void =>
  worker.start((job) => {
    ran.push(`${job.kind}:${job.number}@${clock.now() - start}`)
    return work(job)
  })

/** A door that work waits behind. */
function door(): { opens: () => void; opened: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opens: resolve, opened: promise }
}

describe('the worker of one process', () => {
  it('runs a job when it is due, not before', async () => {
    runs()
    worker.schedule(tell(1), start + 1000)
    await passes(999)
    expect(ran).toEqual([])
    await passes(1)
    expect(ran).toEqual(['tell:1@1000'])
  })

  it('asks no timer to wait for longer than one can', () => {
    worker.schedule(tell(1), start + 40 * 24 * 60 * 60_000)
    expect(clock.next()).toBe(start + 2 ** 31 - 1)
  })

  it('keeps jobs that come before it starts', async () => {
    worker.schedule(tell(1), start)
    await calm()
    expect(ran).toEqual([])
    runs()
    await calm()
    expect(ran).toEqual(['tell:1@0'])
  })

  it('runs a job scheduled twice once, at the earlier time', async () => {
    runs()
    worker.schedule(tell(1), start + 5000)
    worker.schedule(tell(1), start + 1000)
    worker.schedule(tell(1), start + 9000)
    await passes(20_000)
    expect(ran).toEqual(['tell:1@20000'])
    worker.schedule(tell(2), start + 90_000)
    worker.schedule(tell(2), start + 21_000)
    await passes(1000)
    expect(ran).toEqual(['tell:1@20000', 'tell:2@21000'])
  })

  it('tells kinds and requests apart', async () => {
    runs()
    worker.schedule(tell(1), start)
    worker.schedule(tell(2), start)
    worker.schedule({ kind: 'follow', number: 1 }, start)
    await calm()
    expect(ran.sort()).toEqual(['follow:1@0', 'tell:1@0', 'tell:2@0'])
  })

  it('runs again what is scheduled while it runs, afterwards and never beside itself', async () => {
    const { opens, opened } = door()
    let inside = 0
    let most = 0
    runs(async () => {
      inside += 1
      most = Math.max(most, inside)
      await opened
      inside -= 1
      return undefined
    })
    worker.schedule(tell(1), start)
    await calm()
    worker.schedule(tell(1), start)
    await calm()
    expect(ran).toHaveLength(1)
    opens()
    await calm()
    expect(ran).toHaveLength(2)
    expect(most).toBe(1)
  })

  it('ensures a job only where there is none: one that waits keeps its time, one that runs is enough', async () => {
    const { opens, opened } = door()
    runs(() => opened.then(() => undefined))
    worker.schedule(tell(1), start + 5000)
    worker.ensure(tell(1), start)
    await passes(4999)
    expect(ran).toEqual([])
    await passes(1)
    worker.ensure(tell(1), start)
    opens()
    await calm()
    expect(ran).toEqual(['tell:1@5000'])
    worker.ensure(tell(1), start)
    await calm()
    expect(ran).toHaveLength(2)
  })

  it('runs a job again when it asks for that', async () => {
    let left = 2
    runs(async () => (left-- > 0 ? clock.now() + 1000 : undefined))
    worker.schedule(tell(1), start)
    for (let second = 0; second < 5; second++) await passes(1000)
    expect(ran).toEqual(['tell:1@1000', 'tell:1@2000', 'tell:1@3000'])
  })

  it('runs a job that throws again, each time later, a minute at most, and from the beginning after a success', async () => {
    let broken = true
    runs(async () => {
      if (broken) throw new Error('no')
      return clock.now()
    })
    worker.schedule(tell(1), start)
    await calm()
    const waits: number[] = []
    for (let times = 0; times < 9; times++) {
      const due = clock.next() ?? Number.NaN
      waits.push(Math.round((due - clock.now()) / 1000))
      await passes(due - clock.now())
    }
    for (const [times, wait] of waits.entries()) {
      const usual = Math.min(60, 2 ** times)
      expect(wait).toBeGreaterThanOrEqual(Math.floor(usual * 0.8))
      expect(wait).toBeLessThanOrEqual(Math.ceil(usual * 1.2))
    }
    expect(failed).toEqual(Array.from({ length: 10 }, () => 'tell:1 Error: no'))

    let successes = 0
    broken = false
    worker.start(async () => {
      successes += 1
      if (successes === 1) return clock.now() + 10
      throw new Error('again')
    })
    await passes(72_000)
    await passes(10)
    expect(successes).toBe(2)
    expect((clock.next() ?? 0) - clock.now()).toBeLessThanOrEqual(1200)
  })

  it('takes a sooner appointment for a job that waits after a failure', async () => {
    let times = 0
    runs(async () => {
      times += 1
      if (times < 8) throw new Error('no')
      return undefined
    })
    worker.schedule(tell(1), start)
    for (let move = 0; move < 6; move++) {
      await calm()
      await passes((clock.next() ?? 0) - clock.now())
    }
    worker.schedule(tell(1), clock.now())
    await calm()
    expect(times).toBe(8)
  })

  it('runs sixteen at once of what is said and of what is done, and neither holds the other up', async () => {
    const { opens, opened } = door()
    runs(() => opened.then(() => undefined))
    for (let number = 1; number <= 20; number++) worker.schedule(tell(number), start)
    await calm()
    expect(ran).toHaveLength(16)
    for (let number = 1; number <= 20; number++) worker.schedule({ kind: 'execute', number }, start)
    await calm()
    expect(ran.filter((one) => one.startsWith('execute'))).toHaveLength(16)
    opens()
    await calm()
    expect(new Set(ran).size).toBe(40)
  })

  it('lets what comes in go first, however many jobs are due', async () => {
    runs()
    for (let number = 1; number <= 1000; number++) worker.schedule(tell(number), start)
    await calm()
    expect(ran.length).toBeLessThan(200)
    while (ran.length < 1000) await calm()
    expect(new Set(ran).size).toBe(1000)
  })

  it('drains: waits for what runs, and begins nothing more', async () => {
    const { opens, opened } = door()
    runs(() => opened.then(() => clock.now() + 10))
    worker.schedule(tell(1), start)
    worker.schedule(tell(2), start + 1000)
    await calm()
    let drained = false
    const drain = worker.drain().then(() => {
      drained = true
    })
    await calm()
    expect(drained).toBe(false)
    opens()
    await drain
    await passes(60_000)
    expect(ran).toEqual(['tell:1@0'])
    expect(clock.next()).toBeUndefined()
  })
})
