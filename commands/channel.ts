import { z } from 'zod'
import type { Request } from '../src/scaleout/record.ts'
import type { CommandContext } from './context.ts'
import type { Listener } from './listener.ts'

export const listeners: readonly Listener[] = [{ on: 'event', id: 'channel_id_changed', handle: channelMoved }]

const moved = z.object({ old_channel_id: z.string(), new_channel_id: z.string() })

/**
 * A private channel got another ID, as it was shared: cards and threads in it go on under the new one
 * (docs/platforms/slack.md#events).
 */
async function channelMoved(event: unknown, { ledger, log }: CommandContext): Promise<undefined> {
  const parsed = moved.safeParse(event)
  if (!parsed.success) return
  const { old_channel_id: before, new_channel_id: after } = parsed.data
  log.warn({ before, after }, 'a channel has another ID now: where the policy file names the old one, change it')
  for (const { number } of await ledger.sweep())
    await ledger.note(number, (request) => inChannel(request, before, after))
}

/** The same request, wherever it names the channel. */
function inChannel({ projection, approval, askedIn }: Request, before: string, after: string) {
  const current = (channel: string): string => (channel === before ? after : channel)
  const messages = Object.fromEntries(
    Object.entries(projection.messages).map(([key, shown]) => [key, { ...shown, channel: current(shown.channel) }]),
  )
  return {
    projection: { ...projection, messages },
    approval: { ...approval, channel: current(approval.channel) },
    askedIn: current(askedIn),
  }
}
