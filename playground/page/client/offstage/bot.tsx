import type { Offstage } from '../../wire.ts'
import { useLine } from '../line.ts'
import { useWords } from '../words.ts'
import { words } from './words.ts'

export function Bot({ bot: { state, sockets, kills } }: { bot: Offstage['bot'] }) {
  const say = useWords(words)
  const { lost } = useLine()
  if (lost)
    return (
      <p className="offstage-bot">
        <span className="offstage-dot offstage-dot-unseen" aria-hidden="true" />
        <strong>{say.botUnseen}</strong>
      </p>
    )
  return (
    <p className="offstage-bot">
      <span className={`offstage-dot offstage-dot-${state}`} aria-hidden="true" />
      <strong>{say.botIs[state]}</strong>
      <span>{say.sockets(sockets)}</span>
      {kills > 0 && <span>{say.kills(kills)}</span>}
    </p>
  )
}
