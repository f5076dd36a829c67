import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Where screenshots of the main states are kept, beside the run. */
export const shots = join(import.meta.dirname, 'shots')

/** A person before the page, in the words of the story. Everything is found as a person or a screen reader would find it. */
export type Seat = {
  readonly page: Page
  /** The form, or whatever modal is open. */
  readonly modal: Locator
  /** The thread pane. */
  readonly thread: Locator
  /** What happens on the other side. */
  readonly strip: Locator
  /** Types into the channel's composer and sends it. */
  types(text: string): Promise<void>
  /** The messages of the channel that contain this text. */
  message(text: string | RegExp): Locator
  input(label: string): Locator
  fills(label: string, value: string): Promise<void>
  chooses(label: string, ...options: (string | RegExp)[]): Promise<void>
  presses(name: string | RegExp, within?: Locator): Promise<void>
  /** The form is gone. */
  submits(): Promise<void>
  /** The error under an input. */
  error(label: string): Promise<string>
  reacts(emoji: string, on: Locator): Promise<void>
  /** How many chose this emoji on a message. */
  tally(emoji: string, on: Locator): Locator
  becomes(name: string | RegExp): Promise<void>
  opensThread(of: Locator): Promise<void>
  /** Switches trouble on, behind the scenes. */
  arms(name: string): Promise<void>
  /** Keeps a picture of what is seen. */
  shot(name: string): Promise<void>
}

export function seatOf(page: Page): Seat {
  // A modal, or the question before something that cannot be taken back.
  const modal = page.getByRole('dialog').or(page.getByRole('alertdialog')).last()
  const named = { name: /^Thread|消息列/ }
  const thread = page.getByRole('complementary', named).or(page.getByRole('main', named))
  const strip = page.getByRole('complementary', { name: /^(Behind the scenes|幕后)/ })
  const input = (label: string): Locator => modal.getByLabel(new RegExp(`^${label}( \\(optional\\)|（可选）)?$`))
  const reaction = (emoji: string, on: Locator): Locator =>
    on.getByRole('button', { name: new RegExp(`^:?${emoji}:?\\b`) })
  const seat: Seat = {
    page,
    modal,
    thread,
    strip,
    async types(text) {
      const composer = page.getByRole('main').getByRole('combobox')
      await composer.fill(text)
      await composer.press('Enter')
    },
    message: (text) => page.getByRole('main').getByRole('article').filter({ hasText: text }),
    input,
    fills: (label, value) => input(label).fill(value),
    async chooses(label, ...options) {
      for (const option of options) {
        await input(label).click()
        await page.getByRole('option', { name: option, exact: true }).click()
      }
    },
    presses: (name, within = modal) => within.getByRole('button', { name, exact: true }).click(),
    async submits() {
      await modal.getByRole('button', { name: /^(Request|提交申请)$/ }).click()
      await modal.waitFor({ state: 'detached' })
    },
    async error(label) {
      const told = input(label)
      await expect.poll(() => told.getAttribute('aria-invalid')).toBe('true')
      const ids = (await told.getAttribute('aria-describedby'))?.split(' ') ?? []
      return (await page.locator(`[id="${ids[0]}"]`).textContent()) ?? ''
    },
    async reacts(emoji, on) {
      await reaction(emoji, on).first().click()
    },
    tally: reaction,
    async becomes(name) {
      await page.getByRole('button', { name: /^You are/ }).click()
      await page.getByRole('menuitemradio', { name }).click()
    },
    async opensThread(of) {
      await of.getByRole('button', { name: /^\d+ (repl|条)/ }).click()
      await thread.waitFor()
    },
    async arms(name) {
      const drawer = strip.getByRole('button', { name: 'Make something go wrong' })
      if ((await drawer.getAttribute('aria-expanded')) !== 'true') await drawer.click()
      await strip.getByRole('button', { name: new RegExp(`^${name}`) }).click()
    },
    async shot(name) {
      await page.screenshot({ path: join(shots, `${name}.png`) })
    },
  }
  return seat
}
