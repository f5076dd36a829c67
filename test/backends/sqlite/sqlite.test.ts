import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { manualClock } from '../../../playground/clock.ts'
import { openSqlite } from '../../../src/backends/sqlite/index.ts'
import { type Bench, contract } from '../contract.ts'
import { entries } from '../entries.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scaleout-sqlite-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function bench(): Bench {
  const clock = manualClock()
  const failed: string[] = []
  return {
    clock,
    failed,
    open: async (rates = {}) =>
      openSqlite({
        folder,
        callsPerSecond: 50,
        readsPerSecond: 50,
        ...rates,
        clock,
        failed: ({ kind, number }, error) => failed.push(`${kind}:${number} ${String(error)}`),
      }),
    passes: async (ms) => {
      await setImmediate()
      clock.advance(ms)
      await setImmediate()
    },
  }
}

describe('sqlite', () => {
  it.each([...contract, ...entries])('$that', ({ holds }) => holds(bench()))

  it('belongs to one process: a second one is told so, and the first goes on', async () => {
    const first = await bench().open()
    await expect(bench().open()).rejects.toThrow(/locked/)
    expect(await first.ready()).toBe(true)
    await first.close()
    await (await bench().open()).close()
  })

  it('keeps its folder to its own user', async () => {
    const own = join(folder, 'data')
    const backend = openSqlite({ folder: own, callsPerSecond: 1, clock: manualClock(), failed: () => undefined })
    await backend.close()
    expect(statSync(own).mode & 0o077).toBe(0)
  })
})
