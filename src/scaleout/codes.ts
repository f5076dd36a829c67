/** A part of a text, as half-open range. */
export type Span = { readonly from: number; readonly to: number }

/**
 * Whether a code is one that everybody knows (docs/platforms/ack.md#error-codes), the bot's own among them: made of words that
 * codes are made of, so that it quotes nothing that only one request knows.
 */
export const isPublicCode = (code: string): boolean =>
  /^HTTP \d{3}$|^E[A-Z_]{3,20}$|^APISERVER_403$/.test(code) ||
  (/^[A-Z][A-Za-z]*(\.[A-Z][A-Za-z]*)*$/.test(code) && wordsOf(code).every(({ word }) => codeWords.has(word)))

/** `ErrorEdgeNodeNotFound`, `OperationDenied.NoStock`: at least two words that begin with a capital, and nothing else. */
const codes = /(?<![\w.])[A-Z][a-z\d]+(?:\.?[A-Z][a-z\d]*)+(?!\w)/g
const words = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g

/**
 * Whether a part of a sentence is only a word that a code of the cloud has in common with a password. Codes tell people what to
 * do, and everybody knows them (docs/platforms/ack.md#error-codes): blotting one out would even say which word the password
 * has. A code keeps what is shorter than six characters, and words that codes are made of, however long.
 */
export function isInCode(text: string, { from, to }: Span): boolean {
  const code = [...text.matchAll(codes)].find(({ 0: one, index }) => index <= from && to <= index + one.length)
  if (!code) return false
  if (to - from < 6) return true
  return wordsOf(code[0])
    .filter(({ at, word }) => code.index + at < to && from < code.index + at + word.length)
    .every(({ word }) => codeWords.has(word))
}

const wordsOf = (code: string): { word: string; at: number }[] =>
  [...code.matchAll(words)].map(({ 0: word, index: at }) => ({ word: word.toLowerCase(), at }))

const codeWords = new Set(
  `access account acl action addon answer api attach bad balance category check cloud cluster conflict connection control
  credentials data deadline denied disabled disk does dry edge enough entity err error exceed exceeded exist expired failed
  forbidden format found http id illegal image inactive incomplete instance insufficient internal invalid ip key list lost
  malformed managed match method missing name namespace network no node nonce not on operation order pair parameter password
  pay permission pool query quota ram reached rejected request resource risk role run sale security service signature size
  ssd stamp state status stock supported switch sys system task throttling time timeout timestamp token turn type unavailable
  unknown unsettled unsupported used user v value vpc zone`.split(/\s+/),
)
