import type { Alicloud, Received } from '../alicloud/index.ts'
import type { BotKeeper } from '../keeper.ts'
import type { Slack } from '../slack/index.ts'
import type { Mischief } from './mischief.ts'
import type { Seen } from './seen.ts'
import type { CloudCall, Offstage } from './wire.ts'

/** How many calls the page is told of. */
const mostCalls = 60

export type Stage = {
  readonly slack: Slack
  readonly cloud: Alicloud
  readonly bot: BotKeeper
  readonly mischief: Mischief
  readonly seen: Seen
}

/** What happens where people in Slack do not see it. */
export function offstageOf({ slack, cloud, bot, mischief }: Omit<Stage, 'seen'>): Offstage {
  const { tasks, clusters } = cloud.overview()
  return {
    bot: { state: bot.state, kills: bot.kills, sockets: slack.sockets },
    calls: worthTelling(cloud.calls.map(callAt)),
    tasks,
    clusters,
    armed: mischief.armed,
    problems: slack.problems,
  }
}

/** The latest, but rather an order than one of the many reads that follow it. */
function worthTelling(calls: readonly CloudCall[]): CloudCall[] {
  const orders = calls.filter(({ method }) => method !== 'GET').slice(-mostCalls)
  const reads = calls.filter(({ method }) => method === 'GET')
  const latest = orders.length < mostCalls ? reads.slice(orders.length - mostCalls) : []
  return [...orders, ...latest].sort((a, b) => a.seq - b.seq)
}

function callAt(call: Received, index: number): CloudCall {
  const { answerCode: code, taskId: task, body, at, action, method, path, query, signature, status } = call
  return {
    seq: index + 1,
    at,
    action,
    method,
    path,
    query,
    signature,
    status,
    ...(body === undefined ? {} : { body }),
    ...(code === undefined ? {} : { code }),
    ...(task === undefined ? {} : { task }),
  }
}
