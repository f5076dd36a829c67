import { type ReactNode, useId } from 'react'

/** A named part of the strip; `aside` is what stands at the end of its heading's line. */
export function Section({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="offstage-section" aria-labelledby={id}>
      <div className="offstage-section-head">
        <h3 id={id}>{title}</h3>
        {aside && <span>{aside}</span>}
      </div>
      {children}
    </section>
  )
}
