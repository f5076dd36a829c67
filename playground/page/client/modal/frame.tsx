import { type FocusEvent, type FormEvent, useEffect, useRef } from 'react'
import type { Shown } from '../../wire.ts'
import { act } from '../line.ts'
import { Body } from './body.tsx'
import { depthOf, enter, enterFirstError, isAdrift } from './focus.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { useSubmission } from './submission.ts'
import { Trouble } from './trouble.tsx'

type Props = {
  readonly shown: Shown
  /** There is another view below. */
  readonly isPushed: boolean
}

/** One view: title, blocks and buttons. */
export function Frame({ shown, isPushed }: Props) {
  const { id, view, errors } = shown
  const form = useRef<HTMLFormElement>(null)
  const submitButton = useRef<HTMLButtonElement>(null)
  const { sending, failed, answers, submit } = useSubmission(id)
  const errorsSeenAt = useRef(0)
  const lastDepth = useRef(0)

  // A loading view may become a form, and what had the focus may be gone. Whoever is at an input stays there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other blocks are when it is looked at again
  useEffect(() => {
    if (form.current && isAdrift()) enter(form.current, lastDepth.current)
  }, [view.blocks])

  useEffect(() => {
    if (errorsSeenAt.current === answers || Object.keys(errors).length === 0) return
    errorsSeenAt.current = answers
    if (form.current) enterFirstError(form.current)
  }, [answers, errors])

  function remember({ target }: FocusEvent): void {
    if (form.current && target.closest('.modal-blocks')) lastDepth.current = depthOf(form.current, target)
  }

  function send(event: FormEvent): void {
    event.preventDefault()
    if (!view.submit) return
    // The inputs freeze, and a frozen one would lose the focus.
    submitButton.current?.focus()
    void submit()
  }

  const close = (by: 'cancel' | 'window') => void act({ kind: 'close', view: id, by })
  return (
    <form className="modal-frame" ref={form} onFocus={remember} onSubmit={send} noValidate aria-busy={sending}>
      <Header title={view.title} isPushed={isPushed} close={close} />
      {failed && <Trouble />}
      <Body shown={shown} frozen={sending} />
      <Footer view={view} submitButton={submitButton} sending={sending} close={close} />
    </form>
  )
}
