/** Slack's limits, in one place (docs/platforms/slack.md#limits). Texts are clipped visibly, never silently. */
export const limits = {
  headerText: 150,
  sectionText: 3000,
  buttonText: 75,
  optionText: 75,
  optionValue: 150,
  optionsPerMenu: 100,
  placeholder: 150,
  label: 2000,
  messageBlocks: 50,
  viewBlocks: 100,
  /**
   * In UTF-8 bytes: `chat.update` refuses more; a text that was posted must fit back (docs/platforms/slack.md#text).
   */
  messageText: 4000,
  /** Of those, what a reason may take beside the state and the rule. */
  reasonInText: 2000,
  /**
   * All blocks of a message, as JSON: a little below what Slack refuses (docs/platforms/slack.md#text). It is not known
   * whether Slack counts bytes.
   */
  messageJson: 13_000,
  inputText: 3000,
  viewTitle: 24,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  /** What one page of `conversations.history` and `conversations.replies` is asked for, at most as Slack advises. */
  messagesPerPage: 200,
} as const

/**
 * From here on a limit is kept in UTF-8 bytes, too: Slack counts those of a message's text, and may count a section's
 * (docs/platforms/slack.md#text).
 */
const longText = 2000
const ellipsis = '…'
const bytesOf = (text: string): number => Buffer.byteLength(text)

/**
 * At most `most` UTF-16 units, and of long texts as many UTF-8 bytes; an ellipsis shows that something is missing. Never cuts a
 * character, an escaped one (`&amp;`), a mention or a link in two.
 */
export function clip(text: string, most: number): string {
  const sizeOf = most >= longText ? bytesOf : (part: string) => part.length
  if (sizeOf(text) <= most) return text
  return `${whole(startOf(text, most - sizeOf(ellipsis), sizeOf))}${ellipsis}`
}

/** As much from the start as has this size. */
function startOf(text: string, most: number, sizeOf: (part: string) => number): string {
  // A unit is a byte at least, so nothing further on fits.
  let [fits, tooLong] = [0, Math.min(text.length, most) + 1]
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2)
    if (sizeOf(text.slice(0, middle)) <= most) fits = middle
    else tooLong = middle
  }
  return text.slice(0, fits)
}

/** Without the beginning of something that is whole or nothing: half a surrogate pair, an entity, a mention or link. */
const whole = (start: string): string =>
  start
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/&\w{0,4}$/, '')
    .replace(/<(?:(?:[@#!]|https?:|mailto:)[^<>]*|[a-z]{0,8})$/, '')
