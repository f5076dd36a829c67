import { TriangleAlert } from 'lucide-react'
import { useWords } from '../words.ts'
import { words } from './words.ts'

/** The app did not answer in time, or said what Slack does not take. */
export function Trouble() {
  const { trouble } = useWords(words)
  return (
    <p className="modal-trouble" role="alert">
      <TriangleAlert size={16} aria-hidden />
      {trouble}
    </p>
  )
}
