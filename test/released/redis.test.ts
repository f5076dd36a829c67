import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRedis } from '../../src/backends/redis/index.ts'
import { openSqlite } from '../../src/backends/sqlite/index.ts'
import { systemClock } from '../../src/clock.ts'
import { redisConnection } from '../../src/config/redis-url.ts'
import { usualLease } from '../../src/scaleout/lease.ts'
import { holdsCluster, isOpen } from '../../src/scaleout/lifecycle.ts'
import { version as today } from '../../src/scaleout/record.ts'
import { entryOf } from '../backends/entries.ts'
import { type RedisServer, startRedis } from '../setup/redis.ts'
import { versions } from './versions.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

let folder: string
let redis: RedisServer

describe.each(versions)('a Redis of version %s', (version) => {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'scaleout-released-'))
    copyFileSync(here(`${version}/dump.rdb`), join(folder, 'dump.rdb'))
    copyFileSync(here(`${version}/database/scaleout.db`), join(folder, 'scaleout.db'))
    // A Redis that is to append to a file does not look at a dump.
    redis = await startRedis(['--dir', folder, '--appendonly', 'no'])
    const client = new Redis(redis.url)
    await client.config('SET', 'appendonly', 'yes')
    await client.quit()
  }, 60_000)
  afterEach(async () => {
    await redis.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('opens, its records read as those of its database, and that version can go on with them', async () => {
    const connection = redisConnection(redis.url)
    if (!connection) throw new Error(redis.url)
    const client = new Redis(redis.url)
    const stored = (number: number) => client.hget(`scaleout:request:${number}`, 'record')
    const rates = { callsPerSecond: 50, clock: systemClock, failed: () => undefined, noticed: () => undefined }
    const place = { connection, prefix: 'scaleout', acceptDataLoss: false, lease: usualLease }
    const [replicated, embedded] = [await openRedis({ place, ...rates }), openSqlite({ folder, ...rates })]
    try {
      const [ours, theirs] = await Promise.all([replicated.find({ limit: 100 }), embedded.find({ limit: 100 })])
      expect(ours).toHaveLength(19)
      // They were written there by other saves.
      expect(ours.map((one) => ({ ...one, revision: 0 }))).toEqual(theirs.map((one) => ({ ...one, revision: 0 })))
      expect((await replicated.open()).map(({ number }) => number)).toEqual(
        (await embedded.open()).map(({ number }) => number),
      )
      expect(await replicated.held()).toEqual(await embedded.held())
      for (const one of ours) {
        const { ts, channel } = one.projection.messages.card ?? { ts: '', channel: '' }
        if (ts !== '') expect((await replicated.byMessage(channel, ts))?.number).toBe(one.number)
        const next = { ...one, revision: one.revision + 1 }
        expect(await replicated.save(next, holdsCluster(next), isOpen(next))).toBe('saved')
        // A bot of that version may be in the middle of its call.
        const written = JSON.parse((await stored(one.number)) ?? '')
        expect(written.version).toBe(one.version)
        expect(written).toHaveProperty('said.messages')
      }
      // It knew of no entries: they begin now, and it goes on beside them.
      for (const store of [replicated, embedded]) {
        const one = await store.get(1)
        if (!one) throw new Error('SO-1 is gone')
        expect(await store.entries(1, 10)).toEqual([])
        const next = { ...one, revision: one.revision + 1 }
        expect(await store.save(next, holdsCluster(next), isOpen(next), entryOf('voted'))).toBe('saved')
        expect(await store.entries(1, 10)).toEqual([entryOf('voted')])
      }
      const [last] = ours
      const made = last && (await replicated.create({ ...last, origin: 'V0NEW' }, { perUser: null, perCluster: null }))
      expect(made?.ok && made.request.version).toBe(today)
    } finally {
      await Promise.all([replicated.close(), embedded.close(), client.quit()])
    }
  }, 60_000)
})
