import type { Vocabulary } from './words/index.ts'

/** People named in one line. */
export const mostNamed = 15

/** The first of many, and how many more there are. */
export function some(items: readonly string[], words: Vocabulary): readonly string[] {
  const more = items.length - mostNamed
  return more > 0 ? [...items.slice(0, mostNamed), words.more(more)] : items
}
