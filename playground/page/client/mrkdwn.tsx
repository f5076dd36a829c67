import { type ComponentProps, Fragment, memo, type ReactNode } from 'react'
import { Message } from 'slack-blocks-to-jsx'
import { picture } from '../../slack/emoji.ts'
import { disguised, type Piece, piecesOf } from '../../slack/mrkdwn.ts'
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
  return <Mrkdwn text={text} verbatim={verbatim === true} />
}

export const withEmoji = (text: string): string =>
  text.replace(/:([\p{L}\p{M}\p{N}_+-]+):/gu, (_, name: string) => picture(name))

/** mrkdwn, and nothing else: the library below takes escaped text for markup, and Markdown for mrkdwn. */
export const Mrkdwn = memo(function Mrkdwn({ text, verbatim = false }: { text: string; verbatim?: boolean }) {
  const names = usePart(namesIn)
  return <div className="mrkdwn mrkdwn-text">{drawn(piecesOf(text, verbatim), names)}</div>
})

function drawn(pieces: readonly Piece[], names: Names): ReactNode {
  return pieces.map((piece, index) => {
    const [before, after] = [pieces[index - 1], pieces[index + 1]]
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces have no names, and their order is theirs
      <Fragment key={index}>
        {piece.kind === 'text' ? textBetween(before, piece.text, after) : drawnOne(piece, names)}
      </Fragment>
    )
  })
}

const isApart = (piece: Piece | undefined): boolean => piece?.kind === 'quote' || piece?.kind === 'preformatted'

/** What stands in lines of its own needs no further line break. */
function textBetween(before: Piece | undefined, text: string, after: Piece | undefined): string {
  const begun = isApart(before) ? text.replace(/^\n/, '') : text
  return isApart(after) ? begun.replace(/\n$/, '') : begun
}

function drawnOne(piece: Piece, names: Names): ReactNode {
  const { data, me, language } = names
  const named = (all: readonly Named[], id: string) => all.find((one) => one.id === id)
  switch (piece.kind) {
    case 'text':
      return piece.text
    case 'bold':
      return <strong>{drawn(piece.inside, names)}</strong>
    case 'italic':
      return <em>{drawn(piece.inside, names)}</em>
    case 'strike':
      return <del>{drawn(piece.inside, names)}</del>
    case 'quote':
      return <blockquote>{drawn(piece.inside, names)}</blockquote>
    case 'code':
      return <code className="slack_code_inline">{piece.text}</code>
    case 'preformatted':
      return <code className="slack_code">{piece.text}</code>
    case 'emoji':
      return <span className="emoji">{picture(piece.name)}</span>
    case 'link':
      return <Link href={piece.url} label={piece.label} />
    case 'date':
      return <Moment seconds={piece.seconds} format={piece.format} fallback={piece.fallback} language={language} />
    case 'broadcast':
      return <Mention isMine>@{piece.range}</Mention>
    case 'user': {
      const user = named(data.users, piece.id)
      return user ? <Mention isMine={user.id === me.id}>@{user.name}</Mention> : `@${piece.id}`
    }
    case 'group': {
      const group = named(data.user_groups, piece.id)
      return group ? <Mention isMine={me.groups.includes(group.name)}>@{group.name}</Mention> : `@${piece.id}`
    }
    case 'channel': {
      const channel = named(data.channels, piece.id)
      return channel ? <Mention isMine={false}>#{channel.name}</Mention> : `#${piece.id}`
    }
  }
}

/** Its address shows when the pointer rests on it; where the label names another one, at once. */
function Link({ href, label }: { href: string; label: string }) {
  const elsewhere = disguised({ url: href, label })
  return (
    <>
      <a href={href} title={href} target="_blank" rel="noreferrer">
        {label}
      </a>
      {elsewhere && <span className="mrkdwn-host"> ({elsewhere})</span>}
    </>
  )
}

function Moment(o: { seconds: number; format: string; fallback: string; language: Language }) {
  const time = o.seconds * 1000
  return (
    <time dateTime={new Date(time).toISOString()} title={o.fallback}>
      {moment(time, o.format, o.language)}
    </time>
  )
}

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
    link: ({ href, children }) =>
      typeof href === 'string' && /^(https?|mailto):/i.test(href) ? (
        <Link href={href} label={String(children)} />
      ) : (
        children
      ),
    date: ({ timestamp, format, fallback }) => (
      <Moment seconds={Number(timestamp)} format={format} fallback={fallback} language={language} />
    ),
  }
}

function Mention({ isMine, children }: { isMine: boolean; children: ReactNode }) {
  return <span className={isMine ? 'mention mention-me' : 'mention'}>{children}</span>
}

/** The tokens of `<!date^…>` that the bot uses (docs/platforms/slack.md#text), in this browser's time zone. */
function moment(time: number, format: string, language: Language): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const show = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(time)
  const isToday = new Date(time).toDateString() === new Date().toDateString()
  const today = language === 'zh' ? '今天' : 'today'
  return format
    .replace('{date_short_pretty}', isToday ? today : show({ day: 'numeric', month: 'short', year: 'numeric' }))
    .replace('{time}', show({ hour: '2-digit', minute: '2-digit' }))
}
