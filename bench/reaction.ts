import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { type Alicloud, startAlicloud } from '../playground/alicloud/index.ts'
import { systemClock } from '../playground/clock.ts'
import { type Message, type Slack, startSlack } from '../playground/slack/index.ts'
import { manifest, startSocketBot } from './contenders.ts'
import { type Row, shown, spread } from './figures.ts'
import { clusters, type Plot, plots, policy, workspace } from './plots.ts'

/** Slack takes fifty edits a minute (reference/slack-platform.md §4.1): a bot that gets ten requests has none that waits. */
const rounds = 3
const aim = 25

/**
 * One request a stretch. The bot reads the cloud at most five times in a second (reference/ack-api.md §4.5), and a
 * request takes four reads (nodes and tasks before the call, task and nodes after it): so none has to wait.
 */
const stretch = 1150

/** Fractions of a millisecond, so that the arrival at the cloud can be told from the reaction. */
const clock = { ...systemClock, now: () => performance.timeOrigin + performance.now() }

/** From an approver's reaction to the arrival of ScaleOutCluster at the cloud, both on this machine. */
export async function measureReaction(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-bench-'))
  try {
    const file = join(folder, 'scaleout.yml')
    await writeFile(file, policy)
    const times: number[] = []
    for (let round = 0; round < rounds; round++) times.push(...(await oneRound(file)))
    const taken = spread(times)
    const figure = `reaction to ScaleOutCluster on the wire, ${times.length} requests`
    return [{ figure, aim: `< ${aim} ms`, bot: shown(taken, 1, 'ms'), met: taken.median < aim }]
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function oneRound(policyFile: string): Promise<number[]> {
  const slack = await startSlack({ manifest, workspace, speed: 20 })
  const cloud = await startAlicloud({ clock, clusters, taskDuration: 3_600_000, readyLag: 0 })
  try {
    const bot = await startSocketBot({ slack, cloud }, policyFile)
    try {
      const times: number[] = []
      for (const plot of plots) {
        const over = rest(stretch)
        times.push(await timeOf(plot, slack, cloud))
        await over
      }
      if (slack.problems.length > 0) throw new Error(`Slack would not have liked this: ${slack.problems.join('; ')}`)
      return times
    } finally {
      await bot.stop()
    }
  } finally {
    await Promise.all([slack.stop(), cloud.stop()])
  }
}

async function timeOf(plot: Plot, slack: Slack, cloud: Alicloud): Promise<number> {
  const card = await cardOf(plot, slack)
  const reactedAt = clock.now()
  await slack.as(plot.approver).reacts('white_check_mark', card)
  const call = await cloud.until(
    () => cloud.calls.find(({ action, path }) => action === 'ScaleOutCluster' && path.endsWith(plot.clusterId)),
    `the call for ${plot.name}`,
  )
  const order = await cloud.until(() => cloud.orders.find(({ clusterId }) => clusterId === plot.clusterId))
  cloud.finish(order.taskId)
  return call.at - reactedAt
}

/** Asks for a node, and waits until the bot has done all that it does before somebody reacts. */
async function cardOf({ name }: Plot, slack: Slack): Promise<Message> {
  const ada = slack.as('ada')
  await ada.types(`/scaleout ${name} 1 a figure`, name)
  const modal = await slack.until(() => ada.hasModal && ada.modal().has('count') && ada.modal(), 'the form')
  const sent = await modal.submit()
  if (!('closed' in sent)) throw new Error(`the form did not close: ${JSON.stringify(sent)}`)
  const card = await slack.until(() => slack.channel(name).messages[0], 'the card')
  // Having put its two emoji on a card, the bot reads once who was quicker.
  const wasRead = ({ method, args }: Slack['calls'][number]): boolean =>
    method === 'reactions.get' && args.timestamp === card.ts
  await slack.until(() => slack.calls.some(wasRead), 'the first look at the reactions')
  return card
}
