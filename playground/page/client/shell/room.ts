import { useSyncExternalStore } from 'react'

/**
 * How much fits beside each other. `phone`: one pane. `narrow`: list, channel, and one pane at the right.
 * `close`: both panes at the right, if the list makes way. `wide`: everything.
 */
export type Room = 'phone' | 'narrow' | 'close' | 'wide'

const limits = [
  { room: 'phone', below: matchMedia('(max-width: 767px)') },
  { room: 'narrow', below: matchMedia('(max-width: 1199px)') },
  { room: 'close', below: matchMedia('(max-width: 1399px)') },
] as const

const roomNow = (): Room => limits.find(({ below }) => below.matches)?.room ?? 'wide'

function watch(look: () => void): () => void {
  for (const { below } of limits) below.addEventListener('change', look)
  return () => {
    for (const { below } of limits) below.removeEventListener('change', look)
  }
}

export const useRoom = (): Room => useSyncExternalStore(watch, roomNow)
