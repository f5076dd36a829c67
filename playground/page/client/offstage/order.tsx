import { Disclosure, DisclosureContent, DisclosureProvider } from '@ariakit/react'
import { ChevronRight, Circle, PackageCheck, ShieldCheck, ShieldX } from 'lucide-react'
import { useState } from 'react'
import type { CloudCall, CloudTask } from '../../wire.ts'
import { useWords } from '../words.ts'
import { Json } from './json.tsx'
import { Moment } from './moment.tsx'
import { Status } from './status.tsx'
import { type Outcome, words } from './words.ts'

/** A ScaleOutCluster: as it stood on the wire, what the cloud answered, and what was bought by it. */
export function Order({ call, task, isNewest }: { call: CloudCall; task: CloudTask | undefined; isNewest: boolean }) {
  const say = useWords(words)
  const [chosen, choose] = useState<boolean>()
  const signed = call.signature === 'valid'
  return (
    <article className={`offstage-order offstage-order-${outcomeOf(call)}`} aria-label={`${call.action} ${call.seq}`}>
      <div className="offstage-order-head">
        <strong>{call.action}</strong>
        <Status of={call} />
        {call.code && <code>{call.code}</code>}
      </div>
      <p className="offstage-order-path">
        <b>{call.method}</b> {call.path}
      </p>
      <p className="offstage-fact">
        {signed ? <ShieldCheck size={14} aria-hidden="true" /> : <ShieldX size={14} aria-hidden="true" />}
        <span className={signed ? '' : 'offstage-bad'}>{signed ? say.signed : say.unsigned(call.signature)}</span>
        <Moment at={call.at} />
      </p>
      <p className="offstage-fact offstage-verdict">
        {call.task ? <PackageCheck size={14} aria-hidden="true" /> : <Circle size={14} aria-hidden="true" />}
        <span>{say.verdict[outcomeOf(call)](task?.count ?? 0)}</span>
      </p>
      {call.body !== undefined && (
        <DisclosureProvider open={chosen ?? isNewest} setOpen={choose}>
          <Disclosure className="offstage-unfold">
            <ChevronRight size={14} aria-hidden="true" />
            {say.body}
          </Disclosure>
          <DisclosureContent unmountOnHide>
            <Json value={call.body} />
          </DisclosureContent>
        </DisclosureProvider>
      )}
    </article>
  )
}

function outcomeOf({ status, task }: CloudCall): Outcome {
  if (status === 'pending') return 'waiting'
  if (task === undefined) return 'nothing'
  return typeof status === 'number' && status < 300 ? 'taken' : 'unheard'
}
