import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import type { Stage } from './stage.ts'

/** The cluster `prod-web` of the usual policy. */
export const prodWeb = 'c82e6987e2961451182edacd74faf0001'

/** How the first request ends when the cloud took no order, and when it did but the task failed. */
export const unbought = en.thread.failedUnbought('@ada', 'SO-1')
export const taskFailed = en.thread.failedTask('@ada', 'SO-1')

/** Ada asks for nodes, and Bob approves. Gives the card. */
export async function approved(world: Stage, command = '/scaleout prod-web 2 checkout is slow'): Promise<Message> {
  const card = await world.asks('ada', command)
  await world.slack.as('bob').reacts('white_check_mark', card)
  return card
}

/** What matches a sentence of the bot's as a whole, whatever stands at the place that a story cannot know. */
export function saying(sentence: (unknown: string) => string): RegExp {
  const place = '¦'
  const literal = sentence(place).replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
  return new RegExp(literal.replaceAll(place, '[^]*'))
}

/** A sentence as it stands, or what `saying` gives. */
export const holds = (text: string, words: string | RegExp): boolean =>
  typeof words === 'string' ? text.includes(words) : words.test(text)

/** Waits for the line of the card's thread that holds these words. */
export const thread = (world: Stage, card: Message, words: string | RegExp): Promise<string> =>
  world.until(() => world.thread(card).find((line) => holds(line, words)), `“${words}” in the thread`)

/** Waits until the card itself says so. */
export const cardSays = (world: Stage, card: Message, words: string | RegExp): Promise<boolean> =>
  world.until(() => holds(world.reads(card), words), `“${words}” on the card`)

/** The message of the thread that holds these words, to act on. */
export function lineOf(world: Stage, card: Message, words: string | RegExp): Message {
  const channel = world.slack.workspace.channels.find((one) => one.id === card.channel)
  const found = channel?.messages.find((one) => one.threadTs === card.ts && holds(world.reads(one), words))
  if (!found) throw new Error(`no “${words}” under ${card.text}`)
  return found
}

/** Every ScaleOutCluster that arrived at the cloud, executed or not. */
export const posts = ({ cloud }: Pick<Stage, 'cloud'>) =>
  cloud.calls.filter((call) => call.action === 'ScaleOutCluster')
