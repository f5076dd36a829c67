import { setTimeout as rest } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Backend } from '../../src/backends/backend.ts'
import type { Rates as PaceRates } from '../../src/backends/pace.ts'
import type { Clock } from '../../src/clock.ts'
import type { Entry, Kept } from '../../src/scaleout/entry.ts'
import type { Job, Limits, Query } from '../../src/scaleout/ports.ts'
import { type Draft, type Request, version } from '../../src/scaleout/record.ts'
import { NewerRecord } from '../../src/scaleout/stored.ts'

/** How many of each a second, fast where a test does not say; and how many entries are kept. */
type Rates = Partial<PaceRates & { kept: Kept }>

/** One place where a backend keeps things, empty at first. */
export type Bench = {
  readonly clock: Clock
  /** Opens the backend there, again after `close` as a new process would. `failed` collects jobs that threw. */
  open(pace?: Rates): Promise<Backend>
  readonly failed: string[]
  /** Lets time pass; a backend with timers of its own really waits. */
  passes(ms: number): Promise<void>
}

export type Promised = { readonly that: string; readonly holds: (bench: Bench) => Promise<void> }

const noLimits: Limits = { perUser: null, perCluster: null }
const day = 24 * 60 * 60_000

/** A draft with a change. Its `origin` is new each time. */
let origins = 0
function draft(now: number, change: Partial<Draft> = {}): Draft {
  origins += 1
  return {
    origin: `V0FORM${origins}`,
    createdAt: now,
    by: 'U0ADA',
    language: 'en',
    askedIn: 'C0PROD',
    why: 'checkout is slow, INC-42 — 结算变慢 “<&>”',
    cluster: { name: 'prod-web', id: 'c82e6987e2961451182edacd74faf0001', region: 'cn-hangzhou', type: 'kubernetes' },
    body: { count: 3, tags: [{ key: 'tier', value: 'frontend' }], worker_data_disk: true },
    secret: { kind: 'sealed', box: 'c2VhbGVk', fingerprint: '0123456789abcdef' },
    digest: 'd'.repeat(64),
    usual: {},
    cautions: [{ en: 'Mind this.', zh: '请注意。' }],
    approval: {
      channel: 'C0PROD',
      approvers: ['S0SRELEADS'],
      quorum: 1,
      expiresAt: now + day,
      approveWith: ['white_check_mark'],
      rejectWith: ['x'],
    },
    ...change,
  }
}

const otherCluster = { name: 'edge-1', id: 'Cccfd68c474454665ace07efce9240003', region: 'cn-hangzhou', type: 'edge' }

/** A request that is awaiting approval. */
export async function created(
  backend: Backend,
  clock: Clock,
  change: Partial<Draft> = {},
  entry?: Entry,
): Promise<Request> {
  const made = await backend.create(draft(clock.now(), change), noLimits, entry)
  if (!made.ok) throw new Error(`refused: ${made.limit}`)
  return made.request
}

/** The next revision of a request, with a change. */
export const revised = (request: Request, change: Partial<Request> = {}): Request => ({
  ...request,
  ...change,
  revision: request.revision + 1,
})

const approved = (request: Request): Request =>
  revised(request, { stage: { state: 'approved', at: 1, tries: 0, notBefore: 0, waitReason: null } })

const numbers = (requests: readonly Request[]): number[] => requests.map(({ number }) => number)

/** Opens, does this, and closes, whatever comes of it. */
export const withBackend =
  (work: (backend: Backend, bench: Bench) => Promise<void>, rates: Rates = {}) =>
  async (bench: Bench): Promise<void> => {
    const backend = await bench.open(rates)
    try {
      await work(backend, bench)
    } finally {
      await backend.close()
    }
  }

