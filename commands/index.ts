import type { App, ViewSubmitAction } from '@slack/bolt'
import { postEphemeral } from '../src/slack/ephemeral.ts'
import { adoptTaskId } from '../views/adopt-task.ts'
import { cardActions } from '../views/card.ts'
import { actions, formId } from '../views/form/state.ts'
import { limits } from '../views/limits.ts'
import { plain } from '../views/text.ts'
import { doubtActions } from '../views/thread.ts'
import { wordsIn } from '../views/words/index.ts'
import { cancelFromCard, declareNotRun, openAdoptTask, showDetails, submitAdoptTask } from './card-actions.ts'
import { channelMoved } from './channel.ts'
import type { CommandContext } from './context.ts'
import { failureText } from './failure-text.ts'
import { redraw, searchClusters } from './form.ts'
import { type ActionPayload, actionPayload, suggestionPayload } from './payload.ts'
import { heeded, itemOf, reacted, unreacted } from './react.ts'
import { scaleout } from './scaleout.ts'
import { createSerialQueue } from './serial-queue.ts'
import { submit } from './submit.ts'

const pressed: Readonly<Record<string, (payload: ActionPayload, context: CommandContext) => Promise<void>>> = {
  [actions.cluster]: redraw,
  [actions.advanced]: redraw,
  [actions.addDisk]: redraw,
  [actions.removeDisk]: redraw,
  [actions.changed]: redraw,
  [cardActions.details]: showDetails,
  [cardActions.cancel]: cancelFromCard,
  [doubtActions.ran]: openAdoptTask,
  [doubtActions.notRun]: declareNotRun,
}

const submitted: Readonly<Record<string, typeof submit>> = { [formId]: submit, [adoptTaskId]: submitAdoptTask }

/**
 * Every listener. One for each kind of payload, which finds the handler itself: a payload that nobody knows any more,
 * from a message or form of an older version, is acknowledged all the same
 * (docs/platforms/slack.md#unmatched-payloads).
 */
export function listen(app: App, context: CommandContext): void {
  app.command(/.*/, (args) =>
    said(() => scaleout(args, context), args.command.user_id, args.command.channel_id, context),
  )
  app.action(/.*/, async ({ ack, body }) => {
    await ack()
    const payload = actionPayload.parse(body)
    const act = pressed[payload.actions[0]?.action_id ?? '']
    if (act) await said(() => act(payload, context), payload.user.id, payload.channel?.id ?? payload.user.id, context)
  })
  app.options(/.*/, async ({ ack, body }) => {
    const names = await searchClusters(suggestionPayload.parse(body), context)
    await ack({ options: names.map((name) => ({ text: plain(name, limits.optionText), value: name })) })
  })
  app.view<ViewSubmitAction>({ callback_id: /.*/, type: 'view_submission' }, async (args) => {
    const sent = submitted[args.body.view.callback_id]
    await (sent ? sent(args, context) : args.ack())
  })
  const inTurn = createSerialQueue()
  // Votes are counted one after the other; a reply to one does not hold up the next.
  app.event('reaction_added', async ({ event }) =>
    (await inTurn(itemOf(event), () => heeded(() => reacted(event, context), event, context)))?.(),
  )
  app.event('reaction_removed', async ({ event }) =>
    (await inTurn(itemOf(event), () => heeded(() => unreacted(event, context), event, context)))?.(),
  )
  app.event('channel_id_changed', ({ event }) => channelMoved(event, context))
  app.event('subteam_members_changed', async ({ event }) => context.people.forgetGroup(event.subteam_id))
}

/** A failure on our side is told to the person who acted; the log says why. */
async function said(act: () => Promise<void>, person: string, channel: string, context: CommandContext): Promise<void> {
  try {
    await act()
  } catch (error) {
    const words = wordsIn(context.people.languageOf(person))
    await postEphemeral(
      context.client,
      { person, channel },
      failureText(error, 'a command or button failed', words, context),
    )
  }
}
