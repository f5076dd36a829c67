import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { answer, type Reply } from './api/call.ts'
import { rates } from './api/rates.ts'
import { type Guest, isAtHome } from './guest.ts'
import { respond } from './respond.ts'
import type { World } from './world.ts'

type Bindings = { Bindings: HttpBindings }

/** The HTTP side: the Web API and the response_urls (docs/platforms/slack.md#stand-in), and the guest's pages. */
export function server(world: World, guest: () => Guest | undefined): Hono<Bindings> {
  const app = new Hono<Bindings>()
  const limits = rates(world.speed)
  const port = Number(new URL(world.origin).port)

  app.use(async (c, next) => {
    const [host, origin] = [c.req.header('host'), c.req.header('origin')]
    const isFronted = world.front !== undefined && host === new URL(world.front).host && origin === undefined
    if (!isFronted && !isAtHome({ host, origin }, port)) return c.text('Forbidden', 403)
    return next()
  })

  app.all('/api/:method', async (c) => {
    const reply = answer(world, limits, {
      method: c.req.param('method'),
      verb: c.req.method,
      contentType: c.req.header('content-type') ?? '',
      authorization: c.req.header('authorization'),
      body: await c.req.text(),
    })
    return send(world, c, reply)
  })

  app.post('/actions/:id', async (c) => {
    const { status, body } = respond(world, c.req.path, await c.req.text())
    return c.json(body, status)
  })

  app.all('*', (c) => guest()?.fetch(c.req.raw) ?? c.notFound())

  return app
}

async function send({ clock, ambush }: World, c: Context<Bindings>, reply: Reply): Promise<Response> {
  const request = { 'x-slack-req-id': randomUUID() }
  const wait = ambush.switches.lag + (reply.kind === 'answer' ? reply.slow : 0)
  if (wait > 0) await new Promise<void>((resolve) => clock.after(wait, resolve))
  switch (reply.kind) {
    case 'limited':
      return c.json({ ok: false, error: 'ratelimited' }, 429, {
        ...request,
        ...reply.headers,
        'retry-after': String(reply.retryAfter),
      })
    case 'broken':
      return c.text('Internal Server Error', 500, request)
    case 'page':
      return c.html('<html><body><h1>We will be back soon</h1></body></html>', 200, request)
    case 'dropped':
      c.env.incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    case 'answer':
      return c.json(reply.body, 200, { ...request, ...reply.headers })
  }
}
