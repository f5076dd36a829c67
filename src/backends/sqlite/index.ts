import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../clock.ts'
import { clusterKey } from '../../clusters/cluster-key.ts'
import { type Entry, type Kept, usuallyKept } from '../../scaleout/entry.ts'
import { sendingWindowOf, usualLease } from '../../scaleout/lease.ts'
import { type Created, type Gap, type Job, type Limits, StoreFault } from '../../scaleout/ports.ts'
import { type Draft, opened, type Request } from '../../scaleout/record.ts'
import { firstRecords, once, readRecord, readRecords, writeRecord } from '../../scaleout/stored.ts'
import type { Backend } from '../backend.ts'
import { createPace, type Rates } from '../pace.ts'
import { createEntries, entriesSchema } from './entries.ts'
import { storeFault } from './fault.ts'
import { openFile, truncateLog, unflushed } from './file.ts'
import { createFind, stateIndex } from './find.ts'
import { createScheduler } from './scheduler.ts'

/** `held_cluster` is unique: the database itself allows one request in flight for a cluster. */
const schema = `
  CREATE TABLE IF NOT EXISTS requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    origin TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    by TEXT NOT NULL,
    cluster TEXT NOT NULL,
    held_cluster TEXT UNIQUE,
    open INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS open_requests ON requests (number) WHERE open = 1;
  CREATE INDEX IF NOT EXISTS open_requests_by_cluster ON requests (cluster, number) WHERE open = 1;
  CREATE INDEX IF NOT EXISTS requests_by_person ON requests (by, created_at);
  CREATE INDEX IF NOT EXISTS requests_by_cluster ON requests (cluster, created_at);
  ${stateIndex}
  CREATE TABLE IF NOT EXISTS messages (channel TEXT, ts TEXT, number INTEGER NOT NULL, PRIMARY KEY (channel, ts)) STRICT;
  CREATE TABLE IF NOT EXISTS probes (one INTEGER PRIMARY KEY, at INTEGER NOT NULL, room BLOB NOT NULL) STRICT;
`

/**
 * The embedded backend: one SQLite file in `folder` for one process. Throws `StoreFault`, also when another process has it
 * open. `failed` hears of jobs that threw; they run again. `noticed` of a file that takes no writes, or takes them again.
 */