const records: readonly Promised[] = [
  {
    that: 'a draft gets the next number and comes back as it was written',
    holds: withBackend(async (backend, { clock }) => {
      const first = await created(backend, clock)
      const second = await created(backend, clock)
      expect([first.number, second.number]).toEqual([1, 2])
      expect(first).toMatchObject({ revision: 1, version, stage: { state: 'awaiting' }, votes: [] })
      expect(await backend.get(1)).toEqual(first)
      expect(await backend.get(3)).toBeUndefined()
    }),
  },
  {
    that: 'a record comes back with every change that was saved',
    holds: withBackend(async (backend, { clock }) => {
      const request = await created(backend, clock)
      const vote = { by: 'U0BOB', verdict: 'approve' as const, emoji: '+1', seenAt: 5, digest: request.digest }
      const after = { ...approved(request), votes: [vote], turnedAway: ['U0GRETA'], secret: null }
      expect(await backend.save(after, false, true)).toBe('saved')
      expect(await backend.get(1)).toEqual(after)
    }),
  },
  {
    that: 'the same form sent twice makes one request, even at the same moment',
    holds: withBackend(async (backend, { clock }) => {
      const once = draft(clock.now())
      const made = await Promise.all([1, 2, 3].map(() => backend.create(once, noLimits)))
      expect(made.map((one) => one.ok && one.request.number)).toEqual([1, 1, 1])
      expect(numbers(await backend.find({ limit: 10 }))).toEqual([1])
    }),
  },
  {
    that: 'a save counts only on the revision that was read: of two at once one is stale',
    holds: withBackend(async (backend, { clock }) => {
      const request = await created(backend, clock)
      const saves = ['first', 'second'].map((why) => backend.save(revised(request, { why }), false, true))
      expect((await Promise.all(saves)).sort()).toEqual(['saved', 'stale'])
      expect((await backend.get(1))?.revision).toBe(2)
      expect(await backend.save(revised(request, { why: 'late' }), false, true)).toBe('stale')
      expect((await backend.get(1))?.why).not.toBe('late')
    }),
  },
  {
    that: 'one request at a time holds a cluster, however its id is written, and another cluster does not mind',
    holds: withBackend(async (backend, { clock }) => {
      const [one, two, other] = [
        await created(backend, clock),
        await created(backend, clock, {
          cluster: { ...draft(0).cluster, id: draft(0).cluster.id.toUpperCase(), name: 'same-cluster' },
        }),
        await created(backend, clock, { cluster: otherCluster }),
      ]
      const held = revised(one)
      expect(await backend.save(held, true, true)).toBe('saved')
      expect(await backend.save(revised(two), true, true)).toBe('cluster_held')
      expect((await backend.get(two.number))?.revision).toBe(1)
      expect(await backend.save(revised(two), false, true)).toBe('saved')
      expect(await backend.save(revised(other), true, true)).toBe('saved')
      const holders = new Map([one, other].map(({ cluster, number }) => [cluster.id.toLowerCase(), number]))
      expect(await backend.held()).toEqual(holders)
      const heldAgain = revised(held)
      expect(await backend.save(heldAgain, true, true)).toBe('saved')
      expect(await backend.save(revised(heldAgain), false, true)).toBe('saved')
      expect([...(await backend.held()).values()]).toEqual([other.number])
      expect(await backend.save(revised(revised(two)), true, true)).toBe('saved')
    }),
  },
  {
    that: 'of ten that want a cluster at the same moment exactly one gets it',
    holds: withBackend(async (backend, { clock }) => {
      const all: Request[] = []
      for (let n = 0; n < 10; n++) all.push(await created(backend, clock))
      const outcomes = await Promise.all(all.map((request) => backend.save(revised(request), true, true)))
      expect(outcomes.filter((one) => one === 'saved')).toHaveLength(1)
      expect(outcomes.filter((one) => one === 'cluster_held')).toHaveLength(9)
    }),
  },
  {
    that: 'a request that ends lets go of its cluster',
    holds: withBackend(async (backend, { clock }) => {
      const [one, two] = [await created(backend, clock), await created(backend, clock)]
      const calling = revised(one)
      await backend.save(calling, true, true)
      expect(await backend.save(revised(calling), false, false)).toBe('saved')
      expect(await backend.save(revised(two), true, true)).toBe('saved')
    }),
  },
  {
    that: 'a request is found by every message that it was shown in',
    holds: withBackend(async (backend, { clock }) => {
      const request = await created(backend, clock)
      const at = (ts: string) => ({ channel: 'C0PROD', ts, contentHash: '' })
      const first = revised(request, { projection: { ...request.projection, messages: { card: at('1.000001') } } })
      await backend.save(first, false, true)
      const messages = { card: at('1.000001'), end: at('2.000001') }
      await backend.save(revised(first, { projection: { ...request.projection, messages } }), false, true)
      expect((await backend.byMessage('C0PROD', '1.000001'))?.revision).toBe(3)
      expect((await backend.byMessage('C0PROD', '2.000001'))?.number).toBe(1)
      expect(await backend.byMessage('C0OTHER', '1.000001')).toBeUndefined()
      expect(await backend.byMessage('C0PROD', '3.000001')).toBeUndefined()
    }),
  },
  {
    that: 'open requests come oldest first, recent ones newest first and no more than were asked for',
    holds: withBackend(async (backend, { clock }) => {
      for (let n = 0; n < 12; n++) await created(backend, clock)
      const third = await backend.get(3)
      if (third) await backend.save(revised(third), false, false)
      expect(numbers(await backend.open())).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12])
      expect(numbers(await backend.find({ limit: 3 }))).toEqual([12, 11, 10])
    }),
  },
  {
    that: 'requests are found by state, cluster and person, and by all of them together, the newest first',
    holds: withBackend(async (backend, { clock }) => {
      const mine = { by: 'U0DAN', cluster: otherCluster }
      for (const change of [{}, mine, { by: 'U0DAN' }, { cluster: otherCluster }, mine])
        await created(backend, clock, change)
      const found = async (query: Partial<Query>) => numbers(await backend.find({ limit: 10, ...query }))
      expect(await found({ person: 'U0DAN' })).toEqual([5, 3, 2])
      expect(await found({ person: 'U0DAN', limit: 2 })).toEqual([5, 3])
      expect(await found({ person: 'U0' })).toEqual([])
      expect(await found({ cluster: otherCluster.id.toUpperCase() })).toEqual([5, 4, 2])
      expect(await found({ cluster: otherCluster.id, person: 'U0DAN' })).toEqual([5, 2])

      const [first, second] = [await backend.get(1), await backend.get(2)]
      if (!first || !second) throw new Error('they are gone')
      await backend.save(revised(first, { stage: { state: 'expired', at: 1 } }), false, false)
      await backend.save(approved(second), false, true)
      expect(await found({ states: ['expired'] })).toEqual([1])
      expect(await found({ states: ['approved'] })).toEqual([2])
      expect(await found({ states: ['awaiting', 'approved'] })).toEqual([5, 4, 3, 2])
      expect(await found({ states: ['awaiting', 'expired'], limit: 3 })).toEqual([5, 4, 3])
      expect(await found({ states: ['awaiting', 'approved'], cluster: otherCluster.id })).toEqual([5, 4, 2])
      expect(await found({ states: ['approved'], person: 'U0DAN', cluster: otherCluster.id })).toEqual([2])
      expect(await found({ states: [] })).toEqual([])
      expect(await found({ limit: 0 })).toEqual([])
    }),
  },
  {
    that: 'few of many are found, however far back they are',
    holds: withBackend(async (backend, { clock }) => {
      for (let n = 0; n < 250; n++) await created(backend, clock)
      const first = await backend.get(1)
      if (first) await backend.save(revised(first, { stage: { state: 'expired', at: 1 } }), false, false)
      expect(numbers(await backend.find({ states: ['expired'], limit: 1 }))).toEqual([1])
      expect(numbers(await backend.find({ states: ['expired', 'awaiting'], limit: 250 })).at(-1)).toBe(1)
    }),
  },
  {
    that: 'the open requests of one cluster are found by its id, however that is written',
    holds: withBackend(async (backend, { clock }) => {
      const [here, , over] = [
        await created(backend, clock),
        await created(backend, clock, { cluster: otherCluster }),
        await created(backend, clock),
      ]
      await backend.save(revised(over), false, false)
      expect(numbers(await backend.open(here.cluster.id.toUpperCase()))).toEqual([1])
      expect(numbers(await backend.open(otherCluster.id.toLowerCase()))).toEqual([2])
      expect(numbers(await backend.open('c0'))).toEqual([])
    }),
  },
  {
    that: 'everything is still there for the next process: records, messages, the held cluster, the next number',
    holds: async (bench) => {
      const before = await bench.open()
      const request = await created(before, bench.clock)
      const messages = { card: { channel: 'C0PROD', ts: '1.000001', contentHash: '' } }
      const holding = revised(request, { projection: { ...request.projection, messages } })
      await before.save(holding, true, true)
      await before.close()
      await withBackend(async (after) => {
        expect(await after.byMessage('C0PROD', '1.000001')).toEqual(holding)
        expect(numbers(await after.open())).toEqual([1])
        const next = await created(after, bench.clock)
        expect(next.number).toBe(2)
        expect(await after.save(revised(next), true, true)).toBe('cluster_held')
      })(bench)
    },
  },
]

