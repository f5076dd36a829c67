import { expect, it } from 'vitest'
import { manualClock } from '../../playground/clock.ts'
import { createWaits } from '../../src/jobs/waits.ts'

const hour = 60 * 60_000

it.each([0, -5 * hour, 5 * hour])('a wait lasts as long as it was meant, though the clock is set by %i ms', (by) => {
  const clock = manualClock()
  const until = createWaits(clock)
  const moment = clock.now() + 20_000
  expect(until(moment, 20_000)).toBe(20_000)
  clock.advance(5000)
  clock.set(by)
  expect(until(moment, 20_000)).toBe(15_000)
  clock.advance(14_999)
  expect(until(moment, 20_000)).toBe(1)
  clock.advance(1)
  expect(until(moment, 20_000)).toBe(0)
  clock.set(-by)
  expect(until(moment, 20_000)).toBe(0)
})

it('a process that starts after the clock was set back waits no longer than it can be at most', () => {
  const clock = manualClock()
  const moment = clock.now() + 20_000
  clock.set(-5 * hour)
  const until = createWaits(clock)
  expect(until(moment, 20_000)).toBe(20_000)
  clock.advance(20_000)
  expect(until(moment, 20_000)).toBe(0)
})

it('a moment that is over is over, and one that never was planned takes no time', () => {
  const clock = manualClock()
  const until = createWaits(clock)
  expect(until(clock.now() - 1, 20_000)).toBe(0)
  expect(until(0, 0 - clock.now())).toBe(0)
})
