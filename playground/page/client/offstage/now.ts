import { useEffect, useState } from 'react'

/** The time in ms; while `runs`, again and again. */
export function useNow(runs: boolean): number {
  const [now, look] = useState(Date.now)
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(() => look(Date.now()), 250)
    return () => clearInterval(timer)
  }, [runs])
  return now
}
