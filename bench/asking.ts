import type { Message, Modal, Slack } from '../playground/slack/index.ts'
import { clock, type Ground } from './contenders.ts'
import type { Plot } from './plots.ts'

/** The open form of a plot's requester, complete but for the last click. */
export async function formOf({ name, requester }: Plot, slack: Slack): Promise<Modal> {
  const person = slack.as(requester)
  await person.types(`/scaleout ${name} 1 a figure`, name)
  return slack.until(() => person.hasModal && person.modal().has('count') && person.modal(), 'the form')
}

export async function send(form: Modal): Promise<void> {
  const sent = await form.submit()
  if (!('closed' in sent)) throw new Error(`the form did not close: ${JSON.stringify(sent)}`)
}

/** Having put its two emoji on a card, the bot reads once who was quicker: that is all that it does before somebody reacts. */
export const isAwaited = ({ method, ok }: Slack['calls'][number]): boolean => method === 'reactions.get' && ok

/**
 * The first request of a plot, from its approver's reaction to the arrival of ScaleOutCluster at the cloud, in ms, both on
 * this machine. Its task is finished then.
 */
export async function timeToCall(plot: Plot, { slack, cloud }: Ground): Promise<number> {
  await send(await formOf(plot, slack))
  const card = await slack.until(() => slack.channel(plot.name).messages[0], 'the card')
  await slack.until(() => slack.calls.some((call) => isAwaited(call) && call.args.timestamp === card.ts), 'its emoji')
  const reactedAt = clock.now()
  await approve(plot, card, slack)
  const call = await cloud.until(
    () => cloud.calls.find(({ action, path }) => action === 'ScaleOutCluster' && path.endsWith(plot.clusterId)),
    `the call for ${plot.name}`,
  )
  if (call.taskId === undefined) throw new Error(`the call for ${plot.name} was refused`)
  cloud.finish(call.taskId)
  return call.at - reactedAt
}

export const approve = ({ approver }: Plot, card: Message, slack: Slack): Promise<void> =>
  slack.as(approver).reacts('white_check_mark', card)
