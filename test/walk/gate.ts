import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** `before`: the server has not seen the request yet. `after`: it has answered, and the caller has not seen the answer yet. */
type Moment = 'before' | 'after'

/** Hears of each request by its name, at both moments. `false`: the connection breaks there. */
export type Hear = (name: string, moment: Moment) => Promise<boolean>

/** Between the bot and a server. */
export type Gate = { readonly url: string; close(): void }

/**
 * Opens one in front of a server on loopback. `keepsHost`: the request goes on with the host that the bot wrote, as it is
 * part of its signature.
 */
export async function openGate(
  to: URL,
  { nameOf, hear, keepsHost }: { nameOf: (request: IncomingMessage) => string; hear: Hear; keepsHost: boolean },
): Promise<Gate> {
  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(incoming)
    const name = nameOf(incoming)
    if (!(await hear(name, 'before'))) return void response.destroy()
    const { 'transfer-encoding': _, connection: __, ...headers } = incoming.headers
    const onward = request(new URL(incoming.url ?? '/', to), {
      method: incoming.method ?? 'GET',
      headers: { ...headers, 'content-length': body.length, ...(keepsHost ? {} : { host: to.host }) },
      agent: false,
    }).end(body)
    const [answer]: [IncomingMessage] = await once(onward, 'response').then(([one]) => [one])
    const answered = await buffer(answer)
    if (!(await hear(name, 'after'))) return void response.destroy()
    const { 'transfer-encoding': ___, connection: ____, ...answerHeaders } = answer.headers
    response.writeHead(answer.statusCode ?? 502, { ...answerHeaders, 'content-length': answered.length }).end(answered)
  }
  const server = createServer((incoming, response) => {
    // A server that breaks the connection breaks it for the caller, too, and a caller may be gone.
    pass(incoming, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
