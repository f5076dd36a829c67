import { jobOf } from '../scaleout/lifecycle.ts'
import type { Request } from '../scaleout/record.ts'
import type { Deps } from './context.ts'

type Said = Request['said']

/** When a message is tried again, in ms: twice as long each time, for longer where Slack said no than where it said nothing. */
const firstPause = 3000
const longestRefused = 5 * 60_000
const longestPause = (word: string): number => (word === '' ? 60_000 : longestRefused)
/** Nothing waits for longer than this, in ms. */
export const longestBackoff = longestRefused * 1.25

/** About a day of tries. */
const mostTries = 300

/** A request that is over has had its time: what Slack has not taken for a day is tried no more, and the record comes to rest. */
export const givesUp = (request: Request, key: string): boolean =>
  jobOf(request) === null && (request.said.trouble[key]?.tries ?? 0) >= mostTries

/**
 * Slack did not take a message, and may take it later. One that was being posted may stand there all the same:
 * `begunAt` says since when.
 */
export async function inTrouble(
  { number }: Request,
  key: string,
  word: string,
  { ledger, clock, random }: Deps,
  begunAt = 0,
): Promise<void> {
  await ledger.note(number, ({ said }) => {
    const tries = (said.trouble[key]?.tries ?? 0) + 1
    const pause = Math.min(longestPause(word), firstPause * 2 ** (tries - 1)) * (0.75 + random() / 2)
    const trouble = { word, tries, notBefore: clock.now() + pause, begunAt }
    return { said: { ...said, begun: without(said, key), trouble: { ...said.trouble, [key]: trouble } } }
  })
}

/** What has been said, with a message that Slack has taken, or will not take in this form. */
export function outOfTrouble(said: Said, key: string): Said {
  const { [key]: _, ...trouble } = said.trouble
  return { ...said, begun: without(said, key), trouble }
}

const without = ({ begun }: Said, key: string): string | null => (begun === key ? null : begun)

/** Slack does not take the message as it is. Answers whether there is a shorter form to try. */
export async function shorten({ number }: Request, key: string, { ledger }: Deps): Promise<boolean> {
  let first = false
  await ledger.note(number, ({ said }) => {
    first = !said.shortened.includes(key)
    return first ? { said: { ...outOfTrouble(said, key), shortened: [...said.shortened, key] } } : {}
  })
  return first
}

/**
 * Without a card nobody can approve: the request ends, unless its call has been made, and its author hears of it directly.
 * `word`: Slack's, where it is the channel that is gone.
 */
export async function cardLost({ number }: Request, word: string | null, { ledger }: Deps): Promise<void> {
  await ledger.record(number, { type: 'cancelled', by: null })
  await ledger.note(number, ({ said }) => ({
    said: { ...outOfTrouble(said, 'card'), cardGone: true, lostBecause: said.lostBecause ?? word },
  }))
}
