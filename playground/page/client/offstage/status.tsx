import type { CloudCall } from '../../wire.ts'
import { useWords } from '../words.ts'
import { words } from './words.ts'

/** How a request was answered: the HTTP status, or that there is none. */
export function Status({ of: { status } }: { of: CloudCall }) {
  const say = useWords(words)
  const tone = typeof status === 'string' ? status : status < 400 ? 'fine' : 'refused'
  return (
    <span className={`offstage-status offstage-status-${tone}`}>
      {typeof status === 'string' ? say.status[status] : status}
    </span>
  )
}
