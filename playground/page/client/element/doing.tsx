import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Element } from '../../../slack/kit.ts'
import type { Answer } from '../../wire.ts'
import { useWords } from '../words.ts'
import { Confirm } from './confirm.tsx'
import { words } from './words.ts'

const TROUBLE_STAYS = 8000

type Doing = {
  /** Does it, after the person confirmed where that is asked for. */
  run(deed: () => Promise<Answer>): void
  /** The app has not answered yet. */
  readonly waiting: boolean
  /** To be shown beside the element: the question, or the small sign that the app did not answer. */
  readonly notice: ReactNode
}

/** What a person does with an element, until it is answered. */
export function useDoing(question: Element['confirm']): Doing {
  const [asked, setAsked] = useState<(() => Promise<Answer>) | null>(null)
  const [waiting, setWaiting] = useState(0)
  const [trouble, setTrouble] = useState(0)

  useEffect(() => {
    if (trouble === 0) return
    const timer = setTimeout(() => setTrouble(0), TROUBLE_STAYS)
    return () => clearTimeout(timer)
  }, [trouble])

  async function go(deed: () => Promise<Answer>): Promise<void> {
    setTrouble(0)
    setWaiting((count) => count + 1)
    const answer = await deed()
    setWaiting((count) => count - 1)
    if ('trouble' in answer) setTrouble((count) => count + 1)
  }

  function settle(confirmed: boolean): void {
    setAsked(null)
    if (confirmed && asked) void go(asked)
  }

  return {
    run: (deed) => (question ? setAsked(() => deed) : void go(deed)),
    waiting: waiting > 0,
    notice: (
      <>
        {trouble > 0 && <Trouble />}
        {question && <Confirm question={question} open={asked !== null} settle={settle} />}
      </>
    ),
  }
}

function Trouble() {
  const { trouble } = useWords(words)
  return (
    <span className="element-trouble" role="status" title={trouble}>
      <TriangleAlert size={16} aria-hidden />
      <span className="aside">{trouble}</span>
    </span>
  )
}
