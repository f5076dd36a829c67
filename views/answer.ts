import type { Reason } from '../src/scaleout/record.ts'
import { adviceFor, type Called, sentenceOf } from './advice.ts'
import { clipBytes } from './foreign.ts'
import { harmless } from './text.ts'
import type { Vocabulary } from './words/index.ts'

/** Bytes of what the cloud says, in one line of ours. */
const longestCode = 120
const longestSentence = 900

/** The code of an answer, with the HTTP status where there was one. */
export function codeOf({ code, status }: Reason, words: Vocabulary): string {
  const shown = harmless(clipBytes(code, longestCode))
  return status === undefined || code === `HTTP ${status}` ? shown : words.thread.status(status, shown)
}

/** What else is known of an answer that was not clear: its request id is looked for in the console before a decision. */
export function answered(why: Reason, words: Vocabulary): string | undefined {
  if (why.code === 'Forgotten') return undefined
  const id = why.requestId ? words.thread.requestId(harmless(clipBytes(why.requestId, longestCode))) : ''
  const known = [harmless(clipBytes(sentenceOf(why, words), longestSentence)), id].filter((part) => part !== '')
  return known.length === 0 ? undefined : words.thread.answered(known.join(' · '))
}

/** `executed`: the call may have been. */
export function explained(
  why: Reason | null,
  executed: boolean,
  called: Called,
  words: Vocabulary,
): (string | undefined)[] {
  if (!why) return []
  const code = `\`${harmless(clipBytes(why.code, longestCode))}\``
  const sentence = harmless(clipBytes(sentenceOf(why, words), longestSentence))
  const said = sentence ? words.thread.coded(code, sentence) : code
  const id = why.requestId && harmless(clipBytes(why.requestId, longestCode))
  return [
    id ? words.thread.saidWith(said, words.thread.requestId(id)) : said,
    words.thread.whatToDo(adviceFor(why, executed, called, words)),
  ]
}
