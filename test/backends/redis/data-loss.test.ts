import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Backend } from '../../../src/backends/backend.ts'
import { openRedis } from '../../../src/backends/redis/index.ts'
import { systemClock } from '../../../src/clock.ts'
import { redisConnection } from '../../../src/config/redis-url.ts'
import { freePort } from '../../setup/port.ts'
import { type RedisServer, startRedis } from '../../setup/redis.ts'

/** `WAITAOF 1 0 2000` as it goes over the wire, and a command of every Redis that answers like it: `[local, replicas]`. */
const waits = '*4\r\n$7\r\nWAITAOF\r\n$1\r\n1\r\n$1\r\n0\r\n$4\r\n2000\r\n'
const answers = (local: 0 | 1): string => `*3\r\n$4\r\nEVAL\r\n$12\r\nreturn {${local},0}\r\n$1\r\n0\r\n`

let redis: RedisServer
let wire: Server
let sockets: Set<Socket>
let backend: Backend
/** What stood before each WAITAOF on its connection. */
let asked: string[]
let kept: 0 | 1

/** A Redis that says it is 7.2 and can wait for its disk, as none of that age is at hand: a stand-in on the wire. */
beforeEach(async () => {
  redis = await startRedis()
  asked = []
  kept = 1
  sockets = new Set()
  wire = createServer((client) => {
    const server = connect(redis.port, '127.0.0.1')
    for (const socket of [client, server]) sockets.add(socket.on('error', () => undefined))
    let before = ''
    client.on('data', (data) => {
      const text = data.toString('latin1')
      before = text.includes(waits) ? before + text.slice(0, text.indexOf(waits)) : text
      if (text.includes(waits)) asked.push(before)
      server.write(text.replaceAll(waits, answers(kept)), 'latin1')
    })
    server.on('data', (data) =>
      client.write(data.toString('latin1').replace(/redis_version:\d\.\d/, 'redis_version:7.2'), 'latin1'),
    )
  })
  const port = await freePort()
  wire.listen(port, '127.0.0.1')
  await once(wire, 'listening')
  const connection = redisConnection(`redis://127.0.0.1:${port}`)
  if (!connection) throw new Error('no address')
  backend = await openRedis({
    place: { connection, prefix: 'scaleout', acceptDataLoss: false, lease: 30_000 },
    callsPerSecond: 50,
    clock: systemClock,
    failed: () => undefined,
    noticed: () => undefined,
  })
})

afterEach(async () => {
  await backend.close()
  for (const socket of sockets) socket.destroy()
  wire.close()
  await redis.stop()
})

it('Redis 7.2 is asked whether what was written before is on its disk', async () => {
  expect((await backend.lastGap()).sudden).toBe(false)
  await backend.persist()
  await backend.persist()
  expect(asked).toEqual([expect.stringContaining('scaleout:settled'), expect.stringContaining('scaleout:settled')])
})

it('where it says no, that is an error, and the next time it may be otherwise', async () => {
  kept = 0
  await expect(backend.persist()).rejects.toThrow('has kept')
  kept = 1
  await backend.persist()
})
