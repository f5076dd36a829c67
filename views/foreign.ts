import { Buffer } from 'node:buffer'

/*
 * What people typed, what the policy file says and what the cloud answered is shown letter for letter, and is never markup.
 * `harmless` marks such text inside a line of ours; what turns the line into blocks, plain text or a fallback
 * (rich.ts, text.ts) finds the marks and takes what stands between them literally. The marks are private-use characters,
 * which `visible` takes out of what is typed.
 */
export const opening = '\u{E000}'
export const closing = '\u{E001}'

/** Foreign text as part of a line of ours: one line, literal wherever it is shown. Nothing stays nothing. */
export function harmless(foreign: string): string {
  const text = oneLine(foreign)
  return text === '' ? '' : `${opening}${text}${closing}`
}

/** A line of ours as it reads, without what marks foreign text in it; for places that know no markup at all. */
export const unmarked = (line: string): string => line.replaceAll(opening, '').replaceAll(closing, '')

/** Line ends would let a value look like the next row. */
const oneLine = (foreign: string): string =>
  visible(foreign)
    .trim()
    .replace(/\s*\n\s*/g, ' ⏎ ')
    .replaceAll('\t', ' ')

/** Control, format, private-use and other characters that show nothing, or turn what stands around them (Unicode UAX #9). */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u{2028}\u{2029}\u{2800}\u{FFFC}]/gu
/** An emoji of several parts is held together by two of them. */
const inEmoji =
  /\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]*(?:\u{200D}\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]*)*|[#*\d]\u{FE0F}\u{20E3}/gu
/** More marks on one letter than any script has: they would run over the lines above and below. */
const piled = /(\p{M}{4})\p{M}+/gu

/** Foreign text in which everything can be seen: `⟨U+202E⟩` stands for a character that would not be. Line ends and tabs stay. */
export function visible(foreign: string): string {
  const text = foreign.replace(/\r\n?/g, '\n').replace(piled, '$1⟨…⟩')
  let shown = ''
  let end = 0
  for (const { 0: emoji, index } of text.matchAll(inEmoji)) {
    shown += text.slice(end, index).replace(unseen, named) + emoji
    end = index + emoji.length
  }
  return shown + text.slice(end).replace(unseen, named)
}

function named(character: string): string {
  if (character === '\n' || character === '\t') return character
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `⟨U+${code}⟩`
}

/**
 * Foreign text for the one place that is always read as mrkdwn, a message's fallback: mrkdwn has no escape but for three
 * characters (docs/platforms/slack.md#text), so the marks of emphasis, code, emoji and addresses are shown by their
 * typographic twins. What stands there letter for letter is in the blocks.
 */
export const twinned = (foreign: string): string =>
  foreign
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('*', '∗')
    .replaceAll('`', 'ˋ')
    .replaceAll('~', '∼')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '＿')
    .replace(/:(?!\s)/g, '∶')
    .replace(domainDot, '․')

/** Before the top-level domains that clients take for an address most often. */
const domainDot =
  /(?<=[\p{L}\p{N}-])\.(?=(?:ai|app|biz|cloud|cn|co|com|dev|example|info|io|link|ly|me|net|online|org|sh|site|top|xyz)\b)/giu

export const bytesOf = (text: string): number => Buffer.byteLength(text)

/**
 * At most so many bytes of UTF-8, which is how Slack counts (docs/platforms/slack.md#text); an ellipsis shows that
 * something is missing. No character is cut in two, and no link: half an address leads elsewhere.
 */
export function clipBytes(text: string, most: number): string {
  if (bytesOf(text) <= most) return text
  let end = Buffer.from(text)
    .subarray(0, Math.max(0, most - 3))
    .toString('utf8')
    .replace(/\u{FFFD}+$/u, '').length
  for (const { 0: link, index } of text.matchAll(/[a-z][a-z0-9+.-]*:\/\/\S+/gi))
    if (index < end && end < index + link.length) end = index
  return `${text.slice(0, end).trimEnd()}…`
}
