import { setTimeout as rest } from 'node:timers/promises'
import { type Message, type Modal, readable } from '../../playground/slack/index.ts'
import { cardActions } from '../../views/card.ts'
import { doubtActions } from '../../views/thread.ts'
import type { Ending } from './endings.ts'
import { wanted } from './endings.ts'
import type { WalkStage } from './stage.ts'

/** How long somebody looks at nothing before they try again, in ms. */
const timeout = 3000
/** How long somebody reads an error before they press again. */
const readingTime = 300

/** The messages of the bot's that stand in the channels. */
export const said = ({ slack }: WalkStage): Message[] =>
  slack.workspace.channels
    .flatMap(({ messages }) => messages)
    .filter((message) => !message.deleted && message.user === slack.botUser)

export const cardsOf = (stage: WalkStage): Message[] =>
  said(stage).filter(({ metadata }) => metadata?.event_payload.key === 'card')

/**
 * What people do until it is over, as people do it: who gets no form types again, who gets an error presses again, and
 * whoever is asked looks into the console and answers truly.
 */
export async function act(stage: WalkStage, ending: Ending, over: () => boolean): Promise<void> {
  const { slack } = stage
  const settled = answerQuestions(stage, over)
  await asks(stage)
  const card = (): Message | undefined => cardsOf(stage).find(({ reactions }) => reactions.length === 2)
  while (!card() && !over()) await stage.comes(() => card() !== undefined || over(), timeout)
  const found = card()
  if (found && !over()) {
    if (ending.decides === 'approve') await slack.as('bob').reacts('white_check_mark', found)
    if (ending.decides === 'decline') await slack.as('bob').reacts('x', found)
    while (ending.decides === 'cancel' && !over() && has(found, cardActions.cancel)) {
      await slack.as('ada').clicks(found, cardActions.cancel)
      await stage.comes(over, timeout)
    }
  }
  await settled
}

async function asks(stage: WalkStage): Promise<void> {
  const ada = stage.slack.as('ada')
  const form = (): Modal | undefined => ada.modals.findLast((modal) => modal.has('count'))
  while (!form()) {
    await ada.types(`/scaleout prod-web ${wanted} checkout is slow`, 'prod')
    await stage.comes(() => form() !== undefined, timeout)
  }
  for (let modal = form(); modal; modal = form()) {
    const sent = await modal.submit()
    if ('closed' in sent) return
    await rest(readingTime)
  }
}

const has = ({ blocks }: Message, action: string): boolean => JSON.stringify(blocks).includes(`"${action}"`)

async function answerQuestions(stage: WalkStage, over: () => boolean): Promise<void> {
  const bob = stage.slack.as('bob')
  const question = (): Message | undefined => said(stage).find((message) => has(message, doubtActions.adoptTask))
  while (!over()) {
    await stage.comes(() => over() || question() !== undefined, timeout)
    const asked = question()
    if (!asked || over()) continue
    const [order] = stage.cloud.orders
    if (order) {
      await bob.clicks(asked, doubtActions.adoptTask)
      await stage.comes(() => bob.hasModal, timeout)
      if (bob.hasModal) await bob.modal().fill('task_id', order.taskId).submit()
    } else {
      await bob.clicks(asked, doubtActions.notRun)
    }
    await stage.comes(() => over() || question() === undefined, timeout)
  }
}

/** What the card says now. */
export const cardText = (stage: WalkStage): string =>
  cardsOf(stage)
    .map((card) => readable(card, stage.slack))
    .join('\n')
