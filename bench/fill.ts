import { deepStrictEqual } from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Backend } from '../src/backends/backend.ts'
import { openRedis } from '../src/backends/redis/index.ts'
import { openSqlite } from '../src/backends/sqlite/index.ts'
import { systemClock } from '../src/clock.ts'
import { redisConnection } from '../src/config/redis-url.ts'
import { usualLease } from '../src/scaleout/lease.ts'
import { isOpen } from '../src/scaleout/lifecycle.ts'
import type { Request } from '../src/scaleout/record.ts'

/** Requests by their numbers, 1 to `count`, in their second revision. */
export type Past = { readonly count: number; request(number: number): Request }

const atOnce = 500
const quiet = { clock: systemClock, callsPerSecond: 2, failed: () => undefined, noticed: () => undefined }

/** Into an empty Redis, all through the backend's own port. */
export async function fillRedis(url: string, past: Past): Promise<void> {
  const connection = redisConnection(url)
  if (!connection) throw new Error(`${url} names no Redis`)
  const place = { connection, prefix: 'scaleout', acceptDataLoss: false, lease: usualLease }
  const backend = await openRedis({ ...quiet, place })
  try {
    // The first alone: until Redis knows a script, requests may overtake each other.
    for (let from = 1; from <= past.count; from += from === 1 ? 1 : atOnce) {
      const numbers = Array.from({ length: from === 1 ? 1 : atOnce }, (_, index) => from + index)
      await Promise.all(numbers.filter((one) => one <= past.count).map((one) => keep(backend, past.request(one))))
    }
  } finally {
    await backend.close()
  }
}

async function keep(backend: Backend, request: Request): Promise<void> {
  const created = await backend.create(request, { perUser: null, perCluster: null })
  if (!created.ok || created.request.number !== request.number)
    throw new Error(`${request.number} was numbered otherwise`)
  const saved = await backend.save(request, false, isOpen(request))
  if (saved !== 'saved') throw new Error(`${request.number} is ${saved}`)
}

/**
 * Into a new database in `folder`. Through the port each were two writes to the disk, so they go in by one transaction;
 * that the rows are the port's own is seen by the first.
 */
export async function fillSqlite(folder: string, past: Past): Promise<void> {
  const aside = await mkdtemp(join(tmpdir(), 'scaleout-bench-'))
  try {
    const backend = openSqlite({ ...quiet, folder: aside })
    await keep(backend, past.request(1))
    await backend.close()
    await openSqlite({ ...quiet, folder }).close()
    insert(folder, past)
    deepStrictEqual(rowsOf(folder), rowsOf(aside))
  } finally {
    await rm(aside, { recursive: true })
  }
}

function insert(folder: string, { count, request }: Past): void {
  const db = databaseIn(folder)
  const add = db.prepare(
    'INSERT INTO requests (number, revision, origin, created_at, by, cluster, held_cluster, open, record) VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?)',
  )
  const addMessage = db.prepare('INSERT INTO messages (channel, ts, number) VALUES (?, ?, ?)')
  db.exec('BEGIN')
  for (let number = 1; number <= count; number++) {
    const one = request(number)
    const { revision, origin, createdAt, by, cluster, projection } = one
    add.run(number, revision, origin, createdAt, by, cluster.id.toLowerCase(), Number(isOpen(one)), JSON.stringify(one))
    for (const { channel, ts } of Object.values(projection.messages)) addMessage.run(channel, ts, number)
  }
  db.exec('COMMIT')
  db.close()
}

/** The first request, as it lies in the tables. */
function rowsOf(folder: string): unknown[] {
  const db = databaseIn(folder)
  const rows = ['requests', 'messages'].flatMap((table) => db.prepare(`SELECT * FROM ${table} WHERE number = 1`).all())
  db.close()
  return rows
}

const databaseIn = (folder: string): DatabaseSync => new DatabaseSync(join(folder, 'scaleout.db'))
