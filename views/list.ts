import type { KnownBlock } from '@slack/types'
import type { Summary } from '../src/scaleout/summary.ts'
import type { Message } from './card.ts'
import { bytesOf } from './foreign.ts'
import { limits } from './limits.ts'
import { stateLine } from './state-line.ts'
import { fallback, harmless, section, user } from './text.ts'
import type { Vocabulary } from './words/index.ts'

/** Few, so that little is left out where it is too much for one message. */
const perSection = 5
/** Bytes of the block that says how many are left out. */
const roomForMore = 200

/** The same for everybody who reads a language, so it is made once for each. */
export function help(nodesPerRequest: number, words: Vocabulary): Message {
  const text = words.command.help(nodesPerRequest)
  const known = helps.get(text) ?? plainMessage(text)
  helps.set(text, known)
  return known
}
const helps = new Map<string, Message>()

/** What is going on, and what went on lately. */
export function list(open: readonly Summary[], recent: readonly Summary[], words: Vocabulary): Message {
  if (open.length + recent.length === 0) return plainMessage(words.command.listEmpty)
  const group = (title: string, summaries: readonly Summary[]): string[] =>
    summaries.length === 0 ? [] : [`*${title}*`, ...summaries.map((summary) => row(summary, words))]
  const lines = [...group(words.command.listOpen, open), ...group(words.command.listRecent, recent)]
  const blocks: KnownBlock[] = []
  for (let start = 0; start < lines.length; start += perSection) {
    const next = section(lines.slice(start, start + perSection).join('\n'))
    if (bytesOf(JSON.stringify([...blocks, next])) > limits.messageJson - roomForMore) {
      blocks.push(section(words.more(lines.length - start)))
      break
    }
    blocks.push(next)
  }
  return { text: fallback(lines.join('\n')), blocks }
}

/** Where one request stands; `link` leads to its card. */
export function status(summary: Summary, link: string | undefined, words: Vocabulary): Message {
  return plainMessage([row(summary, words), ...(link ? [words.command.openCard(link)] : [])].join('\n'))
}

/** A plain sentence as a message. */
export const plainMessage = (text: string): Message => ({ text: fallback(text), blocks: [section(text)] })

function row(summary: Summary, words: Vocabulary): string {
  const { id, count, request } = summary
  return words.command.row(
    id,
    words.nodes(count),
    harmless(request.cluster.name),
    user(request.by),
    stateLine(summary, words),
  )
}
