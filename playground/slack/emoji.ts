import pictures from 'emojibase-data/en/compact.json' with { type: 'json' }
import shortcodes from 'emojibase-data/en/shortcodes/iamcal.json' with { type: 'json' }

// Slack's standard emoji names are the iamcal set.
const names: Record<string, string | string[]> = shortcodes

type Emoji = { name: string; unicode: string; toneable: boolean }

const standard = new Map<string, Emoji>(
  pictures.flatMap((picture) => {
    const own = [names[picture.hexcode] ?? []].flat()
    const [name] = own
    if (name === undefined) return []
    const emoji = { name, unicode: picture.unicode, toneable: 'skins' in picture }
    return own.map((alias): [string, Emoji] => [alias, emoji])
  }),
)

/**
 * A reaction's name as Slack keeps it: aliases of one emoji become its first name (`thumbsup` is kept as `+1`).
 * Which alias Slack reports is not verified (docs/platforms/slack.md#emoji): our choice, the stricter for a bot that
 * compares names. A skin tone stays, as its own reaction.
 *
 * @param custom the workspace's own emoji, name to picture address or `alias:<name>`
 * @returns undefined when there is no such emoji, or it takes no skin tone
 */
export function reactionName(given: string, custom: Readonly<Record<string, string>>): string | undefined {
  const [, base = '', tone] = /^([^:]+)(?:::(skin-tone-[2-6]))?$/.exec(given) ?? []
  if (Object.hasOwn(custom, base)) return tone === undefined ? base : undefined
  const emoji = standard.get(base)
  if (!emoji || (tone !== undefined && !emoji.toneable)) return undefined
  return tone === undefined ? emoji.name : `${emoji.name}::${tone}`
}

/** The picture of a standard emoji, else `:name:`. */
export function picture(name: string): string {
  return standard.get(name.split('::')[0] ?? '')?.unicode ?? `:${name}:`
}

const bare = (unicode: string): string => unicode.replaceAll('\u{fe0f}', '')

const named = new Map([...standard.values()].map(({ name, unicode }) => [bare(unicode), name]))

/** Slack's name of a picture, with or without the mark that asks for colour. */
export const nameOf = (unicode: string): string | undefined => named.get(bare(unicode))
