import { createServer, type Server } from 'node:http'

/** `/healthz`: the process lives. `/readyz`: Slack reaches it and its records answer. Resolves when it listens. */
export async function serveHealth(port: number, ready: () => Promise<boolean>): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?')[0]
    const known = path === '/healthz' || path === '/readyz'
    const fine = path === '/healthz' || (path === '/readyz' && (await ready().catch(() => false)))
    response.writeHead(known ? (fine ? 200 : 503) : 404, { 'content-type': 'text/plain' })
    response.end(known ? (fine ? 'ok\n' : 'not ready\n') : 'not found\n')
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(port, resolve)
  await promise
  return server
}
