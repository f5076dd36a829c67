import { setTimeout as rest } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPace } from '../../src/backends/pace.ts'

const hours = 60 * 60_000

/** Only the wall clock is in the test's hands: time itself goes on. */
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

describe('the pace of one process, while somebody sets its wall clock', () => {
  const open = () =>
    createPace({
      callsPerSecond: 50,
      readsPerSecond: 50,
      slack: {
        betweenPosts: 20,
        edits: { most: 1, more: 1, per: 200 },
        looks: { most: 1, more: 1, per: 200 },
      },
    })

  it.each([
    ['back', -3 * hours],
    ['forward', 3 * hours],
  ])('%s by hours: calls, reads, posts, edits and looks go on, and keep their distance', async (_, by) => {
    const { call, read, untilPost, untilEdit, untilLook } = open()
    const begun = performance.now()
    const paced = (): Promise<unknown> => Promise.all([call(once), call(once), call(once), read(once), untilPost('C0')])
    await paced()
    expect([await untilEdit(), await untilLook('for a call')]).toEqual([0, 0])
    vi.setSystemTime(Date.now() + by)
    await paced()
    // The first of six calls waits for nobody.
    expect(performance.now() - begun).toBeGreaterThan(5 * 20 - 2)
    expect(performance.now() - begun).toBeLessThan(2000)
    await rest(Math.max(await untilEdit(), await untilLook('for a call'), 200))
    expect([await untilEdit(), await untilLook('for a call')]).toEqual([0, 0])
    const later = await untilEdit()
    expect(later).toBeGreaterThan(0)
    expect(later).toBeLessThan(1000)
  })
})

const once = async (): Promise<void> => undefined
