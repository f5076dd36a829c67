import './modal.css'
import { Dialog } from '@ariakit/react'
import { useRef } from 'react'
import { act, usePart } from '../line.ts'
import { enter } from './focus.ts'
import { Frame } from './frame.tsx'

const BESIDE = matchMedia('(width >= 1200px)')

/**
 * The stack of modals in one window, in which the top view shows. A click beside it does nothing, as in Slack; but what
 * happens behind the scenes is no part of Slack, and stays within reach where there is room for both.
 */
export function Modals() {
  const modals = usePart((scene) => scene.modals)
  const top = modals.at(-1)
  const window = useRef<HTMLDivElement>(null)
  return (
    <Dialog
      ref={window}
      open={top !== undefined}
      onClose={(event) => {
        event.preventDefault()
        if (top) void act({ kind: 'close', view: top.id, by: 'cancel' })
      }}
      hideOnInteractOutside={false}
      getPersistentElements={() => (BESIDE.matches ? document.querySelectorAll('.shell-behind') : [])}
      autoFocusOnShow={() => {
        if (window.current) enter(window.current, 0)
        return false
      }}
      unmountOnHide
      backdrop={<div className="modal-backdrop" />}
      className="modal-window"
    >
      {top && <Frame key={top.id} shown={top} isPushed={modals.length > 1} />}
    </Dialog>
  )
}
