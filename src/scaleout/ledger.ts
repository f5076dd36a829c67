import type { Clock } from '../clock.ts'
import type { Entry, Origin } from './entry.ts'
import { type Aside, entryOfAside, entryOfDraft, entryOfEvent, keyOf } from './entry-of.ts'
import { type Event, holdsCluster, isOpen, jobOf, next } from './lifecycle.ts'
import type { Created, Job, Jobs, Limits, Store } from './ports.ts'
import type { Draft, Request } from './record.ts'

export type Ledger = {
  open(draft: Draft, limits: Limits): Promise<Created>
  /** Applies an event, and writes down whose it was. `undefined`: it means nothing any more, or another request holds the cluster. */
  record(number: number, event: Event, source: Origin): Promise<Request | undefined>
  /** Writes down what happened and changes no record. */
  enter(aside: Aside, source: Origin): Promise<void>
  /** Writes down what was said to whom, and where channels are now: the part of a record that is no state. */
  note(
    number: number,
    change: (
      request: Request,
    ) => Partial<Pick<Request, 'projection' | 'turnedAway' | 'replied' | 'approval' | 'askedIn'>>,
  ): Promise<Request | undefined>
  get: Store['get']
  byMessage: Store['byMessage']
  find: Store['find']
  entries: Store['entries']
  lastGap: Store['lastGap']
  persist: Store['persist']
  /** Requests of the same cluster that go first: the one that holds it, and those approved earlier. */
  ahead(request: Request): Promise<Request[]>
  /** What else is known of a cluster: its open requests, and its newest thousand. */
  othersOf(request: Request): Promise<Request[]>
  /**
   * Gives every open record the job that its state calls for: at start, and every minute. One that waits keeps its time,
   * unless the request has expired by the wall clock, or `anew`: the clock was set, and no appointment means what it did.
   * Answers with these records.
   */
  sweep(anew?: boolean): Promise<Request[]>
}

/** Where many tasks are in flight, a new process reads them one after the other, and has time for what is urgent; ms. */
const betweenLooks = 1000

/**
 * Hears of every entry once it is written, and of the record that changed with it; over all replicas, of each once. A store
 * that fails after it has written, as it may where the connection breaks, is heard of by nobody.
 */
export type Recorded = (entry: Entry, change: Swapped | undefined) => void
type Swapped = { readonly before: Request; readonly after: Request }

/** Jobs that the sweep asks for beside each other: one after the other ten thousand keep a bot from being ready for seconds. */
const ensuredAtOnce = 100

/** The only writer of records. Compare-and-swap; write first, then let the job act or speak. */
export function createLedger(deps: { store: Store; jobs: Jobs; clock: Clock; recorded: Recorded }): Ledger {
  const { store, jobs, clock, recorded } = deps

  const jobFor = (request: Request): { job: Job; due: number } | undefined => {
    const kind = jobOf(request)
    const due = request.stage.state === 'awaiting' ? request.approval.expiresAt : clock.now()
    return kind ? { job: { kind, number: request.number }, due } : undefined
  }
  const schedule = async (request: Request): Promise<void> => {
    const called = jobFor(request)
    if (called) await jobs.schedule(called.job, called.due)
  }
  const tell = (request: Request): Promise<void> => jobs.schedule({ kind: 'tell', number: request.number }, clock.now())

  /** Requests that wait for a cluster are woken when it is free, and their places in the queue are told anew. */
  const wakeQueue = async (of: Request): Promise<void> => {
    for (const waiting of (await store.open(of.cluster.id)).filter((one) => waitsFor(one, of))) {
      await schedule(waiting)
      await tell(waiting)
    }
  }

  const swap = async (
    number: number,
    change: (before: Request) => Request | undefined,
    entryFor?: (change: Swapped) => Entry | undefined,
  ): Promise<Swapped | undefined> => {
    for (;;) {
      const before = await store.get(number)
      const changed = before && change(before)
      if (!before || !changed) return undefined
      const after = { ...changed, revision: before.revision + 1 }
      const entry = entryFor?.({ before, after })
      const outcome = await store.save(after, holdsCluster(after), isOpen(after), entry)
      if (outcome === 'saved') {
        if (entry) recorded(entry, { before, after })
        return { before, after }
      }
      if (outcome === 'cluster_held') return undefined
    }
  }

  return {
    open: async (draft, limits) => {
      const entry = entryOfDraft(draft)
      const created = await store.create(draft, limits, entry)
      if (created.ok) {
        if (created.isNew) recorded({ ...entry, request: created.request.number }, undefined)
        await schedule(created.request)
        await tell(created.request)
      }
      return created
    },
    record: async (number, event, source) => {
      const swapped = await swap(
        number,
        (before) => next(before, event, clock.now()),
        (swap) => entryOfEvent(event, swap, source, clock.now()),
      )
      if (!swapped) return undefined
      const { before, after } = swapped
      if (before.stage.state !== after.stage.state) await schedule(after)
      await tell(after)
      const queueMoved = before.stage.state === 'approved' || after.stage.state === 'approved'
      if (queueMoved || (holdsCluster(before) && !holdsCluster(after))) await wakeQueue(after)
      return after
    },
    enter: async (aside, source) => {
      const entry = entryOfAside(aside, source, clock.now())
      if (await store.enter(entry, keyOf(aside))) recorded(entry, undefined)
    },
    note: async (number, change) => (await swap(number, (before) => ({ ...before, ...change(before) })))?.after,
    get: store.get,
    byMessage: store.byMessage,
    find: store.find,
    entries: store.entries,
    lastGap: store.lastGap,
    persist: store.persist,
    othersOf: async ({ number, cluster }) => {
      const known = [...(await store.open(cluster.id)), ...(await store.find({ cluster: cluster.id, limit: 1000 }))]
      return known.filter((one) => one.number !== number)
    },
    ahead: async (request) => (await store.open(request.cluster.id)).filter((one) => goesBefore(one, request)),
    sweep: async (anew = false) => {
      let looks = 0
      const open = await store.open()
      const implied = open.flatMap((request) => {
        const called = jobFor(request)
        const inLine = called?.job.kind === 'follow' ? betweenLooks * looks++ : 0
        const told = { job: { kind: 'tell', number: request.number } as const, due: clock.now() }
        return called ? [{ ...called, due: called.due + inLine }, told] : [told]
      })
      for (let first = 0; first < implied.length; first += ensuredAtOnce)
        await Promise.all(
          implied.slice(first, first + ensuredAtOnce).map(({ job, due }) => {
            const overdue = job.kind === 'expire' && due <= clock.now()
            return anew || overdue ? jobs.schedule(job, due) : jobs.ensure(job, due)
          }),
        )
      return open
    },
  }
}

const waitsFor = (one: Request, other: Request): boolean =>
  one.number !== other.number && one.stage.state === 'approved'

function goesBefore(one: Request, request: Request): boolean {
  if (one.number === request.number) return false
  if (holdsCluster(one)) return true
  if (one.stage.state !== 'approved' || request.stage.state !== 'approved') return false
  return one.stage.at < request.stage.at || (one.stage.at === request.stage.at && one.number < request.number)
}
