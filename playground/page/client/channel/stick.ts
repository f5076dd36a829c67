import { type RefCallback, useCallback, useRef, useState } from 'react'

/** So near to the end counts as being there. */
const NEAR = 32

type Stick = {
  /** For what scrolls. */
  readonly scroller: RefCallback<HTMLElement>
  readonly isAtEnd: boolean
  readonly toEnd: () => void
}

/** Keeps the end in view while the reader is there, whatever grows; who has scrolled up is left in peace. */
export function useStick(): Stick {
  const element = useRef<HTMLElement>(null)
  const sticks = useRef(true)
  const [isAtEnd, arrive] = useState(true)

  const toEnd = useCallback(() => {
    const { current } = element
    if (current) current.scrollTop = current.scrollHeight
  }, [])

  const scroller = useCallback(
    (found: HTMLElement | null) => {
      element.current = found
      if (!found) return
      let height = 0
      const scrolled = () => {
        // A list that grew or shrank did not scroll away by the reader's hand.
        if (found.scrollHeight - found.clientHeight !== height) return
        sticks.current = height - found.scrollTop < NEAR
        arrive(sticks.current)
      }
      const resized = new ResizeObserver(() => {
        height = found.scrollHeight - found.clientHeight
        if (sticks.current) toEnd()
      })
      resized.observe(found)
      for (const child of found.children) resized.observe(child)
      found.addEventListener('scroll', scrolled, { passive: true })
      return () => {
        resized.disconnect()
        found.removeEventListener('scroll', scrolled)
      }
    },
    [toEnd],
  )

  return { scroller, isAtEnd, toEnd }
}
