export type Side = 'above' | 'below' | 'left' | 'right'

/** In CSS px, from the top left of the window. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

type Size = Pick<Box, 'width' | 'height'>

/** Between a card and what it speaks of, and between a card and the edge of the window. */
const GAP = 14
const MARGIN = 8

/**
 * Where a card stands beside what it speaks of: on the first of these sides on which it has room, never over it.
 * Without room anywhere: in the corner at the bottom left.
 */
export function beside(target: Box, card: Size, window: Size, sides: readonly Side[]): { left: number; top: number } {
  const within = (at: number, size: number, all: number): number => Math.max(MARGIN, Math.min(at, all - size - MARGIN))
  const spots: Record<Side, () => { left: number; top: number }> = {
    above: () => ({ left: within(target.left, card.width, window.width), top: target.top - card.height - GAP }),
    below: () => ({ left: within(target.left, card.width, window.width), top: target.top + target.height + GAP }),
    left: () => ({ left: target.left - card.width - GAP, top: within(target.top, card.height, window.height) }),
    right: () => ({ left: target.left + target.width + GAP, top: within(target.top, card.height, window.height) }),
  }
  const fits = ({ left, top }: { left: number; top: number }): boolean =>
    left >= MARGIN &&
    top >= MARGIN &&
    left + card.width <= window.width - MARGIN &&
    top + card.height <= window.height - MARGIN
  const found = sides.map((side) => spots[side]()).find(fits)
  return found ?? { left: MARGIN, top: window.height - card.height - MARGIN }
}
