import { CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react'
import type { Block } from '../../../../slack/kit.ts'
import { withEmoji } from '../../mrkdwn.tsx'
import { useWords } from '../../words.ts'
import { words } from '../words.ts'
import './plan.css'
import { isBlock, isTree, listIn, stringIn } from './read.ts'
import { RichText } from './rich.tsx'

type Status = 'pending' | 'in_progress' | 'complete' | 'error'

const icons: Readonly<Record<Status, LucideIcon>> = {
  pending: CircleDashed,
  in_progress: LoaderCircle,
  complete: CircleCheck,
  error: CircleX,
}

const isStatus = (value: unknown): value is Status => typeof value === 'string' && value in icons

const statusOf = ({ status }: Block): Status => (isStatus(status) ? status : 'pending')

/** What is to be done, step by step, and how far it is. */
export function Plan({ block }: { block: Block }) {
  const say = useWords(words)
  const tasks = listIn(block.tasks).filter(isBlock)
  const done = tasks.filter((task) => statusOf(task) === 'complete').length
  const title = withEmoji(stringIn(block.title) ?? '')
  return (
    <section className="message-plan" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <span className="message-plan-tally" role="img" aria-label={say.stepsDone(done, tasks.length)}>
          {done}/{tasks.length}
        </span>
      </header>
      <div className="message-plan-bar" aria-hidden="true">
        <span style={{ width: `${(done / Math.max(tasks.length, 1)) * 100}%` }} />
      </div>
      <ol>
        {tasks.map((task, index) => (
          <li key={stringIn(task.task_id) ?? index} className="message-step">
            <Step task={task} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** A step that stands alone. */
export function TaskCard({ block }: { block: Block }) {
  return (
    <div className="message-plan message-step">
      <Step task={block} />
    </div>
  )
}

function Step({ task }: { task: Block }) {
  const say = useWords(words)
  const status = statusOf(task)
  const Icon = icons[status]
  return (
    <>
      <Icon
        size={20}
        className={`message-step-icon message-step-${status}`}
        role="img"
        aria-label={say.status[status]}
      />
      <div className="message-step-text">
        <span>{withEmoji(stringIn(task.title) ?? '')}</span>
        <div className="message-step-more">
          <RichText block={task.details} />
          <RichText block={task.output} />
          {listIn(task.sources)
            .filter(isTree)
            .map(({ url, text }) => (
              <a key={stringIn(url)} href={stringIn(url)} target="_blank" rel="noreferrer">
                {stringIn(text)}
              </a>
            ))}
        </div>
      </div>
    </>
  )
}
