import { expect, it } from 'vitest'
import { backoff, backoffs, wasLast } from '../src/backoff.ts'

it('doubles with each failure, up to its longest', () => {
  const waits = [1, 2, 3, 6, 7, 8, 1000].map((failures) => backoff('job', failures, () => 0.5))
  expect(waits.map(Math.round)).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000])
})

it.each(Object.entries(backoffs))('%s stays within its jitter', (kind, { first, jitter: [from, to] }) => {
  const wait = (random: number): number => backoff(kind as keyof typeof backoffs, 1, () => random)
  expect(wait(0)).toBeCloseTo(first * from)
  expect(wait(1)).toBeCloseTo(first * to)
})

it('ends after as many failures as the table says, where it ends at all', () => {
  expect([1, 5, 6, 7].map((failures) => wasLast('call', failures))).toEqual([false, false, true, true])
  expect(wasLast('job', 1_000_000)).toBe(false)
})
