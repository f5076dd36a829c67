import process from 'node:process'
import { openSqlite } from '../../../src/backends/sqlite/index.ts'
import { systemClock } from '../../../src/clock.ts'
import { created } from '../contract.ts'

/** Run as a process whose files may not grow for ever: writes until no more goes, and prints what was said then. */
const [folder = ''] = process.argv.slice(2)
const noticed: string[] = []
const backend = openSqlite({
  folder,
  callsPerSecond: 1,
  clock: systemClock,
  failed: () => undefined,
  noticed: (what) => noticed.push(what),
})
const before = await backend.ready()
const refused = await (async () => {
  for (;;) await created(backend, systemClock, { why: 'x'.repeat(10_000) })
})().catch((error: unknown) => String(error))
const after = await backend.ready().catch((error: unknown) => String(error))
const read = (await backend.find({ limit: 3 })).length
process.stdout.write(JSON.stringify({ before, refused, after, noticed, read }))
process.exit(0)
