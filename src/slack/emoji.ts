import { createRequire } from 'node:module'

/**
 * Slack's names of the standard emoji, by code point. Loaded by `require`: an import attribute would be evaluated by
 * every bundler and checker as a type of two thousand members.
 */
const table = createRequire(import.meta.url)('emojibase-data/en/shortcodes/iamcal.json') as Record<
  string,
  string | string[]
>

const canonical = new Map(
  Object.values(table)
    .filter((names) => Array.isArray(names))
    .flatMap(([first = '', ...others]) => others.map((other) => [other, first] as const)),
)

/**
 * The one name by which an emoji is compared: without colons and skin tone, standard aliases (`thumbsup`) as their
 * first name (`+1`). Custom emoji stay as they are: anybody can make one that looks like a tick
 * (docs/platforms/slack.md#emoji).
 */
export function emojiName(written: string): string {
  // One letter may be written in two ways; only spelling is made alike, never one letter like another.
  const bare = written
    .normalize('NFC')
    .replace(/^:|:$/g, '')
    .replace(/::skin-tone-[2-6]$/, '')
  return canonical.get(bare) ?? bare
}
