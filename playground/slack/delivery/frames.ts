import type { Ground } from '../ground.ts'
import { acceptsAnswer, type Parcel } from './parcel.ts'

/** The first frame of a connection; `lifetime` in seconds (docs/platforms/slack.md#socket-mode). */
export const hello = ({ app, clock }: Ground, connections: number, lifetime: number): string =>
  JSON.stringify({
    type: 'hello',
    num_connections: connections,
    connection_info: { app_id: app.id },
    debug_info: {
      host: 'playground',
      started: new Date(clock.now()).toISOString(),
      build_number: 1,
      approximate_connection_time: lifetime,
    },
  })

export const farewell = (reason: string): string =>
  JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'playground' } })

/** A parcel as it goes over a socket. */
export function envelopeFor(parcel: Parcel, id: string): string {
  const { type, payload } = parcel
  const envelope = { envelope_id: id, type, payload, accepts_response_payload: acceptsAnswer(parcel) }
  if (parcel.type !== 'events_api') return JSON.stringify(envelope)
  const { attempt, reason } = parcel.retry
  return JSON.stringify({ ...envelope, retry_attempt: attempt, retry_reason: reason })
}
