import { setImmediate as turn } from 'node:timers/promises'
import pino from 'pino'
import { expect, it } from 'vitest'
import { manualClock } from '../../playground/clock.ts'
import { createSweeps } from '../../src/ops/sweeps.ts'

const minute = 60_000

it('the clock is set while the database is away: jobs are queued anew as soon as it is back', async () => {
  const clock = manualClock()
  let isAway = false
  let anew = 0
  const sweeps = createSweeps({
    ledger: {
      sweep: async (all = false) => {
        if (isAway) throw new Error('away')
        if (all) anew += 1
        return []
      },
    },
    backend: { claim: async () => true, open: async () => [] },
    batchPolling: { look: async () => clock.now() + 60 * minute },
    read: async () => undefined,
    stopping: () => false,
    every: minute,
    clock,
    log: pino({ enabled: false }),
  })
  const passes = async (): Promise<void> => {
    clock.advance(minute)
    for (let turns = 0; turns < 5; turns++) await turn()
  }
  sweeps.start()
  await passes()
  expect(anew).toBe(0)

  isAway = true
  clock.set(-5 * 60 * minute)
  await passes()
  isAway = false
  await passes()
  expect(anew).toBe(1)
  await passes()
  expect(anew, 'once').toBe(1)
  sweeps.stop()
})
