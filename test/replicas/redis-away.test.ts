import { describe, expect, it } from 'vitest'
import { redisCut, redisKilledKeepingAll, redisPaused } from './redis-away.ts'

/** Where a call left no trace, a person is asked after two minutes. */
const timeout = 300_000
const kept = { lost: 0, twice: 0, doubled: 0, broken: [] }

/** Each in a world of its own, in which replicas keep Slack's pace and wait for most of the time. */
describe.concurrent('while requests go through', () => {
  it(
    'Redis is killed, and started again on what it had written down',
    async () => {
      expect(await redisKilledKeepingAll({ requests: 10, rounds: 1 })).toMatchObject({ requests: 10, ...kept })
    },
    timeout,
  )

  it(
    'Redis stands still',
    async () => {
      expect(await redisPaused({ requests: 10, seconds: 4 })).toMatchObject({ requests: 10, ...kept })
    },
    timeout,
  )

  it(
    'connections to Redis break in the middle of what is asked',
    async () => {
      expect(await redisCut({ requests: 10 })).toMatchObject({ requests: 10, ...kept })
    },
    timeout,
  )
})
