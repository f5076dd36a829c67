import { setTimeout as rest } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { openRedis } from '../../src/backends/redis.ts'
import { systemClock } from '../../src/clock.ts'
import { redisConnection } from '../../src/redisurl.ts'
import { type RedisServer, startRedis } from '../setup/redis.ts'
import { type Bench, contract } from './contract.ts'

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())
beforeEach(() => server.empty())

function bench(): Bench {
  const failed: string[] = []
  const connection = redisConnection(server.url)
  if (!connection) throw new Error('no address')
  return {
    clock: systemClock,
    failed,
    open: (rates = {}) =>
      openRedis({
        place: { connection, prefix: 'scaleout', acceptDataLoss: false, lease: 30_000 },
        callsPerSecond: 50,
        readsPerSecond: 50,
        ...rates,
        clock: systemClock,
        failed: ({ kind, number }, error) => failed.push(`${kind}:${number} ${String(error)}`),
        noticed: () => undefined,
      }),
    passes: (ms) => rest(ms),
  }
}

describe('redis', () => {
  it.each(contract)('$that', ({ holds }) => holds(bench()))
})
