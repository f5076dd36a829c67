import type { DatabaseSync } from 'node:sqlite'
import { type Entry, type Kept, readEntry, writtenEntry } from '../../scaleout/entry.ts'

/** `once`: entries with the same key are one. A bot that does not know the table leaves it as it is. */
export const entriesSchema = `
  CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request INTEGER,
    at INTEGER NOT NULL,
    once TEXT UNIQUE,
    entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS entries_of_request ON entries (request, id);
`

/** Entries of this file. `add` writes in the caller's transaction, and throws where it cannot. */
export function createEntries(db: DatabaseSync, { most, forMs }: Kept) {
  const insert = db.prepare(
    'INSERT INTO entries (request, at, once, entry) VALUES (?, ?, ?, ?) ON CONFLICT (once) DO NOTHING RETURNING id',
  )
  const beyond = db.prepare('DELETE FROM entries WHERE id <= ?')
  // A few of the oldest each time: a bot that was away for long does not stop to clear up.
  const tooOld = db.prepare(
    'DELETE FROM entries WHERE id IN (SELECT id FROM entries ORDER BY id LIMIT 10) AND at < ? AND id < ?',
  )
  const newest = db.prepare('SELECT request, entry FROM entries WHERE request IS ? ORDER BY id DESC LIMIT ?')

  return {
    /** Whether it was written: not where its key is taken. */
    add: (entry: Entry, request: number | null, once: string | null = null): boolean => {
      const row = insert.get(request, Math.round(entry.at), once, writtenEntry(entry))
      if (!row) return false
      const id = Number(row.id)
      beyond.run(id - most)
      tooOld.run(entry.at - forMs, id)
      return true
    },
    of: (request: number | null, limit: number): Entry[] =>
      newest
        .all(request, limit)
        .reverse()
        .flatMap((row) => readEntry(String(row.entry), request) ?? []),
  }
}
