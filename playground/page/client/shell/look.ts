import { kept } from './kept.ts'

export const look = kept('look', ['system', 'light', 'dark'])

const dark = matchMedia('(prefers-color-scheme: dark)')

/** Light or dark, as the person asked for or else the system, from now on. To be called before anything is drawn. */
export function showLook(): void {
  const show = () => {
    const chosen = look.now()
    document.documentElement.dataset.theme = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen
  }
  look.watch(show)
  dark.addEventListener('change', show)
  show()
}
