import type { PlainTextOption } from '@slack/types'
import type { Option } from '../../src/clusters/define.ts'
import { clip, limits } from '../limits.ts'
import { plain } from '../text.ts'
import { say, type Vocabulary } from '../words/index.ts'

/** Says something where a value would stand: chosen, it is no value. */
export const noValue = '…'

/** What a source had to offer of what was typed, when Slack wanted to know it. */
export type Suggested =
  | { readonly kind: 'listed'; readonly options: readonly { readonly value: string; readonly about: string }[] }
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly code: string }

/**
 * The entries of a menu whose choices come from a source. The list is advice, so what was typed can be chosen as well, also
 * where there is no list; a menu that cannot show all, or nothing, says so.
 */
export function suggestions(found: Suggested, typed: string, { form }: Vocabulary): PlainTextOption[] {
  const { source: say } = form
  const written = typed.trim()
  const canBeChosen = written !== '' && written.length <= limits.optionValue
  if (found.kind !== 'listed') {
    const isLate = found.kind === 'late'
    if (!canBeChosen) return [entry(isLate ? say.late : say.failed(found.code), '', noValue)]
    return [entry(written, isLate ? say.typedLate : say.typedFailed(found.code), written)]
  }
  const listed = found.options.filter(({ value }) => value.length <= limits.optionValue)
  const own = canBeChosen && !listed.some(({ value }) => value === written) ? [entry(written, say.typed, written)] : []
  const room = limits.optionsPerMenu - own.length
  const shown = listed.length > room ? listed.slice(0, room - 1) : listed
  const rest = listed.length - shown.length
  return [
    ...shown.map(({ value, about }) => entry(value, about, value)),
    ...(rest > 0 ? [entry(say.more(rest), '', noValue)] : []),
    ...own,
  ]
}

/**
 * The options of a menu that has its own: those that its source knows come first, with what is known of them, and the others stay,
 * because the list is advice. Where there is no list, they are as they were written.
 */
export function knownFirst(options: readonly Option[], found: Suggested, words: Vocabulary): PlainTextOption[] {
  const listed = found.kind === 'listed' ? found.options : []
  const about = new Map(listed.map((one) => [one.value, one.about]))
  const known = options.filter(({ value }) => about.has(value))
  const others = options.filter(({ value }) => !about.has(value))
  return [...known, ...others].map(({ value, label }) => entry(say(label, words), about.get(value) ?? '', value))
}

const entry = (text: string, about: string, value: string): PlainTextOption => ({
  text: plain(text, limits.optionText),
  ...(about === '' ? {} : { description: plain(clip(about, limits.optionText), limits.optionText) }),
  value,
})
