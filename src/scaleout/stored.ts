import { z } from 'zod'
import { type Request, request, version } from './record.ts'
import { storable, upgrade } from './upgrade.ts'

/** A later version of the bot wrote this record. This one does not understand it, and leaves it alone. */
export class NewerRecord extends Error {}

const versioned = z.object({ version: z.number() })

/** A record that was damaged on its disk. Its words are not repeated. */
export class DamagedRecord extends Error {}

/** A record as it was stored, also by an older version. Throws `NewerRecord`, and `DamagedRecord`. */
export function readRecord(stored: string): Request {
  const raw = parsed(stored)
  if ((versioned.safeParse(raw).data?.version ?? version) > version) throw new NewerRecord('a later version wrote it')
  const known = request.safeParse(upgrade(raw))
  if (known.success) return known.data
  const odd = known.error.issues.map(({ path }) => path.join('.')).join(', ')
  throw new DamagedRecord(`the record of SO-${numberIn(raw)} in the database is damaged (${odd})`)
}

/** A record as text, as the version that made it knows it. */
export const writeRecord = (request: Request): string => JSON.stringify(storable(request))

function parsed(stored: string): unknown {
  try {
    return JSON.parse(stored)
  } catch {
    throw new DamagedRecord(
      `the record of ${/"number":\d+/.exec(stored)?.[0].replace('"number":', 'SO-') ?? 'a request'} in the database is damaged`,
    )
  }
}

const numberIn = (raw: unknown): string => String(z.object({ number: z.number() }).safeParse(raw).data?.number ?? '?')

/** Those records that this version understands. One that is damaged keeps no other from being read: `damaged` hears of it. */
export function readRecords(stored: readonly string[], damaged: (error: DamagedRecord) => void): Request[] {
  return stored.flatMap((text) => {
    try {
      return readRecord(text)
    } catch (error) {
      if (error instanceof DamagedRecord) damaged(error)
      else if (!(error instanceof NewerRecord)) throw error
      return []
    }
  })
}

/** The first so many of them that this version understands. */
export function firstRecords(
  stored: Iterable<string>,
  limit: number,
  damaged: (error: DamagedRecord) => void,
): Request[] {
  const known: Request[] = []
  if (limit <= 0) return known
  for (const text of stored) {
    known.push(...readRecords([text], damaged))
    if (known.length >= limit) break
  }
  return known
}

/** Says each thing once. */
export function once(notice: (what: string) => void): (error: Error) => void {
  const said = new Set<string>()
  return ({ message }) => {
    if (said.has(message)) return
    said.add(message)
    notice(message)
  }
}
