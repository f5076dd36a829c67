import { picture } from './emoji.ts'

/*
 * mrkdwn as the page draws it, and as it notifies: what Slack acts on, and nothing else. ./markup.ts reads the same text
 * for the tests of the bot, and sees markup wherever some client might.
 */

/**
 * A piece of mrkdwn (docs/platforms/slack.md#text). `text` and names are as they read: entities are characters again.
 */
export type Piece =
  | { readonly kind: 'text' | 'code' | 'preformatted'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike' | 'quote'; readonly inside: readonly Piece[] }
  | { readonly kind: 'user' | 'group' | 'channel'; readonly id: string }
  | { readonly kind: 'broadcast'; readonly range: Range }
  | { readonly kind: 'date'; readonly seconds: number; readonly format: string; readonly fallback: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }

type Range = 'here' | 'channel' | 'everyone'

type Reader = (inside: string, verbatim: boolean) => Piece

const decoded = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const styled =
  (kind: 'bold' | 'italic' | 'strike'): Reader =>
  (inside, verbatim) => ({ kind, inside: piecesOf(inside, verbatim) })

/** Of those that begin at the same place the first one counts. */
const marks: readonly (readonly [RegExp, Reader])[] = [
  [/```\n?([\s\S]+?)\n?```/g, (inside) => ({ kind: 'preformatted', text: decoded(inside) })],
  [/`([^`\n]+)`/g, (inside) => ({ kind: 'code', text: decoded(inside) })],
  [/(?<=^|\n)((?:(?:&gt;|>)[^\n]*(?:\n(?=&gt;|>))?)+)/g, quoted],
  [/<([^<>\n]+)>/g, angled],
  [/:([^\s:<>]+):/g, (name) => (picture(name) === `:${name}:` ? plain(`:${name}`) : { kind: 'emoji', name })],
  [/(?<![\p{L}\p{N}*])\*(\S|\S[^*\n]*[^*\s])\*(?![\p{L}\p{N}*])/gu, styled('bold')],
  [/(?<![\p{L}\p{N}_])_(\S|\S[^_\n]*[^_\s])_(?![\p{L}\p{N}_])/gu, styled('italic')],
  [/(?<![\p{L}\p{N}~])~(\S|\S[^~\n]*[^~\s])~(?![\p{L}\p{N}~])/gu, styled('strike')],
]

/** An address that stands bare, without what ends the sentence around it. */
const bare = /(https?:\/\/(?:(?!&[lg]t;)[^\s<>|])*(?:(?!&[lg]t;)[^\s<>|.,;:!?'")\]。，；：！？、）]))/g

const link: (typeof marks)[number] = [bare, (url) => linkTo(url, url)]

const plain = (text: string): Piece => ({ kind: 'text', text: decoded(text) })

function quoted(lines: string, verbatim: boolean): Piece {
  return { kind: 'quote', inside: piecesOf(lines.replace(/(^|\n)(?:&gt;|>) ?/g, '$1'), verbatim) }
}

const isRange = (name: string): name is Range => name === 'here' || name === 'channel' || name === 'everyone'

/** Only what Slack would act on; everything else in angle brackets is text. */
function angled(inside: string): Piece {
  const bar = inside.indexOf('|')
  const target = bar < 0 ? inside : inside.slice(0, bar)
  const label = bar < 0 ? undefined : inside.slice(bar + 1)
  const [, sign = '', id = ''] = /^(@|#|!subteam\^)([A-Z0-9]+)$/.exec(target) ?? []
  if (sign === '@') return { kind: 'user', id }
  if (sign === '#') return { kind: 'channel', id }
  if (sign !== '') return { kind: 'group', id }
  const [, seconds, format] = /^!date\^(\d+)\^([^^]*)/.exec(target) ?? []
  if (format !== undefined)
    return { kind: 'date', seconds: Number(seconds), format: decoded(format), fallback: decoded(label ?? '') }
  const range = target.slice(1)
  if (target.startsWith('!') && isRange(range)) return { kind: 'broadcast', range }
  if (/^(https?:\/\/|mailto:)\S/i.test(target)) return linkTo(target, label || target.replace(/^mailto:/i, ''))
  return plain(`<${inside}>`)
}

const linkTo = (target: string, label: string): Piece => ({ kind: 'link', url: decoded(target), label: decoded(label) })

/** mrkdwn as Slack reads it, in order. `verbatim`: an address that stands bare stays text. */
export function piecesOf(text: string, verbatim = false): Piece[] {
  const all = verbatim ? marks : [...marks, link]
  const pieces: Piece[] = []
  let at = 0
  const add = (piece: Piece): void => {
    const last = pieces.at(-1)
    if (piece.kind !== 'text' || last?.kind !== 'text') pieces.push(piece)
    else pieces[pieces.length - 1] = { kind: 'text', text: last.text + piece.text }
  }
  while (at < text.length) {
    const [first] = all.flatMap(([pattern, read]) => foundIn(text, at, pattern, read)).sort((a, b) => a.from - b.from)
    add(plain(text.slice(at, first?.from)))
    if (!first) break
    const piece = first.read(first.inside, verbatim)
    add(piece)
    // The second colon of what is no emoji may be the first of one.
    at = first.to - (piece.kind === 'text' && text[first.from] === ':' ? 1 : 0)
  }
  return pieces.filter((piece) => piece.kind !== 'text' || piece.text !== '')
}

/** Looked for in the whole text: what stands before may decide. */
function foundIn(text: string, at: number, pattern: RegExp, read: Reader) {
  pattern.lastIndex = at
  const match = pattern.exec(text)
  return match ? [{ from: match.index, to: match.index + match[0].length, inside: match[1] ?? '', read }] : []
}

/** The address as people would read it, or none. */
function hostIn(text: string): string | undefined {
  const [, host] = /^\s*(?:https?:\/\/)?(?:[^\s/@]*@)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?=[:/?#\s]|$)/iu.exec(text) ?? []
  return host?.toLowerCase().replace(/^www\./, '')
}

/** Where a link leads, if its label reads like the address of somewhere else: Slack asks before it opens one of those. */
export function disguised({ url, label }: { url: string; label: string }): string | undefined {
  const shown = hostIn(label)
  if (shown === undefined || !URL.canParse(url)) return undefined
  const { host, hostname, protocol } = new URL(url)
  if (protocol === 'mailto:') return url === `mailto:${label.trim()}` ? undefined : url
  return hostname.replace(/^www\./, '') === shown ? undefined : host
}
