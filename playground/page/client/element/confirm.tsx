import './confirm.css'
import './button.css'
import { Dialog, DialogDescription, DialogHeading } from '@ariakit/react'
import type { Element } from '../../../slack/kit.ts'
import { Text, withEmoji } from '../mrkdwn.tsx'

/** Tells a dialog that this button is its way out; else it adds one for screen readers alone, and in English. */
export const wayOut = { 'data-dialog-dismiss': '' }

type Props = {
  readonly question: NonNullable<Element['confirm']>
  readonly open: boolean
  settle(confirmed: boolean): void
}

/** The question that an element asks before it does something. Esc means no. */
export function Confirm({ question, open, settle }: Props) {
  const looks = question.style === 'danger' ? 'element-danger' : 'element-primary'
  return (
    <Dialog
      open={open}
      onClose={() => settle(false)}
      hideOnInteractOutside={false}
      unmountOnHide
      role="alertdialog"
      backdrop={<div className="element-backdrop" />}
      className="element-confirm"
    >
      <DialogHeading className="element-confirm-title">{withEmoji(question.title.text)}</DialogHeading>
      <DialogDescription className="element-confirm-text" render={<div />}>
        <Text of={question.text} />
      </DialogDescription>
      <div className="element-confirm-answers">
        <button type="button" className="element-button element-tall" onClick={() => settle(false)} {...wayOut}>
          {withEmoji(question.deny.text)}
        </button>
        <button type="button" className={`element-button element-tall ${looks}`} onClick={() => settle(true)}>
          {withEmoji(question.confirm.text)}
        </button>
      </div>
    </Dialog>
  )
}
