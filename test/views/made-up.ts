import { z } from 'zod'
import { en } from '../../views/words/en.ts'
import type { Vocabulary } from '../../views/words/index.ts'

/** A text that the bot has words for stands between these; what is put into it stands outside. */
const [opening, closing] = ['⟦', '⟧']

const ours = (text: string): string =>
  text === '' ? '' : `${opening}${text}${closing}`.replaceAll(`${opening}${closing}`, '')

/** A link keeps its marks: it is what stands between two angle brackets. */
function theirs(thing: unknown): unknown {
  if (Array.isArray(thing)) return thing.map(theirs)
  return typeof thing === 'string' && thing !== '' && !thing.startsWith('http') ? `${closing}${thing}${opening}` : thing
}

function marked(words: unknown): unknown {
  if (typeof words === 'string') return ours(words)
  if (typeof words === 'function')
    return (...things: unknown[]) => ours(String(Reflect.apply(words, undefined, things.map(theirs))))
  return Object.fromEntries(Object.entries(Object(words)).map(([key, word]) => [key, marked(word)]))
}

/** English as nobody speaks it: each text that the bot has words for is marked. */
export function madeUp(code: string): Vocabulary {
  const words = z.custom<Vocabulary>().parse(marked(en))
  return { ...words, code, locale: en.locale, fields: { ...words.fields, code } }
}

/** The mentions, moments and emoji of a message, which every client shows in its own language. */
const marks = /<[@#!][^<>]*>|:[\p{L}\p{N}_+'-]+:/gu

/** The words of a text that stand outside of the marks, also where it was cut off. */
export const unmarked = (text: string): string[] =>
  text
    .replace(marks, ' ')
    .replace(/⟦[^⟦⟧]*(?:⟧|…$|…\n|$)/gu, ' ')
    .match(/\p{L}[\p{L}\p{N}_]*/gu) ?? []

const part = z.looseObject({ type: z.string(), elements: z.array(z.looseObject({ text: z.string().optional() })) })

/** Every text of blocks and views that somebody reads, each line of rich text as a whole. */
export function textsIn(shown: unknown): string[] {
  if (Array.isArray(shown)) return shown.flatMap(textsIn)
  if (typeof shown !== 'object' || shown === null) return []
  const rich = part.safeParse(shown).data
  if (rich && /^rich_text_(?!list)/.test(rich.type)) return [rich.elements.map(({ text }) => text ?? ' ').join('')]
  return Object.entries(shown).flatMap(([key, value]) =>
    typeof value === 'string'
      ? ['text', 'title', 'alt_text', 'description'].includes(key)
        ? [value]
        : []
      : textsIn(value),
  )
}
