import { createServer, type Server } from 'node:http'

type Page = { readonly status: number; readonly type: string; readonly body: string }

/** What the bot lacks, and why, where that can be named. */
type Missing = { readonly what: string; readonly why?: string }

const text = 'text/plain; charset=utf-8'
const exposition = 'text/plain; version=0.0.4; charset=utf-8'

/**
 * `/healthz`: the process lives. `/readyz`: nothing is missing, or 503 with what is, and why, in JSON. `/metrics`: Prometheus'
 * text format, version 0.0.4. Resolves when it listens.
 */
export async function serveHealth(
  port: number,
  asked: { missing: () => Promise<readonly Missing[]>; metrics: () => Promise<string> },
): Promise<Server> {
  const pages = new Map<string | undefined, () => Promise<Page>>([
    ['/healthz', async () => ({ status: 200, type: text, body: 'ok\n' })],
    [
      '/readyz',
      async () => {
        const lacks = await asked.missing()
        const ready = lacks.length === 0
        const reasons = lacks.flatMap(({ what, why }) => (why === undefined ? [] : [[what, why]]))
        const why = reasons.length > 0 ? { why: Object.fromEntries(reasons) } : {}
        const says = { ready, missing: lacks.map(({ what }) => what), ...why }
        return { status: ready ? 200 : 503, type: 'application/json', body: `${JSON.stringify(says)}\n` }
      },
    ],
    ['/metrics', async () => ({ status: 200, type: exposition, body: await asked.metrics() })],
  ])
  const notFound = async (): Promise<Page> => ({ status: 404, type: text, body: 'not found\n' })
  const broken: Page = { status: 500, type: text, body: 'it failed\n' }

  const server = createServer(async (request, response) => {
    const page = pages.get(request.url?.split('?')[0]) ?? notFound
    const { status, type, body } = await page().catch(() => broken)
    response.writeHead(status, { 'content-type': type }).end(body)
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(port, resolve)
  await promise
  return server
}
