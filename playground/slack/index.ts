import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { type Clock, leashed, systemClock } from '../clock.ts'
import { acme } from './acme.ts'
import { type Admin, admin } from './admin.ts'
import { courier } from './delivery/courier.ts'
import { type AppEvent, tellRegardless } from './delivery/events.ts'
import { type DisconnectReason, links } from './delivery/links.ts'
import { ambush, type Switches } from './faults.ts'
import type { Call, Ground } from './ground.ts'
import { type Guest, isAtHome } from './guest.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { noViews } from './modals/open-views.ts'
import { passes } from './passes.ts'
import { type Person, personIn } from './people/person.ts'
import { server } from './server.ts'
import { transcript } from './transcript.ts'
import { changes, until } from './watch.ts'
import { channelOf, type Message, personOf, settle, type Workspace, type WorkspaceSeed } from './workspace.ts'
import type { World } from './world.ts'

export { acme } from './acme.ts'
export { scopesOf } from './api/index.ts'
export type { Modal } from './modals/modal.ts'
export type { Person } from './people/person.ts'
export { readable } from './readable.ts'
export type { Message, Workspace, WorkspaceSeed } from './workspace.ts'

type Channel = {
  readonly id: string
  readonly name: string
  /** Handles. */
  readonly members: string[]
  /** In order, replies included, deleted ones not. */
  readonly messages: Message[]
  /** A parent and its replies. */
  thread(ts: string): Message[]
}

type Faults = Switches & {
  /** Breaks every socket, without a word. */
  cutSocket(): void
  /** Sends the disconnect frame; a `warning` is followed by the refresh about 10 s later. */
  disconnect(reason: DisconnectReason): void
  /** The installation lacks this scope of the manifest. */
  withhold(scope: string): void
  /** The installation was given this scope, too. */
  grant(scope: string): void
  /** *Reinstall*: everything that the manifest asks for is granted. */
  reinstall(): void
  /** An event arrives although the bot is not in that channel, as it can through Slack Connect. */
  foreignEvent(event: AppEvent): void
}

export type Slack = Admin & {
  readonly origin: string
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  readonly botUser: string
  readonly manifest: Manifest
  readonly workspace: Workspace
  readonly faults: Faults
  /** Everything the bot did that real Slack would punish or ignore. */
  readonly problems: string[]
  readonly calls: Call[]
  /** How many sockets are open. */
  readonly sockets: number
  deliverTo(url: string | 'socket'): void
  /** Where it delivers to. */
  readonly deliversTo: string
  as(person: string): Person
  channel(name: string): Channel
  until<T>(what: () => T | undefined | false | null, why?: string): Promise<T>
  settled(): Promise<void>
  onChange(fn: () => void): () => void
  /** From now on the same server serves this, too, to browsers on this machine. */
  serve(guest: Guest): void
  /** What happened so far, as text. */
  transcript(): string
  stop(): Promise<void>
}

export type SlackOptions = {
  /** Path of manifest.yml: scopes, events, slash commands and the Home tab are read from it. */
  manifest: string
  workspace?: WorkspaceSeed
  /** Goes on with this workspace instead of a fresh one. */
  restored?: Workspace
  clock?: Clock
  /** Divides rate windows, retry delays and the time between warning and refresh. */
  speed?: number
  port?: number
  /** Stands behind whoever ends TLS for this address, such as `https://slack.example`. */
  front?: string
  /** Real milliseconds after which `until` and `settled` give up. */
  timeout?: number
}

