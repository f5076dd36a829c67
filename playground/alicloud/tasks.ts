import { beijingIso, beijingWall } from './beijing.ts'

export type TaskError = { code: string; message: string }

/** Where a failed task says why: in all the places where it can, or in one alone (docs/platforms/reads.md#task). */
export type Told = 'everywhere' | 'message' | 'events' | 'stages'

/** How a task ends. `stuck` and `odd_state` never end by themselves. */
export type Outcome =
  | { kind: 'success' }
  | { kind: 'failed'; state: 'fail' | 'failed'; error: TaskError; told?: Told }
  | { kind: 'partial'; ready: number; node?: string }
  | { kind: 'ready_never' }
  | { kind: 'stuck' }
  | { kind: 'odd_state'; state: string }

/** An ECS or ENS instance that a task buys. */
export type Machine = { id: string; ip: string; type: string; charge: string; expires: string; image: string }

/** Everything about a task follows from this and from the time at which one looks; nothing ticks. */
export type Task = {
  id: string
  clusterId: string
  /** What lists name it as; default `cluster_scaleout`. */
  type?: string
  machines: Machine[]
  /** Clock time in ms, as `duration` and `finishedAt` are. */
  createdAt: number
  duration: number
  outcome: Outcome
  /** Set when somebody ended the task before its time. */
  finishedAt?: number
}

type Stage = { name: string; from: number; until: number; message: string }

const precheck: Stage = { name: 'precheck', from: 0, until: 0.1, message: 'checking quota and stock' }
const create: Stage = { name: 'create_instances', from: 0.1, until: 0.5, message: 'waiting for instances' }
const join: Stage = { name: 'join_nodes', from: 0.5, until: 0.9, message: 'waiting for nodes to join' }
const ready: Stage = { name: 'wait_ready', from: 0.9, until: 1, message: 'waiting for nodes to be ready' }

/** When this share of the task is done. A stuck task gets no further than its instances until it is finished. */
function moment(task: Task, share: number): number {
  const halts = task.outcome.kind === 'stuck' || task.outcome.kind === 'odd_state'
  const planned = halts && share > create.until ? Number.POSITIVE_INFINITY : task.createdAt + share * task.duration
  return Math.min(planned, task.finishedAt ?? Number.POSITIVE_INFINITY)
}

export const createdMachinesAt = (task: Task): number => moment(task, create.until)

export const endsAt = (task: Task): number => moment(task, task.outcome.kind === 'failed' ? create.until : ready.until)

/** When the n-th machine joins its cluster; never, if it is one of those that a partial task loses. */
export function joinsAt(task: Task, index: number): number {
  if (losesMachine(task, index)) return Number.POSITIVE_INFINITY
  return moment(task, join.from + ((index + 1) / task.machines.length) * (join.until - join.from))
}

export const losesMachine = (task: Task, index: number): boolean =>
  task.outcome.kind === 'partial' && index >= task.outcome.ready

export const boughtMachines = (task: Task): Machine[] => (task.outcome.kind === 'failed' ? [] : task.machines)

export function stateAt(task: Task, now: number): string {
  const { outcome } = task
  if (now < endsAt(task)) return outcome.kind === 'odd_state' ? outcome.state : 'running'
  return failureOf(task)?.state ?? 'success'
}

function failureOf({ outcome, machines }: Task): { state: string; error: TaskError; told?: Told | 'node' } | undefined {
  if (outcome.kind === 'failed') return outcome
  if (outcome.kind !== 'partial') return undefined
  const lost = machines.length - outcome.ready
  const message = `${lost} of ${machines.length} nodes did not become ready in time.`
  // The older spelling, as in docs/platforms/reads.md#task.
  const told = outcome.node === undefined ? 'everywhere' : 'node'
  return { state: 'failed', error: { code: 'NodeJoinTimeout', message }, told }
}

function stagesOf(task: Task): Stage[] {
  if (task.outcome.kind === 'failed') return [precheck, create]
  if (task.outcome.kind === 'partial') return [precheck, create, { ...join, until: 1 }]
  return [precheck, create, join, ready]
}

