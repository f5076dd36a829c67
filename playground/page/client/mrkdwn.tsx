import { memo } from 'react'
import { Message } from 'slack-blocks-to-jsx'
import { picture } from '../../slack/emoji.ts'
import { useScene } from './line.ts'
import { useLanguage } from './words.ts'

/** Text as Slack shows it: mrkdwn with mentions, dates and emoji, or plain text, in which only emoji are. */
export function Text({ of: { type, text } }: { of: { readonly type: string; readonly text: string } }) {
  return type === 'mrkdwn' ? <Mrkdwn text={text} /> : <>{withEmoji(text)}</>
}

export const withEmoji = (text: string): string => text.replace(/:([\w+-]+):/g, (_, name: string) => picture(name))

/** The library that reads mrkdwn takes whole messages: a section of one text is the smallest. */
export const Mrkdwn = memo(function Mrkdwn({ text }: { text: string }) {
  const { people, groups, channels, app, me } = useScene()
  const language = useLanguage()
  const named = [...people.map(({ id, handle: name }) => ({ id, name })), { id: app.id, name: app.name }]
  return (
    <div className="mrkdwn">
      <Message
        unstyled
        withoutWrapper
        logo=""
        name=""
        blocks={[{ type: 'section', text: { type: 'mrkdwn', text } }]}
        data={{
          users: named,
          channels: channels.map(({ id, name }) => ({ id, name })),
          user_groups: groups.map(({ id, handle: name }) => ({ id, name })),
        }}
        hooks={{
          user: ({ id, name }) => <span className={id === me.id ? 'mention mention-me' : 'mention'}>@{name}</span>,
          usergroup: ({ name }) => (
            <span className={me.groups.includes(name) ? 'mention mention-me' : 'mention'}>@{name}</span>
          ),
          channel: ({ name }) => <span className="mention">#{name}</span>,
          emoji: ({ name }) => <span className="emoji">{picture(name)}</span>,
          date: ({ timestamp, format, fallback }) => (
            <time dateTime={new Date(Number(timestamp) * 1000).toISOString()} title={fallback}>
              {moment(Number(timestamp) * 1000, format, language)}
            </time>
          ),
        }}
      />
    </div>
  )
})

/** The tokens of `<!date^…>` that the bot uses (reference/slack-platform.md §1.5), in this browser's time zone. */
function moment(time: number, format: string, language: 'en' | 'zh'): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const show = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(time)
  const isToday = new Date(time).toDateString() === new Date().toDateString()
  const today = language === 'zh' ? '今天' : 'today'
  return format
    .replace('{date_short_pretty}', isToday ? today : show({ day: 'numeric', month: 'short', year: 'numeric' }))
    .replace('{time}', show({ hour: '2-digit', minute: '2-digit' }))
}
