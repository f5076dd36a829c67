import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { manualClock } from '../../../playground/clock.ts'
import type { Backend } from '../../../src/backends/backend.ts'
import { openSqlite } from '../../../src/backends/sqlite/index.ts'
import { created } from '../contract.ts'
import { entryOf } from '../entries.ts'

let folder: string
let noticed: string[]
let opened: Backend | undefined
const clock = manualClock()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scaleout-file-'))
  noticed = []
})
afterEach(async () => {
  await opened?.close()
  opened = undefined
  rmSync(folder, { recursive: true })
})

const file = (): string => join(folder, 'scaleout.db')
const open = (at = folder): Backend => {
  const notice = (what: string): void => void noticed.push(what)
  opened = openSqlite({ folder: at, callsPerSecond: 1, clock, failed: () => undefined, noticed: notice })
  return opened
}
const close = async (): Promise<void> => {
  await opened?.close()
  opened = undefined
}
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)
/** Every byte of the folder. */
const bytes = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')

describe('the files of the database', () => {
  it.each([0o000, 0o022])('are their owner’s alone from the first moment, whatever the umask (%o)', async (umask) => {
    const before = process.umask(umask)
    try {
      const own = join(folder, 'data')
      await created(open(own), clock)
      expect(modeOf(own)).toBe('700')
      expect(readdirSync(own).map((name) => `${name} ${modeOf(join(own, name))}`)).toEqual([
        'scaleout.db 600',
        'scaleout.db-wal 600',
      ])
    } finally {
      process.umask(before)
    }
  })

  it('become so where an older bot left folder and files open to others', async () => {
    await created(open(), clock)
    await close()
    writeFileSync(`${file()}-wal`, '')
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644)
    chmodSync(folder, 0o2755)
    expect((await open().find({ limit: 1 }))[0]?.number).toBe(1)
    expect(modeOf(folder)).toBe('700')
    for (const name of readdirSync(folder)) expect(modeOf(join(folder, name))).toBe('600')
    expect(noticed).toEqual([])
  })

  it('leave a folder alone that belongs to everybody, and say so', async () => {
    const shared = join(folder, 'tmp')
    mkdirSync(shared)
    chmodSync(shared, 0o1777)
    open(shared)
    expect(modeOf(shared)).toBe('777')
    expect(modeOf(join(shared, 'scaleout.db'))).toBe('600')
    expect(noticed).toEqual([expect.stringContaining(`${shared} can be opened by others`)])
    await close()
  })
})

describe('an entry that the file does not take', () => {
  it('fails the save with it, and the record stays as it was', async () => {
    await created(open(), clock)
    await close()
    const other = new DatabaseSync(file())
    other.exec("CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'no room'); END")
    other.close()
    const backend = open()
    const request = await backend.get(1)
    if (!request) throw new Error('it is gone')
    const after = { ...request, revision: 2 }
    await expect(backend.save(after, true, true, entryOf('voted'))).rejects.toThrow('no room')
    await expect(created(backend, clock, {}, entryOf('requested'))).rejects.toThrow('no room')
    expect(await backend.find({ limit: 10 })).toEqual([request])
    expect([...(await backend.held())]).toEqual([])
    expect(await backend.save(after, true, true), 'what is only noted').toBe('saved')
  })
})

