import type { App, Receiver, ReceiverEvent } from '@slack/bolt'
import type { Logger } from 'pino'
import type { Delivery } from '../config/environment.ts'
import type { Connection } from './clients.ts'
import { httpReceiver } from './http.ts'
import { socketReceiver } from './socket.ts'

/** Payloads as they come in, and whether they can. */
export type Gate = {
  readonly receiver: Receiver
  /** Where payloads come from: for the log. */
  readonly place: string
  open(): Promise<void>
  /** Whether Slack reaches us now. */
  readonly connected: () => boolean
  /** Calls back after each connection: what happened in the gap before has to be read. */
  onConnected(hear: () => void): void
}

/** Socket Mode, or Slack's signed requests on /slack/events. */
export function createGate(delivery: Delivery, connection: Connection): Gate {
  return delivery.kind === 'socket' ? socketGate(delivery.appToken, connection) : httpGate(delivery, connection.log)
}

function socketGate(appToken: string, connection: Connection): Gate {
  const receiver = socketReceiver(appToken, connection)
  let connected = false
  receiver.client.on('connected', () => {
    connected = true
  })
  for (const lost of ['reconnecting', 'disconnecting', 'disconnected'])
    receiver.client.on(lost, () => {
      connected = false
    })
  return {
    receiver,
    place: 'Socket Mode',
    open: async () => {
      await receiver.start()
    },
    connected: () => connected,
    onConnected: (hear) => void receiver.client.on('connected', hear),
  }
}

function httpGate({ signingSecret, port }: Extract<Delivery, { kind: 'http' }>, log: Logger): Gate {
  let connected = false
  let hear: () => void = () => undefined
  const { receiver, listen } = httpReceiver(signingSecret, log)
  return {
    receiver,
    place: `HTTP on port ${port}, path /slack/events`,
    open: async () => {
      await listen(port)
      connected = true
      hear()
    },
    connected: () => connected,
    onConnected: (listener) => {
      hear = listener
    },
  }
}

/** Counts payloads in hand, so that the bot can finish them before it stops (docs/platforms/slack.md#stopping). */
export function countPayloads(app: App): {
  busy(): number
  /** Waits for those that are in hand now. */
  drained(): Promise<void>
} {
  const inHand = new Set<Promise<void>>()
  const process = app.processEvent.bind(app)
  app.processEvent = (event: ReceiverEvent) => {
    const work = process(event)
    inHand.add(work)
    const done = (): void => void inHand.delete(work)
    work.then(done, done)
    return work
  }
  return {
    busy: () => inHand.size,
    drained: async () => {
      await Promise.allSettled(inHand)
    },
  }
}