export function openSqlite(
  deps: Rates & {
    folder: string
    clock: Clock
    failed: (job: Job, error: unknown) => void
    noticed?: (what: string) => void
    kept?: Kept
  },
): Backend {
  const { noticed = () => undefined, kept = usuallyKept } = deps
  const { db, path } = openFile(deps.folder, noticed)
  /** What SQLite throws of the file is named, so that nobody takes it for Slack's or the cloud's. */
  const named =
    <A extends unknown[], T>(act: (...args: A) => T) =>
    async (...args: A): Promise<T> => {
      try {
        return act(...args)
      } catch (error) {
        throw storeFault(error, path)
      }
    }
  db.exec(schema + entriesSchema)
  const entries = createEntries(db, kept)
  const pace = createPace(deps)
  // Nobody tells this file from an older copy of it.
  const gap: Gap = { at: deps.clock.now(), sudden: false }
  const worker = createScheduler({ clock: deps.clock, failed: deps.failed })

  const byNumber = db.prepare('SELECT record FROM requests WHERE number = ?')
  const byOrigin = db.prepare('SELECT record FROM requests WHERE origin = ?')
  const byMessage = db.prepare('SELECT record FROM requests JOIN messages USING (number) WHERE channel = ? AND ts = ?')
  const allOpen = db.prepare('SELECT record FROM requests WHERE open = 1 ORDER BY number')
  const openOf = db.prepare('SELECT record FROM requests WHERE open = 1 AND cluster = ? ORDER BY number')
  const found = createFind(db)
  const insert = db.prepare(
    "INSERT INTO requests (revision, origin, created_at, by, cluster, open, record) VALUES (1, ?, ?, ?, ?, 1, '') RETURNING number",
  )
  const fill = db.prepare('UPDATE requests SET record = ? WHERE number = ?')
  const update = db.prepare(
    'UPDATE requests SET revision = ?, held_cluster = ?, open = ?, record = ? WHERE number = ? AND revision = ?',
  )
  const holder = db.prepare('SELECT number FROM requests WHERE held_cluster = ? AND number <> ?')
  const allHeld = db.prepare('SELECT held_cluster, number FROM requests WHERE held_cluster IS NOT NULL')
  const holdsBox = db.prepare(`SELECT 1 FROM requests WHERE number = ? AND instr(record, '"box":"') > 0`)
  // As much as the largest record: room for a page says nothing. By chance, as what does not change is not written.
  const probe = db.prepare('INSERT OR REPLACE INTO probes (one, at, room) VALUES (1, ?, randomblob(32768))')
  const addMessage = db.prepare('INSERT OR IGNORE INTO messages (channel, ts, number) VALUES (?, ?, ?)')

  const damaged = once(noticed)
  const recordsOf = (rows: Row[]): Request[] =>
    readRecords(
      rows.map(({ record }) => String(record)),
      damaged,
    )

  let owed = false
  /** Once for all that were erased at a time. Where it fails, as on a full disk, the next one makes up for it. */
  const eraseSoon = (): void => {
    if (owed) return
    owed = true
    setImmediate(() => {
      owed = false
      if (!db.isOpen) return
      try {
        truncateLog(db)
      } catch (error) {
        noticed(`what was erased may still stand in the database's log: ${String(storeFault(error, path))}`)
      }
    })
  }

  const transact = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      db.exec('COMMIT')
      return result
    } catch (error) {
      // A full disk has rolled it back already.
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }

  const create = (draft: Draft, limits: Limits, entry?: Entry): Created => {
    const existing = recordOf(byOrigin.get(draft.origin))
    if (existing) return { ok: true, request: existing, isNew: false }
    const refused = overLimit(db, draft, limits)
    if (refused) return refused
    const cluster = clusterKey(draft.cluster.id)
    const row = insert.get(draft.origin, draft.createdAt, draft.by, cluster)
    const request = opened(draft, Number(row?.number))
    fill.run(JSON.stringify(request), request.number)
    if (entry) entries.add(entry, request.number)
    return { ok: true, request, isNew: true }
  }

  const save = (request: Request, holds: boolean, open: boolean, entry?: Entry): Saved => {
    const cluster = clusterKey(request.cluster.id)
    const erases = request.secret?.kind !== 'sealed' && holdsBox.get(request.number) !== undefined
    if (holds && holder.get(cluster, request.number)) return 'cluster_held'
    const { changes } = update.run(
      request.revision,
      holds ? cluster : null,
      open ? 1 : 0,
      writeRecord(request),
      request.number,
      request.revision - 1,
    )
    if (changes === 0) return 'stale'
    for (const { channel, ts } of Object.values(request.projection.messages))
      addMessage.run(channel, ts, request.number)
    if (entry) entries.add(entry, request.number)
    if (erases) eraseSoon()
    return 'saved'
  }

  let lastFault = ''
  /** A real write: a full disk, or one that is read-only by now, goes on to be read. */
  const ready = named((): boolean => {
    probe.run(deps.clock.now())
    return true
  })

  return {
    pace,
    sendingWindow: sendingWindowOf(usualLease),
    create: named((draft, limits, entry) => transact(() => create(draft, limits, entry))),
    get: named((number) => recordOf(byNumber.get(number))),
    byMessage: named((channel, ts) => recordOf(byMessage.get(channel, ts))),
    save: named((request, holds, open, entry) => transact(() => save(request, holds, open, entry))),
    enter: named((entry, once) => unflushed(db, () => transact(() => entries.add(entry, entry.request, once)))),
    entries: named(entries.of),
    open: named((cluster) => recordsOf(cluster === undefined ? allOpen.all() : openOf.all(clusterKey(cluster)))),
    held: named(() => new Map(allHeld.all().map((row) => [String(row.held_cluster), Number(row.number)]))),
    lastGap: async () => gap,
    persist: async () => undefined,
    claim: async () => true,
    find: named((query) => firstRecords(found(query), query.limit, damaged)),
    schedule: async (job, due) => worker.schedule(job, due),
    ensure: async (job, due) => worker.ensure(job, due),
    work: async (run) => worker.start(run),
    depth: async () => worker.depth(),
    onBack: () => undefined,
    ready: async () => {
      const fault = await ready().then(
        () => '',
        (error: unknown) => {
          if (error instanceof StoreFault) return error.message
          throw error
        },
      )
      if (fault !== lastFault) noticed(fault === '' ? 'the database takes writes again' : fault)
      lastFault = fault
      if (fault !== '') throw new StoreFault(fault)
      return true
    },
    drain: () => worker.drain(),
    close: async () => {
      await worker.drain()
      db.close()
    },
  }
}

type Saved = Awaited<ReturnType<Backend['save']>>
type Row = Record<string, unknown>

const recordOf = (row: Row | undefined): Request | undefined => row && readRecord(String(row.record))

/** The limit that one more request would break, and when the oldest of its window leaves it. */
function overLimit(db: DatabaseSync, draft: Draft, limits: Limits): Created | undefined {
  const checks = [
    { limit: 'perUser', rule: limits.perUser, column: 'by', value: draft.by },
    { limit: 'perCluster', rule: limits.perCluster, column: 'cluster', value: clusterKey(draft.cluster.id) },
  ] as const
  for (const { limit, rule, column, value } of checks) {
    if (!rule) continue
    const rows = db
      .prepare(
        `SELECT created_at FROM requests WHERE ${column} = ? AND created_at > ? ORDER BY created_at DESC LIMIT ?`,
      )
      .all(value, draft.createdAt - rule.per, rule.count)
    const oldest = rows.length >= rule.count ? rows.at(-1) : undefined
    if (oldest) return { ok: false, limit, count: rule.count, freeAt: Number(oldest.created_at) + rule.per }
  }
  return undefined
}