describe('an erased password', () => {
  const box = 'c2VhbGVkLWJveC1vZi1hLXBhc3N3b3Jk'.repeat(3)
  const secret = { kind: 'sealed', box, fingerprint: 'f'.repeat(16) } as const

  it('is in no byte of the files as soon as it is erased, whatever was written beside it', async () => {
    const backend = open()
    const request = await created(backend, clock, { secret })
    for (let other = 0; other < 20; other++) await created(backend, clock, { why: 'x'.repeat(3000) })
    expect(bytes()).toContain(box)
    const longer = { ...request, revision: 2, why: 'y'.repeat(9000) }
    await backend.save(longer, false, true)
    await backend.save({ ...longer, revision: 3, secret: null, why: '' }, false, false)
    await setImmediate()
    expect(bytes()).not.toContain(box.slice(0, 40))
    expect((await backend.get(1))?.secret).toBeNull()
  })

  it('that an older bot left in its free pages and its log is gone after the start, once for all', async () => {
    const backend = open()
    for (let other = 0; other < 9; other++) await created(backend, clock, { secret })
    await close()
    const older = new DatabaseSync(file())
    older.exec('PRAGMA secure_delete = OFF; PRAGMA user_version = 0; PRAGMA journal_mode = WAL')
    older.exec('DELETE FROM requests WHERE number > 1')
    older.exec("UPDATE requests SET record = json_set(record, '$.secret', NULL)")
    older.exec('PRAGMA wal_checkpoint(FULL)')
    expect(bytes()).toContain(box.slice(0, 40))
    older.close()
    expect((await open().find({ limit: 1 }))[0]?.number).toBe(1)
    expect(bytes()).not.toContain(box.slice(0, 40))
  })
})

describe('a file that is damaged is called so, with what to do', () => {
  const damaged = /^the database file .*scaleout\.db is damaged: stop the bot, move the file away .* put a copy back/

  it.each([
    ['garbage', () => writeFileSync(file(), 'no database at all, '.repeat(1000))],
    ['cut off', () => truncateSync(file(), 3 * 4096)],
    [
      'overwritten in its middle',
      () => {
        const content = readFileSync(file())
        writeFileSync(file(), content.fill(0x5a, 4096 * 3, 4096 * 30))
      },
    ],
  ])('%s', async (_, harm) => {
    const backend = open()
    for (let other = 0; other < 50; other++) await created(backend, clock, { why: 'x'.repeat(3000) })
    await close()
    harm()
    expect(() => open()).toThrow(damaged)
  })

  it('also where it is damaged while the bot has it open', async () => {
    const backend = open()
    for (let other = 0; other < 1000; other++) await created(backend, clock, { why: 'x'.repeat(3000) })
    const content = readFileSync(file())
    writeFileSync(file(), content.fill(0x5a, 4096 * 2, content.length - 4096))
    await expect(backend.find({ limit: 1000 })).rejects.toThrow(damaged)
  })

  it('a record that is damaged keeps no other from being read, and is named once', async () => {
    const backend = open()
    for (let other = 0; other < 3; other++) await created(backend, clock)
    await close()
    const db = new DatabaseSync(file())
    db.exec('UPDATE requests SET record = substr(record, 1, length(record) - 9) WHERE number = 2')
    db.close()
    const again = open()
    expect((await again.open()).map(({ number }) => number)).toEqual([1, 3])
    expect((await again.find({ limit: 9 })).map(({ number }) => number)).toEqual([3, 1])
    expect(noticed).toEqual(['the record of SO-2 in the database is damaged'])
    await expect(again.get(2)).rejects.toThrow('the record of SO-2 in the database is damaged')
  })
})

it('a disk that takes no more is named where it is written and where it is asked, and goes on to be read', () => {
  const script = fileURLToPath(new URL('filling.ts', import.meta.url))
  // Files of this process may grow to 800 blocks: Node hears of it as of any other full disk.
  const output = execFileSync('sh', ['-c', 'ulimit -f 800; exec "$0" "$1" "$2"', process.execPath, script, folder], {
    encoding: 'utf8',
  })
  const told = z.object({
    before: z.literal(true),
    refused: z.string(),
    after: z.string(),
    noticed: z.array(z.string()),
    read: z.number().min(1),
  })
  const { refused, after, noticed: said } = told.parse(JSON.parse(output))
  const named = /the database file .*scaleout\.db cannot be (read or )?written/
  expect(refused).toMatch(named)
  expect(after).toMatch(named)
  expect(said).toEqual([expect.stringMatching(named)])
})
