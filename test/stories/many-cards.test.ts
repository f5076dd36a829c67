import { expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { form } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const many = 28
const cards = (): Message[] =>
  world.slack.workspace.channels.flatMap(({ messages }) => messages).filter((one) => one.threadTs === undefined)
const calls = (method: string) => world.slack.calls.filter((call) => call.method === method)

it('of more than 25 new cards in a minute each gets its emoji, and Slack never has to ask to wait', async () => {
  // A minute of Slack's takes six seconds, and the bot's pace is as much faster.
  world = await stage({ crowded: { speed: 10 } })
  const forms = ['prod', 'approve', 'oncall']
  for (let number = 0; number < many; number++) {
    const modal = await form(world, 'ada', '/scaleout prod-web 1', forms[number % forms.length])
    expect(await modal.submit()).toEqual({ closed: true })
  }
  // Forms of one moment ask once about each channel.
  expect(calls('conversations.info')).toHaveLength(forms.length)
  const deadline = AbortSignal.timeout(50_000)
  const isSeeded = ({ reactions }: Message): boolean => reactions.length === 2
  while (!(cards().length === many && cards().every(isSeeded) && calls('reactions.get').length >= many)) {
    deadline.throwIfAborted()
    await world.passes(20)
  }
  expect(calls('reactions.add')).toHaveLength(2 * many)
}, 60_000)
