import type { ApproverFaultKind } from '../src/scaleout/reach.ts'
import { mention } from './text.ts'
import type { Vocabulary } from './words/index.ts'

type Fault = { readonly id: string; readonly kind: string }

/** So many are named; the log has all. */
const most = 5

/** What is wrong with those whom a rule names, in one sentence. */
export function doubtsText(faults: readonly Fault[], words: Vocabulary): string {
  const list = doubtsList(faults, words)
  return list === '' ? '' : words.doubts.sentence(list)
}

/** The same within a sentence. What is not there is named by its id: it has no name. */
export function doubtsList(faults: readonly Fault[], words: Vocabulary): string {
  const said = faults.slice(0, most).map(({ id, kind }) => {
    const who = kind.endsWith('_unknown') ? `\`${id}\`` : mention(id)
    return isKnown(kind, words) ? words.doubts[kind](who) : words.doubts.other(who)
  })
  const rest = faults.length - most
  return words.and([...said, ...(rest > 0 ? [words.doubts.more(rest)] : [])])
}

const isKnown = (kind: string, { doubts }: Vocabulary): kind is ApproverFaultKind => Object.hasOwn(doubts, kind)
