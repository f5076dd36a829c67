import { type ComponentProps, memo, type ReactNode } from 'react'
import { Message } from 'slack-blocks-to-jsx'
import { picture } from '../../slack/emoji.ts'
import type { Scene } from '../wire.ts'
import { usePart } from './line.ts'
import './mrkdwn.css'
import { share } from './share.ts'
import type { Language } from './words.ts'

type Drawable = ComponentProps<typeof Message>['blocks'][number]

/** A text object: `emoji` is of plain text, `verbatim` of mrkdwn. */
type Said = {
  readonly type: string
  readonly text: string
  readonly emoji?: boolean | undefined
  readonly verbatim?: boolean | undefined
}

/** Text as Slack shows it: mrkdwn with mentions, dates and emoji, or plain text, in which emoji are unless it says no. */
export function Text({ of: { type, text, emoji, verbatim } }: { of: Said }) {
  if (type !== 'mrkdwn') return emoji === false ? text : withEmoji(text)
  return <Mrkdwn text={verbatim ? text : linked(text)} />
}

/** Addresses that stand bare become links, as Slack makes them. */
const linked = (text: string): string => text.replace(/(?<![<|\w])https?:\/\/[^\s<>|]+/g, '<$&>')

export const withEmoji = (text: string): string =>
  text.replace(/:([\p{L}\p{M}\p{N}_+-]+):/gu, (_, name: string) => picture(name))

/** The library that reads mrkdwn takes whole messages: a section of one text is the smallest. */
export const Mrkdwn = memo(function Mrkdwn({ text }: { text: string }) {
  return <Drawn block={{ type: 'section', text: { type: 'mrkdwn', text: text.replace(FENCED, '```$1```') } }} />
})

/** The line breaks beside the fences are none of the code. */
const FENCED = /```\n?(.*?)\n?```/gs

/** A block that is nothing but text: `rich_text`, or `markdown` as the rest of the world writes it. */
export const Written = memo(Drawn)

function Drawn({ block }: { block: Drawable }) {
  const names = usePart(namesIn)
  return (
    <div className="mrkdwn">
      <Message unstyled withoutWrapper logo="" name="" blocks={[block]} data={names.data} hooks={hooksFor(names)} />
    </div>
  )
}

/** Whom and what a text may mention, and to whom. */
type Names = {
  readonly me: { readonly id: string; readonly groups: readonly string[] }
  readonly language: Language
  readonly data: { users: Named[]; channels: Named[]; user_groups: Named[] }
}

type Named = { id: string; name: string }

let known: Names | undefined

function namesIn({ people, groups, channels, app, me }: Scene): Names {
  const users = [...people.map(({ id, handle: name }) => ({ id, name })), { id: app.id, name: app.name }]
  const names: Names = {
    me: { id: me.id, groups: [...me.groups] },
    language: me.locale.startsWith('zh') ? 'zh' : 'en',
    data: {
      users,
      channels: channels.map(({ id, name }) => ({ id, name })),
      user_groups: groups.map(({ id, handle: name }) => ({ id, name })),
    },
  }
  known = known ? share(known, names) : names
  return known
}

function hooksFor({ me, language }: Names): NonNullable<ComponentProps<typeof Message>['hooks']> {
  return {
    user: ({ id, name }) => <Mention isMine={id === me.id}>@{name}</Mention>,
    usergroup: ({ name }) => <Mention isMine={me.groups.includes(name)}>@{name}</Mention>,
    channel: ({ name }) => <Mention isMine={false}>#{name}</Mention>,
    atHere: () => <Mention isMine>@here</Mention>,
    atChannel: () => <Mention isMine>@channel</Mention>,
    atEveryone: () => <Mention isMine>@everyone</Mention>,
    emoji: ({ name }) => <span className="emoji">{picture(name)}</span>,
    link: ({ href, children }) => (
      <a href={href} target="_blank" rel="noreferrer">
        {children}
      </a>
    ),
    date: ({ timestamp, format, fallback }) => (
      <time dateTime={new Date(Number(timestamp) * 1000).toISOString()} title={fallback}>
        {moment(Number(timestamp) * 1000, format, language)}
      </time>
    ),
  }
}

function Mention({ isMine, children }: { isMine: boolean; children: ReactNode }) {
  return <span className={isMine ? 'mention mention-me' : 'mention'}>{children}</span>
}

/** The tokens of `<!date^…>` that the bot uses (reference/slack-platform.md §1.5), in this browser's time zone. */
function moment(time: number, format: string, language: Language): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const show = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(time)
  const isToday = new Date(time).toDateString() === new Date().toDateString()
  const today = language === 'zh' ? '今天' : 'today'
  return format
    .replace('{date_short_pretty}', isToday ? today : show({ day: 'numeric', month: 'short', year: 'numeric' }))
    .replace('{time}', show({ hour: '2-digit', minute: '2-digit' }))
}
