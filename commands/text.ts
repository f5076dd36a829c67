import { foldedName, tidy, unquoted } from '../src/clusters/written.ts'
import { numberIn } from '../src/scaleout/record.ts'

/** What is asked for with the words after `/scaleout`. */
export type Ask =
  | { readonly kind: 'form'; readonly cluster: string | null; readonly count: number | null; readonly reason: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  /** `number` is missing where none was written, or nothing like one. */
  | { readonly kind: 'status' | 'cancel'; readonly number: number | undefined; readonly written: string }

/** Between two words: blanks of every kind, and the commas that some put there. */
const between = /^[\s\p{Zs}\p{Default_Ignorable_Code_Point},，、;；]+/u

/**
 * `prod-web 3 checkout is slow, INC-42`: a cluster, how many nodes, and why; each may be left out from the end.
 * The first word is a cluster's name unless it is a command. The reason stays as it was written.
 */
export function askFrom(text: string): Ask {
  const { word: first, rest } = firstWord(text)
  const command = foldedName(first)
  if (command === 'help' || command === '?') return { kind: 'help' }
  if (command === 'list') return { kind: 'list' }
  if (command === 'status' || command === 'cancel') {
    const written = tidy(rest)
    return { kind: command, number: numberIn(written), written }
  }
  const cluster = first === '' ? null : nameIn(first)
  const [whole = '', digits = ''] =
    /^([\d\uFF10-\uFF19]{1,6})\p{Default_Ignorable_Code_Point}*(?=$|[\s\p{Zs}，、;；]|,(?!\d))/u.exec(rest) ?? []
  const count = digits === '' ? null : Number(tidy(digits))
  return { kind: 'form', cluster, count, reason: count === null ? rest : afterBlanks(rest.slice(whole.length)) }
}

const afterBlanks = (text: string): string => text.replace(between, '')

function firstWord(text: string): { word: string; rest: string } {
  const trimmed = text.replace(/^[\s\p{Zs}\p{Default_Ignorable_Code_Point}]+/u, '').trimEnd()
  // `&amp;` is one character of a text that Slack has escaped.
  const end = trimmed.search(/[\s\p{Zs},，、；]|(?<!&(?:amp|lt|gt));/u)
  if (end < 0) return { word: trimmed, rest: '' }
  return { word: trimmed.slice(0, end), rest: afterBlanks(trimmed.slice(end)) }
}

/** A name as it was meant: without quotation marks; of a link that Slack made of it (`<#C…|prod-web>`), its words. */
function nameIn(word: string): string {
  const linked = /^<[^|<>]+\|([^|<>]+)>$/.exec(word)?.[1] ?? word
  const plain = linked.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return unquoted(tidy(plain))
}
