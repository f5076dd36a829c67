import { z } from 'zod'

/** What is delivered to the app. */
export type Parcel =
  | { type: 'events_api'; payload: Record<string, unknown>; retry: { attempt: number; reason: string } }
  | { type: 'interactive' | 'slash_commands'; payload: Record<string, unknown> }

export type Receipt =
  | { acked: true; body: unknown }
  | {
      acked: false
      why: 'timeout' | 'no_connection' | 'connection_failed' | 'http_error' | 'too_many_redirects'
      noRetry?: boolean
    }

/** Milliseconds to acknowledge anything (docs/platforms/slack.md#deadlines). */
export const ACK_WITHIN = 3000

const named = z.looseObject({
  type: z.string().optional(),
  command: z.string().optional(),
  action_id: z.string().optional(),
  event: z.looseObject({ type: z.string() }).optional(),
  view: z.looseObject({ callback_id: z.string() }).optional(),
  actions: z.array(z.looseObject({ action_id: z.string() })).optional(),
})

/** "slash_commands /scaleout", "interactive block_actions approve", "event reaction_added". */
export function describe({ type, payload }: Parcel): string {
  const { event, command, type: kind, action_id, actions, view } = named.parse(payload)
  if (type === 'events_api') return `event ${event?.type}`
  if (type === 'slash_commands') return `${type} ${command}`
  return `${type} ${kind} ${actions?.[0]?.action_id ?? action_id ?? view?.callback_id ?? ''}`
}

/** Whether the ack of this parcel may carry an answer. */
export const acceptsAnswer = ({ type, payload }: Parcel): boolean =>
  type === 'slash_commands' || payload.type === 'view_submission' || payload.type === 'block_suggestion'

/** An ack that says nothing: no payload, or one without content. */
export const saysNothing = (body: unknown): boolean =>
  body === undefined || body === null || body === '' || (typeof body === 'object' && Object.keys(body).length === 0)
