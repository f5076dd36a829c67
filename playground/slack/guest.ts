import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** What else this server serves: a page for people, beside the API for the app. */
export type Guest = {
  /** Where the page's WebSocket is. */
  readonly line: string
  /** Every request that is for none of Slack's own paths. */
  fetch(request: Request): Response | Promise<Response>
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

type Headers = { readonly host: string | undefined; readonly origin: string | undefined }

/**
 * Whether a request comes from this machine and from no foreign web page: the tokens here are no secret, so a page that
 * a browser on this machine shows could otherwise act in the playground (also through a name that it lets resolve to
 * 127.0.0.1).
 */
export function isAtHome({ host, origin }: Headers, port: number): boolean {
  const isLoopback = host === `127.0.0.1:${port}` || host === `localhost:${port}`
  return isLoopback && (origin === undefined || origin === `http://${host}`)
}
