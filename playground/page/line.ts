import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { parsedJson } from '../slack/json.ts'
import { request } from './deeds.ts'
import { offstageOf, type Stage } from './offstage.ts'
import { type Outcome, perform } from './perform.ts'
import { sceneFor } from './scene.ts'
import type { Answer, Deed, Scene } from './wire.ts'

/** Between two scenes, in ms, while much happens at once. */
const BREATH = 40
/** Between two looks at what changes by itself, in ms. */
const TICK = 300
const MOST_BYTES = 256 * 1024

/** Every page that is open: what it shows, and what the person at it does. */
export type Line = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  stop(): void
}

const envelope = z.looseObject({ id: z.number() })

/** One open page. */
type Page = { readonly socket: WebSocket; who?: string; shown: string }

export function line(stage: Stage): Line {
  const { slack, cloud, bot } = stage
  // Deeds act in the order in which they were sent, so none may begin before the one before it has taken effect.
  const server = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES, allowSynchronousEvents: false })
  const pages = new Set<Page>()
  let due: NodeJS.Timeout | undefined
  let tick: NodeJS.Timeout | undefined
  let last = 0

  function show(page: Page, scene: Scene): void {
    const text = JSON.stringify({ scene })
    if (text === page.shown) return
    page.shown = text
    page.socket.send(text)
  }

  function showAll(): void {
    rest()
    last = performance.now()
    const offstage = offstageOf(stage)
    for (const page of pages) if (page.who !== undefined) show(page, sceneFor(stage, page.who, offstage))
    if (pages.size > 0 && cloud.overview().moving) tick = setTimeout(showAll, TICK)
  }

  function soon(): void {
    due ??= setTimeout(showAll, Math.max(0, last + BREATH - performance.now()))
  }

  function rest(): void {
    clearTimeout(due)
    clearTimeout(tick)
    due = undefined
  }

  function sitDown(page: Page, who: string): Outcome {
    const person = slack.workspace.people.find(({ handle }) => handle === who)
    if (!person || person.deactivated || person.standing === 'bot') return { trouble: `nobody can be ${who}` }
    page.who = who
    return { done: true }
  }

  async function outcomeOf(page: Page, deed: Deed): Promise<Outcome> {
    if (deed.kind === 'be') return sitDown(page, deed.who)
    if (page.who === undefined) return { trouble: 'nobody sits here yet' }
    try {
      return await perform(stage, page.who, deed)
    } catch (error) {
      return { trouble: error instanceof Error ? error.message : String(error) }
    }
  }

  async function receive(page: Page, data: string): Promise<void> {
    const parsed = envelope.safeParse(parsedJson(data))
    // Without an id there is nothing to answer to.
    if (!parsed.success) return page.socket.close(1003)
    const { id } = parsed.data
    const read = request.safeParse(parsed.data)
    const outcome = read.success ? await outcomeOf(page, read.data.deed) : { trouble: z.prettifyError(read.error) }
    if (page.socket.readyState !== page.socket.OPEN) return
    // What came of it is on the page before the page hears that it is done.
    if (page.who !== undefined) show(page, sceneFor(stage, page.who, offstageOf(stage)))
    page.socket.send(JSON.stringify({ re: id, ...outcome } satisfies Answer))
    // Others look at the same faults and badges, which announce nothing.
    soon()
  }

  server.on('connection', (socket: WebSocket) => {
    const page: Page = { socket, shown: '' }
    pages.add(page)
    socket.on('message', (data) => void receive(page, String(data)))
    socket.on('close', () => pages.delete(page))
    socket.on('error', () => socket.terminate())
  })
  const deaf = [slack, cloud, bot].map(({ onChange }) => onChange(soon))

  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (link) => server.emit('connection', link, request)),
    stop() {
      rest()
      for (const stop of deaf) stop()
      for (const socket of server.clients) socket.terminate()
    },
  }
}
