import './requests.css'
import type { CloudCall, CloudTask } from '../../wire.ts'
import { useWords } from '../words.ts'
import { Order } from './order.tsx'
import { Reads } from './reads.tsx'
import { keyOf, runsOf } from './runs.ts'
import { Section } from './section.tsx'
import { words } from './words.ts'

/** Every request that reached the cloud, the newest on top. */
export function Requests({ calls, tasks }: { calls: readonly CloudCall[]; tasks: readonly CloudTask[] }) {
  const say = useWords(words)
  const runs = runsOf(calls)
  const count = calls.at(-1)?.seq
  const leftOut = (count ?? 0) - calls.length
  const newest = runs.find((run) => run.kind === 'order')
  return (
    <Section title={say.requests} {...(count === undefined ? {} : { aside: say.soFar(count) })}>
      {count === undefined && <p className="offstage-quiet">{say.quiet}</p>}
      <ol className="offstage-runs">
        {runs.map((run) => (
          <li key={keyOf(run)}>
            {run.kind === 'order' ? (
              <Order call={run.call} task={tasks.find(({ id }) => id === run.call.task)} isNewest={run === newest} />
            ) : (
              <Reads calls={run.calls} />
            )}
          </li>
        ))}
      </ol>
      {leftOut > 0 && <p className="offstage-quiet">{say.leftOut(leftOut)}</p>}
    </Section>
  )
}
