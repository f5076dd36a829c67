import type { Block } from '../../../../slack/kit.ts'
import { Element, type Scope } from '../../element/index.ts'
import { Text } from '../../mrkdwn.tsx'
import { Picture } from './image.tsx'
import { isWords, listIn, wordsIn } from './read.ts'

/** A text, fields in two columns, and one thing at its side. */
export function Section({ block, scope }: { block: Block; scope: Scope }) {
  const text = wordsIn(block.text)
  const fields = listIn(block.fields).filter(isWords)
  const { accessory } = block
  return (
    <div className="message-section">
      <div className="message-section-text">
        {text && <Text of={text} />}
        {fields.length > 0 && (
          <div className="message-fields">
            {fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have no names, and their order is theirs
              <div key={index} className="message-field">
                <Text of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div className="message-accessory">
          {accessory.type === 'image' ? (
            <Picture of={accessory} />
          ) : (
            <Element element={accessory} scope={scope} blockId={block.block_id ?? ''} />
          )}
        </div>
      )}
    </div>
  )
}
