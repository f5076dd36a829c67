import { ArrowLeft } from 'lucide-react'

/** What each pane is given: `backTo` is the address of the list, where a phone has room for one pane only. */
export type Pane = { readonly backTo?: string }

/** Where a phone goes back to. */
export function Back({ to, label }: { to: string; label: string }) {
  return (
    <a className="channel-back" href={to} aria-label={label}>
      <ArrowLeft size={20} aria-hidden="true" />
    </a>
  )
}
