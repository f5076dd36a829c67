import { Popover, PopoverDisclosure, PopoverProvider } from '@ariakit/react'
import { LoaderCircle, SendHorizontal, Smile, SquareSlash } from 'lucide-react'
import { useState } from 'react'
import { EmojiPicker } from '../message/emoji.tsx'
import { useWords } from '../words.ts'
import { words } from './words.ts'

type Tooled = {
  readonly canSend: boolean
  readonly isBusy: boolean
  readonly hasCommands: boolean
  readonly onSend: () => void
  readonly onInsert: (text: string) => void
}

/** The row under the text. */
export function Tools({ canSend, isBusy, hasCommands, onSend, onInsert }: Tooled) {
  const say = useWords(words)
  const [picking, pick] = useState(false)
  return (
    <div className="composer-tools">
      <PopoverProvider open={picking} setOpen={pick} placement="top-start">
        <PopoverDisclosure className="composer-tool" aria-label={say.emoji} title={say.emoji}>
          <Smile size={18} aria-hidden="true" />
        </PopoverDisclosure>
        <Popover className="message-popover" aria-label={say.emoji} gutter={8} portal unmountOnHide fitViewport>
          <EmojiPicker
            onPick={(name) => {
              pick(false)
              onInsert(`:${name}: `)
            }}
          />
        </Popover>
      </PopoverProvider>
      {hasCommands && (
        <button
          type="button"
          className="composer-tool"
          aria-label={say.commands}
          title={say.commands}
          onClick={() => onInsert('/')}
        >
          <SquareSlash size={18} aria-hidden="true" />
        </button>
      )}
      <button
        type="button"
        className="composer-send"
        aria-label={isBusy ? say.sending : say.send}
        title={isBusy ? say.sending : say.send}
        disabled={!canSend || isBusy}
        onClick={onSend}
      >
        {isBusy ? (
          <LoaderCircle size={16} className="composer-busy" aria-hidden="true" />
        ) : (
          <SendHorizontal size={16} aria-hidden="true" />
        )}
      </button>
    </div>
  )
}
