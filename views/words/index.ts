import type { Language } from '../../src/clusters/define.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** All that the bot can say. A string that one language lacks is a type error. */
export type Vocabulary = typeof en

const vocabularies: Readonly<Record<Language, Vocabulary>> = { en, zh }

export const wordsIn = (language: Language): Vocabulary => vocabularies[language]
