import { Dialog } from '@ariakit/react'
import { useEffect } from 'react'
import { usePart } from '../line.ts'
import { usePlace } from '../place.ts'
import { Sidebar } from './sidebar.tsx'

/** The list, over the conversation, where there is no room beside it. */
export function Drawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const team = usePart((scene) => scene.team)
  const { channel } = usePlace()
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere is done with the list
  useEffect(onClose, [channel])
  return (
    <Dialog open={isOpen} onClose={onClose} className="shell-drawer" aria-label={team} backdrop={false} unmountOnHide>
      <Sidebar />
    </Dialog>
  )
}
