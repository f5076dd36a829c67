import type { KnownBlock, ModalView, RichTextElement } from '@slack/types'
import { expect } from 'vitest'
import { stringify } from 'yaml'
import { sentence, violationsOfMessage, violationsOfView } from '../../playground/slack/blocks/index.ts'
import { fingerprint, sealedBox } from './requests.ts'

type Message = { readonly text: string; readonly blocks: KnownBlock[]; readonly simple?: KnownBlock[] }

/** In UTF-8 bytes: `chat.update` refuses longer texts (docs/platforms/slack.md#text). */
const longestText = 4000

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** Slack would take it, and it holds no secret. */
export function expectShowable(shown: Message | ModalView): void {
  if ('type' in shown) expect(violationsOfView(asJson(shown)).map(sentence)).toEqual([])
  else {
    expect(violationsOfMessage(asJson(shown.blocks)).map(sentence)).toEqual([])
    expect(violationsOfMessage(asJson(shown.simple ?? [])).map(sentence)).toEqual([])
    expect(shown.text.length).toBeGreaterThan(0)
    expect(Buffer.byteLength(shown.text)).toBeLessThanOrEqual(longestText)
    // Slack takes some 13,200 characters of blocks (docs/platforms/slack.md#text); nobody knows whether it counts
    // bytes.
    for (const blocks of [shown.blocks, shown.simple ?? []])
      expect(Buffer.byteLength(JSON.stringify(blocks))).toBeLessThan(13_200)
  }
  for (const secret of [sealedBox, fingerprint]) expect(JSON.stringify(shown)).not.toContain(secret)
}

/** Views by what they show, as one readable snapshot in snapshots/. Each is checked against Slack's rules first. */
export async function expectSnapshot(
  file: string,
  views: Readonly<Record<string, Message | ModalView | undefined>>,
): Promise<void> {
  const there = Object.entries(views).filter((entry): entry is [string, Message | ModalView] => entry[1] !== undefined)
  expect(there.length).toBeGreaterThan(0)
  for (const [, view] of there) expectShowable(view)
  const shown = there.map(([name, view]) => [name, brief(asJson(view))])
  const text = stringify(Object.fromEntries(shown), { aliasDuplicateObjects: false, lineWidth: 0 })
  await expect(text).toMatchFileSnapshot(`snapshots/${file}.yml`)
}

/** A message or view as one line that a person can read and a test can search. */
export const inBrief = (shown: Message | ModalView): string => JSON.stringify(brief(asJson(shown)))

/** An element as mrkdwn would have it, so that a person can read it. */
function inShort(element: RichTextElement): string {
  switch (element.type) {
    case 'text':
    case 'link': {
      const text = element.type === 'text' ? element.text : `<${element.url}|${element.text}>`
      const marks = [element.style?.bold && '*', element.style?.italic && '_', element.style?.code && '`']
      return marks.reduce<string>((inside, mark) => (mark ? `${mark}${inside}${mark}` : inside), text)
    }
    case 'emoji':
      return `:${element.name}:`
    case 'date':
      return `<date ${element.fallback}>`
    case 'user':
      return `<@${element.user_id}>`
    case 'usergroup':
      return `<!subteam^${element.usergroup_id}>`
    case 'channel':
      return `<#${element.channel_id}>`
    default:
      return JSON.stringify(element)
  }
}

const isRich = (shown: object): shown is { type: string; elements: unknown[] } =>
  'type' in shown && String(shown.type).startsWith('rich_text') && 'elements' in shown

/** A rich text as its parts, each named by what it is but for ordinary text. */
function briefRich({ type, elements }: { type: string; elements: unknown[] }): unknown {
  if (type === 'rich_text') {
    const parts = elements.map((part) => brief(part))
    return { rich: parts.length === 1 ? parts[0] : parts }
  }
  const text = elements.map((element) => inShort(element as RichTextElement)).join('')
  return type === 'rich_text_section' ? text : { [type.replace('rich_text_', '')]: text }
}

/** The same without what every text object repeats, so that a person can read it: plain text as it is, mrkdwn named. */
function brief(shown: unknown): unknown {
  if (Array.isArray(shown)) return shown.map(brief)
  if (typeof shown !== 'object' || shown === null) return shown
  if (isRich(shown)) return briefRich(shown)
  if ('text' in shown && 'type' in shown) {
    if (shown.type === 'plain_text' && 'emoji' in shown && shown.emoji === false) return shown.text
    if (shown.type === 'mrkdwn' && 'verbatim' in shown && shown.verbatim) return { mrkdwn: shown.text }
    if (shown.type === 'section' && Object.keys(shown).length === 2) return { section: brief(shown.text) }
  }
  return Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, brief(value)]))
}
