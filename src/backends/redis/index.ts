import { randomUUID } from 'node:crypto'
import { type JobsOptions, Queue, Worker } from 'bullmq'
import { LRUCache } from 'lru-cache'
import { backoff } from '../../backoff.ts'
import type { Clock } from '../../clock.ts'
import { clusterKey } from '../../clusters/cluster-key.ts'
import type { RedisConfig } from '../../config/redis-url.ts'
import { type Kept, usuallyKept } from '../../scaleout/entry.ts'
import { sendingWindowOf } from '../../scaleout/lease.ts'
import type { Job } from '../../scaleout/ports.ts'
import { type Request, version } from '../../scaleout/record.ts'
import { once, readRecord, readRecords } from '../../scaleout/stored.ts'
import type { Backend, RunJob } from '../backend.ts'
import { createPace, type Rates, type Take } from '../pace.ts'
import { byQueue, concurrency, type Depth, jobIn, type QueueName, queueNames, queueOf, storedNames } from '../queues.ts'
import { blocking, connect, whenBack } from './connections.ts'
import { createDataLoss } from './data-loss.ts'
import { entriesOf, entryArgs } from './entries.ts'
import { findIn } from './find.ts'
import { created, draftArgs, saveArgs, scripts } from './scripts.ts'

/**
 * A job is given up by its record alone: however often it throws or its process dies, it runs again. That repeats no paid
 * call, which the state `calling` guards. A job that is done leaves nothing behind.
 */
const tireless: JobsOptions = {
  attempts: 1_000_000,
  backoff: { type: 'custom' },
  removeOnComplete: true,
  removeOnFail: true,
  stackTraceLimit: 1,
}

/** For so long queueing a job is tried again and again while Redis does not answer, in ms; then the sweep has done it. */
const untilSweep = 60_000
const betweenPuts = 500

/**
 * The replicated backend: one Redis for any number of processes. Throws where it cannot be reached, or does not keep what
 * it is told. `failed` hears of jobs that threw, and run again; `noticed` of Redis going away and coming back.
 */
