import type { Alicloud } from './alicloud/index.ts'
import { openPlayground } from './playground.ts'
import { type Message, readable, type Slack } from './slack/index.ts'

/** One conversation: who asks for what, and who approves it. */
type Plot = {
  readonly title: string
  readonly requester: string
  readonly command: string
  readonly cluster: string
  readonly approvers: readonly string[]
}

const plots: readonly Plot[] = [
  {
    title: 'A Kubernetes cluster',
    requester: 'ada',
    command: '/scaleout prod-web 3 checkout is slow, INC-42',
    cluster: 'c82e6987e2961451182edacd74faf0001',
    approvers: ['bob'],
  },
  {
    title: 'A sandboxed-container cluster, asked for in Chinese and approved by two',
    requester: 'mei',
    command: '/scaleout sandbox-1 1 夜间构建排队一小时',
    cluster: 'Cccfd68c474454665ace07efce9240002',
    approvers: ['bob', 'carol'],
  },
  {
    title: 'A managed edge cluster, with a password that nobody types',
    requester: 'dan',
    command: '/scaleout edge-1 2 live stream tonight',
    cluster: 'Cccfd68c474454665ace07efce9240003',
    approvers: ['carol'],
  },
]

type Ending = {
  readonly plot: Plot
  readonly taskId: string
  /** The conversation as it reads in Slack, with the HTTP body that reached the cloud in between. */
  readonly text: string
}

/** Plays one conversation to its end: form, card, votes, task, nodes. @throws when it does not end with ready nodes */
async function play(plot: Plot, slack: Slack, cloud: Alicloud): Promise<Ending> {
  const requester = slack.as(plot.requester)
  const reason = plot.command.split(' ').slice(3).join(' ')
  await requester.types(plot.command, 'prod')
  const modal = await slack.until(
    () => requester.hasModal && requester.modal().has('count') && requester.modal(),
    'the form',
  )
  const form = modal.say()
  const sent = await modal.submit()
  if (!('closed' in sent)) throw new Error(`${plot.title}: the form did not close: ${JSON.stringify(sent)}`)

  const card = await slack.until(() => cardFor(slack, reason), `the card of ${plot.title}`)
  await slack.until(() => card.reactions.length === 2, 'the two emoji to tap')
  const asked = readable(card, slack)
  for (const approver of plot.approvers) await slack.as(approver).reacts('white_check_mark', card)

  const order = await cloud.until(
    () => cloud.orders.find((one) => one.clusterId === plot.cluster),
    `the order of ${plot.title}`,
  )
  const call = cloud.calls.find((one) => one.action === 'ScaleOutCluster' && one.path.includes(plot.cluster))
  await slack.until(
    () => thread(slack, card).some((one) => one.text.includes('ready in')),
    `the nodes of ${plot.title}`,
  )
  // Edits of one request are three seconds apart: the last ones come a moment after the last line.
  const stillMoving = (): boolean => /:(white|large_blue)_circle:/.test(thread(slack, card)[0]?.text ?? '')
  await slack.until(() => card.text.includes('Done:') && !stillMoving(), `the last edits of ${plot.title}`)
  if (cloud.orders.filter((one) => one.clusterId === plot.cluster).length !== 1)
    throw new Error(`${plot.title}: not bought exactly once`)
  return {
    plot,
    taskId: order.taskId,
    text: [
      `${plot.requester} types: ${plot.command}`,
      form,
      asked,
      `→ ${call?.method} ${call?.path}, signature ${call?.signature}, answered ${call?.status}`,
      JSON.stringify(call?.body, null, 2),
      ...thread(slack, card).map((message) => readable(message, slack)),
    ].join('\n\n'),
  }
}

const cardFor = (slack: Slack, reason: string): Message | undefined =>
  slack.channel('prod').messages.find((message) => message.threadTs === undefined && message.text.includes(reason))

const thread = (slack: Slack, card: Message): Message[] => slack.channel('prod').thread(card.ts)

const rule = '─'.repeat(100)

/**
 * Plays all conversations side by side, as they would go on in a channel, and prints each from its beginning to its end.
 * @returns whether every one ended well and the bot did nothing that Slack would not have liked
 */
export async function tellStories(speed = 2.5): Promise<boolean> {
  const playground = await openPlayground({ speed, timeout: 45_000 })
  const { slack, cloud, bot } = playground
  console.log(`A local Slack on ${slack.origin}, a local Alibaba Cloud on ${cloud.endpoint}, and the bot between them.`)

  const endings = await Promise.allSettled(plots.map((plot) => play(plot, slack, cloud)))
  for (const ending of endings) {
    if (ending.status === 'fulfilled')
      console.log(`\n${rule}\n${ending.value.plot.title}\n${rule}\n\n${ending.value.text}`)
    else console.error(`\n${rule}\n${String(ending.reason)}`)
  }
  await slack.settled()
  const code = await playground.stop()

  const tasks = endings.flatMap((ending) => (ending.status === 'fulfilled' ? ending.value.taskId : []))
  for (const problem of slack.problems) console.error(`Slack would not have liked this: ${problem}`)
  const fine = tasks.length === plots.length && slack.problems.length === 0 && code === 0
  console.log(`\n${rule}\n${tasks.length} of ${plots.length} ended well: ${tasks.join(', ')}`)
  if (!fine) console.error(bot.lines.join('\n'))
  return fine
}
