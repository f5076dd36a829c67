import type { Words } from '../src/clusters/define.ts'
import { harmless } from './text.ts'
import { say, type Vocabulary } from './words/index.ts'

/** Why a rule is not the cluster's usual one, in one line; none where it is. */
export function becauseLines(because: readonly { says: Words }[], words: Vocabulary): string[] {
  if (because.length === 0) return []
  return [words.because(words.and(because.map(({ says }) => harmless(say(says, words)))))]
}
