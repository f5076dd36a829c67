import type { App, ViewSubmitAction } from '@slack/bolt'
import { postEphemeral } from '../src/slack/ephemeral.ts'
import { plainMessage } from '../views/list.ts'
import { bare } from '../views/text.ts'
import type { CommandContext } from './context.ts'
import { failed } from './failure.ts'
import { type Answer, any, type Command, type Listener, type On } from './listener.ts'
import {
  type ActionPayload,
  actionPayload,
  actorOf,
  type ShortcutPayload,
  shortcutPayload,
  suggestionPayload,
  type ViewPayload,
  viewPayload,
} from './payload.ts'
import { createSerialQueue } from './serial-queue.ts'

type Of<Kind> = Extract<Listener, { on: Kind }>
type Clicked<Payload> = On<'action' | 'shortcut', Payload>

/**
 * Has Bolt hand each payload to its listener. One catch-all for each kind: a payload that nobody knows any more, from a
 * message or form of an older version, is acknowledged all the same (docs/platforms/slack.md#unmatched-payloads). What a
 * listener throws is logged, and told to the person who acted in the place where they did it.
 */
export function listen(app: App, listeners: readonly Listener[], context: CommandContext): void {
  const all = <Kind extends Listener['on']>(on: Kind) => listeners.filter((one): one is Of<Kind> => one.on === on)
  const find = <Kind extends Listener['on']>(on: Kind, wanted: string): Of<Kind> | undefined =>
    all(on).find(({ id }) => id === wanted) ?? all(on).find(({ id }) => id === any)

  app.command(/.*/, async ({ command, ack }) => {
    const listener = find('command', command.command)
    await (listener ? onCommand(listener, { command, ack }, context) : ack())
  })
  app.action(/.*/, async ({ ack, body }) => {
    await ack()
    const payload = actionPayload.parse(body)
    const listener = find('action', payload.actions[0]?.action_id ?? '')
    if (listener) await onClick(listener, payload, context)
  })
  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack()
    const payload = shortcutPayload.parse(body)
    const listener = find('shortcut', payload.callback_id)
    if (listener) await onClick(listener, payload, context)
  })
  app.options(/.*/, async ({ ack, body }) => {
    const payload = suggestionPayload.parse(body)
    const listener = find('options', payload.action_id)
    // Without an answer Slack itself says that there are no choices now.
    const options = await listener?.handle(payload, context).catch(async (error: unknown) => {
      await failed(error, { listener, person: payload.user.id, payload, request: () => undefined }, context)
    })
    if (options) await ack({ options })
  })
  app.view<ViewSubmitAction>({ callback_id: /.*/, type: 'view_submission' }, async ({ ack, body }) => {
    const listener = find('submission', body.view.callback_id)
    if (!listener) return ack()
    const { errors, afterwards } = await onSubmission(listener, viewPayload.parse(body), context)
    const shown = Object.fromEntries(Object.entries(errors).map(([block, error]) => [block, bare(error)]))
    await (Object.keys(shown).length > 0 ? ack({ response_action: 'errors', errors: shown }) : ack())
    await afterwards?.()
  })
  const inOrder = createSerialQueue()
  for (const listener of all('event')) app.event(listener.id, ({ event }) => onEvent(listener, event, inOrder, context))
}

async function onCommand(listener: Of<'command'>, { command, ack }: Command, context: CommandContext): Promise<void> {
  let acked = false
  const answer: typeof ack = (response) => {
    acked = true
    return ack(response)
  }
  const payload = { command, ack: answer }
  try {
    await listener.handle(payload, context)
  } catch (error) {
    const [person, channel] = [command.user_id, command.channel_id]
    const request = () => listener.request?.(payload, context)
    const told = plainMessage(await failed(error, { listener, person, payload: command, request }, context))
    await (acked
      ? postEphemeral(context.client, { person, channel }, told)
      : ack({ response_type: 'ephemeral', text: told.text, blocks: told.blocks }))
  }
}

/** A button, a menu, or a shortcut: acknowledged already. Where there is no channel, its person hears of it directly. */
async function onClick<Payload extends ActionPayload | ShortcutPayload>(
  listener: Clicked<Payload>,
  payload: Payload,
  context: CommandContext,
): Promise<void> {
  try {
    await listener.handle(payload, context)
  } catch (error) {
    const [person, channel] = [payload.user.id, payload.channel?.id ?? payload.user.id]
    const request = () => listener.request?.(payload, context)
    const told = await failed(error, { listener, person, payload, request }, context)
    await postEphemeral(context.client, { person, channel }, told)
  }
}

async function onSubmission(
  listener: Of<'submission'>,
  payload: ViewPayload,
  context: CommandContext,
): Promise<Answer> {
  const about = { listener, person: payload.user.id, payload, request: () => listener.request?.(payload, context) }
  try {
    return await listener.handle(payload, context)
  } catch (error) {
    const errors = { [listener.errorsAt]: await failed(error, about, context) }
    return { errors, afterwards: async () => listener.afterFailure?.(payload, context) }
  }
}

async function onEvent(
  listener: Of<'event'>,
  event: unknown,
  inOrder: ReturnType<typeof createSerialQueue>,
  context: CommandContext,
): Promise<void> {
  const handle = () => listener.handle(event, context)
  const afterwards = await (listener.inOrderOf ? inOrder(listener.inOrderOf(event), handle) : handle()).catch(
    async (error: unknown) => {
      const place = listener.at?.(event, context)
      const request = () => listener.request?.(event, context)
      const told = await failed(error, { listener, person: actorOf(event), payload: event, request }, context)
      if (place) await postEphemeral(context.client, place, told)
    },
  )
  // A reply to one event does not hold up the next.
  await afterwards?.()
}
