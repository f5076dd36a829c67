import { X } from 'lucide-react'
import { OffstageStrip } from '../offstage/index.ts'
import { useWords } from '../words.ts'
import { kept } from './kept.ts'
import type { Room } from './room.ts'
import { words } from './words.ts'

const wish = kept('behind', ['auto', 'shown', 'hidden'])

/** Whether the strip stands beside the conversation: where there is room, until somebody says otherwise. */
export function useBehind(room: Room): readonly [boolean, (isShown: boolean) => void] {
  const wished = wish.use()
  const isShown = wished === 'auto' ? room === 'close' || room === 'wide' : wished === 'shown'
  return [isShown, (to) => wish.set(to ? 'shown' : 'hidden')]
}

export function Behind({ onClose }: { onClose: () => void }) {
  const say = useWords(words)
  return (
    <div className="shell-behind">
      <OffstageStrip />
      <button
        type="button"
        className="shell-behind-close"
        aria-label={say.hideBehind}
        title={say.hideBehind}
        onClick={onClose}
      >
        <X size={18} aria-hidden="true" />
      </button>
    </div>
  )
}