/** A request as a later version of the bot would write it. */
const newer = (request: Request): Request =>
  Object.assign(revised(request), { version: version + 1, stage: { state: 'dreaming' } })

const claims: readonly Promised[] = [
  {
    that: 'a process that is alone gets every claim',
    holds: withBackend(async (backend, { passes }) => {
      expect(await backend.claim('sweep', 20)).toBe(true)
      expect(await backend.claim('catch up', 20)).toBe(true)
      expect(await backend.claim('batch polling', 20.5)).toBe(true)
      await passes(40)
      expect(await backend.claim('sweep', 20)).toBe(true)
    }),
  },
]

const versions: readonly Promised[] = [
  {
    that: 'a record of a later version is left alone: it is in no list, and whoever asks for it is told',
    holds: withBackend(async (backend, { clock }) => {
      const [one, two] = [await created(backend, clock), await created(backend, clock)]
      const messages = { card: { channel: 'C0PROD', ts: '1.000001', contentHash: '' } }
      const written = newer({ ...one, projection: { ...one.projection, messages } })
      expect(await backend.save(written, true, true)).toBe('saved')
      expect(numbers(await backend.open())).toEqual([2])
      expect(numbers(await backend.open(one.cluster.id))).toEqual([2])
      expect(numbers(await backend.find({ limit: 10 }))).toEqual([2])
      expect(numbers(await backend.find({ cluster: one.cluster.id, person: one.by, limit: 10 }))).toEqual([2])
      await expect(backend.get(1)).rejects.toThrow(NewerRecord)
      await expect(backend.byMessage('C0PROD', '1.000001')).rejects.toThrow(NewerRecord)
      expect(await backend.save(revised(one), false, true), 'nothing is written over it').toBe('stale')
      expect(await backend.save(revised(two), true, true), 'it still holds its cluster').toBe('cluster_held')
    }),
  },
]

