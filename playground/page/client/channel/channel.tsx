import { Building2, Hash, Lock, Users } from 'lucide-react'
import type { Channel } from '../../wire.ts'
import { usePart } from '../line.ts'
import { useWords } from '../words.ts'
import { Back, type Pane } from './back.tsx'
import { Composer } from './composer.tsx'
import { Messages } from './messages.tsx'
import { words } from './words.ts'

/** A channel: what it is, what was said, and where to write. */
export function ChannelPane({ channel, backTo }: Pane & { channel: Channel }) {
  const say = useWords(words)
  const me = usePart((scene) => scene.me.id)
  const name = `#${channel.name}`
  return (
    <main className="channel-pane" aria-label={name}>
      <header className="channel-head">
        {backTo && <Back to={backTo} label={say.back} />}
        <h1>
          <Sign channel={channel} />
          {channel.name}
        </h1>
        <span
          className="channel-members"
          role="img"
          aria-label={say.members(channel.members)}
          title={say.members(channel.members)}
        >
          <Users size={16} aria-hidden="true" />
          {channel.members}
        </span>
      </header>
      {channel.external && (
        <p className="channel-external">
          <Building2 size={16} aria-hidden="true" />
          {say.external}
        </p>
      )}
      <Messages
        key={me}
        channel={channel}
        label={say.messagesIn(name)}
        top={
          <div className="channel-top">
            <h2>
              <Sign channel={channel} size={26} />
              {channel.name}
            </h2>
            <p>{say.beginning(name)}</p>
          </div>
        }
      />
      {channel.isMember ? (
        <Composer channel={channel.id} label={say.writeTo(name)} />
      ) : (
        <p className="channel-closed">{say.notMember(name)}</p>
      )}
    </main>
  )
}

function Sign({ channel: { kind }, size = 18 }: { channel: Channel; size?: number }) {
  const say = useWords(words)
  return kind === 'private' ? (
    <Lock size={size} strokeWidth={2.4} role="img" aria-label={say.private} />
  ) : (
    <Hash size={size} strokeWidth={2.4} aria-hidden="true" />
  )
}
