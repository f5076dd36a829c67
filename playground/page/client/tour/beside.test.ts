import { expect, it } from 'vitest'
import { type Box, beside, type Side } from './beside.ts'

const window = { width: 1280, height: 800 }
const card = { width: 320, height: 200 }
const sides: readonly Side[] = ['above', 'below', 'right', 'left']

const covers = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height

it.each<[string, Box, Side]>([
  ['a composer at the bottom', { left: 300, top: 700, width: 600, height: 80 }, 'above'],
  ['a switch at the top', { left: 430, top: 6, width: 420, height: 36 }, 'below'],
  ['a pane that is as high as the window', { left: 880, top: 48, width: 400, height: 752 }, 'left'],
  ['a list that is as high as the window', { left: 0, top: 48, width: 300, height: 752 }, 'right'],
])('a card stands beside %s, in the window and never over it', (_, target, side) => {
  const placed = { ...beside(target, card, window, sides), ...card }
  expect(covers(placed, target)).toBe(false)
  expect(
    {
      above: placed.top < target.top,
      below: placed.top > target.top,
      left: placed.left < target.left,
      right: placed.left > target.left,
    }[side],
  ).toBe(true)
  for (const [at, size, all] of [
    [placed.left, placed.width, window.width],
    [placed.top, placed.height, window.height],
  ] as const) {
    expect(at).toBeGreaterThanOrEqual(8)
    expect(at + size).toBeLessThanOrEqual(all - 8)
  }
})