const limits: readonly Promised[] = [
  {
    that: 'a person makes so many requests in any stretch of time, and learns when the next is free',
    holds: withBackend(async (backend, { clock }) => {
      const perUser = { perUser: { count: 2, per: 60_000 }, perCluster: null }
      const start = clock.now()
      const at = (ms: number, by = 'U0ADA') => backend.create(draft(start + ms, { by }), perUser)
      expect(await at(0)).toMatchObject({ ok: true })
      expect(await at(20_000)).toMatchObject({ ok: true })
      expect(await at(59_999)).toEqual({ ok: false, limit: 'perUser', count: 2, freeAt: start + 60_000 })
      expect(await at(30_000, 'U0DAN')).toMatchObject({ ok: true })
      expect(await at(70_000)).toMatchObject({ ok: true })
      expect(await at(70_000)).toMatchObject({ ok: false })
    }),
  },
  {
    that: 'a cluster gets so many, whoever asks and however its id is written',
    holds: withBackend(async (backend, { clock }) => {
      const perCluster = { perUser: null, perCluster: { count: 1, per: 60_000 } }
      const { cluster } = draft(0)
      const shouted = { ...cluster, id: cluster.id.toUpperCase() }
      expect(await backend.create(draft(clock.now()), perCluster)).toMatchObject({ ok: true })
      expect(await backend.create(draft(clock.now(), { by: 'U0DAN', cluster: shouted }), perCluster)).toMatchObject({
        ok: false,
        limit: 'perCluster',
        count: 1,
      })
      expect(await backend.create(draft(clock.now(), { cluster: otherCluster }), perCluster)).toMatchObject({
        ok: true,
      })
    }),
  },
  {
    that: 'a limit holds against requests made at the same moment, and refuses no form that was taken already',
    holds: withBackend(async (backend, { clock }) => {
      const perUser = { perUser: { count: 3, per: 60_000 }, perCluster: null }
      const drafts = Array.from({ length: 8 }, () => draft(clock.now()))
      const made = await Promise.all(drafts.map((one) => backend.create(one, perUser)))
      expect(made.filter(({ ok }) => ok)).toHaveLength(3)
      const taken = drafts[made.findIndex(({ ok }) => ok)]
      expect(taken && (await backend.create(taken, perUser))).toMatchObject({ ok: true })
      expect(numbers(await backend.find({ limit: 10 }))).toHaveLength(3)
    }),
  },
]

