import './tasks.css'
import type { CloudTask, Cluster } from '../../wire.ts'
import { useWords } from '../words.ts'
import { useNow } from './now.ts'
import { Section } from './section.tsx'
import { Stages, toneOf } from './stages.tsx'
import { words } from './words.ts'

export function Tasks({ tasks, clusters }: { tasks: readonly CloudTask[]; clusters: readonly Cluster[] }) {
  const say = useWords(words)
  if (tasks.length === 0) return null
  return (
    <Section title={say.tasks}>
      <ul className="offstage-tasks">
        {tasks.toReversed().map((task, index) => (
          <TaskCard key={task.id} task={task} cluster={clusterName(task, clusters)} brief={index > 0} />
        ))}
      </ul>
    </Section>
  )
}

export const clusterName = ({ cluster }: CloudTask, clusters: readonly Cluster[]): string =>
  clusters.find(({ id }) => id === cluster)?.name ?? cluster

/** `brief`: its stages without their names, once it has ended. */
function TaskCard({ task, cluster, brief }: { task: CloudTask; cluster: string; brief: boolean }) {
  const say = useWords(words)
  const ended = task.endedAt !== undefined
  const now = useNow(!ended)
  const seconds = Math.max(0, Math.round(((task.endedAt ?? now) - task.startedAt) / 1000))
  return (
    <li className={`offstage-task offstage-tone-${toneOf(task.state)}`}>
      <div className="offstage-task-head">
        <strong>{cluster}</strong>
        <span className="offstage-task-count">{say.more(task.count)}</span>
        <span className="offstage-task-state">{task.state}</span>
        <span className="offstage-task-time">{say.seconds(seconds)}</span>
      </div>
      <code className="offstage-id">{task.id}</code>
      <Stages stages={task.stages} brief={brief && ended} />
      {task.error && <p className="offstage-task-error">{task.error}</p>}
    </li>
  )
}