export async function openRedis(
  deps: Rates & {
    place: RedisConfig
    clock: Clock
    failed: (job: Job, error: unknown) => void
    noticed: (what: string) => void
    kept?: Kept
  },
): Promise<Backend> {
  const { place, clock, failed, noticed, kept = usuallyKept } = deps
  const { prefix } = place
  const p = `${prefix}:`
  const redis = await connect(place, noticed)
  for (const [name, lua] of Object.entries(scripts)) redis.defineCommand(name, { lua, numberOfKeys: 0 })

  const dataLoss = createDataLoss(redis, { prefix: p, clock })
  await dataLoss.meet()
  // The keys keep their name: replicas of the version before share the pace of this one.
  const claim = async (what: string, ms: number): Promise<boolean> =>
    (await redis.set(`${p}turn:${what}`, 1, 'PX', Math.ceil(ms), 'NX')) === 'OK'
  // A key's life has whole milliseconds.
  const take: Take = (what, { each, most }, wanted, kept) =>
    redis.takeRoom(`${p}turn:${what}`, Math.ceil(each), most, wanted, kept)
  const pace = createPace(deps, take)

  const waiting = blocking(redis)
  const said = new LRUCache<string, true>({ max: 100, ttl: 60_000 })
  const complain = (error: Error): void => {
    // Which script refused it, or which job it was about, is nothing new.
    const what = error.message.replace(/ script: .*| for job \S+/, '')
    // That a connection is lost is said once, by the first.
    if (redis.status !== 'ready' || 'syscall' in error || what === 'Connection is closed.' || said.has(what)) return
    said.set(what, true)
    noticed(`BullMQ: ${what}`)
  }
  // Nobody listens to events.
  const streams = { events: { maxLen: 100 } }
  const openQueue = (queue: QueueName) =>
    new Queue(storedNames[queue], {
      connection: redis,
      prefix: `${prefix}:jobs`,
      defaultJobOptions: tireless,
      streams,
    }).on('error', complain)
  const queues = byQueue(openQueue)
  // One that fails while it looks at Redis for the first time never works.
  await Promise.all(queueNames.map((queue) => queues[queue].waitUntilReady()))
  const running: Worker[] = []

  /** Queues a job, unless it is there already. */
  const put = async (job: Job, due: number): Promise<boolean> => {
    const jobId = randomUUID()
    const delay = Math.max(0, Math.round(due - clock.now()))
    const deduplication = { id: `${job.kind}:${job.number}` }
    const added = await queues[queueOf(job)].add(job.kind, job.number, { jobId, delay, deduplication })
    return added.id === jobId
  }

  /** Now; or once more after it has run, where it is running. */
  const hurry = async (job: Job): Promise<void> => {
    const deduplication = { id: `${job.kind}:${job.number}`, keepLastIfActive: true, reschedule: true }
    await queues[queueOf(job)].add(job.kind, job.number, { deduplication })
  }

  const inHand = new Set<Promise<unknown>>()
  const held = <T>(work: Promise<T>): Promise<T> => {
    const over = (): void => void inHand.delete(work)
    inHand.add(work)
    work.then(over, over)
    return work
  }
  let draining = false
  /**
   * Not before a job is over, so that a call to hurry it meanwhile is not lost. A Redis that stands still for a moment is
   * asked again; where that goes on, the sweep does it.
   */
  const again = async (job: Job, due: number): Promise<void> => {
    for (const giveUp = clock.steady() + untilSweep; ; ) {
      try {
        await put(job, due)
        return
      } catch (error) {
        if (draining || clock.steady() >= giveUp) return noticed(`a job was not put in line: ${String(error)}`)
        const { promise, resolve } = Promise.withResolvers<void>()
        clock.after(betweenPuts, resolve)
        await promise
      }
    }
  }

  const startWorker = (queue: QueueName, run: RunJob): void => {
    const attempt = async (raw: { name: string; data: unknown }): Promise<number | null> => {
      const job = jobIn(raw)
      try {
        return (await run(job)) ?? null
      } catch (error) {
        failed(job, error)
        throw new Error('it threw, and the log says why')
      }
    }
    const worker = new Worker<unknown, number | null>(storedNames[queue], (raw) => held(attempt(raw)), {
      connection: waiting.client,
      prefix: `${prefix}:jobs`,
      concurrency: concurrency,
      lockDuration: place.lease,
      stalledInterval: place.lease / 2,
      maxStalledCount: 1_000_000,
      settings: { backoffStrategy: (attempt) => backoff('job', attempt) },
    })
    worker.on('completed', (raw, due) => void (due === null || held(again(jobIn(raw), due))))
    worker.on('error', complain)
    running.push(worker)
  }

  const depthOf = async (queue: QueueName): Promise<Depth[QueueName]> => {
    const { waiting = 0, delayed = 0, active = 0 } = await queues[queue].getJobCounts('waiting', 'delayed', 'active')
    return { waiting, delayed, active }
  }

  const drain = async (): Promise<void> => {
    draining = true
    const workers = running.splice(0)
    await Promise.all(workers.map((worker) => worker.pause(true)))
    while (inHand.size > 0) await Promise.allSettled(inHand)
    // Where Redis does not answer, what is over cannot be written down as over: it runs again, and finds nothing to do.
    const there = await redis.ping().then(waiting.live, () => false)
    await Promise.all(workers.map((worker) => worker.close(!there)))
    while (inHand.size > 0) await Promise.allSettled(inHand)
  }

  const damaged = once(noticed)
  const stored = (number: number | string): Promise<string | null> => redis.hget(`${p}request:${number}`, 'record')
  const present = async (numbers: readonly (number | string)[]): Promise<Request[]> =>
    readRecords(
      (await Promise.all(numbers.map(stored))).filter((record) => record !== null),
      damaged,
    )
  const get = async (number: number | string): Promise<Request | undefined> => {
    const record = await stored(number)
    return record === null ? undefined : readRecord(record)
  }

  return {
    pace,
    sendingWindow: sendingWindowOf(place.lease),
    create: async (draft, limits, entry) =>
      created(await redis.createRequest(p, ...draftArgs(draft, limits), ...entryArgs(entry, kept)), limits),
    get,
    byMessage: async (channel, ts) => {
      const number = await redis.hget(`${p}messages`, `${channel} ${ts}`)
      return number === null ? undefined : get(number)
    },
    save: async (request, holds, open, entry) =>
      redis.saveRequest(p, ...saveArgs(request, holds, open, entryArgs(entry, kept))),
    enter: async (entry, once = '') =>
      (await redis.enterEntry(p, entry.request ?? 0, ...entryArgs(entry, kept), once)) === 1,
    entries: (request, limit) => entriesOf(redis, p, request, limit),
    open: async (cluster) =>
      present(await redis.zrange(cluster === undefined ? `${p}open` : `${p}open:${clusterKey(cluster)}`, '0', '-1')),
    held: async () => {
      const held = await redis.hgetall(`${p}held`)
      return new Map(Object.entries(held).map(([cluster, number]) => [cluster, Number(number)]))
    },
    lastGap: dataLoss.lastGap,
    persist: dataLoss.persist,
    // For each version its own: one that is older leaves newer records out.
    claim: (what, ms) => claim(`${what}:${version}`, ms),
    find: (query) => findIn(redis, p, query, present),
    schedule: async (job, due) => {
      // A job that is early looks at its record, and is queued again for its time.
      if (due <= clock.now() || !(await put(job, due))) await hurry(job)
    },
    ensure: async (job, due) => void (await put(job, due)),
    work: async (run) => {
      for (const queue of queueNames) startWorker(queue, run)
      await Promise.all(running.map((worker) => worker.waitUntilReady()))
    },
    depth: async () => ({ act: await depthOf('act'), poll: await depthOf('poll'), notify: await depthOf('notify') }),
    onBack: (hear) => whenBack(redis, hear),
    // One that answers may still take no writes: its memory is full, or too few follow it.
    ready: async () => (await redis.set(`${p}ready`, clock.now(), 'PX', 60_000)) === 'OK',
    drain,
    close: async () => {
      await drain()
      await Promise.all(Object.values(queues).map((queue) => queue.close()))
      dataLoss.close()
      for (const client of [waiting.client, redis]) client.disconnect()
    },
  }
}
