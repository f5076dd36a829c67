import { usePart } from './line.ts'

export type Language = 'en' | 'zh'

/** The same words in both languages; one that is missing is a type error. */
export type Bilingual<Words> = Readonly<Record<Language, Words>>

/** The language of whoever sits here: their Slack would speak it, too. */
export function useLanguage(): Language {
  return usePart(({ me }) => me.locale).startsWith('zh') ? 'zh' : 'en'
}

export function useWords<Words>(words: Bilingual<Words>): Words {
  return words[useLanguage()]
}
