import { Popover, PopoverDisclosure, PopoverProvider } from '@ariakit/react'
import { SmilePlus } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useWords } from '../words.ts'
import { EmojiPicker } from './emoji.tsx'
import { words } from './words.ts'

type Choosing = {
  readonly className: string
  readonly onPick: (name: string) => void
  /** The picker opens or closes. */
  readonly onHold?: (isOpen: boolean) => void
  /** What the button is besides: an item of a toolbar. */
  readonly render?: ReactElement
}

/** The button that opens the small picker. */
export function PickReaction({ className, onPick, onHold, render }: Choosing) {
  const say = useWords(words)
  const [isOpen, open] = useState(false)
  const turn = (to: boolean) => {
    open(to)
    onHold?.(to)
  }
  return (
    <PopoverProvider open={isOpen} setOpen={turn} placement="top-end">
      <PopoverDisclosure className={className} aria-label={say.react} title={say.react} {...(render ? { render } : {})}>
        <SmilePlus size={18} aria-hidden="true" />
      </PopoverDisclosure>
      <Popover className="message-popover" aria-label={say.react} gutter={6} portal unmountOnHide fitViewport>
        <EmojiPicker
          onPick={(name) => {
            turn(false)
            onPick(name)
          }}
        />
      </Popover>
    </PopoverProvider>
  )
}
