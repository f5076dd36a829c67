import { CircleQuestionMark } from 'lucide-react'
import { useWords } from '../words.ts'
import { begin } from './step.ts'
import './tour.css'
import { words } from './words.ts'

/** Shows the tour again. */
export function TourButton() {
  const say = useWords(words)
  return (
    <button type="button" className="tour-again" aria-label={say.again} title={say.again} onClick={begin}>
      <CircleQuestionMark size={18} aria-hidden="true" />
    </button>
  )
}
