import { useScene } from '../line.ts'
import { become } from '../seat/index.ts'
import { useWords } from '../words.ts'
import { compose } from './compose.ts'
import { approverIn, channelIn } from './progress.ts'
import type { Tour } from './step.ts'
import { words } from './words.ts'

/** The button that does for a visitor what the card says. */
export function Help({ tour: { step, asker } }: { tour: Tour }) {
  if (step === 'ask') return <TypeIt />
  return step === 'approve' ? <BecomeApprover asker={asker} /> : null
}

function TypeIt() {
  const say = useWords(words)
  const channel = channelIn(useScene())
  return (
    <div className="tour-help">
      <code>{say.command}</code>
      {channel && (
        <button type="button" onClick={() => compose(say.command, channel.id)}>
          {say.typeIt}
        </button>
      )}
    </div>
  )
}

function BecomeApprover({ asker }: { asker: string | undefined }) {
  const say = useWords(words)
  const scene = useScene()
  const approver = approverIn(scene, asker)
  if (!approver) return null
  const [name = ''] = approver.name.split(' ')
  const already = scene.me.id === approver.id
  return (
    <div className="tour-help">
      <button type="button" aria-disabled={already} onClick={() => already || become(approver, scene.channels)}>
        {already ? say.areNow(name) : say.become(name)}
      </button>
    </div>
  )
}
