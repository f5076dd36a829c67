import { setTimeout as rest } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Backend } from '../../../src/backends/backend.ts'
import { openRedis } from '../../../src/backends/redis/index.ts'
import { systemClock } from '../../../src/clock.ts'
import { type RedisConfig, redisConnection } from '../../../src/config/redis-url.ts'
import type { Gap, Job } from '../../../src/scaleout/ports.ts'
import type { Draft } from '../../../src/scaleout/record.ts'
import { openWire } from '../../replicas/wire.ts'
import { type Certificate, makeCertificate } from '../../setup/certificate.ts'
import { type RedisServer, startRedis } from '../../setup/redis.ts'
import { type Bench, contract, created } from '../contract.ts'
import { entries, entryOf } from '../entries.ts'

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())
beforeEach(() => server.empty())

function placeOf(url: string, change: Partial<RedisConfig> = {}): RedisConfig {
  const connection = redisConnection(url)
  if (!connection) throw new Error(`no address: ${url}`)
  return { connection, prefix: 'scaleout', acceptDataLoss: false, lease: 30_000, ...change }
}

type Opened = { readonly backend: Backend; readonly failed: string[]; readonly noticed: string[] }

async function opened(place = placeOf(server.url), rates = {}): Promise<Opened> {
  const failed: string[] = []
  const noticed: string[] = []
  const backend = await openRedis({
    place,
    callsPerSecond: 50,
    readsPerSecond: 50,
    ...rates,
    clock: systemClock,
    failed: ({ kind, number }, error) => failed.push(`${kind}:${number} ${String(error)}`),
    noticed: (what) => noticed.push(what),
  })
  return { backend, failed, noticed }
}

function bench(): Bench {
  const failed: string[] = []
  return {
    clock: systemClock,
    failed,
    open: async (rates) => {
      const one = await opened(placeOf(server.url), rates)
      one.failed.push = (...what) => failed.push(...what)
      return one.backend
    },
    passes: (ms) => rest(ms),
  }
}

/** Waits for what another process, or Redis, does in its own time. */
async function until(what: () => boolean | Promise<boolean>, why: string, within = 15_000): Promise<void> {
  const deadline = AbortSignal.timeout(within)
  while (!(await what())) {
    if (deadline.aborted) throw new Error(`never came: ${why}`)
    await rest(20)
  }
}

async function keys(): Promise<string[]> {
  const redis = new Redis(server.url)
  const found = await redis.keys('*')
  redis.disconnect()
  return found.sort()
}

const tell = (number: number): Job => ({ kind: 'tell', number })
/** Long enough to see that something does not happen. */
const aWhile = 300

describe('redis', () => {
  it.each([...contract, ...entries])('$that', ({ holds }) => holds(bench()))
})

it('an entry that Redis does not take fails the save with it, and the record stays as it was', async () => {
  const { backend } = await opened()
  const request = await created(backend, systemClock)
  const redis = new Redis(server.url)
  await redis.set('scaleout:entries', 'no stream')
  const after = { ...request, revision: 2 }
  await expect(backend.save(after, true, true, entryOf('voted'))).rejects.toThrow('WRONGTYPE')
  await expect(created(backend, systemClock, {}, entryOf('requested'))).rejects.toThrow('WRONGTYPE')
  expect(await backend.find({ limit: 10 })).toEqual([request])
  expect([...(await backend.held())]).toEqual([])
  await redis.del('scaleout:entries')
  expect((await created(backend, systemClock, {}, entryOf('requested'))).number).toBe(2)
  redis.disconnect()
  await backend.close()
})

it('entries that are too old go a few at a time: a clock that jumps ahead for a moment does not take them all', async () => {
  const { backend } = await opened()
  const redis = new Redis(server.url)
  const longAgo = 1000
  for (let n = 1; n <= 25; n++) await redis.xadd('scaleout:entries', `${longAgo + n}-0`, 'request', 1, 'entry', 'old')
  await created(backend, systemClock, {}, entryOf('requested'))
  expect(await redis.xlen('scaleout:entries')).toBe(25 - 10 + 1)
  redis.disconnect()
  await backend.close()
})

