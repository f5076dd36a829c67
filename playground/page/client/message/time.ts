import type { Language } from '../words.ts'

const locale = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en-GB')

/** The moment of a `ts`, in ms. */
export const timeOf = (ts: string): number => Math.floor(Number(ts) * 1000)

export const clock = (time: number, language: Language): string =>
  new Intl.DateTimeFormat(locale(language), { hour: '2-digit', minute: '2-digit' }).format(time)

/** The day in full, for a tooltip or a reader's ear. */
export const fully = (time: number, language: Language): string =>
  new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', timeStyle: 'medium' }).format(time)

const daysAgo = (time: number): number =>
  Math.round((new Date().setHours(0, 0, 0, 0) - new Date(time).setHours(0, 0, 0, 0)) / 86_400_000)

/** Today, yesterday, or the date. */
export function dayName(time: number, language: Language): string {
  const ago = daysAgo(time)
  if (ago <= 1) {
    const name = new Intl.RelativeTimeFormat(locale(language), { numeric: 'auto' }).format(-ago, 'day')
    return name.charAt(0).toUpperCase() + name.slice(1)
  }
  return new Intl.DateTimeFormat(locale(language), { weekday: 'long', day: 'numeric', month: 'long' }).format(time)
}
