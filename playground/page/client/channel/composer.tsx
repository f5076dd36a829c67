import { ComboboxProvider } from '@ariakit/react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { usePart } from '../line.ts'
import { useWords } from '../words.ts'
import { CommandList, useCommands } from './commands.tsx'
import './composer.css'
import { useDraft } from './draft.ts'
import { Field } from './field.tsx'
import { useOffer } from './offer.ts'
import { useSend } from './send.ts'
import { Tools } from './tools.tsx'
import { words } from './words.ts'

/** Where one writes: Enter sends, Shift+Enter breaks the line, `/` shows the commands. */
export function Composer({ channel, thread, label }: { channel: string; thread?: string; label: string }) {
  const say = useWords(words)
  const me = usePart((scene) => scene.me.id)
  const here = [me, channel, thread].join('/')
  const [text, write] = useDraft(here)
  const send = useSend({ channel, ...(thread === undefined ? {} : { thread }) })
  const [sending, sendFrom] = useState<string>()
  const isBusy = sending === here
  const [dismissed, dismiss] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const { offered, running } = useCommands(text, thread !== undefined)
  const isOpen = offered.length > 0 && dismissed !== text

  // Whoever chose this conversation, or opened this thread, goes on writing here.
  useEffect(() => {
    const chosenBy = document.activeElement?.closest('nav')
    if ((thread !== undefined || chosenBy) && matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [thread])

  useOffer(thread === undefined, (offered) => {
    write(offered)
    field.current?.focus()
  })

  async function sendNow(): Promise<void> {
    if (isBusy || text.trim() === '') return
    sendFrom(here)
    const gone = await send(text)
    if (gone) write('')
    sendFrom(undefined)
  }

  function complete(command: string): void {
    write(`${command} `)
    field.current?.focus()
  }

  function pressed(event: KeyboardEvent<HTMLTextAreaElement>, active: string | undefined): void {
    // Enter may have chosen a command already, or may end a word of an input method.
    if (event.defaultPrevented || event.nativeEvent.isComposing) return
    if (isOpen && active !== undefined && event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault()
      complete(active)
    } else if (isOpen && event.key === 'Escape') {
      event.preventDefault()
      dismiss(text)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      void sendNow()
    }
  }

  return (
    <ComboboxProvider open={isOpen} setOpen={(open) => open || dismiss(text)} value={text} placement="top-start">
      <div className="composer" aria-busy={isBusy}>
        {isOpen && <CommandList commands={offered} onChoose={complete} />}
        {!isOpen && running && (
          <p className="composer-hint">
            <strong>{running.command}</strong> {running.hint}
          </p>
        )}
        <div className="composer-box" data-tour={thread === undefined ? 'compose' : undefined}>
          <Field ref={field} label={label} text={text} isBusy={isBusy} onWrite={write} onPress={pressed} />
          <Tools
            canSend={text.trim() !== ''}
            isBusy={isBusy}
            hasCommands={thread === undefined}
            onSend={() => void sendNow()}
            onInsert={(more) => {
              write(more === '/' ? '/' : text + more)
              field.current?.focus()
            }}
          />
        </div>
        <p className="composer-keys" aria-hidden="true" data-shown={text !== ''}>
          <b>Shift + Enter</b> {say.newLine}
        </p>
      </div>
    </ComboboxProvider>
  )
}
