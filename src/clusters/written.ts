/**
 * Text that people write or paste, before it means anything: full-width letters, dashes that an editor made, no-break
 * spaces, invisible characters (docs/platforms/slack.md#commands).
 *
 * Everything that names something is read through here: commands, numbers, names, ids, the values of the policy file.
 * Not read through here are texts whose every byte counts: the reason, scripts, passwords.
 */

const newline = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/g
/** Zero-width and other characters without a shape of their own, and control characters but for the line end. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?!\n)\p{Cc}/gu
/** Every dash, the minus sign, the hyphen bullet, and the long-vowel mark that Japanese keyboards give for a hyphen. */
const dash = /[\p{Pd}\u2212\u2043\u30FC]/gu
/** Superscript and circled digits are left alone: `3²` is not thirty-two. */
const composed = /[^\p{No}]+/gu
const ascii = /^[\n\x20-\x7E]*$/

const seen = (text: string): string =>
  text
    .replace(newline, '\n')
    .replaceAll('\t', ' ')
    .replace(invisible, '')
    .replace(/\p{Zs}/gu, ' ')

/** `ＳＯ－１` as `SO-1`: one form for each character (NFKC), one dash, one space; nothing invisible. Ends are trimmed. */
export const tidy = (text: string): string =>
  seen(text)
    .replace(composed, (part) => part.normalize('NFKC'))
    .replace(dash, '-')
    .trim()

/** Tidy where plain ASCII comes of it. Otherwise it is text in another script, `研发（一）`: only spaces change. */
export function tidyAscii(text: string): string {
  const tidied = tidy(text)
  return ascii.test(tidied) ? tidied : seen(text).trim()
}

/** A name without the quotation marks around it, typed or made by a chat program. */
export const unquoted = (text: string): string =>
  text.replace(/^["'`“”„‘’‚«»‹›「」『』]+|["'`“”„‘’‚«»‹›「」『』]+$/gu, '')

/** By which two names that are typed are the same: `Prod–Web` and `prod-web`. */
export const foldedName = (name: string): string => unquoted(tidy(name)).toLowerCase()

/** What stands between the items of a list. */
export const separators = /[\s,，、;；]+/

/** A whole number in digits, `3` or `3.0`; undefined for anything else, such as `0x10`, `1e3` or nothing. */
export function wholeNumber(text: string): number | undefined {
  const number = /^([+-]?\d{1,15})(?:\.0*)?$/.exec(tidy(text))?.[1]
  return number === undefined ? undefined : Number(number)
}

/** Characters of a text that is quoted back. */
const quotedLength = 40

/** A typed text, within a sentence: on one line, nothing invisible, not longer than a few words. */
export function quoted(text: string): string {
  const characters = [...seen(text).replace(/\s+/g, ' ').trim()]
  const cut = characters.length > quotedLength
  return `“${characters.slice(0, quotedLength).join('')}${cut ? '…' : ''}”`
}