/** Starts a strict local Slack on the loopback interface (docs/platforms/slack.md#stand-in). */
export async function startSlack(o: SlackOptions): Promise<Slack> {
  const manifest = readManifest(o.manifest)
  const clock = leashed(o.clock ?? systemClock)
  const http = createServer()
  const port = await new Promise<number>((resolve, reject) => {
    http.once('error', reject)
    http.listen(o.port ?? 0, '127.0.0.1', () => resolve(portOf(http.address())))
  })
  const origin = `http://127.0.0.1:${port}`
  const bot = manifest.features.bot_user.display_name
  const workspace = o.restored ?? settle(o.workspace ?? acme, bot)
  const botUser = personOf(workspace, bot).id
  const ground: Ground = {
    clock,
    speed: o.speed ?? 1,
    app: {
      id: 'A0PLAYGROUND',
      botId: 'B0PLAYGROUND',
      botUser,
      // Fixed and visibly fake, so that nobody pastes a live one (docs/platforms/slack.md#stand-in).
      botToken: 'xoxb-playground-bot',
      appToken: 'xapp-playground-app',
      signingSecret: 'playground-signing-secret',
      verificationToken: 'playground-verification-token',
      manifest,
      scopes: new Set(manifest.oauth_config.scopes.bot),
      standing: 'installed',
    },
    workspace,
    ambush: ambush(),
    changes: changes(),
    problems: [],
    calls: [],
    passes: passes(),
    views: noViews(),
    origin,
    front: o.front,
  }
  const sockets = links(ground)
  const world: World = { ...ground, courier: courier(ground, sockets) }
  let guest: Guest | undefined
  http.on('request', getRequestListener(server(world, () => guest).fetch))
  http.on('upgrade', (request, socket, head) => {
    if (guest === undefined || request.url !== guest.line) return sockets.upgrade(request, socket, head)
    const { host, origin } = request.headers
    if (origin !== undefined && isAtHome({ host, origin }, port)) return guest.upgrade(request, socket, head)
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
  })

  const faults: Faults = Object.assign(world.ambush.switches, {
    cutSocket: () => sockets.cut(),
    disconnect: (reason: DisconnectReason) => sockets.disconnect(reason),
    withhold: (scope: string) => void world.app.scopes.delete(scope),
    grant: (scope: string) => void world.app.scopes.add(scope),
    reinstall: () => {
      for (const scope of manifest.oauth_config.scopes.bot) world.app.scopes.add(scope)
    },
    foreignEvent: (event: AppEvent) => tellRegardless(world, event, true),
  })

  const waiting = { timeout: o.timeout ?? 10_000, transcript: () => transcript(world) }
  const idle = () => world.courier.waiting().length === 0

  return {
    ...admin(world),
    origin,
    apiUrl: `${origin}/api/`,
    botToken: world.app.botToken,
    appToken: world.app.appToken,
    signingSecret: world.app.signingSecret,
    botUser,
    manifest,
    workspace,
    faults,
    problems: world.problems,
    calls: world.calls,
    get sockets() {
      return sockets.count()
    },
    deliverTo(url) {
      world.courier.route = url === 'socket' ? { to: 'socket' } : { to: 'url', url }
    },
    get deliversTo() {
      const { route } = world.courier
      return route.to === 'url' ? route.url : 'socket'
    },
    as: (person) => personIn(world, person),
    channel: (name) => channelView(workspace, name),
    until: (what, why = 'something') => until(world.changes, what, why, waiting),
    async settled() {
      await until(world.changes, idle, 'every envelope acknowledged', waiting)
    },
    onChange: (fn) => world.changes.listen(fn),
    serve(page) {
      guest = page
    },
    transcript: () => transcript(world),
    async stop() {
      clock.cancelAll()
      sockets.stop()
      http.closeAllConnections()
      await new Promise<void>((resolve) => http.close(() => resolve()))
    },
  }
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0

function channelView(workspace: Workspace, name: string): Channel {
  const channel = channelOf(workspace, name)
  const living = () => channel.messages.filter(({ deleted }) => !deleted)
  return {
    get id() {
      return channel.id
    },
    name: channel.name,
    get members() {
      return channel.members.map((id) => personOf(workspace, id).handle)
    },
    get messages() {
      return living()
    },
    thread: (ts) => living().filter((message) => message.ts === ts || message.threadTs === ts),
  }
}