/** DescribeTaskInfo, as docs/platforms/reads.md#task has it. */
export type TaskView = TaskLine & {
  cluster_id: string
  current_stage: string
  target: { id: string; type: 'cluster' }
  parameters: { count: string }
  stages: { state: string; start_time: string; end_time: string; message: string; outputs: Record<string, never> }[]
  events: { action: string; level: string; message: string; reason: string; source: string; timestamp: string }[]
  outputs: Record<string, never>
  task_result: { data: string; status: 'initial' | 'success' | 'failed' }[]
}

/** One entry of DescribeClusterTasks (docs/platforms/reads.md#task-lists). */
export type TaskLine = {
  task_id: string
  task_type: string
  state: string
  created: string
  updated: string
  error: TaskError | { message: string } | Record<string, never> | null
}

export function taskLine(task: Task, now: number): TaskLine {
  const failure = now < endsAt(task) ? undefined : failureOf(task)
  return {
    task_id: task.id,
    task_type: task.type ?? 'cluster_scaleout',
    state: stateAt(task, now),
    created: beijingIso(task.createdAt),
    updated: beijingIso(lastChange(task, now)),
    error: errorOf(failure),
  }
}

function errorOf(failure: ReturnType<typeof failureOf>): TaskLine['error'] {
  if (failure?.told === 'message') return { message: `${failure.error.code}: ${failure.error.message}` }
  return failure && says(failure, 'error') ? failure.error : {}
}

const says = ({ told = 'everywhere' }: { told?: Told | 'node' }, where: Told | 'error'): boolean =>
  told === 'everywhere' || told === where

export function taskView(task: Task, now: number): TaskView {
  const line = taskLine(task, now)
  const ended = now >= endsAt(task)
  const failure = ended ? failureOf(task) : undefined
  const begun = stagesOf(task).filter((stage) => moment(task, stage.from) <= now)
  const last = begun.at(-1)
  const stages = begun.map((stage) => {
    const end = moment(task, stage.until)
    const state = now < end ? 'running' : stage === last && failure ? failure.state : 'success'
    return {
      state,
      start_time: beijingWall(moment(task, stage.from)),
      end_time: now < end ? '' : beijingWall(end),
      message: state === 'success' ? '' : stageMessage(failure, stage),
      outputs: {},
    }
  })
  return {
    ...line,
    cluster_id: task.clusterId,
    current_stage: ended && !failure ? '' : (last?.name ?? ''),
    target: { id: task.clusterId, type: 'cluster' },
    parameters: { count: `${task.machines.length}` },
    stages,
    events: [
      ...begun.map((stage) => event(stage, moment(task, stage.from), 'info', stage.message, '')),
      ...(failure && last && says(failure, 'events')
        ? [event(last, endsAt(task), 'error', failure.error.message, failure.error.code)]
        : []),
    ],
    error: ended && !failure ? null : line.error,
    outputs: {},
    task_result:
      now < createdMachinesAt(task)
        ? []
        : boughtMachines(task).map(({ id }, index) => ({
            data: id,
            status: resultAt(task, index, now),
          })),
  }
}

function stageMessage(failure: ReturnType<typeof failureOf>, stage: Stage): string {
  if (!failure) return stage.message
  return says(failure, 'stages') ? failure.error.message : ''
}

/** All stages of an undisturbed task with how far they are: `waiting` until they begin. */
export function stagesAt(task: Task, now: number): { name: string; state: string }[] {
  const { stages } = taskView(task, now)
  return [precheck, create, join, ready].map(({ name }, index) => ({ name, state: stages[index]?.state ?? 'waiting' }))
}

function resultAt(task: Task, index: number, now: number): 'initial' | 'success' | 'failed' {
  if (losesMachine(task, index) && now >= endsAt(task)) return 'failed'
  return now >= joinsAt(task, index) ? 'success' : 'initial'
}

function event(stage: Stage, at: number, level: 'info' | 'error', message: string, reason: string) {
  return { action: stage.name, level, message, reason, source: '', timestamp: `${Math.trunc(at)}` }
}

function lastChange(task: Task, now: number): number {
  const joins = boughtMachines(task).map((_, index) => joinsAt(task, index))
  const changes = [...stagesOf(task).flatMap(({ from, until }) => [moment(task, from), moment(task, until)]), ...joins]
  return Math.max(task.createdAt, ...changes.filter((change) => change <= now))
}
