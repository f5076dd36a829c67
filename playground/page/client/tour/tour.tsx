import './tour.css'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { usePart } from '../line.ts'
import { useWords } from '../words.ts'
import { Help } from './help.tsx'
import { type Step, showStep, steps, useStep } from './step.ts'
import { words } from './words.ts'

/** The guided tour: one card at a time, beside what it talks about. Whatever else is going on, goes on. */
export function Tour() {
  const step = useStep()
  const inModal = usePart((scene) => scene.modals.length > 0)
  return step && !inModal ? <Card step={step} /> : null
}

/** Where it stands is CSS: `data-tour-step` on the root lights up an element with `data-tour`, and the card is anchored to it. */
function Card({ step }: { step: Step }) {
  const say = useWords(words)
  const at = steps.indexOf(step)
  useRootMark(step)
  useEscape(end)
  return (
    <section className="tour-card" aria-label={say.tour}>
      <button type="button" className="tour-close" aria-label={say.close} onClick={end}>
        <X size={16} aria-hidden="true" />
      </button>
      <div aria-live="polite">
        <h2>{say.cards[step].title}</h2>
        <p>{say.cards[step].text}</p>
      </div>
      <Help step={step} />
      <footer>
        <span className="tour-place">{say.place(at + 1, steps.length)}</span>
        {at === 0 ? (
          <button type="button" onClick={end}>
            {say.skip}
          </button>
        ) : (
          <button type="button" onClick={() => showStep(steps[at - 1])}>
            {say.back}
          </button>
        )}
        <button type="button" className="tour-next" onClick={() => showStep(steps[at + 1])}>
          {at === steps.length - 1 ? say.done : say.next}
        </button>
      </footer>
    </section>
  )
}

const end = (): void => showStep(undefined)

function useRootMark(step: Step) {
  useEffect(() => {
    document.documentElement.dataset.tourStep = step
    return () => {
      delete document.documentElement.dataset.tourStep
    }
  }, [step])
}

/** Esc, unless it closes something nearer: a menu, a list of suggestions, a dialog. */
function useEscape(leave: () => void) {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      const within = event.target instanceof Element ? event.target : document.body
      if (!within.closest('[aria-expanded="true"], [role="menu"], [role="listbox"], [role="dialog"]')) leave()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [leave])
}
