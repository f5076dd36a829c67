import type { KnownBlock, TaskCardBlock } from '@slack/types'
import type { Task } from '../src/scaleout/record.ts'
import type { Summary } from '../src/scaleout/summary.ts'
import type { Message } from './card.ts'
import { clipBytes } from './foreign.ts'
import { clip, limits } from './limits.ts'
import { some } from './people.ts'
import { bare, fallback, harmless, mrkdwn, plain, user } from './text.ts'
import type { Vocabulary } from './words/index.ts'

/** Practical ceilings of a plan block (docs/platforms/slack.md#progress). */
const mostSteps = 20
/** Bytes of a step's name, and of what it says of itself. */
const longestPart = 120

export type Progress = Message & {
  /** For a server or client that does not know the plan block. */
  readonly simple: KnownBlock[]
}

type Step = { title: string; status: 'pending' | 'in_progress' | 'complete' | 'error' }

const marks: Readonly<Record<Step['status'], string>> = {
  pending: '⚪',
  in_progress: '🔵',
  complete: '✅',
  error: '❌',
}

/** The one message that follows a task: a plan whose steps move, and the same as text. `undefined`: there is no task. */
export function progress(summary: Summary, words: Vocabulary): Progress | undefined {
  const { stage } = summary.request
  const task = 'task' in stage ? stage.task : null
  if (!task) return undefined
  const title = words.progress.title(summary.id, harmless(task.id))
  const steps = stepsOf(summary, task, words)
  const list = steps.map(({ status, title: step }) => `${marks[status]} ${step}`)
  const text = [title, ...list].join('\n')
  return {
    text: fallback(text),
    blocks: [{ type: 'plan', title: titled(title), tasks: steps.map(taskCard) }, ...people(summary, words)],
    simple: [{ type: 'section', text: plain(text, limits.sectionText) }, ...people(summary, words)],
  }
}

/** Task cards take no mrkdwn, so the mentions stand below. */
function people({ approvedBy }: Summary, words: Vocabulary): KnownBlock[] {
  return [
    { type: 'context', elements: [mrkdwn(words.progress.approvedBy(words.and(some(approvedBy.map(user), words))))] },
  ]
}

function taskCard({ title, status }: Step, index: number): TaskCardBlock {
  return { type: 'task_card', task_id: `step-${index}`, title: titled(title), status }
}

/** Titles are plain strings, and whether a client makes pictures of `:tada:` in them is not documented: so none is in them. */
const titled = (text: string): string => clip(withoutEmoji(bare(text)), limits.headerText)
const withoutEmoji = (text: string): string => text.replace(/:(?!\s)/g, '∶')

function stepsOf(summary: Summary, task: Task, words: Vocabulary): Step[] {
  const say = words.progress
  const before = Math.max(0, task.steps.length - mostSteps)
  const stages = task.steps.slice(before).map(
    (step, index): Step => ({
      title: stepTitle(step, before + index + 1, words),
      status: statusOf(step.state),
    }),
  )
  const first: Step[] =
    stages.length === 0 && task.endedAt === null ? [{ title: say.waiting, status: 'in_progress' }] : []
  return [
    { title: say.accepted(harmless(task.id)), status: 'complete' },
    ...stages,
    ...first,
    ...troubles(task, words),
    nodesStep(summary, task, words),
  ]
}

/** Its name, or else what the cloud says of it; a number only where it says nothing. */
function stepTitle(step: Task['steps'][number], number: number, { progress: say }: Vocabulary): string {
  const [name, message] = [step.name, step.message].map((text) => harmless(clipBytes(text, longestPart)))
  if (name && message) return say.with(name, message)
  return name || message || say.step(number)
}

/** Failed reads are told at these only: a message for each would take the edits that Slack allows from all others. */
const told = [3, 10, 30, 100, 300]

function troubles(task: Task, words: Vocabulary): Step[] {
  const times = told.findLast((one) => one <= task.missed)
  if (times !== undefined) return [{ title: words.progress.unreadable(times), status: 'in_progress' }]
  return task.odd ? [{ title: words.progress.odd(harmless(clipBytes(task.state, 60))), status: 'in_progress' }] : []
}

function nodesStep({ request: { stage }, count }: Summary, task: Task, words: Vocabulary): Step {
  const nodes = 'nodes' in stage ? stage.nodes : []
  const ready = nodes.filter((node) => node.ready).length
  if (stage.state === 'running') {
    // No count that the last word, which comes before this is edited, would contradict.
    const title = words.progress.nodesComing(task.readyNodes, count)
    return { title, status: task.endedAt === null ? 'pending' : 'in_progress' }
  }
  const title = words.progress.nodesReady(ready, count)
  if (stage.state === 'succeeded') return { title, status: 'complete' }
  return { title, status: 'error' }
}

function statusOf(state: string): Step['status'] {
  if (state === 'success') return 'complete'
  if (state === 'running') return 'in_progress'
  return state === 'fail' || state === 'failed' ? 'error' : 'pending'
}
