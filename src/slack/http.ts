import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type App, HTTPModuleFunctions, HTTPResponseAck, isRawBodyError, type Receiver } from '@slack/bolt'
import type { Logger } from 'pino'
import { z } from 'zod'
import { errorText } from './error-text.ts'
import { slackLogger } from './logger.ts'

const path = '/slack/events'

/** Slack's largest payload is a view of 250 KB with its state; what is longer is not Slack's. In bytes. */
const longestBody = 1024 * 1024

/** Slack refuses what is older than this itself; what is further ahead would stay valid for longer. In ms. */
const mostAhead = 5 * 60_000

const ofPerson = { user: z.object({ id: z.string() }) }
const place = z.object({ id: z.string() }).nullish()

/**
 * What Slack posts (docs/platforms/slack.md#http). Bolt takes its members for granted: `null`, or an event that is
 * none, would end the process.
 */
const check = z.object({ ssl_check: z.literal('1') })
const command = z.object({ command: z.string().startsWith('/'), user_id: z.string(), channel_id: z.string() })
const typed = z.discriminatedUnion('type', [
  z.object({ type: z.literal('url_verification'), challenge: z.string() }),
  z.object({
    type: z.literal('event_callback'),
    event: z.object({ type: z.string(), item: z.object({}).optional() }),
  }),
  z.object({ type: z.literal('app_rate_limited'), event: z.undefined().optional() }),
  z.object({
    type: z.literal('block_actions'),
    ...ofPerson,
    actions: z.array(z.object({ type: z.string(), action_id: z.string() })).min(1),
    channel: place,
  }),
  z.object({ type: z.literal('block_suggestion'), ...ofPerson, action_id: z.string(), channel: place }),
  z.object({
    type: z.enum(['view_submission', 'view_closed']),
    ...ofPerson,
    view: z.object({ id: z.string(), callback_id: z.string() }),
  }),
  z.object({ type: z.enum(['shortcut', 'message_action']), ...ofPerson, callback_id: z.string(), channel: place }),
])

/** What is answered to a request that is not passed on, and why. */
type Refused = { readonly status: number; readonly why: string }

/**
 * Slack's signed requests on /slack/events. Whatever else comes in is answered with 4xx, and leaves one line. In place of
 * Bolt's own receiver, which would read, parse and verify each body once more.
 */
export function httpReceiver(
  signingSecret: string,
  log: Logger,
): { receiver: Receiver; listen: (port: number) => Promise<void> } {
  let app: Pick<App, 'processEvent'> | undefined
  const logger = slackLogger(log)

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const received = await bodyOf(request, signingSecret)
    if ('status' in received) {
      if (received.status !== 404) log.warn({ status: received.status, why: received.why }, 'a request was refused')
      // Of a body that is too long the rest is not read.
      response.writeHead(received.status, { connection: 'close' }).end(() => request.destroy())
      return
    }
    const { body } = received
    if ('ssl_check' in body) return HTTPModuleFunctions.buildSSLCheckResponse(response)
    if (body.type === 'url_verification') return HTTPModuleFunctions.buildUrlVerificationResponse(response, body)
    const ack = new HTTPResponseAck({
      logger,
      processBeforeResponse: false,
      unhandledRequestHandler: () => {
        log.warn('a payload was for nobody here: no listener answered it within three seconds')
        if (!response.headersSent) response.writeHead(404).end()
      },
      httpRequest: received.request,
      httpRequestBody: body,
      httpResponse: response,
    })
    try {
      await app?.processEvent({ body, ack: ack.bind() })
    } catch (error) {
      log.error({ error: errorText(error) }, 'a payload could not be processed')
      // Without an answer Slack delivers it again, where it does that.
      if (!response.headersSent) response.writeHead(500).end()
    }
  }

  const server = createServer((request, response) => {
    receive(request, response).catch((error: unknown) => {
      log.error({ error: errorText(error) }, 'a request could not be answered')
      if (!response.headersSent) response.writeHead(500).end()
    })
  })

  return {
    receiver: {
      init: (bolt) => {
        app = bolt
      },
      start: async () => undefined,
      stop: async () => {
        const { promise, resolve } = Promise.withResolvers<void>()
        // An error says that it does not listen: nothing to stop.
        server.close(() => resolve())
        await promise
      },
    },
    listen: async (port) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      server.once('error', reject).listen(port, resolve)
      await promise
      server.off('error', reject)
    },
  }
}

type Buffered = Awaited<ReturnType<typeof HTTPModuleFunctions.parseAndVerifyHTTPRequest>>
type Received = { readonly request: Buffered; readonly body: Record<string, unknown> }

/** The body of one of Slack's requests; or why it is none. */
async function bodyOf(request: IncomingMessage, signingSecret: string): Promise<Received | Refused> {
  const [target] = (request.url ?? '').split('?')
  if (target !== path || request.method !== 'POST') return { status: 404, why: 'another address' }
  let body: unknown
  let verified: Buffered
  try {
    verified = await HTTPModuleFunctions.parseAndVerifyHTTPRequest(
      { enabled: true, signingSecret, bodyLimit: longestBody },
      request,
    )
    // Bolt looks at the age only (docs/platforms/slack.md#http).
    if (Number(request.headers['x-slack-request-timestamp']) * 1000 > Date.now() + mostAhead)
      return { status: 401, why: 'its timestamp is in the future: check the clock of this machine' }
    body = parsed(verified)
  } catch (error) {
    if (isRawBodyError(error)) return { status: error.statusCode, why: error.message }
    return { status: 401, why: errorText(error) }
  }
  if (body === undefined) return { status: 400, why: 'its body cannot be read' }
  return isSlacks(body) ? { request: verified, body } : { status: 400, why: 'its body is nothing that Slack sends' }
}

function isSlacks(body: unknown): body is Record<string, unknown> {
  if (typeof body !== 'object' || body === null) return false
  const shape = 'command' in body ? command : 'ssl_check' in body ? check : typed
  return shape.safeParse(body).success
}

function parsed(request: Buffered): unknown {
  try {
    return HTTPModuleFunctions.parseHTTPRequestBody(request)
  } catch {
    return undefined
  }
}
