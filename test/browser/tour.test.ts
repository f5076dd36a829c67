import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  // React says more in its development build; these stories and those of the elements come by all that the page has.
  stage = await openStage({ page: 'development' })
})
afterEach(() => stage.leave())
afterAll(() => stage.close())

/** Whether the card lies over what it speaks of. */
async function covers(page: Page): Promise<boolean> {
  const [card, lit] = await Promise.all(['.tour-card', '[data-tour-lit]'].map((one) => page.locator(one).boundingBox()))
  if (!card || !lit) throw new Error('there is no card, or it speaks of nothing')
  const overlap = (at: number, size: number, other: number, its: number) => at < other + its && other < at + size
  return overlap(card.x, card.width, lit.x, lit.width) && overlap(card.y, card.height, lit.y, lit.height)
}

for (const [who, width, height] of [
  ['ada', 1280, 800],
  ['mei', 390, 844],
] as const)
  it(`each step goes on when it is done, and covers nothing it speaks of: ${who}, ${width} wide`, async () => {
    const isNarrow = width < 500
    const seat = await stage.sits(who, { seenTour: false, viewport: { width, height }, hasTouch: isNarrow })
    const { page } = seat
    const tour = page.getByRole('region', { name: /tour|导览/i })
    const arrives = async (step: number) => {
      await tour.getByText(new RegExp(`^${step} (/|of) 6$`)).waitFor()
      await page.locator('[data-tour-lit]').waitFor()
      await seat.shot(`tour-${width}-${step}`)
      await expect.poll(() => covers(page)).toBe(false)
    }
    await arrives(1)
    await seat.presses(/Type it for me|帮我输入/, tour)
    await expect.poll(() => page.getByRole('main').getByRole('combobox').inputValue()).toContain('/scaleout prod-web 3')
    await page.getByRole('main').getByRole('combobox').press('Enter')
    await seat.input(who === 'ada' ? 'How many nodes to add' : '增加节点数').waitFor()
    await seat.submits()
    await arrives(2)
    await seat.presses(/^(Become|切换为) Bob$/, tour)
    await arrives(3)
    const card = seat.message(who === 'ada' ? 'checkout is slow' : '结账变慢').last()
    await seat.reacts('white_check_mark', card)
    await arrives(4)
    await seat.opensThread(card)
    await arrives(6)
    if (isNarrow) await page.getByRole('button', { name: 'Behind the scenes' }).click()
    await arrives(6)
    await seat.presses('Back', tour)
    // Done already, and still there for whoever went back.
    await arrives(5)
    await seat.presses('Next', tour)
    await seat.arms('Throttle the next order')
    await tour.waitFor({ state: 'detached' })
    await seat.arms('Throttle the next order')
  })

it('a first visit is shown around, and a second is not', async () => {
  const ada = await stage.sits('ada', { seenTour: false })
  const tour = ada.page.getByRole('region', { name: /tour/i })
  await tour.getByText('Ask for nodes').waitFor()
  await ada.page.keyboard.press('Escape')
  await tour.waitFor({ state: 'detached' })
  await ada.page.reload()
  await ada.page.getByRole('main').waitFor()
  expect(await tour.count()).toBe(0)
})
