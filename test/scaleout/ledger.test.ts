import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { manualClock } from '../../playground/clock.ts'
import type { Backend } from '../../src/backends/backend.ts'
import { openSqlite } from '../../src/backends/sqlite/index.ts'
import { byBot, byPerson } from '../../src/scaleout/entry.ts'
import { createLedger, type Ledger } from '../../src/scaleout/ledger.ts'
import { created } from '../backends/contract.ts'

let folder: string
let backend: Backend
/** What was heard, and what stood in the store at that moment. */
let heard: string[]
let failing: boolean
let ledger: Ledger
const clock = manualClock()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scaleout-ledger-'))
  backend = openSqlite({ folder, callsPerSecond: 1, clock, failed: () => undefined })
  heard = []
  failing = false
  const store: Backend = {
    ...backend,
    save: async (...args) => {
      const before = heard.length
      const outcome = failing ? Promise.reject(new Error('the disk is full')) : backend.save(...args)
      await outcome.catch(() => undefined)
      expect(heard.length, 'nothing is heard before it is written').toBe(before)
      return outcome
    },
  }
  const recorded = ({ event }: { event: string }, change?: { after: { stage: { state: string } } }): void =>
    void heard.push(`${event} ${change?.after.stage.state ?? '-'}`)
  ledger = createLedger({ store, jobs: backend, clock, recorded })
})
afterEach(async () => {
  await backend.close()
  rmSync(folder, { recursive: true })
})

const bob = byPerson('U0BOB', 'command')

it('what happened is heard of once it is written, and not where it was not', async () => {
  const request = await created(backend, clock)
  failing = true
  await expect(ledger.record(1, { type: 'cancelled', by: 'U0BOB' }, bob)).rejects.toThrow('the disk is full')
  expect(heard).toEqual([])
  expect(await backend.entries(1, 10)).toEqual([])
  failing = false
  await ledger.record(1, { type: 'cancelled', by: 'U0BOB' }, bob)
  expect(heard).toEqual(['cancelled cancelled'])
  // It means nothing any more.
  await ledger.record(1, { type: 'expired' }, byBot('timer'))
  expect(heard).toHaveLength(1)
  const vote = { type: 'vote_not_counted', request, by: 'U0DAN', verdict: 'approve', because: 'ended' } as const
  for (let times = 0; times < 3; times++) await ledger.enter(vote, byPerson('U0DAN', 're-read'))
  expect(heard.slice(1)).toEqual(['vote_not_counted -'])
  expect((await ledger.entries(1, 10)).map(({ event, revision }) => [event, revision])).toEqual([
    ['cancelled', 2],
    ['vote_not_counted', null],
  ])
})

it('a form that is delivered twice is asked once, and what is only noted is no entry', async () => {
  const {
    number,
    revision: _,
    version: __,
    stage: ___,
    ...draft
  } = await created(backend, clock, { origin: 'V0OTHER' })
  const noLimits = { perUser: null, perCluster: null }
  for (let times = 0; times < 2; times++) await ledger.open({ ...draft, origin: 'V0TWICE' }, noLimits)
  await ledger.note(number, () => ({ turnedAway: ['U0DAN'] }))
  expect(heard).toEqual(['requested -'])
  expect((await ledger.entries(2, 10)).map(({ event }) => event)).toEqual(['requested'])
  expect(await ledger.entries(number, 10)).toEqual([])
})
