import { CloudOff } from 'lucide-react'
import { useWords } from '../words.ts'
import { words } from './words.ts'

/** The playground cannot be reached. */
export function Lost() {
  return (
    <p className="shell-lost" role="status">
      <CloudOff size={16} aria-hidden="true" />
      {useWords(words).lost}
    </p>
  )
}
