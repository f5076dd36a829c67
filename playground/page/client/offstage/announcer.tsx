import { useEffect, useRef, useState } from 'react'
import type { Offstage } from '../../wire.ts'
import { useWords } from '../words.ts'
import { newsOf } from './news.ts'
import { words } from './words.ts'

/** Tells a screen reader what matters, and not each read. */
export function Announcer({ offstage }: { offstage: Offstage }) {
  const say = useWords(words)
  const before = useRef(offstage)
  const [news, tell] = useState('')
  useEffect(() => {
    const heard = newsOf(before.current, offstage, say)
    before.current = offstage
    if (heard.length > 0) tell(heard.join('. '))
  }, [offstage, say])
  return (
    <p role="status" className="aside">
      {news}
    </p>
  )
}
