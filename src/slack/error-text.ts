/** Longer texts are cut, with a mark: an error may quote a whole page of a proxy. */
const longest = 300
/** Causes of causes; a chain that goes round ends here, too. */
const deepest = 4

const tokens = /\b(?:xox[a-z]|xapp|xwfp)-[\w-]+/g
/** A ticket of Socket Mode, and names and passwords in the address of a proxy or a Redis. */
const queries = /\?[^\s"')]*/g
const logins = /\/\/[^/@\s]+@/g
/** Slack's client quotes what was answered. Slack's own words are short; anything else may be a page, or what a person typed. */
const slackAnswer = 'An API error occurred: '
const slackWord = /^[a-z][a-z0-9_]{0,60}$/

/**
 * An error in one line, for the log: its words, its code, and what caused it, as several libraries leave their message
 * empty and keep the reason in `cause`, `code` or `errors`. Never empty; tokens, queries and logins of addresses are
 * left out.
 */
export function errorText(error: unknown): string {
  const parts = chain(error, deepest)
  return parts.length > 0 ? parts.join(': ') : 'an error without words'
}

/** An error for the log: its text, and where in the code it came from. The stack's own first line, which holds the text as it was, is left out. */
export function failureOf(error: unknown): { readonly error: string; readonly stack?: string } {
  const stack = framesOf(error)
  return { error: errorText(error), ...(stack ? { stack } : {}) }
}

const frame = /^ +at .*:\d+:\d+\)?$/

function framesOf(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) return ''
  const { stack, message } = error
  const begins = stack.indexOf(message)
  const after = begins < 0 ? stack : stack.slice(begins + message.length)
  return after
    .split('\n')
    .filter((line) => frame.test(line))
    .map((line) => line.trim())
    .join('\n')
}

function chain(error: unknown, depth: number): string[] {
  if (depth === 0 || error === undefined || error === null) return []
  if (!(error instanceof Error)) return typeof error === 'object' ? [] : [clean(String(error))].filter(Boolean)
  const { message, name } = error
  const code = 'code' in error && typeof error.code !== 'object' ? String(error.code) : ''
  const words = clean(message)
  const unsaid = code !== '' && !words.includes(code) && !code.startsWith('slack_') ? code : ''
  const said = [words, unsaid && (words ? `(${unsaid})` : unsaid)].filter(Boolean).join(' ')
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause
  const causes = chain(inner, depth - 1).filter((cause) => !said.includes(cause))
  const own = said || (causes.length > 0 || name === 'Error' ? '' : name)
  return [...(own ? [own] : []), ...causes]
}

const clean = (text: string): string => {
  if (text.startsWith(slackAnswer) && !slackWord.test(text.slice(slackAnswer.length)))
    return 'Slack answered with no word of its own'
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text
  return short.replaceAll(tokens, '(token)').replaceAll(queries, '?…').replaceAll(logins, '//…@').trim()
}
