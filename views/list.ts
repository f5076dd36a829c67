import type { Language } from '../src/clusters/define.ts'
import type { Telling } from '../src/scaleout/telling.ts'
import type { Message } from './card.ts'
import { clip, limits } from './limits.ts'
import { stateLine } from './state.ts'
import { harmless, section, user } from './text.ts'
import { type Vocabulary, wordsIn } from './words/index.ts'

const perSection = 10

export function help(nodesPerRequest: number, language: Language): Message {
  const text = wordsIn(language).command.help(nodesPerRequest)
  return { text, blocks: [section(text)] }
}

/** What is going on, and what went on lately. */
export function list(open: readonly Telling[], recent: readonly Telling[], language: Language): Message {
  const words = wordsIn(language)
  if (open.length + recent.length === 0) return said(words.command.listEmpty)
  const group = (title: string, tellings: readonly Telling[]): string[] =>
    tellings.length === 0 ? [] : [`*${title}*`, ...tellings.map((telling) => row(telling, words))]
  const lines = [...group(words.command.listOpen, open), ...group(words.command.listRecent, recent)]
  const sections: string[] = []
  for (let start = 0; start < lines.length; start += perSection)
    sections.push(lines.slice(start, start + perSection).join('\n'))
  return {
    text: clip(lines.join('\n'), limits.messageText),
    blocks: sections.slice(0, limits.messageBlocks).map(section),
  }
}

/** Where one request stands; `link` leads to its card. */
export function status(telling: Telling, link: string | undefined, language: Language): Message {
  const words = wordsIn(language)
  return said([row(telling, words), ...(link ? [words.command.openCard(link)] : [])].join('\n'))
}

/** A plain sentence as a message. */
export const said = (text: string): Message => ({ text, blocks: [section(text)] })

function row(telling: Telling, words: Vocabulary): string {
  const { id, count, request } = telling
  return words.command.row(
    id,
    words.nodes(count),
    harmless(request.cluster.name),
    user(request.by),
    stateLine(telling, words),
  )
}
