/** Foreign text is cut to this before anything looks at it: what it says stands at its beginning. */
const longestLook = 2000

/** The first characters of a text; a cut is marked. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** The same, but a link that stands across the end is kept whole, or left out where it is too long for that. */
function clipWords(text: string, most: number): string {
  if (text.length <= most) return text
  const start = text.lastIndexOf(' ', most - 1) + 1
  const next = text.indexOf(' ', most - 1)
  const end = next === -1 ? text.length : next
  if (!text.slice(start, end).includes('://')) return clip(text, most)
  const until = end <= longestLink ? end : start
  return until === text.length ? text : `${text.slice(0, until).trimEnd()} …`
}
const longestLink = 1500

/** A foreign text on one line, without markup: for a person who has to decide, and for logs. */
export function plainText(text: string, most: number = longestLook): string {
  const start = text.slice(0, longestLook)
  const bare = start.trimStart().startsWith('<') ? start.replace(/<[^<>]*>/g, ' ') : start
  const line = bare.split(/\s+/).filter(Boolean).join(' ')
  return clipWords(text.length > longestLook ? `${line}…` : line, most)
}

const dotted = /^[A-Z][A-Za-z0-9]{1,60}(\.[A-Z][A-Za-z0-9]{1,60}){1,3}$/
/** Codes of one word that a sentence would not hold by chance. */
const bare =
  /^(OperationDenied|NoInstanceStock|IllegalTimestamp|IncompleteSignature|MissingSecurityToken|ErrManagedAddonRoleNotAttach|SignatureDoesNotMatch)$/

/** The first code that a message quotes: `EntityNotExist.Role` (docs/platforms/ack.md#error-bodies). */
export function codeWithin(message: string): string | undefined {
  return words(message).find((word) => dotted.test(word) || bare.test(word))
}

/**
 * The code of the answer that a message relays as a whole: at its very beginning, or as `… Code: EntityNotExist.Role
 * Message: …` (docs/platforms/ack.md#error-bodies). A code somewhere in a sentence, or beside another one, tells no
 * outcome.
 */
export function relayedCode(message: string): string | undefined {
  const start = message.slice(0, longestLook)
  // What was cut off may name another one.
  if (message.length > longestLook || message.endsWith('…')) return undefined
  const named = [...start.matchAll(/\bCode"?: ?"?(\w+(?:\.\w+)*)/g)]
    .map(([, code]) => code ?? '')
    .filter((code) => !/^\d+$/.test(code))
  if (named.length > 0) return new Set(named).size === 1 ? named[0] : undefined
  return /^(\w+(?:\.\w+)*)(?:[:,]|$)/.exec(start.trim())?.[1]
}

const words = (text: string): string[] => text.slice(0, longestLook).match(/\w+(?:\.\w+)*/g) ?? []
