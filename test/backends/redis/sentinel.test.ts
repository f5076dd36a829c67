import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRedis } from '../../../src/backends/redis/index.ts'
import { systemClock } from '../../../src/clock.ts'
import { redisConnection } from '../../../src/config/redis-url.ts'
import { startSentinel, type Watched } from '../../setup/sentinel.ts'
import { created } from '../contract.ts'

let watched: Watched
beforeAll(async () => {
  watched = await startSentinel()
}, 60_000)
afterAll(() => watched.stop())

function opened(url = watched.url, noticed: (what: string) => void = () => undefined) {
  const connection = redisConnection(url)
  if (!connection) throw new Error(`no address: ${url}`)
  return openRedis({
    place: { connection, prefix: 'scaleout', acceptDataLoss: false, lease: 3000 },
    callsPerSecond: 50,
    readsPerSecond: 50,
    clock: systemClock,
    failed: () => undefined,
    noticed,
  })
}

describe('behind Sentinel', () => {
  it('another master is found when the first one dies, jobs go on, and it may have forgotten something', async () => {
    const noticed: string[] = []
    const backend = await opened(watched.url, (what) => noticed.push(what))
    const ran: number[] = []
    let heard = (): void => undefined
    await backend.work(async ({ number }) => {
      ran.push(number)
      heard()
      return undefined
    })
    const request = await created(backend, systemClock)
    expect(await backend.lastGap()).toEqual({ at: 0, sudden: true })
    await backend.schedule({ kind: 'tell', number: 1 }, systemClock.now() + 4000)
    const back = new Promise<void>((resolve) => backend.onBack(resolve))
    const done = new Promise<void>((resolve) => {
      heard = resolve
    })
    await watched.kill()
    await back
    await done
    expect(ran).toEqual([1])
    expect((await backend.lastGap()).at).toBeGreaterThan(request.createdAt)
    expect(await backend.get(request.number)).toEqual(request)
    expect(noticed.slice(0, 2)).toEqual(['Redis is away', 'Redis is back'])
    expect(await backend.pace.call(async () => 'sent')).toBe('sent')
    await backend.close()
    await watched.restart()
  }, 40_000)

  it('a name that no sentinel knows is refused', async () => {
    const refused = await opened(watched.url.replace('/main', '/other')).catch(({ message }: Error) => message)
    expect(refused).toMatch(/it cannot be reached \(.*No such master with that name\)/)
  })

  it('a sentinel that stands still is passed over', async () => {
    watched.silence()
    const backend = await opened()
    expect(await backend.ready()).toBe(true)
    await backend.close()
  })
})
