import type { ComponentProps } from 'react'
import { Written } from '../../mrkdwn.tsx'
import { isTree } from './read.ts'

type Drawable = ComponentProps<typeof Written>['block']

const isDrawable = (value: unknown): value is Drawable =>
  isTree(value) &&
  ((value.type === 'rich_text' && Array.isArray(value.elements)) ||
    (value.type === 'markdown' && typeof value.text === 'string'))

/** Text with its own structure; nothing where there is none. */
export function RichText({ block }: { block: unknown }) {
  return isDrawable(block) ? <Written block={block} /> : null
}
