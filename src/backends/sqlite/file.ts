import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { damagedFile, storeFault } from './fault.ts'

/** Written into the file: from then on it was never without `secure_delete`. */
const leavesNothing = 1

/**
 * `synchronous = FULL`: what was written survives a power cut, not only a crash.
 * `secure_delete`: what is erased is overwritten, a sealed password among it.
 */
const settings = `
  PRAGMA secure_delete = ON;
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
`

/**
 * Opens `scaleout.db` in a folder, for this process and its user alone, and looks through all of it once: what is damaged is
 * found now and not at a call. Throws `StoreFault`. `noticed` hears what could not be closed to others.
 */
export function openFile(folder: string, noticed: (what: string) => void): { db: DatabaseSync; path: string } {
  const path = join(folder, 'scaleout.db')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    keepToOwner(folder, noticed)
    // Made before SQLite opens it, so that it is at no moment another's to read; those beside it get its mode from SQLite.
    // Never opened here where it exists: closing it would end the locks that this process has on it.
    if (!existsSync(path)) closeSync(openSync(path, 'wx', 0o600))
    for (const file of ['', '-wal', '-shm', '-journal']) keepToOwner(path + file, noticed)
    const db = new DatabaseSync(path)
    try {
      prepare(db, path)
    } catch (error) {
      db.close()
      throw error
    }
    return { db, path }
  } catch (error) {
    throw storeFault(error, path)
  }
}

function prepare(db: DatabaseSync, path: string): void {
  db.exec(settings)
  const found = String(db.prepare('PRAGMA quick_check(1)').get()?.quick_check)
  if (found !== 'ok') throw damagedFile(path, found)
  // What the process before had erased, but not overwritten.
  truncateLog(db)
  if (db.prepare('PRAGMA user_version').get()?.user_version !== leavesNothing) {
    // An older bot left what it erased in free pages. In memory: a container may have no other place.
    db.exec('PRAGMA temp_store = MEMORY; VACUUM; PRAGMA temp_store = DEFAULT')
    db.exec(`PRAGMA user_version = ${leavesNothing}`)
    truncateLog(db)
  }
}

/**
 * For what a loss of power may take, though no end of the process does: hundreds may react to a card in a moment, and each wait
 * for the disk holds everything up. What is written in full afterwards takes it along.
 */
export function unflushed<T>(db: DatabaseSync, work: () => T): T {
  db.exec('PRAGMA synchronous = NORMAL')
  try {
    return work()
  } finally {
    db.exec('PRAGMA synchronous = FULL')
  }
}

/** The write-ahead log keeps what was written, erased or not, until it is written over: so it is emptied. Some 10 ms. */
export function truncateLog(db: DatabaseSync): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

/**
 * A folder that belongs to everybody (`/tmp`) stays as it is. Nor does it end the bot that a mode cannot be changed: volumes
 * may come with another owner, or with fixed modes, and passwords in the file are sealed.
 */
function keepToOwner(path: string, noticed: (what: string) => void): void {
  if (!existsSync(path)) return
  const { mode } = statSync(path)
  if ((mode & 0o077) === 0) return
  try {
    if ((mode & 0o1000) === 0) chmodSync(path, mode & 0o7700)
  } catch {
    // Said below, as where it has no effect.
  }
  if ((statSync(path).mode & 0o077) !== 0)
    noticed(
      `${path} can be opened by others on this machine, and its mode cannot be changed: give the bot a folder of its own`,
    )
}
