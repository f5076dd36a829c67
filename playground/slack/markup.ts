import { z } from 'zod'

/*
 * What Slack makes of a text: docs/platforms/slack.md#text. Where its client is not documented to the last
 * character (what stands beside a mark), the reading is the stricter one: it sees markup rather than none.
 */

export type Piece = {
  readonly kind:
    | 'text'
    | 'bold'
    | 'italic'
    | 'strike'
    | 'code'
    | 'preformatted'
    | 'quote'
    | 'emoji'
    | 'link'
    | 'user'
    | 'group'
    | 'channel'
    | 'broadcast'
    | 'date'
  /** As it stands between the marks: a name, an id, an address, or the words that a style holds. */
  readonly text: string
  /** A style whose words are mrkdwn again. */
  readonly holds?: true
}

/** A scheme and what follows it, or a name that ends in one of the common top-level domains. */
const bare =
  /(?:https?|ftp):\/\/[^\s<>|]+|mailto:\S+|(?<![\w.@-])(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|cn|example)\b(?:\/[^\s<>|]*)?/i

const marks = [
  ['preformatted', /```([\s\S]+?)```/],
  ['code', /`([^`\n]+)`/],
  ['quote', /(?<=^|\n)&gt;([^\n]*)/],
  ['angle', /<([^<>\n]+)>/],
  ['emoji', /:([^\s:<>]+):/],
  ['bold', /(?<![\w*])\*([^*\n]+)\*(?![\w*])/],
  ['italic', /(?<![\w_])_([^_\n]+)_(?![\w_])/],
  ['strike', /(?<![\w~])~([^~\n]+)~(?![\w~])/],
] as const

/** Whatever stands in these may hold further markup. */
const open = new Set(['bold', 'italic', 'strike', 'quote'])

function angled(inside: string): Piece {
  const [target = '', label] = inside.split('|')
  if (target.startsWith('@')) return { kind: 'user', text: target.slice(1) }
  if (target.startsWith('#')) return { kind: 'channel', text: target.slice(1) }
  if (target.startsWith('!subteam^')) return { kind: 'group', text: target.slice('!subteam^'.length) }
  if (target.startsWith('!date^')) return { kind: 'date', text: label ?? '' }
  if (target.startsWith('!')) return { kind: 'broadcast', text: target.slice(1).split('^')[0] ?? '' }
  return { kind: 'link', text: label ?? target }
}

/** mrkdwn as Slack reads it, in order. `verbatim`: bare addresses stay text. */
export function piecesOf(text: string, verbatim = false): Piece[] {
  const found = [...marks, ...(verbatim ? [] : [['bare', bare] as const])]
    .flatMap(([kind, pattern]) => {
      const match = pattern.exec(text)
      return match ? [{ kind, match }] : []
    })
    .sort((a, b) => a.match.index - b.match.index)[0]
  if (!found) return text === '' ? [] : [{ kind: 'text', text }]
  const { kind, match } = found
  const inside = match[1] ?? match[0]
  const before = text.slice(0, match.index)
  const after = piecesOf(text.slice(match.index + match[0].length), verbatim)
  const own: Piece[] =
    kind === 'angle'
      ? [angled(inside)]
      : kind === 'bare'
        ? [{ kind: 'link', text: inside }]
        : [{ kind, text: inside, ...(open.has(kind) ? { holds: true } : {}) }]
  return [...(before === '' ? [] : [{ kind: 'text', text: before } as const]), ...own, ...after]
}

const node = z.looseObject({ type: z.string() })
const styles = z.record(z.string(), z.boolean()).catch({})

/** Which members of which blocks are bare strings that a client may read as text with emoji: nobody has documented it. */
const titles = new Set(['plan', 'task_card'])

/** Everything in a message's text and blocks, or in a view, that is shown as more than plain characters. */
export function markupIn(shown: unknown): Piece[] {
  if (Array.isArray(shown)) return shown.flatMap(markupIn)
  if (typeof shown !== 'object' || shown === null) return []
  const { type } = node.catch({ type: '' }).parse(shown)
  const of = z.record(z.string(), z.unknown()).parse(shown)
  const text = typeof of.text === 'string' ? of.text : ''
  if (type === 'mrkdwn') return marksOf(piecesOf(text, of.verbatim === true), of.verbatim === true)
  if (type === 'plain_text') return of.emoji === false ? [] : emojiIn(text)
  const inner = Object.values(of).flatMap(markupIn)
  if (type === 'text') return [...stylesOf(of.style, text)]
  if (type === 'link') return [{ kind: 'link', text: text || String(of.url) }]
  if (type === 'user') return [{ kind: 'user', text: String(of.user_id) }]
  if (type === 'usergroup') return [{ kind: 'group', text: String(of.usergroup_id) }]
  if (type === 'channel') return [{ kind: 'channel', text: String(of.channel_id) }]
  if (type === 'broadcast') return [{ kind: 'broadcast', text: String(of.range) }]
  if (type === 'date') return [{ kind: 'date', text: String(of.fallback) }]
  if (type === 'emoji') return [{ kind: 'emoji', text: String(of.name) }]
  if (type === 'rich_text_quote') return [{ kind: 'quote', text: '' }, ...inner]
  if (type === 'rich_text_preformatted') return [{ kind: 'preformatted', text: '' }, ...inner]
  if (titles.has(type)) return [...emojiIn(typeof of.title === 'string' ? of.title : ''), ...inner]
  // A message: beside blocks its text is the notification, which is read as mrkdwn, too.
  return type === '' && text !== '' ? [...marksOf(piecesOf(text)), ...inner] : inner
}

const marksOf = (pieces: readonly Piece[], verbatim = false): Piece[] =>
  pieces
    .filter(({ kind }) => kind !== 'text')
    .flatMap((piece) => [piece, ...(piece.holds ? marksOf(piecesOf(piece.text, verbatim), verbatim) : [])])
const emojiIn = (text: string): Piece[] =>
  [...text.matchAll(/:([^\s:]+):/g)].map(([, name = '']) => ({ kind: 'emoji', text: name }))

function stylesOf(style: unknown, text: string): Piece[] {
  const { bold, italic, strike, code } = styles.parse(style ?? {})
  const kinds = [bold && 'bold', italic && 'italic', strike && 'strike', code && 'code'] as const
  return kinds.flatMap((kind) => (kind ? [{ kind, text }] : []))
}
