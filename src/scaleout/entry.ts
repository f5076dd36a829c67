import { z } from 'zod'

/** Of what is stored. An older replica leaves out what a later version wrote. */
export const entryVersion = 1

const actor = z.discriminatedUnion('kind', [
  /** A Slack user id. */
  z.object({ kind: z.literal('person'), id: z.string() }),
  z.object({ kind: z.literal('bot') }),
  /** Through the policy file: a request that it does not allow any more. */
  z.object({ kind: z.literal('operator') }),
])
type Actor = z.infer<typeof actor>

/**
 * How it was seen. `event`: Slack told of it; `re-read`: the card was read again; `recheck`: asked anew right before the call;
 * `call`: the paid call and its answer; `takeover`: found by the process after the one that did it; `read`: of the cloud;
 * `message`: a message that Slack did not take.
 */
const seen = z.enum([
  'form',
  'command',
  'button',
  'event',
  're-read',
  'timer',
  'recheck',
  'call',
  'takeover',
  'read',
  'message',
])
export type Seen = z.infer<typeof seen>

/** The actor of an event, and how it was seen. */
export type Origin = { readonly by: Actor; readonly seen: Seen }

export const byPerson = (id: string, how: Seen): Origin => ({ by: { kind: 'person', id }, seen: how })
export const byBot = (how: Seen): Origin => ({ by: { kind: 'bot' }, seen: how })
export const byOperator = (how: Seen): Origin => ({ by: { kind: 'operator' }, seen: how })

const fact = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])
/** Ids, codes and times in ms. Never a secret, and nothing that a person or the cloud wrote in words. */
export type Facts = Readonly<Record<string, z.infer<typeof fact>>>

const entry = z.object({
  version: z.literal(entryVersion),
  /** By its number; `null` where none came of it. */
  request: z.number().nullable(),
  /** Of the record that was written with it; `null` where it changed none. */
  revision: z.number().nullable(),
  /** By the bot's clock, ms. */
  at: z.number(),
  by: actor,
  seen,
  event: z.string(),
  /** The request's state afterwards. */
  state: z.string().nullable(),
  facts: z.record(z.string(), fact),
})
/** One thing that happened: who, what, when, how it was seen. Written with the record that it changed, or not at all. */
export type Entry = z.infer<typeof entry>

/** An entry as it was stored; its request stands beside it. `undefined`: of a later version, or damaged. */
export function readEntry(stored: string, request: number | null): Entry | undefined {
  try {
    return entry.safeParse({ ...JSON.parse(stored), request }).data
  } catch {
    return undefined
  }
}

/** As it is stored: the request stands beside it, as a new one has no number yet. */
export const writtenEntry = ({ request: _, ...rest }: Entry): string => JSON.stringify(rest)

/** What of all that happened is kept: the newest `most` entries, and none for longer than `forMs`. */
export type Kept = { readonly most: number; readonly forMs: number }

/** Thirteen months, so that a year can be looked at when it is over (docs/decisions/0016-entries-with-the-record.md). */
export const usuallyKept: Kept = { most: 200_000, forMs: 400 * 24 * 60 * 60_000 }
