import { usePart } from '../line.ts'
import { become } from '../seat/index.ts'
import { useWords } from '../words.ts'
import { compose } from './compose.ts'
import type { Step } from './step.ts'
import { words } from './words.ts'

/** Where the story is told, and who decides in it. */
const CHANNEL = 'prod'
const APPROVER = 'bob'

/** The button that does for a visitor what the card says. */
export function Help({ step }: { step: Step }) {
  if (step === 'ask') return <TypeIt />
  return step === 'approve' ? <BecomeApprover /> : null
}

function TypeIt() {
  const say = useWords(words)
  const channel = usePart(({ channels }) => channels.find(({ name }) => name === CHANNEL))
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

function BecomeApprover() {
  const say = useWords(words)
  const me = usePart((scene) => scene.me)
  const channels = usePart((scene) => scene.channels)
  const approver = usePart(({ people }) => people.find(({ handle }) => handle === APPROVER))
  if (!approver) return null
  const [name = ''] = approver.name.split(' ')
  const already = me.id === approver.id
  return (
    <div className="tour-help">
      <button type="button" aria-disabled={already} onClick={() => already || become(approver, channels)}>
        {already ? say.areNow(name) : say.become(name)}
      </button>
    </div>
  )
}
