import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { HTTPModuleFunctions, HTTPReceiver, isRawBodyError, type Receiver } from '@slack/bolt'
import type { Logger } from 'pino'
import { z } from 'zod'
import { errorText } from '../error-text.ts'
import { slackLogger } from './logger.ts'

const path = '/slack/events'

/** Slack's largest payload is a view of 250 KB with its state; what is longer is not Slack's. In bytes. */
const longestBody = 1024 * 1024

/** Slack refuses what is older than this itself; what is further ahead would stay valid for longer. In ms. */
const mostAhead = 5 * 60_000

const ofPerson = { user: z.looseObject({ id: z.string() }) }
const place = z.looseObject({ id: z.string() }).nullish()

/**
 * What Slack posts (reference/slack-platform.md §3.4). Bolt takes its members for granted: `null`, or an event that is
 * none, would end the process.
 */
const check = z.looseObject({ ssl_check: z.literal('1') })
const command = z.looseObject({ command: z.string().startsWith('/'), user_id: z.string(), channel_id: z.string() })
const typed = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('url_verification'), challenge: z.string() }),
  z.looseObject({
    type: z.literal('event_callback'),
    event: z.looseObject({ type: z.string(), item: z.looseObject({}).optional() }),
  }),
  z.looseObject({ type: z.literal('app_rate_limited'), event: z.undefined().optional() }),
  z.looseObject({
    type: z.literal('block_actions'),
    ...ofPerson,
    actions: z.array(z.looseObject({ type: z.string(), action_id: z.string() })).min(1),
    channel: place,
  }),
  z.looseObject({ type: z.literal('block_suggestion'), ...ofPerson, action_id: z.string(), channel: place }),
  z.looseObject({
    type: z.enum(['view_submission', 'view_closed']),
    ...ofPerson,
    view: z.looseObject({ id: z.string(), callback_id: z.string() }),
  }),
  z.looseObject({ type: z.enum(['shortcut', 'message_action']), ...ofPerson, callback_id: z.string(), channel: place }),
])

function isSlacks(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false
  const shape = 'command' in body ? command : 'ssl_check' in body ? check : typed
  return shape.safeParse(body).success
}

/** What is answered to a request that is not passed on, and why. */
type Refused = { readonly status: number; readonly why: string }

/** Slack's signed requests on /slack/events. Whatever else comes in is answered with 4xx, and leaves one line. */
export function httpReceiver(
  signingSecret: string,
  log: Logger,
): { receiver: Receiver; listen: (port: number) => Promise<void> } {
  const bolt = new HTTPReceiver({
    signingSecret,
    // Nothing reaches Bolt that `refusal` has not verified, and it costs as much as all the rest of a request.
    signatureVerification: false,
    endpoints: path,
    logger: slackLogger(log),
    processEventErrorHandler: async ({ error, response }) => {
      log.error({ error: errorText(error) }, 'a payload could not be processed')
      // Without an answer Slack delivers it again, where it does that.
      if (!response.headersSent) response.writeHead(500).end()
      return false
    },
    unhandledRequestHandler: ({ response }) => {
      log.warn('a payload was for nobody here: no listener answered it within three seconds')
      if (!response.headersSent) response.writeHead(404).end()
    },
  })

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = await refusal(request, signingSecret)
    if (!refused) return void bolt.requestListener(request, response)
    if (refused.status !== 404) log.warn({ status: refused.status, why: refused.why }, 'a request was refused')
    // Of a body that is too long the rest is not read.
    response.writeHead(refused.status, { connection: 'close' }).end(() => request.destroy())
  }

  const server = createServer((request, response) => {
    receive(request, response).catch((error: unknown) => {
      log.error({ error: errorText(error) }, 'a request could not be answered')
      if (!response.headersSent) response.writeHead(500).end()
    })
  })

  return {
    receiver: {
      init: (app) => bolt.init(app),
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

/** Why a request is not Slack's; undefined when it is. Reads its body, which Bolt then takes from `rawBody`. */
async function refusal(request: IncomingMessage, signingSecret: string): Promise<Refused | undefined> {
  const [target] = (request.url ?? '').split('?')
  if (target !== path || request.method !== 'POST') return { status: 404, why: 'another address' }
  let body: unknown
  try {
    const verified = await HTTPModuleFunctions.parseAndVerifyHTTPRequest(
      { enabled: true, signingSecret, bodyLimit: longestBody },
      request,
    )
    // Bolt looks at the age only (reference/slack-platform.md §3.4).
    if (Number(request.headers['x-slack-request-timestamp']) * 1000 > Date.now() + mostAhead)
      return { status: 401, why: 'its timestamp is in the future: check the clock of this machine' }
    body = parsed(verified)
  } catch (error) {
    if (isRawBodyError(error)) return { status: error.statusCode, why: error.message }
    return { status: 401, why: errorText(error) }
  }
  if (body === undefined) return { status: 400, why: 'its body cannot be read' }
  return isSlacks(body) ? undefined : { status: 400, why: 'its body is nothing that Slack sends' }
}

function parsed(request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]): unknown {
  try {
    return HTTPModuleFunctions.parseHTTPRequestBody(request)
  } catch {
    return undefined
  }
}
