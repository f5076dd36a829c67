import type { KnownBlock, ModalView } from '@slack/types'
import { expect } from 'vitest'
import { stringify } from 'yaml'
import { sentence, violationsOfMessage, violationsOfView } from '../../playground/slack/blocks/index.ts'
import { fingerprint, sealedBox } from './requests.ts'

type Message = { readonly text: string; readonly blocks: KnownBlock[]; readonly simple?: KnownBlock[] }

/** In UTF-8 bytes: `chat.update` refuses longer texts (reference/slack-platform.md §1.5, §11). */
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

/** The same without what every text object repeats, so that a person can read it: plain text as it is, mrkdwn named. */
function brief(shown: unknown): unknown {
  if (Array.isArray(shown)) return shown.map(brief)
  if (typeof shown !== 'object' || shown === null) return shown
  if ('text' in shown && 'type' in shown) {
    if (shown.type === 'plain_text') return shown.text
    if (shown.type === 'mrkdwn') return { mrkdwn: shown.text }
    if (shown.type === 'section' && Object.keys(shown).length === 2) return { section: brief(shown.text) }
  }
  return Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, brief(value)]))
}
