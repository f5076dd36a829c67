import { expect } from 'vitest'
import { byBot, byPerson, type Entry, entryVersion } from '../../src/scaleout/entry.ts'
import { created, type Promised, revised, withBackend } from './contract.ts'

const day = 24 * 60 * 60_000

export const entryOf = (event: string, change: Partial<Entry> = {}): Entry => ({
  version: entryVersion,
  request: 1,
  revision: null,
  at: 5.25,
  ...byPerson('U0BOB', 'event'),
  event,
  state: 'awaiting',
  facts: { of: 'U0BOB', because: ['not_listed'], lapsed: false, tries: 2, cluster: null },
  ...change,
})

/** One that cannot be written down at all. */
const unwritable = (): Entry => ({
  ...entryOf('broken'),
  get facts(): never {
    throw new Error('no such facts')
  },
})

const events = (entries: readonly Entry[]): string[] => entries.map(({ event }) => event)

/** What happened is written with the record that it changed: part of the contract. */
export const entries: readonly Promised[] = [
  {
    that: 'what happened comes back in its order and as it was written, each request’s by itself',
    holds: withBackend(async (backend, { clock }) => {
      const asked = entryOf('requested', { request: null, revision: 1, ...byPerson('U0ADA', 'form') })
      const request = await created(backend, clock, {}, asked)
      const other = await created(backend, clock, {}, asked)
      const second = entryOf('voted', { revision: 2 })
      expect(await backend.save(revised(request), false, true, second)).toBe('saved')
      const third = entryOf('expired', { revision: 3, ...byBot('timer') })
      expect(await backend.save(revised(revised(request)), false, true, third)).toBe('saved')
      expect(await backend.entries(1, 10)).toEqual([{ ...asked, request: 1 }, second, third])
      expect(await backend.entries(other.number, 10)).toEqual([{ ...asked, request: 2 }])
      expect(events(await backend.entries(1, 2)), 'the newest').toEqual(['voted', 'expired'])
      expect(await backend.entries(3, 10)).toEqual([])
    }),
  },
  {
    that: 'a record that is not saved leaves no entry, and one without an entry is saved all the same',
    holds: withBackend(async (backend, { clock }) => {
      const [one, two] = [await created(backend, clock), await created(backend, clock)]
      expect(await backend.save(revised(one), true, true)).toBe('saved')
      expect(await backend.save(revised(two), true, true, entryOf('held', { request: 2 }))).toBe('cluster_held')
      expect(await backend.save(revised(one), true, true, entryOf('stale'))).toBe('stale')
      expect([await backend.entries(1, 10), await backend.entries(2, 10)]).toEqual([[], []])
    }),
  },
  {
    that: 'a form that is sent twice, or over a limit, is no second entry',
    holds: withBackend(async (backend, { clock }) => {
      const asked = entryOf('requested', { request: null })
      await created(backend, clock, { origin: 'V0ONCE' }, asked)
      await created(backend, clock, { origin: 'V0ONCE' }, asked)
      const one = { count: 1, per: day }
      const refused = await backend.create(
        { ...(await created(backend, clock, { by: 'U0DAN' })), origin: 'V0OVER' },
        { perUser: one, perCluster: null },
        asked,
      )
      expect(refused.ok).toBe(false)
      expect(events(await backend.entries(1, 10))).toEqual(['requested'])
      expect(await backend.entries(3, 10)).toEqual([])
    }),
  },
  {
    that: 'an entry that cannot be written fails the save, and nothing of either is kept',
    holds: withBackend(async (backend, { clock }) => {
      const request = await created(backend, clock)
      await expect(backend.save(revised(request), false, true, unwritable())).rejects.toThrow('no such facts')
      expect((await backend.get(1))?.revision).toBe(1)
      await expect(created(backend, clock, {}, unwritable())).rejects.toThrow('no such facts')
      expect(await backend.find({ limit: 10 })).toHaveLength(1)
      await expect(backend.enter(unwritable())).rejects.toThrow('no such facts')
      expect(await backend.entries(1, 10)).toEqual([])
      expect(await backend.save(revised(request), false, true, entryOf('voted'))).toBe('saved')
    }),
  },
  {
    that: 'what changes no record is written by itself, and once where it has a key',
    holds: withBackend(async (backend, { clock }) => {
      await created(backend, clock)
      const refusal = entryOf('submission_refused', { request: null, state: null })
      expect(await backend.enter(refusal)).toBe(true)
      expect(await backend.enter(refusal)).toBe(true)
      const keys = ['U0BOB', 'U0BOB', 'U0EVE', 'U0BOB']
      const vote = entryOf('vote_not_counted')
      expect(await Promise.all(keys.map((key) => backend.enter(vote, key)))).toEqual([true, false, true, false])
      expect(events(await backend.entries(null, 10))).toEqual(['submission_refused', 'submission_refused'])
      expect(events(await backend.entries(1, 10))).toEqual(['vote_not_counted', 'vote_not_counted'])
      expect((await backend.get(1))?.revision, 'the record is as it was').toBe(1)
    }),
  },
  {
    that: 'entries are still there for the next process, and those of a later version are left out',
    holds: async (bench) => {
      const before = await bench.open()
      await created(before, bench.clock, {}, entryOf('requested', { revision: 1 }))
      await before.enter(Object.assign(entryOf('dreamt'), { version: entryVersion + 1 }))
      await before.enter(entryOf('vote_not_counted'), 'key')
      await before.close()
      await withBackend(async (after) => {
        expect(events(await after.entries(1, 10))).toEqual(['requested', 'vote_not_counted'])
        expect(await after.enter(entryOf('vote_not_counted'), 'key')).toBe(false)
      })(bench)
    },
  },
  {
    that: 'no more than so many are kept, the newest, and none for longer than so long',
    holds: async (bench) => {
      await withBackend(
        async (backend) => {
          for (const event of ['a', 'b', 'c', 'd', 'e']) await backend.enter(entryOf(event))
          expect(events(await backend.entries(1, 10))).toEqual(['c', 'd', 'e'])
          await backend.enter(entryOf('f', { request: 2 }))
          expect(events(await backend.entries(1, 10)), 'of all').toEqual(['d', 'e'])
        },
        { kept: { most: 3, forMs: day } },
      )(bench)
      await withBackend(
        async (backend, { clock, passes }) => {
          const now = (event: string): Entry => entryOf(event, { at: clock.now() })
          await backend.enter(now('old'), 'key')
          await passes(400)
          await backend.enter(now('new'))
          expect(events(await backend.entries(1, 10))).toEqual(['new'])
        },
        { kept: { most: 3, forMs: 300 } },
      )(bench)
    },
  },
]
