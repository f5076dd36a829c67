import type { Block, Element } from '../../../../slack/kit.ts'

/* Blocks came from the bot and were found valid before they were kept; what they hold is still read with care. */

export type Words = {
  readonly type: string
  readonly text: string
  readonly emoji?: boolean
  readonly verbatim?: boolean
}

type Loose = Readonly<Record<string, unknown>>

export const isTree = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isWords = (value: unknown): value is Words =>
  isTree(value) && typeof value.type === 'string' && typeof value.text === 'string'

export const wordsIn = (value: unknown): Words | undefined => (isWords(value) ? value : undefined)

export const isElement = (value: unknown): value is Element => isTree(value) && typeof value.type === 'string'

export const isBlock = (value: unknown): value is Block => isTree(value) && typeof value.type === 'string'

export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const stringIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
