import { DialogHeading, HeadingLevel } from '@ariakit/react'
import { ArrowLeft, X } from 'lucide-react'
import type { View } from '../../../slack/kit.ts'
import { usePart } from '../line.ts'
import { Avatar } from '../message/index.ts'
import { withEmoji } from '../mrkdwn.tsx'
import { useWords } from '../words.ts'
import { words } from './words.ts'

type Props = {
  readonly title: View['title']
  readonly isPushed: boolean
  close(by: 'cancel' | 'window'): void
}

export function Header({ title, isPushed, close }: Props) {
  const { back, closeAll } = useWords(words)
  const app = usePart((scene) => scene.app.id)
  return (
    <header className="modal-header">
      {isPushed && (
        <button type="button" className="modal-icon" aria-label={back} onClick={() => close('cancel')}>
          <ArrowLeft size={20} aria-hidden />
        </button>
      )}
      <Avatar user={app} size={24} />
      <HeadingLevel>
        <DialogHeading className="modal-title">{withEmoji(title?.text ?? '')}</DialogHeading>
      </HeadingLevel>
      <button type="button" className="modal-icon" aria-label={closeAll} onClick={() => close('window')}>
        <X size={20} aria-hidden />
      </button>
    </header>
  )
}
