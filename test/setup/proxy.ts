import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createServer as createTlsServer } from 'node:tls'
import type { Certificate } from './certificate.ts'

/** A real HTTP proxy on loopback. */
export type HttpProxy = {
  /** With the name and the password that it asks for. */
  readonly url: string
  readonly port: number
  /** What it was asked for, in order: `CONNECT slack.example:443`, `GET http://…`. */
  readonly asked: string[]
  stop(): Promise<void>
}

/**
 * Opens tunnels for whoever knows the password. It alone knows where the names are: `places` are ports of this machine.
 * Other names are refused with 403.
 */
export async function startProxy(places: Readonly<Record<string, number>>): Promise<HttpProxy> {
  const asked: string[] = []
  const open = new Set<Duplex>()
  const expected = `Basic ${Buffer.from('ada:let me out').toString('base64')}`
  const admitted = ({ headers }: IncomingMessage) => headers['proxy-authorization'] === expected
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(admitted(request) ? 502 : 407).end()
  })
  server.on('connect', (request, client) => {
    asked.push(`CONNECT ${request.url}`)
    open.add(client)
    client.on('error', () => client.destroy())
    const place = places[request.url ?? '']
    if (!admitted(request) || place === undefined) {
      client.end(`HTTP/1.1 ${admitted(request) ? '403 Forbidden' : '407 Proxy Authentication Required'}\r\n\r\n`)
      return
    }
    const there = connect(place, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      joined(client, there)
    })
    there.on('error', () => client.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://ada:let%20me%20out@127.0.0.1:${port}`,
    port,
    asked,
    stop: async () => {
      for (const client of open) client.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Ends TLS in front of a port of this machine. */
export async function endTls(port: number, { certificate, key }: Certificate): Promise<{ port: number; stop(): void }> {
  const open = new Set<Socket>()
  const server = createTlsServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (client) => {
    open.add(client)
    const there = connect(port, '127.0.0.1')
    there.on('error', () => client.destroy())
    client.on('error', () => there.destroy())
    joined(client, there)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const client of open) client.destroy()
      server.close()
    },
  }
}

function joined(one: Duplex, other: Duplex): void {
  one.pipe(other).pipe(one)
  one.on('close', () => other.destroy())
  other.on('close', () => one.destroy())
}
