import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, extname, join } from 'node:path'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { type Build, bundle } from './bundle.ts'

const require = createRequire(import.meta.url)

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Nothing from another origin. */
const policy = (host: string): string =>
  [
    "default-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')

/** The page and everything that it loads, over HTTP. A reload shows what was changed in the page's files. */
export function routes(build?: Build): Hono {
  const app = new Hono()
  let built: Promise<string> | undefined
  const rebuild = (): Promise<string> => {
    built = bundle(build)
    return built
  }

  app.get('/', async (c) =>
    c.html(await readFile(join(await rebuild(), 'index.html'), 'utf8'), 200, {
      'cache-control': 'no-store',
      'content-security-policy': policy(c.req.header('host') ?? ''),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    }),
  )

  // Their names tell their content, so a browser may keep them for good.
  app.get('/assets/:name', async (c) => {
    const name = basename(c.req.param('name'))
    const type = types[extname(name)]
    const file = type === undefined ? undefined : await read(join(await (built ?? rebuild()), 'assets', name))
    if (type === undefined || file === undefined) return c.notFound()
    return c.body(file, 200, { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' })
  })

  // The layout in which the emoji picker asks for them; by the tag it knows whether it still has them.
  app.use('/emoji/*', etag())
  app.get('/emoji/:language{en|zh}/:part{(data|messages)\\.json}', async (c) => {
    const { language, part } = c.req.param()
    const file = await read(require.resolve(`emojibase-data/${language}/${part}`))
    return file ? c.body(file, 200, { 'content-type': 'application/json' }) : c.notFound()
  })

  return app
}

const read = (path: string): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  readFile(path).then(
    (file) => new Uint8Array(file),
    () => undefined,
  )
