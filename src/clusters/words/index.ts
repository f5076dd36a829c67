import { en } from './en.ts'

/** All that cluster types and their fields say, in one language. What another language lacks is a type error. */
export type FieldWords = typeof en

/** A sentence in the languages in which it was written down; English stands for those that are missing. */
export type Written = Readonly<Record<string, string>> & { readonly en: string }

/** A sentence that is found by language, or one that a type of its own or a stored record brings along. */
export type Words = ((of: FieldWords) => string) | Written

/** A sentence in one language. */
export const say = (words: Words, of: FieldWords): string =>
  typeof words === 'function' ? words(of) : (words[of.code] ?? words.en)

/** In English: what operators read, and what is compared. */
export const english = (words: Words): string => say(words, en)

/** A sentence in each of several languages, as a record keeps it. */
export const written = (words: Words, languages: readonly FieldWords[]): Written => ({
  ...Object.fromEntries(languages.map((of) => [of.code, say(words, of)])),
  en: english(words),
})

type Plain = { readonly label: string; readonly rule: string; readonly hint?: string; readonly warning?: string }

/** What a field says whatever it holds, as `FieldMeta` wants it. */
export function told(field: (of: FieldWords) => Plain): {
  readonly label: Words
  readonly rule: Words
  readonly hint?: Words
  readonly warning?: Words
} {
  const { hint, warning } = field(en)
  return {
    label: (of) => field(of).label,
    rule: (of) => field(of).rule,
    ...(hint === undefined ? {} : { hint: (of) => field(of).hint ?? hint }),
    ...(warning === undefined ? {} : { warning: (of) => field(of).warning ?? warning }),
  }
}
