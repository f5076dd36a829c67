import type { Message, Modal } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import type { PolicySource } from './policy.ts'
import type { Stage } from './stage.ts'

/** The usual policy with another rule of approval. */
export const ruled =
  (rule: Record<string, unknown>) =>
  (source: PolicySource): void => {
    Object.assign(source.approval, rule)
  }

/** Types the command and gives the form, as far as its words fill it in. */
export async function form(world: Stage, person: string, command: string, channel = 'prod'): Promise<Modal> {
  const someone = world.slack.as(person)
  await someone.types(command, channel)
  return world.until(() => someone.hasModal && someone.modal().has('count') && someone.modal(), 'the form')
}

/** What nobody but this person was shown in a channel, oldest first, the answers to their commands among it. */
export const told = (world: Stage, person: string, channel = 'prod'): string[] =>
  world.slack
    .as(person)
    .sees(channel)
    .filter((message) => message.ephemeralTo !== undefined)
    .map((message) => world.reads(message))

/** What the bot wrote to somebody directly, oldest first. */
export const directly = (world: Stage, person: string): string[] =>
  world.slack
    .as(person)
    .directMessages()
    .map((message) => world.reads(message))

/** What a command answered at once. */
export async function answer(world: Stage, person: string, command: string, channel = 'prod'): Promise<string> {
  const result = await world.slack.as(person).types(command, channel)
  if ('error' in result) throw new Error(`${command}: ${result.error}`)
  return result.text ?? ''
}

/** Time enough for everything that could still be done; whatever is wrongly approved is bought by then. */
export async function settles(world: Stage): Promise<void> {
  for (let minute = 0; minute < 5; minute++) await world.passes(60_000)
}

/** The bot looks at whom the policy names soon after its start: lets it come to the end of that, so that no fault of Slack's meets it. */
export async function firstLook(world: Stage): Promise<void> {
  for (let question = 0; question < 12; question++) await world.passes(5000)
}

/** Two requests for one cluster: the first is under way until it is finished by hand, the second waits in line. */
export async function inLine(world: Stage): Promise<{ second: Message; firstEnds: () => Promise<void> }> {
  const { slack, cloud } = world
  cloud.faults.nextTask('stuck')
  const first = await world.asks('ada', '/scaleout prod-web 1 the first')
  await slack.as('bob').reacts('white_check_mark', first)
  const order = await world.until(() => cloud.orders[0], 'the first call')
  const second = await world.asks('dan', '/scaleout prod-web 2 the second')
  await slack.as('carol').reacts('white_check_mark', second)
  await world.until(() => world.thread(second).some((line) => line.includes(en.thread.waiting('SO-2', 1))), 'the line')
  return {
    second,
    firstEnds: async () => {
      cloud.finish(order.taskId)
      await world.until(() => world.thread(first).some((line) => line.includes('ready in')), 'the first to end')
      await settles(world)
    },
  }
}
