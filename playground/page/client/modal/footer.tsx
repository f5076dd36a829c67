import '../element/button.css'
import type { RefObject } from 'react'
import type { View } from '../../../slack/kit.ts'
import { wayOut } from '../element/confirm.tsx'
import { Spinner } from '../element/spinner.tsx'
import { withEmoji } from '../mrkdwn.tsx'
import { useWords } from '../words.ts'
import { words } from './words.ts'

type Props = {
  readonly view: View
  readonly submitButton: RefObject<HTMLButtonElement | null>
  readonly sending: boolean
  close(by: 'cancel'): void
}

export function Footer({ view, submitButton, sending, close }: Props) {
  const say = useWords(words)
  const dismiss = view.close?.text ?? (view.submit ? say.cancel : say.close)
  return (
    <footer className="modal-footer">
      <button type="button" className="element-button element-tall" onClick={() => close('cancel')} {...wayOut}>
        {withEmoji(dismiss)}
      </button>
      {view.submit && (
        <button
          ref={submitButton}
          type="submit"
          className="element-button element-tall element-primary"
          aria-busy={sending}
          aria-disabled={sending}
        >
          <span className="element-face">{withEmoji(view.submit.text)}</span>
          {sending && <Spinner />}
        </button>
      )}
      <span className="aside" role="status">
        {sending ? say.sending : ''}
      </span>
    </footer>
  )
}
