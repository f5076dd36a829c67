import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'

/** What a server answered to one request, as far as it came. `text` is the beginning of its body. */
export type Received = { readonly status: number; readonly requestId: string | undefined; readonly text: string }

/** The header by which a request is known again. The SDK sends it as it is given, and signs it. */
export const nonceHeader = 'x-acs-signature-nonce'

const longestText = 4096

type Exchange = { status: number; requestId: string | undefined; chunks: Buffer[]; length: number }
const listening = new Map<string, Exchange | undefined>()
let subscribed = false

/**
 * Listens to what is answered to the request with this nonce: where a body is no JSON, the SDK throws it away with the
 * status and the headers (docs/platforms/ack.md#thrown-errors). Nothing of the exchange is changed. `end` forgets it.
 */
export function listenTo(nonce: string): { received(): Received | undefined; end(): void } {
  if (!subscribed) subscribe('http.client.response.finish', answered)
  subscribed = true
  listening.set(nonce, undefined)
  return {
    received: () => {
      const exchange = listening.get(nonce)
      if (!exchange) return undefined
      const { status, requestId, chunks } = exchange
      return { status, requestId, text: Buffer.concat(chunks).toString('utf8', 0, longestText) }
    },
    end: () => void listening.delete(nonce),
  }
}

function answered(message: unknown): void {
  // Node's own message on its own channel.
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage }
  const nonce = String(request.getHeader(nonceHeader))
  if (!listening.has(nonce)) return
  const exchange: Exchange = {
    status: response.statusCode ?? 0,
    requestId: response.headersDistinct['x-acs-request-id']?.[0],
    chunks: [],
    length: 0,
  }
  listening.set(nonce, exchange)
  // The body flows as soon as anybody listens, so this waits for the SDK.
  const withTheSdk = (event: string): void => {
    if (event !== 'data') return
    response.off('newListener', withTheSdk)
    response.on('data', (chunk: Buffer) => {
      if (exchange.length >= longestText) return
      exchange.chunks.push(chunk)
      exchange.length += chunk.length
    })
  }
  response.on('newListener', withTheSdk)
}
