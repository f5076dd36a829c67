import { program } from './program.ts'

/** Debian's Chromium; playwright-core brings no browser of its own. */
export const chromium = (): string =>
  program({
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    debian: 'chromium',
    needs: 'The stories in the browser',
  })

/** Before any worker starts, so that two of them do not install at once. */
export default function setup(): void {
  chromium()
}
