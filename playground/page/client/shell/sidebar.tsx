import { Hash, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Channel } from '../../wire.ts'
import { conversationAt } from '../channel/index.ts'
import { useScene } from '../line.ts'
import { Avatar } from '../message/index.ts'
import { addressOf, usePlace } from '../place.ts'
import { useWords } from '../words.ts'
import { SharedSign } from './shared-sign.tsx'
import './sidebar.css'
import { useUnread } from './unread.ts'
import { words } from './words.ts'

/** What there is to go to. */
export function Sidebar() {
  const say = useWords(words)
  const scene = useScene()
  const place = usePlace()
  const { team, channels, app } = scene
  // On a phone the list is a place of its own, and nothing stands open beside it.
  const open = place.channel === 'list' ? undefined : conversationAt(scene, place)
  return (
    <nav className="shell-sidebar" aria-label={team}>
      <h1>{team}</h1>
      <h2>{say.channels}</h2>
      <ul>
        {channels.map((channel) => (
          <Item
            key={channel.id}
            channel={channel}
            to={channel.id}
            isOpen={open?.channel === channel}
            sign={
              channel.kind === 'private' ? <Lock size={15} aria-hidden="true" /> : <Hash size={16} aria-hidden="true" />
            }
          >
            {channel.name}
          </Item>
        ))}
      </ul>
      <h2>{say.apps}</h2>
      <ul>
        <Item
          channel={app.channel}
          to={app.hasHome ? 'home' : 'app'}
          isOpen={open?.kind === 'app'}
          sign={<Avatar user={app.id} size={20} />}
        >
          {app.name}
        </Item>
      </ul>
    </nav>
  )
}

type Listed = {
  readonly channel: Channel
  readonly to: string
  readonly isOpen: boolean
  readonly sign: ReactNode
  readonly children: string
}

function Item({ channel, to, isOpen, sign, children }: Listed) {
  const say = useWords(words)
  const { me } = useScene()
  const unread = useUnread(me.id, channel)
  const isUnread = unread > 0 && !isOpen
  return (
    <li>
      <a
        className={isUnread || channel.mentions > 0 ? 'shell-item shell-unread' : 'shell-item'}
        href={addressOf({ channel: to })}
        aria-current={isOpen ? 'page' : undefined}
      >
        <span className="shell-item-sign">{sign}</span>
        <span className="shell-item-name">{children}</span>
        {channel.kind === 'private' && <span className="aside">, {say.private}</span>}
        {channel.external && <SharedSign label={say.external} />}
        {channel.mentions > 0 ? (
          <span className="badge" role="img" aria-label={say.mentions(channel.mentions)}>
            {channel.mentions}
          </span>
        ) : (
          isUnread && <span className="shell-dot" role="img" aria-label={say.unread} />
        )}
      </a>
    </li>
  )
}
