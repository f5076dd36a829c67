import { describe, expect, it } from 'vitest'
import { brokenPromises } from '../../src/backends/redis/requirements.ts'
import { redisConnection } from '../../src/config/redis-url.ts'

describe('an address of Redis', () => {
  it.each([
    ['redis://127.0.0.1', { host: '127.0.0.1', port: 6379, db: 0 }],
    ['redis://redis:6380/2', { host: 'redis', port: 6380, db: 2 }],
    ['redis://:pass@h', { host: 'h', port: 6379, db: 0, password: 'pass' }],
    ['redis://bot:p%40ss%2F1@h:1', { host: 'h', port: 1, db: 0, username: 'bot', password: 'p@ss/1' }],
    ['redis://:100%25@h', { host: 'h', port: 6379, db: 0, password: '100%' }],
    ['rediss://[::1]:6390/', { host: '::1', port: 6390, db: 0, tls: {} }],
    [
      'redis+sentinel://:pass@a,b:26380/main/4?sentinel_password=second',
      {
        name: 'main',
        sentinels: [
          { host: 'a', port: 26_379 },
          { host: 'b', port: 26_380 },
        ],
        db: 4,
        password: 'pass',
        sentinelPassword: 'second',
      },
    ],
    [
      'rediss+sentinel://a/main',
      {
        name: 'main',
        sentinels: [{ host: 'a', port: 26_379 }],
        db: 0,
        tls: {},
        sentinelTLS: {},
        enableTLSForSentinelMode: true,
      },
    ],
  ])('%s', (url, connection) => expect(redisConnection(url)).toEqual(connection))

  it.each([
    'http://127.0.0.1',
    'redis://',
    'redis://a,b',
    'redis://h/zero',
    'redis://h/0/1',
    'redis://h:x',
    'redis+sentinel://a,b',
    'redis+sentinel://a,,b/main',
    'redis://h?sentinel_password=x',
    'redis://u:%zz@h',
    '127.0.0.1:6379',
  ])('not %s', (url) => expect(redisConnection(url)).toBeUndefined())
})

describe('what INFO says', () => {
  const fine = {
    redis_version: '7.0.15',
    role: 'master',
    cluster_enabled: '0',
    aof_enabled: '1',
    maxmemory_policy: 'noeviction',
  }
  const broken = (change: Record<string, string | undefined>): string[] => {
    const lines = Object.entries({ ...fine, ...change }).filter(([, value]) => value !== undefined)
    const info = ['# Server', ...lines.map(([name, value]) => `${name}:${value}`), ''].join('\r\n')
    return brokenPromises(info).map(({ risk, says }) => `${risk}: ${says}`)
  }

  it('is fine', () => expect(broken({})).toEqual([]))

  it.each([
    [{ aof_enabled: '0' }, /^loss: .*: set `appendonly yes`$/],
    [{ aof_enabled: undefined }, /^loss: .*appendonly/],
    [{ maxmemory_policy: 'volatile-lru' }, /^loss: .*\(maxmemory-policy volatile-lru\): set/],
    [{ maxmemory_policy: undefined }, /^loss: .*\(maxmemory-policy unknown\): set/],
    [{ role: 'slave' }, /^unfit: .*: name its master$/],
    [{ cluster_enabled: '1' }, /^unfit: is a Redis Cluster: name/],
    [{ redis_version: '6.0.16' }, /^unfit: has version 6.0.16: use 6.2 or newer$/],
    [{ redis_version: '5.0.14' }, /^unfit: has version 5.0.14/],
    [{ redis_version: undefined }, /^unfit: /],
  ])('%o is not', (change, says) => expect(broken(change)).toEqual([expect.stringMatching(says)]))

  it.each(['6.2.0', '7.2.4', '8.0.1', '10.0.0'])('version %s is new enough', (redis_version) =>
    expect(broken({ redis_version })).toEqual([]),
  )
})
