import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterEach(() => stage.leave())
afterAll(() => stage.close())

/** What a screen reader or a weak eye would stumble over, in words. */
async function barriers(page: Page): Promise<string[]> {
  // Playwright evaluates past the page's Content-Security-Policy.
  await page.evaluate(axe.source)
  // A multi-line input that completes is a combobox to a screen reader, though HTML would rather not have it so.
  const found = await page.evaluate(`axe.run({ rules: { 'aria-allowed-role': { enabled: false } } })`)
  const { violations } = results.parse(found)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  )
}

const results = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })) }),
  ),
})

/** Whether something is wider than the window. */
const isCutOff = (page: Page): Promise<boolean> =>
  page.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const) {
    it(`form, card, thread and strip have no barriers: ${colorScheme}, ${width} wide`, async () => {
      const name = `${colorScheme}-${width}`
      const why = `looks ${name}`
      const ada = await stage.sits('ada', { colorScheme, viewport: { width, height }, hasTouch: width < 500 })
      await ada.types(`/scaleout prod-web 2 ${why}`)
      await ada.input('How many nodes to add').waitFor()
      await ada.shot(`${name}-form`)
      expect(await barriers(ada.page)).toEqual([])
      await ada.submits()
      const card = ada.message(why)
      await ada.tally('x', card).waitFor()
      await ada.shot(`${name}-card`)
      expect(await barriers(ada.page)).toEqual([])
      const bob = await stage.sits('bob')
      await bob.reacts('white_check_mark', bob.message(why))
      await ada.opensThread(card)
      await ada.thread.getByText(/2 nodes ready in prod-web/).waitFor()
      await ada.shot(`${name}-thread`)
      expect(await barriers(ada.page)).toEqual([])
      expect(await isCutOff(ada.page)).toBe(false)
    })
  }
}
