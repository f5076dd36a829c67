import type { KnownBlock } from '@slack/types'
import type { Message } from './card.ts'
import { clip, limits } from './limits.ts'
import { mrkdwn } from './text.ts'

/** What each of its texts is clipped to, where a message is too long as a whole; the first that is enough. */
const shorter = [2000, 1200, 800, 500, 300, 200, 120]

type Whole = Message & { readonly simple?: KnownBlock[] }

/** The message with its longest texts clipped, visibly, until Slack takes it as a whole; as it is where that is so already. */
export function fitted<M extends Whole>(message: M): M {
  return {
    ...message,
    text: clip(message.text, limits.messageText),
    blocks: fittedBlocks(message.blocks),
    ...(message.simple ? { simple: fittedBlocks(message.simple) } : {}),
  }
}

function fittedBlocks(blocks: KnownBlock[]): KnownBlock[] {
  const fits = (tried: KnownBlock[]): boolean => Buffer.byteLength(JSON.stringify(tried)) <= limits.messageJson
  if (fits(blocks)) return blocks
  const tried = shorter.map((most) => blocks.map((block) => clipped(block, most)))
  return tried.find(fits) ?? tried.at(-1)?.filter((block) => block.type !== 'context') ?? blocks
}

/** A block whose texts, at whatever depth, are no longer than that. Only texts change, so it is as valid as before. */
function clipped<T>(part: T, most: number): T
function clipped(part: unknown, most: number): unknown {
  if (Array.isArray(part)) return part.map((one) => clipped(one, most))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      (name === 'text' || name === 'title') && typeof value === 'string' ? clip(value, most) : clipped(value, most),
    ]),
  )
}

/** Bytes of each line that is kept, and of how many lines. */
const lineBytes = 300

/** A context of a card (its digest) is short; one that names everybody may not be. */
const shortContext = 1000

/**
 * What a message says at the least, in blocks that every server takes: its first two lines (which request, and its state),
 * its last (what to do), its buttons, the card's digest, and a line that says that the rest is missing.
 */
export function shortened({ text, blocks }: Message, note: string): Message {
  const [first = '', second, ...rest] = text.split('\n')
  const kept = [first, second, rest.at(-1)].filter((line) => line !== undefined)
  const lines = kept.map((line) => clipLine(line))
  const said = [...lines, ...(rest.length > 1 ? [note] : [])].join('\n')
  const kind = (block: KnownBlock): boolean =>
    block.type === 'actions' || (block.type === 'context' && JSON.stringify(block).length <= shortContext)
  // A message's text is mrkdwn already, and what is foreign in it is harmless there.
  const all: KnownBlock = { type: 'section', text: mrkdwn([...lines, note].join('\n')) }
  return { text: said, blocks: [all, ...blocks.filter(kind)] }
}

/** Long lines are counted in bytes, as a text is. */
function clipLine(line: string): string {
  const most = Math.floor((lineBytes * line.length) / Math.max(lineBytes, Buffer.byteLength(line)))
  return clip(line, Math.min(lineBytes, Math.max(20, most)))
}
