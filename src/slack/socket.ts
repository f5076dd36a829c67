import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { LogLevel, type Logger as SlackLogger, SocketModeReceiver } from '@slack/bolt'
import type { Logger } from 'pino'
import { z } from 'zod'
import { type Connection, connectionOptions } from './clients.ts'
import { errorText } from './error-text.ts'
import { slackLogger } from './logger.ts'

/**
 * The gap that a reconnect leaves is this long (docs/platforms/slack.md#reconnects); it is the deadline for a pong,
 * too.
 */
const clientPingTimeout = 2500

/**
 * What Slack says before it closes a socket (docs/platforms/slack.md#socket-mode). `warning` and `refresh_requested`
 * come about once an hour.
 */
const farewell = z.object({ type: z.literal('disconnect'), reason: z.string() })
const meant: Readonly<Record<string, string>> = {
  too_many_websockets:
    'Slack refuses this socket: the app has as many open as it may have (ten). Stop other bots that use the same SLACK_APP_TOKEN',
  link_disabled: 'Slack closed the socket: Socket Mode is switched off in the settings of the Slack app',
}
const routine = ['warning', 'refresh_requested']

/**
 * Built here and not by Bolt, so that the socket's endless retries do not leak into every listener's client
 * (docs/platforms/slack.md#shared-options).
 */
export function socketReceiver(appToken: string, connection: Connection): SocketModeReceiver {
  const { log, dispatcher } = connection
  const receiver = new SocketModeReceiver({
    appToken,
    clientPingTimeout,
    logger: withoutSocketErrors(slackLogger(log)),
    installerOptions: { clientOptions: connectionOptions(connection) },
    ...(dispatcher ? { dispatcher } : {}),
    // An error before the acknowledgement is ours: the payload is not to be lost silently
    // (docs/platforms/slack.md#early-errors).
    processEventErrorHandler: async ({ error }) => {
      log.error({ error: errorText(error) }, 'a payload could not be processed')
      return false
    },
  })
  tellFarewells(receiver, log)
  tellRefusals(receiver, log)
  return receiver
}

function tellFarewells({ client }: SocketModeReceiver, log: Logger): void {
  client.on('ws_message', (data: unknown) => {
    const { data: said } = farewell.safeParse(typeof data === 'string' ? json(data) : undefined)
    if (!said) return
    const { reason } = said
    if (routine.includes(reason)) log.debug({ reason }, 'Slack asks for a new socket')
    else log.warn({ reason }, meant[reason] ?? 'Slack closed the socket')
  })
}

const headers = z.object({
  request: z.object({ upgrade: z.literal('websocket') }),
  response: z.object({ statusCode: z.number() }),
})
const failure = z.object({ error: z.unknown(), connectParams: z.object({ hostname: z.string() }) })

/**
 * undici's WebSocket keeps to itself why a connection failed: its error is empty. What answered, and what the system
 * said, is told on its diagnostics channels, before the error or in the same moment after it.
 */
function tellRefusals({ client }: SocketModeReceiver, log: Logger): void {
  let host: string | undefined
  let answered: number | undefined
  let failed: unknown
  const onHeaders = (message: unknown): void => {
    const { data } = headers.safeParse(message)
    if (data && data.response.statusCode !== 101) answered = data.response.statusCode
  }
  const onFailure = (message: unknown): void => {
    const { data } = failure.safeParse(message)
    if (data?.connectParams.hostname === host) failed = data?.error
  }
  client.on('authenticated', ({ url }: { url?: string }) => {
    host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined
  })
  client.on('connecting', () => {
    answered = undefined
    failed = undefined
    subscribe('undici:request:headers', onHeaders)
    subscribe('undici:client:connectError', onFailure)
  })
  const ignore = (): void => {
    unsubscribe('undici:request:headers', onHeaders)
    unsubscribe('undici:client:connectError', onFailure)
  }
  client.on('connected', ignore)
  client.on('error', (error: unknown) => {
    setImmediate(() => {
      ignore()
      const why = answered === undefined ? errorText(failed ?? error) : `the server answered with HTTP ${answered}`
      log.error({ error: why }, 'the socket to Slack failed; connecting again')
    })
  })
}

/** The library's own lines about it say less, or nothing. */
function withoutSocketErrors(logger: SlackLogger): SlackLogger {
  return {
    ...logger,
    getLevel: () => LogLevel.INFO,
    error: (...parts) => {
      if (!/^WebSocket error/.test(String(parts[0]))) logger.error(...parts)
    },
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
