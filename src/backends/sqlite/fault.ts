import { StoreFault } from '../../scaleout/ports.ts'

/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const codes = { busy: 5, locked: 6, readOnly: 8, io: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 }

/** An error of SQLite, named where the file or its disk is what is wrong. `path`: of the database file. */
export function storeFault(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error
  const says = sentences.get(Number(error.errcode) & 0xff)
  return says ? new StoreFault(`the database file ${path} ${says} (${error.message})`, { cause: error }) : error
}

const damaged =
  'is damaged: stop the bot, move the file away together with those beside it that begin with its name, and put a copy back, or begin without one (docs/running.md, Data)'
const locked = 'is open in another process: stop the other bot'

const sentences: ReadonlyMap<number, string> = new Map([
  [codes.busy, locked],
  [codes.locked, locked],
  [codes.readOnly, 'cannot be written: let the bot write to it and to its folder'],
  [codes.io, 'cannot be read or written: look at the disk that it is on'],
  [codes.corrupt, damaged],
  [codes.notADatabase, damaged],
  [codes.full, 'cannot be written, as its disk is full: make room'],
  [codes.cannotOpen, 'cannot be opened: name a folder that the bot may write to'],
])

/** A file that opens, and does not hold what it should. */
export const damagedFile = (path: string, found: string): StoreFault =>
  new StoreFault(`the database file ${path} ${damaged} (${found})`)
