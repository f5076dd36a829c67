import type { Node } from '../src/scaleout/record.ts'
import { bytesOf, clipBytes } from './foreign.ts'
import { harmless } from './text.ts'
import type { Vocabulary } from './words/index.ts'

/** Nodes named in one message; more are counted. */
const mostNodes = 30
/** Bytes of what the cloud says, in one line of ours. */
const longestPart = 120
const longestSentence = 300

/**
 * Each node once, by its name or its instance, with what is known of it. In at most so many bytes, so that what stands below
 * is not cut off; those that find no room are counted.
 */
export function nodeList(nodes: readonly Node[], words: Vocabulary, most = 2500): string {
  const rows: string[] = []
  let left = most
  for (const node of nodes.slice(0, mostNodes)) {
    const next = row(node)
    left -= bytesOf(next)
    if (left < 0 && rows.length > 0) break
    rows.push(next)
  }
  const rest = nodes.length - rows.length
  return [...rows, ...(rest > 0 ? [words.more(rest)] : [])].join('\n')
}

function row(node: Node): string {
  const name = node.name || node.instanceId
  // A node is mostly named by its address, and one that never joined by its instance.
  const more = [node.ip, node.instanceId].filter((part) => part !== '' && !name.includes(part))
  const [first, ...rest] = [name, ...more, node.status].map((part) => harmless(clipBytes(part, longestPart)))
  const why = harmless(clipBytes(node.message ?? '', longestSentence))
  return `• \`${first}\` ${[...rest, why].filter(Boolean).join(' · ')}`
}
