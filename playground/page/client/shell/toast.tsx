import { useEffect, useSyncExternalStore } from 'react'
import './toast.css'

const LASTS = 6000

let said: { readonly text: string } | undefined
const watchers = new Set<() => void>()

function become(next: typeof said): void {
  said = next
  for (const look of watchers) look()
}

/** Says something in passing, at the bottom of the page; the next word takes its place. */
export const toast = (text: string): void => become({ text })

const watch = (look: () => void): (() => void) => {
  watchers.add(look)
  return () => watchers.delete(look)
}

export function Toast() {
  const shown = useSyncExternalStore(watch, () => said)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => become(undefined), LASTS)
    return () => clearTimeout(timer)
  }, [shown])
  return (
    <div className="shell-toasts" role="status">
      {shown && <p className="shell-toast">{shown.text}</p>}
    </div>
  )
}
