import { useEffect } from 'react'
import { act } from '../line.ts'

/** Whoever looks at this page has seen what it shows, up to `ts`; a page in the background shows nobody anything. */
export function useSee(me: string, channel: string, thread: string | undefined, ts: string | undefined): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is seen anew by whoever comes to sit here
  useEffect(() => {
    if (ts === undefined) return
    const see = () => {
      if (document.visibilityState === 'visible')
        void act({ kind: 'see', channel, ts, ...(thread === undefined ? {} : { thread }) })
    }
    see()
    document.addEventListener('visibilitychange', see)
    return () => document.removeEventListener('visibilitychange', see)
  }, [me, channel, thread, ts])
}
