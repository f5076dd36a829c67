import type { App, Receiver, ReceiverEvent } from '@slack/bolt'
import { HTTPReceiver, SocketModeReceiver } from '@slack/bolt'
import type { Logger } from 'pino'
import type { Delivery } from '../config.ts'
import { type Line, lineOptions } from './clients.ts'
import { slackLogger } from './logger.ts'

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

/** The gap that a reconnect leaves is this long (reference/slack-platform.md §7.3 c); it is the deadline for a pong, too. */
const clientPingTimeout = 2500

/** Socket Mode, or Slack's signed requests on /slack/events. */
export function createGate(delivery: Delivery, line: Line): Gate {
  return delivery.kind === 'socket' ? socketGate(delivery.appToken, line) : httpGate(delivery, line.log)
}

/** Built here and not by Bolt, so that the socket's endless retries do not leak into every listener's client (§7.3 a). */
function socketGate(appToken: string, line: Line): Gate {
  const { log } = line
  const receiver = new SocketModeReceiver({
    appToken,
    clientPingTimeout,
    logger: slackLogger(log),
    installerOptions: { clientOptions: lineOptions(line) },
    // An error before the acknowledgement is ours: the payload is not to be lost silently (§7.3 l).
    processEventErrorHandler: async ({ error }) => {
      log.error({ error: String(error) }, 'a payload could not be processed')
      return false
    },
  })
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

function httpGate(delivery: Extract<Delivery, { kind: 'http' }>, log: Logger): Gate {
  let connected = false
  let hear: () => void = () => undefined
  const receiver = new HTTPReceiver({
    signingSecret: delivery.signingSecret,
    endpoints: '/slack/events',
    logger: slackLogger(log),
  })
  return {
    receiver,
    place: `HTTP on port ${delivery.port}, path /slack/events`,
    open: async () => {
      await receiver.start(delivery.port)
      connected = true
      hear()
    },
    connected: () => connected,
    onConnected: (listener) => {
      hear = listener
    },
  }
}

/** Counts payloads in hand, so that the bot can finish them before it stops (§7.3 e). */
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
