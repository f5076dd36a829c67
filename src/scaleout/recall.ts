import { z } from 'zod'
import { type Request, request, version } from './record.ts'

/** A later version of the bot wrote this record. This one does not understand it, and leaves it alone. */
export class NewerRecord extends Error {}

const versioned = z.object({ version: z.number() })

/** A record as it was stored. Throws `NewerRecord`. */
export function recall(stored: string): Request {
  const raw: unknown = JSON.parse(stored)
  if ((versioned.safeParse(raw).data?.version ?? version) > version) throw new NewerRecord('a later version wrote it')
  return request.parse(raw)
}

/** Those records that this version understands. */
export function recallAll(stored: readonly string[]): Request[] {
  return stored.flatMap((text) => {
    try {
      return recall(text)
    } catch (error) {
      if (error instanceof NewerRecord) return []
      throw error
    }
  })
}
