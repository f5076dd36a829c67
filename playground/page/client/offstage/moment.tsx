import { useLanguage } from '../words.ts'

/** The time of day, to the second. */
export function Moment({ at }: { at: number }) {
  const locale = useLanguage() === 'zh' ? 'zh-CN' : 'en-GB'
  return (
    <time className="offstage-moment" dateTime={new Date(at).toISOString()}>
      {new Date(at).toLocaleTimeString(locale, {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hour12: false,
      })}
    </time>
  )
}
