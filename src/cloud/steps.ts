import { z } from 'zod'
import type { Task } from '../scaleout/record.ts'
import { list, longest, sentence, text } from './foreign.ts'

const stage = z.object({
  name: text(longest.name),
  state: text(longest.code),
  message: sentence,
  start_time: text(40),
  end_time: text(40),
})

const staged = z.object({
  current_stage: text(longest.name),
  stages: list(stage),
  events: list(z.object({ action: text(longest.name), timestamp: z.coerce.number() })),
})

/**
 * The stages of a task, from the raw body of DescribeTaskInfo. Only the one that runs, or in which the task failed, is
 * named, as `current_stage` (docs/platforms/reads.md#task); those before it are known by what was done in their time.
 * What the cloud does not name at all has no name, rather than that of another stage.
 */
export function stepsFrom(body: unknown): Task['steps'] {
  const { data } = staged.safeParse(body)
  if (!data) return []
  const { current_stage: currentName, stages, events } = data
  const running = stages.findLastIndex(({ state }) => state === 'running')
  const current = running === -1 ? stages.length - 1 : running
  const own = stages.map(({ name }, index) => name || (index === current ? currentName : ''))
  const taken = new Set(own)
  return stages.map(({ state, message, start_time, end_time }, index) => {
    const [start, end] = [wall(start_time), wall(end_time)]
    // Stages begin and end on whole seconds, so one that took less ends as it begins, and shares its second with the next.
    const until = end === start ? start + 1000 : end
    const done = events.find(
      (event) => event.timestamp >= start && !(event.timestamp >= until) && !taken.has(event.action),
    )
    const name = own[index] || (done?.action ?? '')
    taken.add(name)
    return { name, state, message }
  })
}

/** `2026-03-02 10:15:06`, a clock in Beijing, as ms; NaN where there is none (docs/platforms/reads.md#task). */
const wall = (clock: string): number => Date.parse(`${clock.replace(' ', 'T')}+08:00`)
