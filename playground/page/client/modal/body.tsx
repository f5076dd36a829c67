import type { Shown } from '../../wire.ts'
import { Blocks } from '../message/index.ts'
import { InputBlock } from './input-block.tsx'

type Props = {
  readonly shown: Shown
  /** While it is submitted. */
  readonly frozen: boolean
}

/** What scrolls between title and buttons. */
export function Body({ shown, frozen }: Props) {
  return (
    <div className="modal-body" tabIndex={-1}>
      <fieldset className="modal-blocks" disabled={frozen}>
        {shown.view.blocks.map((block) =>
          block.type === 'input' ? (
            <InputBlock key={block.block_id} block={block} shown={shown} />
          ) : (
            <Blocks key={block.block_id} blocks={[block]} scope={{ kind: 'view', view: shown }} />
          ),
        )}
      </fieldset>
    </div>
  )
}
