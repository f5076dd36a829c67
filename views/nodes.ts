import type { Node } from '../src/scaleout/record.ts'
import { clipBytes } from './foreign.ts'
import { harmless } from './text.ts'
import type { Vocabulary } from './words/index.ts'

/** Nodes named in one message; more are counted. */
const mostNodes = 30
/** Bytes of what the cloud says, in one line of ours. */
const longestPart = 120
const longestSentence = 300

/** Each node once, by its name or its instance, with what is known of it. */
export function nodeList(nodes: readonly Node[], words: Vocabulary): string {
  const rows = nodes.slice(0, mostNodes).map((node) => {
    const name = node.name || node.instanceId
    // A node is mostly named by its address, and one that never joined by its instance.
    const more = [node.ip, node.instanceId].filter((part) => part !== '' && !name.includes(part))
    const [first, ...rest] = [name, ...more, node.status].map((part) => harmless(clipBytes(part, longestPart)))
    const why = harmless(clipBytes(node.message ?? '', longestSentence))
    return `• \`${first}\` ${[...rest, why].filter(Boolean).join(' · ')}`
  })
  return [...rows, ...(nodes.length > mostNodes ? [words.more(nodes.length - mostNodes)] : [])].join('\n')
}
