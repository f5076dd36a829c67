/** Slack's limits, in one place (reference/slack-platform.md §1). Texts are clipped visibly, never silently. */
export const limits = {
  headerText: 150,
  sectionText: 3000,
  fieldText: 2000,
  fieldsPerSection: 10,
  contextElements: 10,
  buttonText: 75,
  optionText: 75,
  optionsPerMenu: 100,
  placeholder: 150,
  label: 2000,
  messageBlocks: 50,
  viewBlocks: 100,
  /** `chat.update` refuses more; a text that was posted must fit back (§1.5). */
  messageText: 4000,
  inputText: 3000,
  viewTitle: 24,
} as const

/** At most `most` UTF-16 units; an ellipsis shows that something is missing. Never cuts a surrogate pair in two. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const end = /[\uD800-\uDBFF]/.test(text.charAt(most - 2)) ? most - 2 : most - 1
  // An escaped character (`&amp;`) is kept whole or left out.
  return `${text.slice(0, end).replace(/&\w{0,4}$/, '')}…`
}
