import type { At, Reaction } from '../../wire.ts'
import { act, usePart } from '../line.ts'
import { toast } from '../shell/toast.tsx'
import { useWords } from '../words.ts'
import { words } from './words.ts'

/** Adds this person's reaction to a message, or takes it back where it is there already. */
export function useReact(at: At, reactions: readonly Reaction[]): (name: string) => Promise<void> {
  const say = useWords(words)
  const me = usePart((scene) => scene.me.id)
  return async (name) => {
    const mine = reactions.some((one) => one.name === name && one.users.includes(me))
    const { channel, ts } = at
    const answer = await act({ kind: mine ? 'unreact' : 'react', at: { channel, ts }, name })
    if ('trouble' in answer) toast(say.reactionFailed(answer.trouble === 'lost' ? say.lost : answer.trouble))
  }
}
