import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { Slack } from '../index.ts'
import { clientOf } from './bolt.ts'

const frame = z.looseObject({
  type: z.string(),
  envelope_id: z.string().optional(),
  payload: z.record(z.string(), z.unknown()).optional(),
  retry_attempt: z.number().optional(),
  retry_reason: z.string().optional(),
  reason: z.string().optional(),
})

type Frame = z.output<typeof frame>

/** A queue that is read with await. */
function mailbox<T>() {
  const letters: T[] = []
  const readers: ((letter: T) => void)[] = []
  return {
    put(letter: T) {
      const reader = readers.shift()
      if (reader) reader(letter)
      else letters.push(letter)
    },
    next(): Promise<T> {
      const letter = letters.shift()
      return letter === undefined ? new Promise((resolve) => readers.push(resolve)) : Promise.resolve(letter)
    },
    get waiting() {
      return letters.length
    },
  }
}

/** A socket that does only what it is told to, for what Bolt would hide. */
export type BareSocket = {
  /** The next frame, hello included. */
  next(): Promise<Frame>
  waiting: number
  ack(envelopeId: string | undefined, payload?: unknown): void
  readonly closed: Promise<void>
  close(): void
}

export async function bareSocket(slack: Slack): Promise<BareSocket> {
  const { url } = await clientOf(slack, slack.appToken).apps.connections.open({})
  return socketAt(url ?? '')
}

/** A connection to this very URL. */
export async function socketAt(url: string): Promise<BareSocket> {
  const socket = new WebSocket(url)
  const frames = mailbox<Frame>()
  socket.on('message', (data) => frames.put(frame.parse(JSON.parse(String(data)))))
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  return {
    next: () => frames.next(),
    get waiting() {
      return frames.waiting
    },
    ack: (envelopeId, payload) => socket.send(JSON.stringify({ envelope_id: envelopeId, payload })),
    closed,
    close: () => socket.close(),
  }
}

export type Arrived = { headers: IncomingHttpHeaders; body: string; signature: string }

/** An HTTP app that answers with these statuses in turn, the last one for good. */
export async function bareHttp(slack: Slack, answers: { status: number; headers?: Record<string, string> }[]) {
  const arrivals = mailbox<Arrived>()
  const left = [...answers]
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const stamp = String(request.headers['x-slack-request-timestamp'])
      const signature = createHmac('sha256', slack.signingSecret).update(`v0:${stamp}:${body}`).digest('hex')
      const { status, headers = {} } = (left.length > 1 ? left.shift() : left[0]) ?? { status: 200 }
      arrivals.put({ headers: request.headers, body, signature: `v0=${signature}` })
      response.writeHead(status, headers).end()
    })
  })
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    }),
  )
  slack.deliverTo(`http://127.0.0.1:${port}/`)
  return {
    next: () => arrivals.next(),
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
