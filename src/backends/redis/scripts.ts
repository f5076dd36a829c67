import type { Result } from 'ioredis'
import { clusterKey } from '../../clusters/cluster-key.ts'
import type { Created, Limits } from '../../scaleout/ports.ts'
import { type Draft, opened, type Request } from '../../scaleout/record.ts'
import { readRecord, writeRecord } from '../../scaleout/stored.ts'
import { enterLua, entryLua } from './entries.ts'

/** One script is one transaction. ARGV[1] is the prefix of every key; Redis Cluster, which would mind, is refused at start. */
export const scripts = {
  createRequest: `${entryLua}
    local p, origin, rest, createdAt, by, cluster = unpack(ARGV, 1, 6)
    local taken = redis.call('HGET', p .. 'origins', origin)
    if taken then return { 'taken', redis.call('HGET', p .. 'request:' .. taken, 'record') } end
    local asked = { p .. 'by:' .. by, p .. 'cluster:' .. cluster }
    for i = 1, 2 do
      local since, count = ARGV[5 + 2 * i], tonumber(ARGV[6 + 2 * i])
      local rows = count > 0 and redis.call('ZREVRANGEBYSCORE', asked[i], '+inf', since, 'WITHSCORES', 'LIMIT', 0, count) or {}
      if count > 0 and #rows == 2 * count then return { i == 1 and 'perUser' or 'perCluster', rows[#rows] } end
    end
    local number = (tonumber(redis.call('GET', p .. 'number')) or 0) + 1
    enter(p, number, unpack(ARGV, 11, 13))
    redis.call('INCR', p .. 'number')
    local record = '{"number":' .. number .. ',' .. rest
    redis.call('HSET', p .. 'request:' .. number, 'revision', 1, 'record', record)
    redis.call('HSET', p .. 'origins', origin, number)
    for i = 1, 2 do redis.call('ZADD', asked[i], createdAt, number) end
    redis.call('ZADD', p .. 'open', number, number)
    redis.call('ZADD', p .. 'open:' .. cluster, number, number)
    return { 'ok', record }`,
  saveRequest: `${entryLua}
    local p, number, cluster, before, record, holds, open = unpack(ARGV, 1, 7)
    local request = p .. 'request:' .. number
    local holder = redis.call('HGET', p .. 'held', cluster)
    if holds == '1' and holder and holder ~= number then return 'cluster_held' end
    if redis.call('HGET', request, 'revision') ~= before then return 'stale' end
    enter(p, number, unpack(ARGV, 8, 10))
    redis.call('HSET', request, 'revision', before + 1, 'record', record)
    if holds == '1' then redis.call('HSET', p .. 'held', cluster, number)
    elseif holder == number then redis.call('HDEL', p .. 'held', cluster) end
    for _, index in ipairs({ p .. 'open', p .. 'open:' .. cluster }) do
      if open == '1' then redis.call('ZADD', index, number, number) else redis.call('ZREM', index, number) end
    end
    for i = 11, #ARGV do redis.call('HSETNX', p .. 'messages', ARGV[i], number) end
    return 'saved'`,
  enterEntry: `${entryLua}${enterLua}`,
  // GCRA: a key lasts until everything that was taken has come back, by the clock of Redis. One that was set back holds
  // nobody up for longer than a rate that is used up.
  takeRoom: `
    local key = ARGV[1]
    local each, most, wanted, kept = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
    local left = redis.call('PTTL', key)
    if left > most * each then
      left = most * each
      redis.call('PEXPIRE', key, left)
    end
    local after = math.max(left, 0) + wanted * each
    local wait = after + kept * each - most * each
    if wait > 0 then return wait end
    redis.call('SET', key, 1, 'PX', after)
    return 0`,
}

declare module 'ioredis' {
  interface RedisCommander<Context> {
    createRequest(...args: (string | number)[]): Result<[outcome: string, value: string], Context>
    saveRequest(...args: (string | number)[]): Result<'saved' | 'stale' | 'cluster_held', Context>
    takeRoom(...args: (string | number)[]): Result<number, Context>
    enterEntry(...args: (string | number)[]): Result<0 | 1, Context>
  }
}

/** What `createRequest` takes: a draft without its number, and the windows of its limits. */
export function draftArgs(draft: Draft, { perUser, perCluster }: Limits): (string | number)[] {
  const { number: _, ...rest } = opened(draft, 0)
  const windows = [perUser, perCluster].flatMap((rule) => [`(${draft.createdAt - (rule?.per ?? 0)}`, rule?.count ?? 0])
  const text = JSON.stringify(rest).slice(1)
  return [draft.origin, text, draft.createdAt, draft.by, clusterKey(draft.cluster.id), ...windows]
}

/** What it answers. */
export function created([outcome, value]: [string, string], { perUser, perCluster }: Limits): Created {
  if (outcome === 'ok' || outcome === 'taken') return { ok: true, request: readRecord(value), isNew: outcome === 'ok' }
  const limit = outcome === 'perUser' ? 'perUser' : 'perCluster'
  const rule = limit === 'perUser' ? perUser : perCluster
  return { ok: false, limit, count: rule?.count ?? 0, freeAt: Number(value) + (rule?.per ?? 0) }
}

/** What `saveRequest` takes. */
export function saveArgs(
  request: Request,
  holds: boolean,
  open: boolean,
  entry: readonly (string | number)[],
): (string | number)[] {
  const messages = Object.values(request.projection.messages).map(({ channel, ts }) => `${channel} ${ts}`)
  const flags = [holds, open].map(Number)
  const record = writeRecord(request)
  return [request.number, clusterKey(request.cluster.id), request.revision - 1, record, ...flags, ...entry, ...messages]
}
