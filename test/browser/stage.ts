import { mkdir } from 'node:fs/promises'
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core'
import { openPlayground, type Playground } from '../../playground/playground.ts'
import { chromium } from '../setup/chromium.ts'
import { type Seat, seatOf, shots } from './seat.ts'

export type Audience = {
  /** A window in which somebody sits, by handle; a new one each time, in #prod or this channel (an id). The tour is over, unless `seenTour` is false. */
  sits(who: string, o?: BrowserContextOptions & { seenTour?: boolean; channel?: string }): Promise<Seat>
  /** All windows are closed: one that is left open draws whatever happens after it. */
  leave(): Promise<void>
  /** @throws when a page complained meanwhile */
  close(): Promise<void>
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** No network but loopback, no first-run pages, no sandbox: CI runs as root. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const wide = { width: 1280, height: 800 }

const launch = (): Promise<Browser> => driver.launch({ executablePath: chromium(), args: flags })

/** The playground with its bot, and a browser before it. */
export async function openStage(
  o: Parameters<typeof openPlayground>[0] = {},
): Promise<Audience & { readonly playground: Playground }> {
  const playground = await openPlayground({ port: 0, speed: 10, ...o })
  return { ...(await audienceOf(playground)), playground }
}

/** A browser before any playground; closing it ends the playground, too. */
export async function audienceOf(playground: Pick<Playground, 'address' | 'stop'>): Promise<Audience> {
  await mkdir(shots, { recursive: true })
  const browser = await launch()
  const faults: string[] = []
  return {
    async sits(who, { seenTour = true, channel = 'C0PROD', ...options } = {}) {
      const context = await browser.newContext({ viewport: wide, reducedMotion: 'reduce', ...options })
      const page = await context.newPage()
      // For a machine that does much else: what is waited for comes, or never.
      page.setDefaultTimeout(60_000)
      watch(page, faults)
      if (seenTour) await page.addInitScript(() => localStorage.setItem('playground.tour', 'seen'))
      await page.goto(`${playground.address}/#/${who}/${channel}`)
      await page.getByRole('main').waitFor()
      return seatOf(page)
    },
    async leave() {
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    async close() {
      await browser.close()
      await playground.stop()
      if (faults.length > 0) throw new Error(`the page complained:\n${faults.join('\n')}`)
    },
  }
}

/** Whatever a developer would see in red. */
function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
}
