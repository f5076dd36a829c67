import { backoff, backoffs, wasLast } from '../backoff.ts'
import { byBot } from '../scaleout/entry.ts'
import { jobOf } from '../scaleout/lifecycle.ts'
import type { Request } from '../scaleout/record.ts'
import type { JobContext } from './context.ts'

type Projection = Request['projection']

/** Nothing waits for longer than this, in ms. */
export const longestBackoff = backoffs.refusedMessage.longest * backoffs.refusedMessage.jitter[1]

/** A request that is over has had its time: what Slack has not taken for a day is tried no more, and the record comes to rest. */
export function givesUp(request: Request, key: string): boolean {
  const trouble = request.projection.trouble[key]
  return jobOf(request) === null && trouble !== undefined && wasLast(kindOf(trouble.word), trouble.tries)
}

const kindOf = (word: string) => (word === '' ? 'unansweredMessage' : 'refusedMessage')

/**
 * Slack did not take a message, and may take it later. One that was being posted may stand there all the same:
 * `begunAt` says since when.
 */
export async function inTrouble(
  { number }: Request,
  key: string,
  word: string,
  { ledger, clock, random }: JobContext,
  begunAt = 0,
): Promise<void> {
  await ledger.note(number, ({ projection }) => {
    const tries = (projection.trouble[key]?.tries ?? 0) + 1
    const pause = backoff(kindOf(word), tries, random)
    const trouble = { word, tries, notBefore: clock.now() + pause, begunAt }
    return {
      projection: {
        ...projection,
        sending: without(projection, key),
        trouble: { ...projection.trouble, [key]: trouble },
      },
    }
  })
}

/** The projection, with a message that Slack has taken, or will not take in this form. */
export function outOfTrouble(projection: Projection, key: string): Projection {
  const { [key]: _, ...trouble } = projection.trouble
  return { ...projection, sending: without(projection, key), trouble }
}

const without = ({ sending }: Projection, key: string): string | null => (sending === key ? null : sending)

/** Slack does not take the message as it is. Answers whether there is a shorter form to try. */
export async function shorten({ number }: Request, key: string, { ledger }: JobContext): Promise<boolean> {
  let first = false
  await ledger.note(number, ({ projection }) => {
    first = !projection.shortened.includes(key)
    return first ? { projection: { ...outOfTrouble(projection, key), shortened: [...projection.shortened, key] } } : {}
  })
  return first
}

/**
 * Without a card nobody can approve: the request ends, unless its call has been made, and its author hears of it directly.
 * `word`: Slack's, where it is the channel that is gone.
 */
export async function cardLost({ number }: Request, word: string | null, { ledger }: JobContext): Promise<void> {
  await ledger.record(number, { type: 'cancelled', by: null }, byBot('message'))
  await ledger.note(number, ({ projection }) => ({
    projection: { ...outOfTrouble(projection, 'card'), cardGone: true, lostBecause: projection.lostBecause ?? word },
  }))
}
