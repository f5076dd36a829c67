import { ArrowLeft } from 'lucide-react'

/** Where a phone goes back to. */
export function Back({ to, label }: { to: string; label: string }) {
  return (
    <a className="channel-back" href={to} aria-label={label}>
      <ArrowLeft size={20} aria-hidden="true" />
    </a>
  )
}
