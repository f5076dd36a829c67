import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Slack, startSlack } from '../../playground/slack/index.ts'
import { bareSocket } from '../../playground/slack/testing/bare.ts'
import { manifestFile } from '../../playground/slack/testing/bolt.ts'
import { changes, until } from '../../playground/slack/watch.ts'
import { createGate } from '../../src/slack/receiver.ts'
import { freePort } from '../setup/port.ts'

const entry = z.object({
  level: z.number(),
  msg: z.string(),
  error: z.string().optional(),
  reason: z.string().optional(),
})

let slack: Slack
let lines: z.infer<typeof entry>[]
const happened = changes()

beforeEach(async () => {
  lines = []
  slack = await startSlack({ manifest: manifestFile() })
})
afterEach(() => slack.stop())

/** Opens the bot's gate at a server, without waiting for it to be connected. Resolves with what ends it. */
function gateAt(apiUrl: string): () => Promise<void> {
  const log = pino(
    { base: null },
    {
      write: (line: string) => {
        lines.push(entry.parse(JSON.parse(line)))
        happened.announce()
      },
    },
  )
  const gate = createGate({ kind: 'socket', appToken: slack.appToken }, { apiUrl, log, answered: () => undefined })
  const opened = gate.open().catch(() => undefined)
  return async () => {
    await gate.receiver.stop()
    await Promise.race([opened, Promise.resolve()])
  }
}

const line = (what: (line: z.infer<typeof entry>) => boolean) =>
  until(happened, () => lines.find(what), 'the log line', { timeout: 10_000, transcript: () => JSON.stringify(lines) })

describe('a socket that is refused is in the log with its cause', () => {
  it.each([409, 503] as const)('the server answers with HTTP %i', async (status) => {
    slack.faults.refuseConnections = status
    const stop = gateAt(slack.apiUrl)
    const found = await line(({ level }) => level >= 50)
    expect(found.error).toBe(`the server answered with HTTP ${status}`)
    await stop()
    expect(lines.filter(({ msg, error }) => !msg.trim() || error === '' || /:\s*$/.test(msg))).toEqual([])
  })

  it('nothing listens at its address', async () => {
    const closed = await freePort()
    const server = createServer((request, response) => {
      request.resume()
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${closed}/link/?ticket=secret-ticket` }))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const stop = gateAt(`http://127.0.0.1:${port}/api/`)
    const found = await line(({ level }) => level >= 50)
    expect(found.error).toContain('ECONNREFUSED')
    expect(JSON.stringify(lines)).not.toContain('secret-ticket')
    await stop()
    server.close()
  })

  it('the app has ten of them already', async () => {
    for (let count = 0; count < 10; count++) await (await bareSocket(slack)).next()
    const stop = gateAt(slack.apiUrl)
    const found = await line(({ reason }) => reason === 'too_many_websockets')
    expect(found.msg).toContain('as many open as it may have')
    await stop()
  })

  it('Socket Mode was switched off', async () => {
    const stop = gateAt(slack.apiUrl)
    await slack.until(() => slack.sockets === 1, 'the connection')
    slack.faults.disconnect('link_disabled')
    const found = await line(({ reason }) => reason === 'link_disabled')
    expect(found.msg).toContain('Socket Mode is switched off')
    await stop()
  })
})

it('the Web API that cannot be reached is in the log with its cause', async () => {
  const stop = gateAt(`http://127.0.0.1:${await freePort()}/api/`)
  const found = await line(({ level }) => level >= 40)
  expect(found.msg).toContain('ECONNREFUSED')
  await stop()
})
