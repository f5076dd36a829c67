import type { App, ViewSubmitAction } from '@slack/bolt'
import { whisper } from '../src/slack/ephemeral.ts'
import { ranId } from '../views/adopt-task.ts'
import { cardActions } from '../views/card.ts'
import { actions, formId } from '../views/form/state.ts'
import { limits } from '../views/limits.ts'
import { plain } from '../views/text.ts'
import { doubtActions } from '../views/thread.ts'
import { wordsIn } from '../views/words/index.ts'
import { pressCancel, pressNotRun, pressRan, showDetails, submitRan } from './card-actions.ts'
import { channelMoved } from './channel.ts'
import type { Desk } from './context.ts'
import { excuse } from './failure-text.ts'
import { redraw, searchClusters } from './form.ts'
import { type ActionPayload, actionPayload, suggestionPayload } from './payload.ts'
import { heeded, itemOf, reacted, unreacted } from './react.ts'
import { scaleout } from './scaleout.ts'
import { createTurns } from './serial-queue.ts'
import { submit } from './submit.ts'

const pressed: Readonly<Record<string, (payload: ActionPayload, desk: Desk) => Promise<void>>> = {
  [actions.cluster]: redraw,
  [actions.advanced]: redraw,
  [actions.addDisk]: redraw,
  [actions.removeDisk]: redraw,
  [actions.changed]: redraw,
  [cardActions.details]: showDetails,
  [cardActions.cancel]: pressCancel,
  [doubtActions.ran]: pressRan,
  [doubtActions.notRun]: pressNotRun,
}

const submitted: Readonly<Record<string, typeof submit>> = { [formId]: submit, [ranId]: submitRan }

/**
 * Every listener. One for each kind of payload, which finds the handler itself: a payload that nobody knows any more,
 * from a message or form of an older version, is acknowledged all the same (reference/slack-platform.md §7.3 g, i).
 */
export function listen(app: App, desk: Desk): void {
  app.command(/.*/, (args) => said(() => scaleout(args, desk), args.command.user_id, args.command.channel_id, desk))
  app.action(/.*/, async ({ ack, body }) => {
    await ack()
    const payload = actionPayload.parse(body)
    const act = pressed[payload.actions[0]?.action_id ?? '']
    if (act) await said(() => act(payload, desk), payload.user.id, payload.channel?.id ?? payload.user.id, desk)
  })
  app.options(/.*/, async ({ ack, body }) => {
    const names = await searchClusters(suggestionPayload.parse(body), desk)
    await ack({ options: names.map((name) => ({ text: plain(name, limits.optionText), value: name })) })
  })
  app.view<ViewSubmitAction>({ callback_id: /.*/, type: 'view_submission' }, async (args) => {
    const sent = submitted[args.body.view.callback_id]
    await (sent ? sent(args, desk) : args.ack())
  })
  const inTurn = createTurns()
  // Votes are counted one after the other; who is told something keeps the next one from nothing.
  app.event('reaction_added', async ({ event }) =>
    (await inTurn(itemOf(event), () => heeded(() => reacted(event, desk), event, desk)))?.(),
  )
  app.event('reaction_removed', async ({ event }) =>
    (await inTurn(itemOf(event), () => heeded(() => unreacted(event, desk), event, desk)))?.(),
  )
  app.event('channel_id_changed', ({ event }) => channelMoved(event, desk))
  app.event('subteam_members_changed', async ({ event }) => desk.people.forgetGroup(event.subteam_id))
}

/** Whoever did something that went wrong on our side learns so; the log learns why. */
async function said(act: () => Promise<void>, person: string, channel: string, desk: Desk): Promise<void> {
  try {
    await act()
  } catch (error) {
    const words = wordsIn(desk.people.languageOf(person))
    await whisper(desk.client, { person, channel }, excuse(error, 'a command or button failed', words, desk))
  }
}
