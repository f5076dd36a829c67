import type { Language } from '../../src/clusters/define.ts'
import { en, type Vocabulary } from './en.ts'
import { zh } from './zh.ts'

export type { Vocabulary }

const vocabularies: Readonly<Record<Language, Vocabulary>> = { en, zh }

export const wordsIn = (language: Language): Vocabulary => vocabularies[language]
