import { LoaderCircle } from 'lucide-react'
import { useLine } from '../line.ts'
import './waiting.css'

/** Before the first scene nobody knows whose language to speak: it is said in both. */
export function Waiting() {
  const { lost } = useLine()
  return (
    <div className="shell-waiting" role="status">
      <LoaderCircle size={28} aria-hidden="true" />
      <p>{lost ? 'The playground doesn’t answer. Is it still running?' : 'Connecting…'}</p>
      <p lang="zh">{lost ? '演练场没有回应。它还在运行吗？' : '正在连接…'}</p>
    </div>
  )
}
