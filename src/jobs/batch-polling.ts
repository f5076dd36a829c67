import type { Clock } from '../clock.ts'
import { type Cloud, ReadFault } from '../cloud/cloud.ts'
import type { Policy } from '../scaleout/policy.ts'
import type { Jobs, Pace, Store } from '../scaleout/ports.ts'

/** What parts of the account's reads may take: lists; tasks one by one where lists tell of them; and where none does. */
const share = { lists: 1 / 4, besides: 1 / 8, alone: 0.7 }
/** A page is not read more often than this, in ms: lists lag by up to 10 s (docs/platforms/reads.md#clusters). */
const soonest = 5000
/** Whether it is a crowd by now is asked this often, in ms. */
const seldom = 60_000
/** A region that cannot be listed, or not at a fair price, is left alone so long. */
const barFor = 5 * 60_000
/** How long this process counts on what it has read: others read as well. */
const goodFor = 2 * 60_000

/** What spares reads where many tasks are in flight. What it remembers is this process's own, and decides nothing else. */
export type BatchPolling = {
  /** Begins to read a page, if there is a crowd and this page is this process's to read. Answers when to come again. */
  look(): Promise<number>
  /** How many pages are being read. */
  busy(): number
  /** For how many ms a task of this region that goes on may be left alone, so that all are read within the pace; 0 where they are few. */
  interval(region: string): number
}

type Region = { pages: number; readonly readAt: Map<number, number>; barredUntil: number }

/**
 * Up to half of the account's pace, each task is read in its own time. With more in flight, a page of a region's list
 * stands for a hundred reads: a task whose cluster is no longer `scaling` is read at once, the others rarely. The list
 * itself ends no task.
 */
export function createBatchPolling(deps: {
  store: Pick<Store, 'held' | 'claim'>
  jobs: Pick<Jobs, 'schedule'>
  policy: Policy
  cloud: Pick<Cloud, 'clusters'>
  pace: Pace
  clock: Clock
  random: () => number
  noticed: (what: string) => void
}): BatchPolling {
  const { store, jobs, policy, cloud, pace, clock, random, noticed } = deps
  const few = (pace.readsPerSecond * policy.follow.every) / 2000
  let inFlight = 0
  let warned = false
  const regions = new Map<string, Region>()
  const reading = new Set<string>()
  /** Tasks that were called to be read since their cluster was last seen scaling, and when. */
  const called = new Map<number, number>()

  /** How long so many reads take within a part of the pace; ms. */
  const time = (reads: number, part: number): number => (reads * 1000) / (pace.readsPerSecond * part)

  const regionOf = (name: string): Region => {
    const region = regions.get(name) ?? { pages: 1, readAt: new Map(), barredUntil: Number.NEGATIVE_INFINITY }
    regions.set(name, region)
    return region
  }

  /** Every page that is to be read one after the other, in an order that ends do not change; and how many are in flight in its region. */
  const pagesOf = (held: ReadonlyMap<string, number>): { name: string; page: number; there: number }[] => {
    const clusters = [...policy.clusters.values()].filter(({ key }) => held.has(key))
    const byName = [...Map.groupBy(clusters, ({ region }) => region)].sort(([a], [b]) => (a < b ? -1 : 1))
    return byName.flatMap(([name, { length: there }]) => {
      const { pages, barredUntil } = regionOf(name)
      return clock.steady() < barredUntil
        ? []
        : Array.from({ length: pages }, (_, index) => ({ name, page: index + 1, there }))
    })
  }

  const read = async (name: string, page: number, there: number): Promise<void> => {
    const region = regionOf(name)
    const bar = (): void => {
      regions.set(name, { pages: 1, readAt: new Map(), barredUntil: clock.steady() + barFor })
    }
    try {
      const { clusters, pages, skipped } = await pace.read(() => cloud.clusters(name, page))
      region.pages = pages
      // A line that cannot be read may be a cluster of ours, whose task is then not to be left alone for longer.
      if (skipped === 0) region.readAt.set(page, clock.steady())
      else region.readAt.delete(page)
      // So large a list costs more than it spares.
      if (pages > Math.max(1, there / 4)) bar()
      const held = await store.held()
      for (const { id, state } of clusters) {
        const number = held.get(id)
        if (number === undefined) continue
        if (state === 'scaling') called.delete(number)
        else await call(number)
      }
    } catch (error) {
      // Anything else says that the store is away, which others find out as well.
      if (!(error instanceof ReadFault)) return
      bar()
      if (!warned) noticed(`clusters cannot be listed, so tasks are read one by one, less often: ${error.message}`)
      warned = true
    }
  }

  /** Once: where the list is wrong for long, its tasks are read no more often than without it. */
  const call = async (number: number): Promise<void> => {
    const again = (called.get(number) ?? Number.NEGATIVE_INFINITY) + time(inFlight, share.alone)
    if (clock.steady() < again) return
    called.set(number, clock.steady())
    await jobs.schedule({ kind: 'follow', number }, clock.now())
  }

  return {
    look: async () => {
      const now = clock.now()
      const held = await store.held()
      inFlight = held.size
      if (inFlight <= few) return now + seldom
      const numbers = new Set(held.values())
      for (const number of called.keys()) if (!numbers.has(number)) called.delete(number)
      const pages = pagesOf(held)
      const slot = Math.max(time(1, share.lists), soonest / Math.max(1, pages.length))
      // Which page is next follows from the time alone, so that replicas go through the same pages.
      const slotNumber = Math.floor(now / slot)
      const next = pages[slotNumber % pages.length]
      const key = `${next?.name} ${next?.page}`
      if (next && !reading.has(key) && (await store.claim('batch polling', slot * 0.9))) {
        reading.add(key)
        void read(next.name, next.page, next.there).finally(() => reading.delete(key))
      }
      // Chance decides which process is first, so that each gets to know the lists.
      return (slotNumber + 1 + random() / 4) * slot
    },
    busy: () => reading.size,
    interval: (name) => {
      if (inFlight <= few) return 0
      const region = regions.get(name)
      const since = clock.steady() - goodFor
      const known =
        region !== undefined && [...region.readAt.values()].filter((at) => at >= since).length >= region.pages
      return known ? time(inFlight - few, share.besides) : time(inFlight, share.alone)
    },
  }
}
