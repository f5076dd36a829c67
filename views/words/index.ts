import { say as sayIn, type Words, type Written, written as writtenIn } from '../../src/clusters/words/index.ts'
import { en, type Vocabulary } from './en.ts'
import { zh } from './zh.ts'

export type { Vocabulary }

/**
 * Every language that the bot speaks. A third is a file beside these, a file of that name in src/clusters/words for what cluster
 * types say, and a name here. The first stands for a missing one.
 */
export const languages: readonly Vocabulary[] = [en, zh]

/** The language of that code, as the policy file and records name it. */
export const wordsIn = (code: string, known: readonly Vocabulary[]): Vocabulary =>
  known.find((one) => one.code === code) ?? known[0] ?? en

/** What a field, a type or a record says, in one language. */
export const say = (words: Words, { fields }: Vocabulary): string => sayIn(words, fields)

/** The same in each language, to be kept in a record. */
export const written = (words: Words, known: readonly Vocabulary[]): Written =>
  writtenIn(
    words,
    known.map(({ fields }) => fields),
  )
