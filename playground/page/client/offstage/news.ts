import type { CloudCall, Offstage } from '../../wire.ts'
import { isOrder } from './runs.ts'
import { clusterName } from './tasks.tsx'
import type { Words } from './words.ts'

/** What changed from one scene to the next that somebody who does not see the strip should hear of. */
export function newsOf(before: Offstage, now: Offstage, say: Words): string[] {
  const seen = new Set(before.calls.map(({ seq }) => seq))
  const ended = new Set(before.tasks.filter(({ endedAt }) => endedAt !== undefined).map(({ id }) => id))
  return [
    ...(before.bot.state === now.bot.state ? [] : [say.botIs[now.bot.state]]),
    ...before.armed.filter((fault) => !now.armed.includes(fault)).map((fault) => say.said.over(say.troubles[fault][0])),
    ...now.calls
      .filter((call) => isOrder(call) && !seen.has(call.seq))
      .map((call) => say.said.order(placeOf(call, now))),
    ...now.tasks
      .filter(({ id, endedAt }) => endedAt !== undefined && !ended.has(id))
      .map((task) => say.said.task(clusterName(task, now.clusters), task.state)),
    ...now.problems.slice(before.problems.length).map(say.said.problem),
  ]
}

const placeOf = ({ path }: CloudCall, { clusters }: Offstage): string =>
  clusters.find(({ id }) => path.includes(id))?.name ?? path