describe('several processes on one Redis', () => {
  it('share the jobs: each runs once, and none beside itself', async () => {
    const replicas = await Promise.all([opened(), opened(), opened()])
    const ran: string[] = []
    const inside = new Set<number>()
    const jobs = Array.from({ length: 60 }, (_, number) => tell(number))
    // All three find the same job to do in the same moment.
    await Promise.all(jobs.flatMap((job) => replicas.map(({ backend }) => backend.ensure(job, 0))))
    for (const { backend } of replicas)
      await backend.work(async ({ kind, number }) => {
        expect(inside.has(number), 'beside itself').toBe(false)
        inside.add(number)
        await rest(5)
        inside.delete(number)
        ran.push(`${kind}:${number}`)
        return undefined
      })
    await until(() => new Set(ran).size === 60, 'every job')
    await rest(aWhile)
    expect(ran).toHaveLength(60)
    await Promise.all(replicas.map(({ backend }) => backend.close()))
    expect(replicas.flatMap(({ failed }) => failed)).toEqual([])
  })

  it('do once for all what is to be done once', async () => {
    const replicas = await Promise.all([opened(), opened(), opened()])
    const claims = await Promise.all(replicas.map(({ backend }) => backend.claim('sweep', 60_000)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    await Promise.all(replicas.map(({ backend }) => backend.close()))
  })

  it('keep the distance between calls together', async () => {
    const replicas = await Promise.all([1, 2, 3].map(() => opened(undefined, { callsPerSecond: 10 })))
    const start = performance.now()
    const at = await Promise.all(
      replicas.flatMap(({ backend }) =>
        [1, 2, 3].map(() => backend.pace.call(async () => Math.round(performance.now() - start))),
      ),
    )
    // Nine calls, 100 ms apart. A slot is told over the network, so two may come somewhat closer.
    expect(Math.max(...at)).toBeGreaterThan(750)
    const inOrder = at.toSorted((a, b) => a - b)
    for (const [index, time] of inOrder.entries())
      expect(inOrder.filter((other) => other >= time && other < time + 250).length, `from call ${index}`).toBeLessThan(
        5,
      )
    await Promise.all(replicas.map(({ backend }) => backend.close()))
  })

  it('keep the distance between posts also with replicas of the versions before, which claim a key', async () => {
    const { backend } = await opened(undefined, { slack: { betweenPosts: 400 } })
    const client = new Redis(server.url)
    const start = performance.now()
    expect(await client.set('scaleout:turn:post:C0PROD', 1, 'PX', 400, 'NX')).toBe('OK')
    expect(await backend.pace.untilPost('C0PROD')).toBe(0)
    expect(performance.now() - start).toBeGreaterThan(390)
    expect(await client.set('scaleout:turn:post:C0PROD', 1, 'PX', 400, 'NX')).toBeNull()
    client.disconnect()
    await backend.close()
  })

  it('a clock of Redis that is set back, by which a key lasts an hour longer, holds nobody up for longer than a used-up rate', async () => {
    const { backend } = await opened(undefined, { callsPerSecond: 10 })
    const client = new Redis(server.url)
    await client.set('scaleout:turn:calls', 1, 'PX', 3_600_000)
    const start = performance.now()
    await backend.pace.call(async () => undefined)
    expect(performance.now() - start).toBeLessThan(5000)
    expect(await client.pttl('scaleout:turn:calls')).toBeLessThanOrEqual(100)
    client.disconnect()
    await backend.close()
  })

  it('a newer rate takes the place of an older one', async () => {
    const old = await opened(undefined, { callsPerSecond: 0.1 })
    const fresh = await opened(undefined, { callsPerSecond: 50 })
    const start = performance.now()
    for (let n = 0; n < 3; n++) await fresh.backend.pace.call(async () => undefined)
    expect(performance.now() - start).toBeLessThan(5000)
    await Promise.all([old, fresh].map(({ backend }) => backend.close()))
  })
})

it('jobs that are done leave nothing behind, and every key stands under the prefix', async () => {
  const { backend } = await opened()
  let ran = 0
  await backend.work(async () => {
    ran += 1
    return undefined
  })
  const counted = async (): Promise<number> => (await keys()).length
  await backend.schedule(tell(1), 0)
  await until(() => ran === 1, 'the first job')
  await rest(aWhile)
  const before = await counted()
  for (let number = 2; number <= 50; number++) await backend.schedule(tell(number), 0)
  await until(() => ran === 50, 'the other jobs')
  await until(async () => (await counted()) <= before, 'the last one to be removed')
  expect((await keys()).filter((key) => !key.startsWith('scaleout:'))).toEqual([])
  await backend.close()
})

describe('what Redis may have forgotten', () => {
  const draftOf = (now: number): Draft => ({
    origin: `V0FORM${now}`,
    createdAt: now,
    by: 'U0ADA',
    language: 'en',
    askedIn: 'C0PROD',
    why: '',
    cluster: { name: 'prod-web', id: 'c1', region: 'cn-hangzhou', type: 'kubernetes' },
    body: { count: 1 },
    secret: null,
    digest: '',
    usual: {},
    cautions: [],
    approval: { channel: 'C0PROD', approvers: [], quorum: 1, expiresAt: now, approveWith: [], rejectWith: [] },
  })
  /** Asks two replicas: of a new Redis, after their connections were cut, and after it was killed and started again. */
  async function gaps(settings: string[]): Promise<{ fresh: Gap; cut: Gap; anew: Gap[]; killedAt: number }> {
    const other = await startRedis(settings)
    const place = placeOf(other.url)
    const [one, two] = await Promise.all([opened(place), opened(place)])
    try {
      const answers = ({ backend }: Opened) => backend.ready().catch(() => false)
      const back = () => until(async () => (await answers(one)) && (await answers(two)), 'Redis')
      const fresh = await one.backend.lastGap()
      await one.backend.create(draftOf(systemClock.now()), { perUser: null, perCluster: null })
      await other.cutConnections()
      await back()
      const cut = await one.backend.lastGap()
      const killedAt = systemClock.now()
      await other.kill()
      const forgets = ({ backend }: Opened) =>
        backend.lastGap().then(
          () => false,
          () => true,
        )
      await until(() => forgets(one), 'nothing to be known while Redis is away')
      await other.restart()
      await back()
      return { fresh, cut, anew: await Promise.all([one, two].map(({ backend }) => backend.lastGap())), killedAt }
    } finally {
      await Promise.all([one.backend.close(), two.backend.close()])
      await other.stop()
    }
  }

  it('its last second, where the disk gets it each second: both see when it ran anew, and nothing in a mere loss of connection', async () => {
    const { fresh, cut, anew, killedAt } = await gaps(['--appendfsync', 'everysec'])
    expect([fresh.at, cut.at]).toEqual([0, 0])
    const [one, two] = anew
    expect(one).toEqual(two)
    expect(one?.at).toBeGreaterThan(killedAt)
    // A newer one says when it has kept a call, and nothing is sent before.
    expect(one?.sudden).toBe(!server.tellsWhenKept)
  })

  it('nothing sudden, where the disk gets everything at once: then only an old copy is meant', async () => {
    const { anew } = await gaps(['--appendfsync', 'always'])
    expect(anew.map(({ sudden }) => sudden)).toEqual([false, false])
  })
})

describe('Redis goes away', () => {
  it('and comes back with everything; jobs go on, and the requester meanwhile was told at once', async () => {
    const { backend, noticed } = await opened()
    const ran: number[] = []
    await backend.work(async ({ number }) => {
      ran.push(number)
      return undefined
    })
    const looks: Promise<number>[] = []
    backend.onBack(() => void looks.push(backend.pace.untilLook('in passing')))
    await backend.schedule(tell(1), systemClock.now() + 1000)
    await server.kill()
    const start = performance.now()
    await expect(backend.get(1)).rejects.toThrow()
    await expect(backend.ready()).rejects.toThrow()
    await expect(backend.schedule(tell(2), 0)).rejects.toThrow()
    await expect(backend.pace.call(async () => 'sent')).rejects.toThrow()
    expect(performance.now() - start).toBeLessThan(2000)
    await server.restart()
    await until(() => backend.ready().catch(() => false), 'Redis')
    await until(() => ran.includes(1), 'the job that waited')
    await backend.schedule(tell(3), 0)
    await until(() => ran.includes(3), 'a new job')
    expect(await backend.pace.call(async () => 'sent')).toBe('sent')
    expect(noticed).toEqual(['Redis is away', 'Redis is back'])
    await until(() => looks.length > 0, 'word that it is back')
    expect(new Set(await Promise.all(looks)), 'with its pace').toEqual(new Set([0]))
    await backend.close()
  })

  it('it vanishes without a word: connections that answer no more are given up, and jobs go on over new ones', async () => {
    const wire = await openWire(server.port)
    let vanished = false
    // What is on the way then never arrives.
    wire.listen(() => (vanished ? new Promise(() => undefined) : 'arrives'))
    const { backend } = await opened(placeOf(`redis://127.0.0.1:${wire.port}`))
    const ran: number[] = []
    await backend.work(async ({ number }) => {
      ran.push(number)
      return undefined
    })
    vanished = true
    await expect(backend.get(1)).rejects.toThrow()
    await Promise.allSettled([backend.pace.call(async () => 'sent'), backend.ready()])
    vanished = false
    await until(() => backend.ready().catch(() => false), 'Redis')
    await backend.schedule(tell(1), 0)
    // The jobs' own connections wait for a minute, if they had asked for something just then.
    await until(() => ran.includes(1), 'a job', 80_000)
    const paced = (): Promise<boolean> => backend.pace.call(async () => true).catch(() => false)
    await until(paced, 'a slot')
    wire.close()
    await backend.close()
  }, 120_000)

  it('it refuses whatever it is asked for a while: it is asked now and then, and not all the time', async () => {
    // A script that runs for longer than this: whoever asks hears BUSY at once.
    const busy = await startRedis(['--busy-reply-threshold', '2500'])
    const { backend } = await opened(placeOf(busy.url))
    const client = new Redis(busy.url)
    let back = 0
    backend.onBack(() => {
      back += 1
    })
    const script = client.eval('while true do end', 0).catch(() => 'killed')
    await until(
      () =>
        backend.get(1).then(
          () => false,
          (error) => /timed out/.test(String(error)),
        ),
      'silence',
    )
    await until(
      () =>
        backend.get(1).then(
          () => false,
          (error) => /BUSY/.test(String(error)),
        ),
      'a refusal',
    )
    await rest(2000)
    expect(back).toBe(0)
    const killer = new Redis(busy.url, { enableReadyCheck: false })
    await killer.script('KILL')
    expect(await script).toBe('killed')
    await until(() => back > 0, 'word that it is back')
    const [, refused] = /cmdstat_ping:.*rejected_calls=(\d+)/.exec(await client.info('commandstats')) ?? []
    expect(Number(refused)).toBeGreaterThan(0)
    expect(Number(refused)).toBeLessThan(20)
    for (const one of [client, killer]) one.disconnect()
    await backend.close()
    await busy.stop()
  }, 30_000)

  it('its memory is full: it says so, is asked now and then, and jobs go on when there is room', async () => {
    const full = await startRedis()
    const { backend, noticed } = await opened(placeOf(full.url, { lease: 3000 }))
    const client = new Redis(full.url)
    const ran = new Set<number>()
    const held = Promise.withResolvers<void>()
    await backend.work(async ({ number }) => {
      await held.promise
      ran.add(number)
      return undefined
    })
    // Some are in hand, and others come up while there is room for more of them in hand, but none in Redis.
    for (let number = 1; number <= 10; number++) await backend.schedule(tell(number), 0)
    for (let number = 11; number <= 20; number++) await backend.schedule(tell(number), systemClock.now() + 500)
    await client.config('SET', 'maxmemory', '100kb')
    await client.config('RESETSTAT')
    await expect(backend.claim('sweep', 1000)).rejects.toThrow('OOM')
    await expect(backend.ready()).rejects.toThrow('OOM')
    await rest(2000)
    held.resolve()
    await rest(1000)
    const [, refused] = /cmdstat_evalsha:.*failed_calls=(\d+)/.exec(await client.info('commandstats')) ?? []
    expect(Number(refused)).toBeGreaterThan(0)
    expect(Number(refused)).toBeLessThan(100)
    expect(noticed.filter((what) => what.includes('OOM'))).toHaveLength(1)
    await client.config('SET', 'maxmemory', '0')
    await until(() => ran.size === 20, 'every job')
    expect(await backend.ready()).toBe(true)
    client.disconnect()
    await backend.close()
    await full.stop()
  }, 40_000)

  it('it stands still: nobody waits for longer than two seconds, and then it goes on', async () => {
    const { backend } = await opened()
    const ran: number[] = []
    await backend.work(async ({ number }) => {
      ran.push(number)
      return undefined
    })
    let back = 0
    backend.onBack(() => {
      back += 1
    })
    await server.pause()
    const start = performance.now()
    const [read, called] = await Promise.allSettled([backend.get(1), backend.pace.call(async () => 'sent')])
    expect([read.status, called.status]).toEqual(['rejected', 'rejected'])
    expect(performance.now() - start).toBeLessThan(4000)
    expect(back).toBe(0)
    server.resume()
    await until(() => back > 0, 'word that it is back')
    await backend.schedule(tell(1), 0)
    await until(() => ran.includes(1), 'a job')
    await backend.close()
  })

  it('its connections are cut, again and again: no job is lost', async () => {
    const { backend } = await opened(placeOf(server.url, { lease: 3000 }))
    const ran = new Set<number>()
    await backend.work(async ({ number }) => {
      await rest(2)
      ran.add(number)
      return undefined
    })
    for (let number = 1; number <= 40; number++) {
      if (number % 10 === 0) await server.cutConnections()
      // What could not be queued is found by the sweep.
      await until(
        () =>
          backend
            .ensure(tell(number), 0)
            .then(() => true)
            .catch(() => false),
        'Redis',
      )
    }
    await until(() => ran.size === 40, 'every job')
    await backend.close()
  })

  it('a replica that is closed while it stands still ends', async () => {
    const { backend } = await opened()
    const held = Promise.withResolvers<void>()
    let ran = false
    await backend.work(async () => {
      ran = true
      await held.promise
      return undefined
    })
    await backend.schedule(tell(1), 0)
    await until(() => ran, 'a job')
    await server.pause()
    held.resolve()
    await backend.close()
    server.resume()
  })

  it('a replica that is closed just after the connections over which it waits for jobs were cut ends', async () => {
    const { backend } = await opened()
    await backend.work(async () => undefined)
    // They try again after a tenth of a second.
    await until(
      () =>
        server
          .cutWaiting()
          .then(() => true)
          .catch(() => false),
      'one that waits',
    )
    await rest(20)
    await backend.close()
  })

  it('it has lost everything: there is still a pace, and still jobs', async () => {
    const { backend } = await opened()
    await backend.work(async () => undefined)
    await backend.pace.call(async () => undefined)
    await server.empty()
    expect(await backend.pace.call(async () => 'sent')).toBe('sent')
    expect(await backend.pace.read(async () => 'seen')).toBe('seen')
    await backend.close()
  })

  it('a replica that is closed meanwhile ends', async () => {
    const { backend, noticed } = await opened()
    let ran = false
    await backend.work(async () => {
      ran = true
      return undefined
    })
    await backend.schedule(tell(1), 0)
    await until(() => ran, 'a job')
    await server.kill()
    await until(() => noticed.includes('Redis is away'), 'the notice')
    await backend.close()
    await server.restart()
  })
})

describe('a Redis that does not keep what it is told is refused at start, with what to do', () => {
  async function refusal(
    settings: string[],
    url?: (port: number) => string,
    change: Partial<RedisConfig> = {},
    certificate?: Certificate,
  ) {
    const other = await startRedis(settings, certificate)
    try {
      const noticed: string[] = []
      const place = placeOf(url?.(other.port) ?? other.url, change)
      const refused = await openRedis({
        place,
        callsPerSecond: 1,
        clock: systemClock,
        failed: () => undefined,
        noticed: (what) => noticed.push(what),
      }).then(
        (backend) => backend.close().then(() => ''),
        (error: Error) => error.message,
      )
      return { refused, noticed }
    } finally {
      await other.stop()
    }
  }
  const forgetful = ['--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru']

  it('everything at once', async () => {
    const { refused } = await refusal(forgetful)
    expect(refused).toContain('set `appendonly yes`')
    expect(refused).toContain('(maxmemory-policy allkeys-lru): set `maxmemory-policy noeviction`')
  })

  it('unless the policy file accepts it: then it is said', async () => {
    const { refused, noticed } = await refusal(forgetful, undefined, { acceptDataLoss: true })
    expect(refused).toBe('')
    expect(noticed.join()).toMatch(/appendonly yes.*The policy file accepts that.*noeviction.*accepts that/)
  })

  it('Redis Cluster, also where loss is accepted', async () => {
    const { refused } = await refusal(['--cluster-enabled', 'yes'], undefined, { acceptDataLoss: true })
    expect(refused).toMatch(/it is a Redis Cluster: name a single Redis/)
  })

  it('a wrong password, which is not repeated', async () => {
    const settings = ['--requirepass', 'right-one']
    const { refused } = await refusal(settings, (port) => `redis://:wrong-one@127.0.0.1:${port}`)
    expect(refused).toMatch(/it cannot be reached \(WRONGPASS/)
    expect(refused).not.toContain('wrong-one')
    expect((await refusal(settings, (port) => `redis://:right-one@127.0.0.1:${port}/3`)).refused).toBe('')
  })

  it('a certificate that nobody vouches for', async () => {
    const certificate = makeCertificate()
    const { refused } = await refusal([], (port) => `rediss://127.0.0.1:${port}`, {}, certificate)
    expect(refused).toMatch(/its certificate is not trusted \(self-signed certificate\): set NODE_EXTRA_CA_CERTS/)
    certificate.remove()
  })

  it('nobody there', async () => {
    await expect(opened(placeOf('redis://127.0.0.1:1'))).rejects.toThrow(
      /it cannot be reached \(connect ECONNREFUSED 127.0.0.1:1\); start it, or name another one/,
    )
  })
})
