import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import type { Refusal } from './answer.ts'
import type { Received, Reply } from './gateway.ts'
import type { Signed } from './signature.ts'

/** What the server needs from the cloud behind it. */
type Behind = {
  receive(request: Signed): { call: Received; reply: Reply }
  /** Clock time in ms, for the Date header. */
  now(): number
  /** Called after a request arrived, and after it was answered. */
  changed(): void
}

/** Plain node:http on loopback, because some faults need to destroy the connection. */
export async function serve(port: number, behind: Behind): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const stopping = new AbortController()
  const server = createServer((request, response) => void exchange(request, response, behind, stopping.signal))
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    async stop() {
      stopping.abort()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function exchange(request: IncomingMessage, response: ServerResponse, behind: Behind, stopping: AbortSignal) {
  const body = await buffer(request).catch(() => undefined)
  // The client left in the middle of its own request: nothing arrived.
  if (body === undefined) return
  const { call, reply } = behind.receive({
    method: request.method ?? '',
    target: request.url ?? '',
    headers: request.headersDistinct,
    body,
  })
  behind.changed()
  if (reply.lateBy > 0) await delay(reply.lateBy, undefined, { signal: stopping }).catch(() => undefined)
  send(response, call, stopping.aborted ? { ...reply, answer: 'drop' } : reply, behind.now())
  behind.changed()
}

function send(response: ServerResponse, call: Received, { answer, requestId, product }: Reply, now: number): void {
  if (answer === 'drop' || response.destroyed) {
    call.status = 'dropped'
    response.destroy()
    return
  }
  call.status = answer.status
  response.statusCode = answer.status
  response.setHeader('date', new Date(now).toUTCString())
  response.setHeader('x-acs-request-id', requestId)
  if (answer.kind === 'text') {
    response.setHeader('content-type', answer.type)
    response.end(answer.text)
    return
  }
  response.setHeader('content-type', 'application/json;charset=utf-8')
  if (answer.kind === 'done') {
    response.end(JSON.stringify(answer.body))
    return
  }
  call.answerCode = String(answer.code)
  if (answer.retryAfter !== undefined) response.setHeader('x-acs-retry-after', answer.retryAfter)
  if (answer.as === 'xml') response.setHeader('content-type', 'text/xml;charset=utf-8')
  response.end(
    answer.as === 'xml' ? errorXml(answer) : JSON.stringify(errorBody(answer, call.action, requestId, product)),
  )
}

const errorXml = ({ code, message }: Refusal): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${escaped(`${code}`)}</Code><Message>${escaped(message)}</Message></Error>`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/**
 * docs/platforms/ack.md#error-bodies; what is forbidden names the principal and the action. In RPC style (`product`) the members
 * are spelled in another way (docs/platforms/reads.md#other-products).
 */
function errorBody({ code, message, status, idIn }: Refusal, action: string, requestId: string, product?: string) {
  if (product !== undefined)
    return { RequestId: requestId, HostId: `${product}.aliyuncs.com`, Code: `${code}`, Message: message, Recommend: '' }
  const body = { code, message, ...(idIn === 'header' ? {} : { requestId }), status }
  if (status !== 403) return body
  return {
    ...body,
    accessDeniedDetail: {
      AuthAction: `cs:${action}`,
      AuthPrincipalDisplayName: 'playground-role',
      AuthPrincipalOwnerId: '1000000000000001',
      AuthPrincipalType: 'AssumedRoleUser',
      NoPermissionType: 'ImplicitDeny',
      PolicyType: 'AccountLevelIdentityBasedPolicy',
    },
  }
}
