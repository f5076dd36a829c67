import type { Block } from '../../../../slack/kit.ts'
import { Text } from '../../mrkdwn.tsx'
import { Picture } from './image.tsx'
import { isTree, isWords, listIn } from './read.ts'

/** Small print. */
export function Context({ block }: { block: Block }) {
  return (
    <div className="message-context">
      {listIn(block.elements)
        .filter(isTree)
        .map((element, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no names, and their order is theirs
          <div key={index}>{isWords(element) ? <Text of={element} /> : <Picture of={element} />}</div>
        ))}
    </div>
  )
}
