import { useEffect, useEffectEvent } from 'react'

/** Takes what the guided tour puts into the composer of a channel (tour/compose.ts). */
export function useOffer(isTaken: boolean, onOffer: (text: string) => void): void {
  const hear = useEffectEvent((event: Event) => {
    if (!(event instanceof CustomEvent) || typeof event.detail !== 'string') return
    event.preventDefault()
    onOffer(event.detail)
  })
  useEffect(() => {
    if (!isTaken) return
    addEventListener('playground:compose', hear)
    return () => removeEventListener('playground:compose', hear)
  }, [isTaken])
}
