import { Image as Frame } from 'lucide-react'
import type { Block } from '../../../../slack/kit.ts'
import { Text } from '../../mrkdwn.tsx'
import { stringIn, wordsIn } from './read.ts'

/** A picture of another origin is not fetched: its description stands for it. */
export function Image({ block }: { block: Block }) {
  const title = wordsIn(block.title)
  return (
    <figure className="message-image">
      {title && (
        <figcaption>
          <Text of={title} />
        </figcaption>
      )}
      <Picture of={block} />
    </figure>
  )
}

export function Picture({ of }: { of: Readonly<Record<string, unknown>> }) {
  const described = stringIn(of.alt_text) ?? ''
  return (
    <span className="message-picture" role="img" aria-label={described}>
      <Frame size={16} aria-hidden="true" />
      <span>{described}</span>
    </span>
  )
}
