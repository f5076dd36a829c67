import { TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import type { Block } from '../../../slack/kit.ts'
import type { Shown } from '../../wire.ts'
import { textOf } from '../element/given.ts'
import { Element } from '../element/index.ts'
import { withEmoji } from '../mrkdwn.tsx'
import { useWords } from '../words.ts'
import { words } from './words.ts'

type Props = { readonly block: Block; readonly shown: Shown }

/** A label, what is filled in below it, its error and its hint. */
export function InputBlock({ block, shown }: Props) {
  const id = useId()
  const { optional } = useWords(words)
  const { element, label, block_id: blockId = '' } = block
  const hint = textOf(block.hint)
  const error = shown.errors[blockId]
  if (!element) return null

  const errorId = `${id}-error`
  const hintId = `${id}-hint`
  const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(' ')
  const field = {
    id: `${id}-control`,
    labelId: `${id}-label`,
    describedBy: describedBy || undefined,
    isInvalid: error !== undefined,
    isOptional: block.optional === true,
    dispatches: block.dispatch_action === true,
  }
  return (
    <div className="modal-input" data-invalid={error === undefined ? undefined : true}>
      <label className="modal-label" id={field.labelId} htmlFor={field.id}>
        {withEmoji(label?.text ?? '')}
        {block.optional && <span className="modal-optional">{optional}</span>}
      </label>
      <Element element={element} scope={{ kind: 'view', view: shown }} blockId={blockId} field={field} />
      {error !== undefined && (
        <p className="modal-error" id={errorId}>
          <TriangleAlert size={16} aria-hidden />
          {error}
        </p>
      )}
      {hint && (
        <p className="modal-hint" id={hintId}>
          {withEmoji(hint)}
        </p>
      )}
    </div>
  )
}
