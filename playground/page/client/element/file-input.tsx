import './input.css'
import { Paperclip } from 'lucide-react'
import { useWords } from '../words.ts'
import { type Given, namedGroup } from './given.ts'
import { words } from './words.ts'

/** There is nowhere to keep a file here. */
export function FileInput(given: Given) {
  const { noFiles } = useWords(words)
  return (
    <fieldset className="element-files" disabled {...namedGroup(given, noFiles)}>
      <Paperclip size={16} aria-hidden />
      {noFiles}
    </fieldset>
  )
}
