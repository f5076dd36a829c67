import { isInCode, type Span } from './codes.ts'

/** Stands where a secret stood; no markup in any language or in Slack. */
export const blot = '•••'

/** Longer texts are cut before they are searched, so that nothing foreign can keep the process busy. */
const longestText = 4000
/** Escapes within escapes are followed so far: JSON in JSON in an address. */
const deepest = 3

/**
 * What is looked for. `least`: a quote of so many characters in a row is one. `asIs`: in no other case and not encoded, for
 * texts so long that looking for those as well keeps the process busy.
 */
export type Sought = { readonly secret: string; readonly least: number; readonly asIs?: boolean }

/** A text that was unescaped, and where in the original each of its characters stood. */
type Layer = { readonly text: string; readonly spans: readonly Span[] | undefined }

/**
 * A text without what it quotes of a password: whole or in pieces of four characters and more, as it is or escaped (JSON,
 * XML, percent signs, Base64, hex; several on top of each other; of six and more in other case, too). Only the quote goes, as
 * people need the rest. A code of the cloud that merely shares a word with the password stays: see `isCode`.
 */
export const mask = (text: string, password: string): string => masker([{ secret: password, least: 4 }])(text)

/** The same for several secrets, each with its own least piece. What is longer than 4,000 characters is cut. */
export function masker(sought: readonly Sought[]): (text: string) => string {
  let needles: readonly Needle[] | undefined
  return (text) => {
    if (text === '') return text
    needles ??= sought.filter(({ secret }) => secret !== '').map(needleOf)
    const known = needles
    const cut = text.length > longestText ? `${text.slice(0, longestText)}…` : text
    const found = layersOf(cut).flatMap((layer) => known.flatMap((needle) => quotes(layer, needle)))
    const kept = merged(found).filter((span) => !isInCode(cut, span))
    return kept.reduceRight((rest, { from, to }) => rest.slice(0, from) + blot + rest.slice(to), cut)
  }
}

type Needle = readonly { readonly of: Pieces; readonly folded: boolean; readonly run: boolean }[]
type Pieces = { readonly size: number; readonly set: ReadonlySet<string> }

function needleOf({ secret, least, asIs = false }: Sought): Needle {
  const exact = { of: piecesOf([secret], least), folded: false, run: false }
  if (asIs) return [exact]
  const bytes = Buffer.from(secret)
  const encoded = [0, 1, 2].map((shift) => aligned(bytes, shift))
  return [
    exact,
    { of: piecesOf([secret.toLowerCase()], Math.max(least, 6)), folded: true, run: false },
    { of: piecesOf(encoded, Math.max(6, Math.ceil((least * 4) / 3))), folded: false, run: true },
    { of: piecesOf([bytes.toString('hex')], Math.max(8, 2 * least)), folded: true, run: true },
  ]
}

/** Base64 of the secret somewhere within something longer, without what its neighbours have a part in. */
function aligned(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replace(/=+$/, '')
  const ragged = (shift + bytes.length) % 3 === 0 ? 0 : 1
  return text.slice(shift === 0 ? 0 : shift + 1, text.length - ragged)
}

function piecesOf(texts: readonly string[], size: number): Pieces {
  const set = new Set<string>()
  for (const text of texts) for (let at = 0; at + size <= text.length; at++) set.add(text.slice(at, at + size))
  return { size, set }
}

/** Characters of Base64 and hex: what hides a secret is one run of them, and goes as a whole. */
const runs = /[\w+/-]+={0,2}/g

function quotes({ text, spans }: Layer, needle: Needle): Span[] {
  const found: Span[] = []
  const note = (from: number, to: number): void => {
    found.push(spans ? { from: spans[from]?.from ?? 0, to: spans[to - 1]?.to ?? 0 } : { from, to })
  }
  for (const { of, folded, run } of needle) {
    if (of.set.size === 0) continue
    const lower = folded ? text.toLowerCase() : text
    // Letters whose other case is of another length would move what follows.
    const same = lower.length === text.length ? lower : text
    const searched = run ? same.replaceAll('-', '+').replaceAll('_', '/') : same
    if (!run) {
      for (let at = 0; at + of.size <= searched.length; at++)
        if (of.set.has(searched.slice(at, at + of.size))) note(at, at + of.size)
      continue
    }
    for (const { 0: one, index } of text.matchAll(runs)) {
      const hidden = searched.slice(index, index + one.length)
      for (let at = 0; at + of.size <= hidden.length; at++)
        if (of.set.has(hidden.slice(at, at + of.size))) {
          note(index, index + one.length)
          break
        }
    }
  }
  return found
}

/** Each kind of escape: what it looks like, and what it stands for. */
const escapes: readonly { readonly looks: RegExp; readonly stands: (found: string) => string }[] = [
  { looks: /\\(?:u[\da-f]{4}|x[\da-f]{2}|[^ux])/gi, stands: unslashed },
  { looks: /&(?:#x[\da-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/gi, stands: unreferenced },
  { looks: /(?:%[\da-f]{2})+/gi, stands: unpercented },
]

function unslashed(found: string): string {
  return found.length > 2 ? String.fromCharCode(Number.parseInt(found.slice(2), 16)) : found.slice(1)
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
function unreferenced(found: string): string {
  const name = found.slice(1, -1).toLowerCase()
  if (!name.startsWith('#')) return named[name] ?? ''
  const point = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return point <= 0x10ffff ? String.fromCodePoint(point) : ''
}

function unpercented(found: string): string {
  return Buffer.from(found.replaceAll('%', ''), 'hex').toString('utf8')
}

/** The text as it is, and unescaped in every order. Nearly always it is alone. */
function layersOf(text: string): Layer[] {
  const all: Layer[] = [{ text, spans: undefined }]
  const known = new Set([text])
  let last = all.slice()
  for (let depth = 0; depth < deepest; depth++) {
    last = last
      .flatMap((layer) => escapes.flatMap((kind) => unescaped(layer, kind) ?? []))
      .filter(({ text: one }) => !known.has(one) && known.add(one))
    all.push(...last)
  }
  return all
}

function unescaped({ text, spans }: Layer, { looks, stands }: (typeof escapes)[number]): Layer | undefined {
  const found = [...text.matchAll(looks)]
  if (found.length === 0) return undefined
  const place = (from: number, to: number): Span =>
    spans ? { from: spans[from]?.from ?? 0, to: spans[to - 1]?.to ?? 0 } : { from, to }
  let result = ''
  const places: Span[] = []
  const copy = (from: number, to: number): void => {
    result += text.slice(from, to)
    for (let at = from; at < to; at++) places.push(place(at, at + 1))
  }
  let done = 0
  for (const { 0: one, index } of found) {
    copy(done, index)
    const meant = stands(one)
    result += meant
    // A run of percent signs stands for characters of a length each of which is known where they are ASCII.
    const step = one.length / Math.max(1, meant.length)
    for (let at = 0; at < meant.length; at++)
      places.push(
        Number.isInteger(step) ? place(index + at * step, index + (at + 1) * step) : place(index, index + one.length),
      )
    done = index + one.length
  }
  copy(done, text.length)
  return { text: result, spans: places }
}

/** Quotes that overlap or touch are one. */
function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last && span.from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    else all.push(span)
  }
  return all
}
