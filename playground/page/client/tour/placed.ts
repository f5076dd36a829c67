import { type RefObject, useEffect } from 'react'
import type { Message } from '../../wire.ts'
import { type Box, beside, type Side } from './beside.ts'
import type { Step } from './step.ts'

const sides: Readonly<Record<Step, readonly Side[]>> = {
  ask: ['above', 'below'],
  approve: ['below', 'left', 'right'],
  react: ['right', 'below', 'above', 'left'],
  thread: ['below', 'above', 'right', 'left'],
  watch: ['left', 'right', 'above', 'below'],
  break: ['left', 'below', 'right', 'above'],
}

/** What a card speaks of, the first that is there. A menu that it opened belongs to it. */
const targets = (step: Step, card: Message | undefined): readonly string[] => {
  const row = `article[data-ts="${card?.ts ?? ''}"]`
  return {
    ask: ['[data-tour="compose"]'],
    approve: ['[data-tour="seat"]'],
    react: [`${row} .message-reactions`, row],
    thread: [`${row} .channel-summary`, row],
    watch: ['.channel-thread', `${row} .channel-summary`, row],
    break: ['[data-tour="switches"]', '[data-tour="behind"]'],
  }[step]
}

const isShown = (element: Element): boolean => element.getClientRects().length > 0

const find = (selectors: readonly string[]): Element | undefined =>
  selectors.flatMap((selector) => [...document.querySelectorAll(selector)]).find(isShown)

/** The box around all of these. */
function around(elements: readonly Element[]): Box {
  const boxes = elements.map((element) => element.getBoundingClientRect())
  const left = Math.min(...boxes.map((box) => box.left))
  const top = Math.min(...boxes.map((box) => box.top))
  return {
    left,
    top,
    width: Math.max(...boxes.map((box) => box.right)) - left,
    height: Math.max(...boxes.map((box) => box.bottom)) - top,
  }
}

/** Lights up what the card speaks of and, unless it is docked, keeps the card beside it, wherever that moves. */
export function usePlaced(
  bubble: RefObject<HTMLElement | null>,
  step: Step,
  card: Message | undefined,
  isDocked: boolean,
): void {
  useEffect(() => {
    let lit: Element | undefined
    let frame = 0
    const light = (next: Element | undefined): void => {
      if (next === lit) return
      lit?.removeAttribute('data-tour-lit')
      next?.setAttribute('data-tour-lit', '')
      next?.scrollIntoView({ block: 'nearest' })
      lit = next
    }
    const look = (): void => {
      frame = requestAnimationFrame(look)
      light(find(targets(step, card)))
      const { current } = bubble
      if (!current || isDocked) return
      const { offsetWidth: width, offsetHeight: height } = current
      const menu = step === 'approve' ? find(['.seat-menu']) : undefined
      const window = { width: innerWidth, height: innerHeight }
      const spot = lit
        ? beside(around(menu ? [lit, menu] : [lit]), { width, height }, window, sides[step])
        : { left: 16, top: innerHeight - height - 16 }
      current.style.left = `${Math.round(spot.left)}px`
      current.style.top = `${Math.round(spot.top)}px`
    }
    look()
    return () => {
      cancelAnimationFrame(frame)
      light(undefined)
    }
  }, [bubble, step, card, isDocked])
}
