import { randomUUID } from 'node:crypto'
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { LRUCache } from 'lru-cache'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { type Ground, objectTo } from '../ground.ts'
import { parsedJson } from '../json.ts'
import { envelopeFor, farewell, hello } from './frames.ts'
import { ACK_WITHIN, acceptsAnswer, describe, type Parcel, type Receipt, saysNothing } from './parcel.ts'

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets'

/** The WebSockets of Socket Mode (docs/platforms/slack.md#socket-mode, docs/platforms/slack.md#stand-in). */
export type Links = {
  /** A new single-use ticketed URL. */
  issue(): string
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  carry(parcel: Parcel, copies: number): Promise<Receipt>
  count(): number
  /** Breaks every connection, without a word. */
  cut(): void
  /** A `warning` is followed by the refresh about 10 s later, as in Slack. */
  disconnect(reason: DisconnectReason): void
  /** Ends them all, those that were told to go included. */
  stop(): void
}

const MOST_LINKS = 10
const WARNING_AHEAD = 10_000

const ack = z.object({ envelope_id: z.string(), payload: z.unknown().optional() })

type Envelope = {
  name: string
  acceptsAnswer: boolean
  sentOn: WebSocket[]
  acks: number
  late: boolean
  settle(receipt: Receipt): void
}

export function links(ground: Ground): Links {
  const { clock, app, ambush } = ground
  const { switches } = ambush
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const open = new Set<WebSocket>()
  // The sent envelopes, so that a late, double or invented ack is noticed.
  const envelopes = new LRUCache<string, Envelope>({ max: 10_000 })

  function receive(socket: WebSocket, data: string) {
    const message = ack.safeParse(parsedJson(data))
    if (!message.success) return objectTo(ground, `a socket message is no ack: ${data.slice(0, 200)}`)
    const envelope = envelopes.get(message.data.envelope_id)
    if (!envelope) return objectTo(ground, `an ack names the unknown envelope ${message.data.envelope_id}`)
    // Whether Slack takes an ack from another connection of the app is not documented: our choice is that it does not.
    if (!envelope.sentOn.includes(socket)) return objectTo(ground, `${envelope.name}: acked on another connection`)
    envelope.acks += 1
    if (envelope.acks > envelope.sentOn.length) return objectTo(ground, `${envelope.name}: acked twice`)
    if (envelope.late) return objectTo(ground, `${envelope.name}: acked after more than 3 s`)
    if (!envelope.acceptsAnswer && !saysNothing(message.data.payload))
      objectTo(ground, `${envelope.name}: its ack cannot carry an answer`)
    envelope.settle({ acked: true, body: message.data.payload })
  }

  function admit(socket: WebSocket, lifetime: number) {
    if (open.size >= MOST_LINKS) {
      socket.send(farewell('too_many_websockets'))
      return socket.close()
    }
    open.add(socket)
    socket.on('message', (data) => receive(socket, String(data)))
    socket.on('close', () => {
      open.delete(socket)
      ground.changes.announce()
    })
    socket.on('error', () => socket.terminate())
    socket.send(hello(ground, open.size, lifetime))
    ground.changes.announce()
  }

  function dismiss(reason: DisconnectReason, sockets: readonly WebSocket[]) {
    for (const socket of sockets) {
      socket.send(farewell(reason))
      if (switches.silentClose) {
        open.delete(socket)
        socket.pause()
      } else if (reason !== 'warning') {
        open.delete(socket)
        socket.close()
      }
    }
    if (reason === 'warning') {
      clock.after(WARNING_AHEAD / ground.speed, () => {
        const staying = sockets.filter((socket) => open.has(socket))
        dismiss('refresh_requested', staying)
      })
    }
    ground.changes.announce()
  }

  return {
    issue() {
      const ticket = randomUUID()
      tickets.add(ticket)
      return `${(ground.front ?? ground.origin).replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${app.id}`
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', ground.origin)
      const welcome = url.pathname === '/link/' && tickets.delete(url.searchParams.get('ticket') ?? '')
      const refused = switches.refuseConnections === true ? 503 : switches.refuseConnections
      if (!welcome || refused) {
        const status = welcome && refused ? refused : 401
        socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`)
        return
      }
      const lifetime = url.searchParams.get('debug_reconnects') === 'true' ? 360 : 3600
      server.handleUpgrade(request, socket, head, (link) => admit(link, lifetime))
    },
    carry(parcel, copies) {
      const id = randomUUID()
      const name = describe(parcel)
      const frame = envelopeFor(parcel, id)
      return new Promise((resolve) => {
        const sentOn = Array.from({ length: copies }, () => anyOf(open)).filter((link) => link !== undefined)
        if (sentOn.length === 0) return resolve({ acked: false, why: 'no_connection' })
        const stop = clock.after(ACK_WITHIN, () => {
          envelope.late = true
          // Whoever lost the connection meanwhile could not answer: a fault of ours, not of the app.
          if (sentOn.some((link) => open.has(link))) objectTo(ground, `${name}: not acknowledged within 3 s`)
          resolve({ acked: false, why: 'timeout' })
        })
        const envelope: Envelope = {
          name,
          acceptsAnswer: acceptsAnswer(parcel),
          sentOn,
          acks: 0,
          late: false,
          settle(receipt) {
            stop()
            resolve(receipt)
          },
        }
        envelopes.set(id, envelope)
        for (const link of sentOn) link.send(frame)
      })
    },
    count: () => open.size,
    cut() {
      for (const socket of open) socket.terminate()
    },
    disconnect: (reason) => dismiss(reason, [...open]),
    stop() {
      for (const socket of server.clients) socket.terminate()
    },
  }
}

/** Each payload goes to an arbitrary connection; nothing sticks (docs/platforms/slack.md#socket-mode). */
function anyOf(open: ReadonlySet<WebSocket>): WebSocket | undefined {
  const usable = [...open].filter((link) => link.readyState === link.OPEN)
  return usable[Math.floor(Math.random() * usable.length)]
}
