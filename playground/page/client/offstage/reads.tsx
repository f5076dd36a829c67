import { Disclosure, DisclosureContent, DisclosureProvider } from '@ariakit/react'
import { ChevronRight } from 'lucide-react'
import type { CloudCall } from '../../wire.ts'
import { useWords } from '../words.ts'
import { Moment } from './moment.tsx'
import { Status } from './status.tsx'
import { words } from './words.ts'

/** Reads that follow each other and say the same: one line, which unfolds. */
export function Reads({ calls }: { calls: readonly [CloudCall, ...CloudCall[]] }) {
  const say = useWords(words)
  const [newest] = calls
  return (
    <DisclosureProvider>
      <Disclosure className="offstage-unfold offstage-reads">
        <ChevronRight size={14} aria-hidden="true" />
        <span className="offstage-reads-action">{newest.action}</span>
        {calls.length > 1 && (
          <>
            <b>{say.times(calls.length)}</b>
            <span className="offstage-faint">{say.last}</span>
          </>
        )}
        {newest.signature !== 'valid' && <span className="offstage-bad">{say.unsigned(newest.signature)}</span>}
        <Status of={newest} />
        <Moment at={newest.at} />
      </Disclosure>
      <DisclosureContent render={<ol />} className="offstage-read-list" unmountOnHide>
        {calls.map((call) => (
          <li key={call.seq}>
            <code>
              {call.method} {call.path}
              {queryOf(call)}
            </code>
            <Status of={call} />
            <Moment at={call.at} />
          </li>
        ))}
      </DisclosureContent>
    </DisclosureProvider>
  )
}

function queryOf({ query }: CloudCall): string {
  const text = new URLSearchParams(query).toString()
  return text === '' ? '' : `?${text}`
}
