import type { RichTextBlock, RichTextElement, RichTextPreformatted, RichTextQuote, RichTextSection } from '@slack/types'
import { bytesOf, clipBytes, closing, opening, twinned, visible } from './foreign.ts'
import { limits } from './limits.ts'

type Style = { bold?: true; italic?: true; code?: true }
type RichTextStyle = { bold?: boolean; italic?: boolean; code?: boolean }

/**
 * The marks of our own lines: those of mrkdwn, as far as the words use them. Foreign text (foreign.ts) comes first, so that
 * nothing in it is one of them.
 */
const marks = new RegExp(
  [
    `${opening}([^${closing}]*)(?:${closing}|$)`,
    '<([^<>]+)>',
    ":([\\p{L}\\p{M}\\p{N}_+'-]+):",
    '(\\*|`|(?<=^|\\s)_(?=\\S)|(?<=\\S)_(?=$|\\s))',
  ].join('|'),
  'gu',
)

/** A line of ours, or several, as elements that say themselves what they are: docs/platforms/slack.md#blocks. */
export function line(text: string, most: number = limits.sectionText): RichTextSection {
  const style: Style = {}
  const elements: RichTextElement[] = []
  const say = (words: string | undefined): void => {
    if (!words) return
    const last = elements.at(-1)
    const own = Object.keys(style).length > 0 ? { style: { ...style } } : {}
    // One piece where two would be two boxes side by side.
    if (last?.type === 'text' && isSameStyle(last.style ?? {}, style)) last.text += words
    else elements.push({ type: 'text', text: words, ...own })
  }
  const toggle = (mark: string): void => {
    const name = mark === '*' ? 'bold' : mark === '`' ? 'code' : 'italic'
    if (style[name]) delete style[name]
    else style[name] = true
  }
  let end = 0
  for (const match of text.matchAll(marks)) {
    const [whole, foreign, angled, emoji, mark] = match
    say(text.slice(end, match.index))
    end = match.index + whole.length
    if (foreign !== undefined) say(foreign)
    else if (style.code && mark !== '`') say(whole)
    else if (angled !== undefined) elements.push(...reference(angled))
    else if (emoji !== undefined) elements.push({ type: 'emoji', name: emoji })
    else if (mark !== undefined) toggle(mark)
  }
  say(text.slice(end))
  return { type: 'rich_text_section', elements: atMost(elements, most) }
}

const isSameStyle = (one: RichTextStyle, other: RichTextStyle): boolean =>
  (['bold', 'italic', 'code'] as const).every((name) => one[name] === other[name])

/** What stands between angle brackets: a mention, a moment, or a link of ours. */
function reference(inside: string): RichTextElement[] {
  const [target = '', label = ''] = inside.split('|')
  const id = target.replace(/^(?:@|#|!subteam\^)/, '')
  if (target.startsWith('@')) return [{ type: 'user', user_id: id }]
  if (target.startsWith('#')) return [{ type: 'channel', channel_id: id }]
  if (target.startsWith('!subteam^')) return [{ type: 'usergroup', usergroup_id: id }]
  const [, timestamp, format] = /^!date\^(\d+)\^([^|]+)$/.exec(target) ?? []
  if (timestamp && format) return [{ type: 'date', timestamp: Number(timestamp), format, fallback: label }]
  return /^https?:/.test(target)
    ? [{ type: 'link', url: target, ...(label ? { text: label } : {}) }]
    : [{ type: 'text', text: inside }]
}

/** Room that a mention or an emoji takes, in bytes. */
const mention = 20

/** At most so many bytes, visibly clipped. */
function atMost(elements: readonly RichTextElement[], most: number): RichTextElement[] {
  const kept: RichTextElement[] = []
  let left = most
  for (const element of elements) {
    const size = element.type === 'text' ? bytesOf(element.text) : mention
    if (size > left)
      return [
        ...kept,
        element.type === 'text' ? { ...element, text: clipBytes(element.text, left) } : { type: 'text', text: '…' },
      ]
    kept.push(element)
    left -= size
  }
  return kept
}

/** Foreign text of several lines behind a bar, which nothing in it can leave. At most so many bytes and lines. */
export function quote(foreign: string, most: { bytes: number; lines: number }): RichTextQuote {
  return {
    type: 'rich_text_quote',
    elements: [
      {
        type: 'text',
        text: part(
          visible(foreign)
            .trim()
            .replace(/\n\s*\n\s*/g, '\n'),
          most,
        ),
      },
    ],
  }
}

/** A script, or the beginning of one, as it will run. */
export function preformatted(foreign: string, most: { bytes: number; lines: number }): RichTextPreformatted {
  return {
    type: 'rich_text_preformatted',
    elements: [{ type: 'text', text: part(visible(foreign).replace(/\n$/, ''), most) }],
  }
}

/** Whether a script is shown to its end. */
export const isWhole = (foreign: string, { bytes, lines }: { bytes: number; lines: number }): boolean => {
  const shown = visible(foreign).replace(/\n$/, '')
  return shown.split('\n').length <= lines && bytesOf(shown) <= bytes
}

function part(foreign: string, { bytes, lines }: { bytes: number; lines: number }): string {
  const all = foreign.split('\n')
  const first = all.slice(0, lines).join('\n')
  return clipBytes(all.length > lines ? `${first}\n…` : first, bytes) || ' '
}

export const block = (...elements: RichTextBlock['elements']): RichTextBlock => ({ type: 'rich_text', elements })

/** A line of ours, or several, as a block. */
export const section = (text: string): RichTextBlock => block(line(text))

/** A line of ours as mrkdwn, for a message's fallback and the few places that take nothing else. */
export const asMrkdwn = (text: string): string =>
  text.replace(new RegExp(`${opening}([^${closing}]*)(?:${closing}|$)`, 'gu'), (_, foreign: string) => twinned(foreign))
