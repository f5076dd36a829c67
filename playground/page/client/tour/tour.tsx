import './tour.css'
import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useScene } from '../line.ts'
import { usePlace } from '../place.ts'
import { useWords } from '../words.ts'
import { Help } from './help.tsx'
import { usePlaced } from './placed.ts'
import { cardIn, isDone, newestIn } from './progress.ts'
import { end, note, showStep, steps, type Tour as Told, useTour } from './step.ts'
import { words } from './words.ts'

/**
 * The guided tour: one card at a time, beside what it speaks of; the next one comes when that is done. Whatever else is
 * going on, goes on. `isDocked`: it has a place of its own, where there is none beside anything.
 */
export function Tour({ isDocked }: { isDocked: boolean }) {
  const tour = useTour()
  return tour ? <Going key={tour.step} tour={tour} isDocked={isDocked} /> : null
}

type Shown = { readonly tour: Told; readonly isDocked: boolean }

/** Behind a form it waits, and still sees what is done. */
function Going({ tour, isDocked }: Shown) {
  const scene = useScene()
  const { thread } = usePlace()
  const done = isDone(tour, scene, thread)
  const [isHeld, hold] = useState(tour.byHand && done)
  const at = steps.indexOf(tour.step)
  const newest = newestIn(scene)
  const { id: me } = scene.me
  useEffect(() => {
    if (tour.since === undefined) note({ since: newest })
  }, [tour.since, newest])
  useEffect(() => {
    if (!done) return hold(false)
    if (isHeld) return
    if (tour.step === 'ask') note({ asker: me })
    showStep(steps[at + 1], false)
  }, [done, isHeld, at, tour.step, me])
  return scene.modals.length > 0 ? null : <Card tour={tour} isDocked={isDocked} />
}

function Card({ tour, isDocked }: Shown) {
  const say = useWords(words)
  const { step } = tour
  const at = steps.indexOf(step)
  const bubble = useRef<HTMLElement>(null)
  usePlaced(bubble, step, cardIn(useScene(), tour), isDocked)
  useEscape(end)
  return (
    <section ref={bubble} className={isDocked ? 'tour-card tour-docked' : 'tour-card'} aria-label={say.tour}>
      <button type="button" className="tour-close" aria-label={say.close} onClick={end}>
        <X size={16} aria-hidden="true" />
      </button>
      <div aria-live="polite">
        <h2>{say.cards[step].title}</h2>
        <p>{say.cards[step].text}</p>
      </div>
      <Help tour={tour} />
      <footer>
        <span className="tour-place">{say.place(at + 1, steps.length)}</span>
        {at === 0 ? (
          <button type="button" onClick={end}>
            {say.skip}
          </button>
        ) : (
          <button type="button" onClick={() => showStep(steps[at - 1], true)}>
            {say.back}
          </button>
        )}
        <button type="button" className="tour-next" onClick={() => showStep(steps[at + 1], true)}>
          {at === steps.length - 1 ? say.done : say.next}
        </button>
      </footer>
    </section>
  )
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
