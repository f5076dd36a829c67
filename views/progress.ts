import type { KnownBlock, TaskCardBlock } from '@slack/types'
import type { Language } from '../src/clusters/define.ts'
import type { Task } from '../src/scaleout/record.ts'
import type { Telling } from '../src/scaleout/telling.ts'
import type { Message } from './card.ts'
import { clip, limits } from './limits.ts'
import { harmless, section, user } from './text.ts'
import { type Vocabulary, wordsIn } from './words/index.ts'

/** Practical ceilings of a plan block (reference/slack-platform.md §1.6). */
const mostSteps = 20

export type Progress = Message & {
  /** For a server or client that does not know the plan block. */
  readonly simple: KnownBlock[]
}

type Step = { title: string; status: 'pending' | 'in_progress' | 'complete' | 'error' }

const marks: Readonly<Record<Step['status'], string>> = {
  pending: ':white_circle:',
  in_progress: ':large_blue_circle:',
  complete: ':white_check_mark:',
  error: ':x:',
}

/** The one message that follows a task: a plan whose steps move, and the same as text. `undefined`: there is no task. */
export function progress(telling: Telling, language: Language): Progress | undefined {
  const words = wordsIn(language)
  const { stage } = telling.request
  const task = 'task' in stage ? stage.task : null
  if (!task) return undefined
  const title = words.progress.title(telling.id, task.id)
  const steps = stepsOf(telling, task, words)
  const list = steps.map(({ status, title: step }) => `${marks[status]} ${harmless(step)}`).join('\n')
  const text = clip(`${harmless(title)}\n${list}`, limits.messageText)
  return {
    text,
    blocks: [
      { type: 'plan', title: clip(title, limits.headerText), tasks: steps.map(taskCard) },
      ...people(telling, words),
    ],
    simple: [section(`*${harmless(title)}*\n${list}`), ...people(telling, words)],
  }
}

/** Task cards take no mrkdwn, so the mentions stand below. */
function people({ approvedBy }: Telling, words: Vocabulary): KnownBlock[] {
  const text = words.progress.approvedBy(words.and(approvedBy.map(user)))
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text }] }]
}

function taskCard({ title, status }: Step, index: number): TaskCardBlock {
  return { type: 'task_card', task_id: `step-${index}`, title: clip(title, limits.headerText), status }
}

function stepsOf(telling: Telling, task: Task, words: Vocabulary): Step[] {
  const say = words.progress
  const stages = task.steps.slice(-mostSteps).map(
    (step, index): Step => ({
      title: [step.name || say.step(index + 1), step.message].filter(Boolean).join(': '),
      status: statusOf(step.state),
    }),
  )
  const first: Step[] =
    stages.length === 0 && task.endedAt === null ? [{ title: say.waiting, status: 'in_progress' }] : []
  return [
    { title: say.accepted(task.id), status: 'complete' },
    ...stages,
    ...first,
    ...troubles(task, words),
    nodesStep(telling, task, words),
  ]
}

function troubles(task: Task, words: Vocabulary): Step[] {
  if (task.missed >= 3) return [{ title: words.progress.unreadable(task.missed), status: 'in_progress' }]
  return task.odd ? [{ title: words.progress.odd(task.state), status: 'in_progress' }] : []
}

function nodesStep({ request: { stage }, count }: Telling, task: Task, words: Vocabulary): Step {
  const nodes = 'nodes' in stage ? stage.nodes : []
  const ready = nodes.filter((node) => node.ready).length
  const title = words.progress.nodesReady(stage.state === 'running' ? task.readyNodes : ready, count)
  if (stage.state === 'succeeded') return { title, status: 'complete' }
  if (stage.state === 'running') return { title, status: task.endedAt === null ? 'pending' : 'in_progress' }
  return { title, status: 'error' }
}

function statusOf(state: string): Step['status'] {
  if (state === 'success') return 'complete'
  if (state === 'running') return 'in_progress'
  return state === 'fail' || state === 'failed' ? 'error' : 'pending'
}