const tell = (number: number): Job => ({ kind: 'tell', number })
const nameOf = ({ kind, number }: Job): string => `${kind}:${number}`

/** Collects what runs, and tells when so many have. */
function log(): { ran: string[]; noted: (job: Job) => void; many: (count: number) => Promise<void> } {
  const ran: string[] = []
  const waiting = new Set<() => void>()
  return {
    ran,
    noted: (job) => {
      ran.push(nameOf(job))
      for (const look of [...waiting]) look()
    },
    many: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (ran.length < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
  }
}

const jobs: readonly Promised[] = [
  {
    that: 'jobs that are due run, those of another kind or request beside each other, and later ones do not yet',
    holds: withBackend(async (backend, { clock }) => {
      const { ran, noted, many } = log()
      await backend.schedule(tell(9), clock.now() + day)
      for (const job of [tell(1), tell(2), { kind: 'follow' as const, number: 1 }])
        await backend.schedule(job, clock.now())
      await backend.work(async (job) => {
        noted(job)
        return undefined
      })
      await many(3)
      expect(ran.sort()).toEqual(['follow:1', 'tell:1', 'tell:2'])
    }),
  },
  {
    that: 'an earlier time for a job that waits counts, and it runs once',
    holds: withBackend(async (backend, { clock, passes }) => {
      const { ran, noted, many } = log()
      await backend.work(async (job) => {
        noted(job)
        return undefined
      })
      await backend.schedule(tell(1), clock.now() + day)
      await backend.schedule(tell(1), clock.now())
      await many(1)
      await passes(100)
      expect(ran).toEqual(['tell:1'])
    }),
  },
  {
    that: 'a job that is scheduled while it runs, runs once more afterwards, never beside itself',
    holds: withBackend(async (backend, { clock }) => {
      const { noted, many } = log()
      const { promise: opened, resolve: opens } = Promise.withResolvers<void>()
      let inside = 0
      let most = 0
      await backend.work(async (job) => {
        inside += 1
        most = Math.max(most, inside)
        noted(job)
        await opened
        inside -= 1
        return undefined
      })
      await backend.schedule(tell(1), clock.now())
      await many(1)
      await backend.schedule(tell(1), clock.now())
      opens()
      await many(2)
      expect(most).toBe(1)
    }),
  },
  {
    that: 'to ensure a job changes nothing for one that waits',
    holds: withBackend(async (backend, { clock, passes }) => {
      const { ran, noted, many } = log()
      await backend.work(async (job) => {
        noted(job)
        return undefined
      })
      await backend.schedule(tell(1), clock.now() + day)
      await backend.ensure(tell(1), clock.now())
      await backend.ensure(tell(2), clock.now())
      await many(1)
      await passes(100)
      expect(ran).toEqual(['tell:2'])
    }),
  },
  {
    that: 'a job that asks to run again does',
    holds: withBackend(async (backend, { clock, passes }) => {
      const { noted, many } = log()
      let left = 2
      await backend.work(async (job) => {
        noted(job)
        left -= 1
        return left >= 0 ? clock.now() + 50 : undefined
      })
      await backend.schedule(tell(1), clock.now())
      for (let times = 1; times <= 3; times++) {
        await many(times)
        await passes(60)
      }
    }),
  },
  {
    that: 'a job that throws is reported and run again, and holds no other up',
    holds: withBackend(async (backend, { clock, passes, failed }) => {
      const { ran, noted, many } = log()
      await backend.work(async (job) => {
        noted(job)
        if (nameOf(job) === 'tell:1' && ran.filter((one) => one === 'tell:1').length === 1) throw new Error('not now')
        return undefined
      })
      await backend.schedule(tell(1), clock.now())
      await backend.schedule(tell(2), clock.now())
      await many(2)
      await passes(1500)
      await many(3)
      expect(failed).toEqual(['tell:1 Error: not now'])
      expect(ran.filter((one) => one === 'tell:1')).toHaveLength(2)
    }),
  },
  {
    that: 'a hundred that wait to speak and a hundred that wait to look hold up none that acts',
    holds: withBackend(async (backend, { clock }) => {
      const { promise: quiet, resolve: speaks } = Promise.withResolvers<void>()
      const { promise: acted, resolve: acts } = Promise.withResolvers<void>()
      await backend.work(async ({ kind }) => {
        if (kind === 'execute') acts()
        else await quiet
        return undefined
      })
      for (let number = 1; number <= 100; number++) {
        await backend.schedule(tell(number), clock.now())
        await backend.schedule({ kind: 'follow', number }, clock.now())
      }
      await backend.schedule({ kind: 'execute', number: 101 }, clock.now())
      await acted
      speaks()
    }),
  },
  {
    that: 'its depth counts what waits, what is delayed and what runs, each job once',
    holds: withBackend(async (backend, { clock, passes }) => {
      const { noted, many } = log()
      const { promise: opened, resolve: opens } = Promise.withResolvers<void>()
      await backend.schedule({ kind: 'expire', number: 1 }, clock.now() + day)
      for (let number = 1; number <= 18; number++) await backend.schedule(tell(number), clock.now())
      const later = { waiting: 0, delayed: 1, active: 0 }
      const none = { waiting: 0, delayed: 0, active: 0 }
      expect(await backend.depth()).toEqual({ act: later, poll: none, notify: { ...none, waiting: 18 } })
      await backend.work(async (job) => {
        noted(job)
        await opened
        return undefined
      })
      await many(16)
      for (let number = 1; number <= 18; number++) await backend.schedule(tell(number), clock.now())
      expect(await backend.depth()).toEqual({ act: later, poll: none, notify: { ...none, waiting: 2, active: 16 } })
      opens()
      await many(34)
      while ((await backend.depth()).notify.active > 0) await passes(20)
      expect(await backend.depth()).toEqual({ act: later, poll: none, notify: none })
    }),
  },
  {
    that: 'draining waits for what runs and begins nothing more',
    holds: withBackend(async (backend, { clock, passes }) => {
      const { ran, noted, many } = log()
      const { promise: opened, resolve: opens } = Promise.withResolvers<void>()
      let finished = false
      await backend.work(async (job) => {
        noted(job)
        await opened
        finished = true
        return undefined
      })
      await backend.schedule(tell(1), clock.now())
      await many(1)
      const drained = backend.drain()
      opens()
      await drained
      expect(finished).toBe(true)
      await backend.schedule(tell(2), clock.now())
      await passes(100)
      expect(ran).toEqual(['tell:1'])
    }),
  },
]

// Only that something does not come too early is asked of real time: a busy machine may make anything late.
const pace: readonly Promised[] = [
  {
    that: 'calls keep their distance, and a slow answer holds up nobody',
    holds: withBackend(
      async ({ pace: { call } }) => {
        const start = performance.now()
        const { promise: answered, resolve: answers } = Promise.withResolvers<void>()
        const slow = call(() => answered)
        const began = await Promise.all([1, 2].map(() => call(async () => performance.now() - start)))
        answers()
        await slow
        // 20 a second are 50 ms apart; timers may come a moment early.
        expect(Math.min(...began)).toBeGreaterThan(45)
        expect(Math.max(...began)).toBeGreaterThan(95)
      },
      { callsPerSecond: 20 },
    ),
  },
  {
    that: 'reads come by the second',
    holds: async (bench) => {
      const start = performance.now()
      await withBackend(
        async ({ pace: { read } }) => {
          const began = await Promise.all([1, 2, 3, 4, 5, 6].map(() => read(async () => performance.now() - start)))
          expect(Math.max(...began)).toBeGreaterThan(900)
        },
        { readsPerSecond: 5 },
      )(bench)
    },
  },
  {
    that: 'what a call answers or throws comes through, and a failure holds nobody up',
    holds: withBackend(async ({ pace: { call, read } }) => {
      await expect(call(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
      expect(await call(async () => 'accepted')).toBe('accepted')
      await expect(read(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
      expect(await read(async () => 'seen')).toBe('seen')
    }),
  },
]

const few = { most: 3, more: 1, per: 250 }
const rare = { most: 8, more: 1, per: 60_000 }

const slackPace: readonly Promised[] = [
  {
    that: 'posts keep their distance in a channel, and channels do not wait for each other',
    holds: withBackend(
      async ({ pace: { untilPost } }) => {
        const start = performance.now()
        const at = async (channel: string): Promise<number> => {
          expect(await untilPost(channel)).toBe(0)
          return performance.now() - start
        }
        await at('C0OTHER')
        const [prod, other] = [await Promise.all([at('C0PROD'), at('C0PROD')]), await at('C0WEB')]
        expect(Math.max(...prod)).toBeGreaterThan(190)
        expect(other - Math.max(...prod), 'no distance to another channel').toBeLessThan(190)
      },
      { slack: { betweenPosts: 200, edits: few, looks: few } },
    ),
  },
  {
    that: 'a post that comes while another one waits keeps its distance from that as well',
    holds: withBackend(
      async ({ pace: { untilPost } }) => {
        const start = performance.now()
        const post = async (): Promise<number> => {
          expect(await untilPost('C0PROD')).toBe(0)
          return performance.now() - start
        }
        const [first = 0, second = 0] = await Promise.all([post(), rest(150).then(post)])
        expect(second - first).toBeGreaterThan(190)
      },
      { slack: { betweenPosts: 200, edits: few, looks: few } },
    ),
  },
  {
    that: 'where many want to post in a channel, most come back, the later the more they are, and get a slot then',
    holds: withBackend(
      async ({ pace: { untilPost } }) => {
        const asked = await Promise.all(Array.from({ length: 12 }, () => untilPost('C0PROD')))
        const later = asked.filter((ms) => ms > 0)
        // One at once, one asks, and one waits behind it where the first has gone by then.
        expect([9, 10]).toContain(later.length)
        expect(Math.min(...later)).toBeLessThanOrEqual(200)
        expect(Math.max(...later)).toBeGreaterThan(800)
        const deadline = AbortSignal.timeout(5000)
        const post = async (): Promise<void> => {
          for (let ms = await untilPost('C0PROD'); ms > 0; ms = await untilPost('C0PROD'))
            await rest(ms, undefined, { signal: deadline })
        }
        await Promise.all(later.slice(0, 4).map(post))
      },
      { slack: { betweenPosts: 200, edits: few, looks: few } },
    ),
  },
  {
    that: 'there is room for so many edits and looks, then for none, and later for some again, never for more than so many',
    holds: withBackend(
      async ({ pace: { untilEdit, untilSeed, untilLook, untilChannel } }) => {
        const everyBucket = [
          untilEdit,
          () => untilSeed(1),
          () => untilLook('for a call'),
          () => untilChannel('for a form'),
        ]
        for (const until of everyBucket) {
          const asked = await Promise.all(Array.from({ length: 8 }, until))
          // On a machine that does much else one comes back meanwhile.
          expect([3, 4]).toContain(asked.filter((ms) => ms === 0).length)
          const deadline = AbortSignal.timeout(5000)
          while ((await until()) > 0) deadline.throwIfAborted()
          await rest(1500)
          const again = await Promise.all(Array.from({ length: 8 }, until))
          expect([3, 4]).toContain(again.filter((ms) => ms === 0).length)
        }
      },
      { slack: { betweenPosts: 200, edits: few, seeds: few, looks: few, channels: few } },
    ),
  },
  {
    that: 'a bucket that fills by no whole number of ms has room for as many at once as it says',
    holds: withBackend(
      async ({ pace: { untilEdit } }) => {
        const asked = await Promise.all(Array.from({ length: 12 }, () => untilEdit()))
        expect(asked.filter((ms) => ms === 0)).toHaveLength(10)
      },
      { slack: { edits: { most: 10, more: 3, per: 50_000 } } },
    ),
  },
  {
    that: 'part of the room for looks is kept for those that somebody waits for, and two emoji need room for two',
    holds: withBackend(
      async ({ pace: { untilSeed, untilLook, untilChannel } }) => {
        const through = async (until: () => Promise<number>): Promise<number> =>
          (await Promise.all(Array.from({ length: 12 }, until))).filter((ms) => ms === 0).length
        expect(await through(() => untilLook('in passing'))).toBe(6)
        expect(await through(() => untilLook('for a call'))).toBe(2)
        expect(await through(() => untilChannel('in passing'))).toBe(6)
        expect(await through(() => untilChannel('for a form'))).toBe(2)
        expect(await through(() => untilSeed(2))).toBe(4)
      },
      { slack: { seeds: rare, looks: rare, channels: rare } },
    ),
  },
]

const memory: readonly Promised[] = [
  {
    that: 'it may have forgotten what was there before it was opened, but nothing since, and what is saved is kept',
    holds: withBackend(async (backend, { clock }) => {
      const { at } = await backend.lastGap()
      expect(at).toBeLessThanOrEqual(clock.now())
      await created(backend, clock)
      await backend.persist()
      expect((await backend.lastGap()).at).toBe(at)
    }),
  },
]

const health: readonly Promised[] = [
  {
    that: 'it is ready while it is open',
    holds: withBackend(async (backend) => {
      expect(await backend.ready()).toBe(true)
    }),
  },
]

/** What every backend promises, but for its entries (entries.ts). Each test gets an empty bench. */
export const contract: readonly Promised[] = [
  ...records,
  ...versions,
  ...claims,
  ...limits,
  ...jobs,
  ...pace,
  ...slackPace,
  ...memory,
  ...health,
]
