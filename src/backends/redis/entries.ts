import type { Redis } from 'ioredis'
import { type Entry, type Kept, readEntry, writtenEntry } from '../../scaleout/entry.ts'

/**
 * For the scripts that write a record: its entry first, as a script that fails is not undone. `entries` is the stream of all;
 * each request, and 0 for what belongs to none, has a list of its own entries' ids in it. An older replica knows neither.
 * What is too old goes a few at a time: a clock that jumps ahead for a moment does not take everything along.
 */
export const entryLua = `
  local function enter(p, number, entry, most, forMs)
    if entry == '' then return end
    local id = redis.call('XADD', p .. 'entries', 'MAXLEN', most, '*', 'request', number, 'entry', entry)
    local last = redis.call('TIME')[1] * 1000 - forMs
    local old = redis.call('XRANGE', p .. 'entries', '-', string.format('%.0f', math.max(0, last)), 'COUNT', 10)
    for _, one in ipairs(old) do redis.call('XDEL', p .. 'entries', one[1]) end
    local own = p .. 'entries:' .. number
    redis.call('RPUSH', own, id)
    redis.call('LTRIM', own, -most, -1)
    redis.call('PEXPIRE', own, forMs)
  end`

/** A card is read again for as long as its request is open, in ms. */
const onceFor = 30 * 24 * 60 * 60_000

/** An entry that changes no record. */
export const enterLua = `
  local p, number, entry, most, forMs, once = unpack(ARGV, 1, 6)
  local keys = p .. 'entries:' .. number .. ':once'
  if once ~= '' and redis.call('SISMEMBER', keys, once) == 1 then return 0 end
  enter(p, number, entry, most, forMs)
  if once ~= '' then
    redis.call('SADD', keys, once)
    redis.call('PEXPIRE', keys, math.min(forMs, ${onceFor}))
  end
  return 1`

/** What the scripts take: '' where there is no entry. */
export const entryArgs = (entry: Entry | undefined, { most, forMs }: Kept): [string, number, number] => [
  entry ? writtenEntry(entry) : '',
  most,
  forMs,
]

/** The newest of a request, or of what belongs to none, the oldest first. */
export async function entriesOf(redis: Redis, p: string, request: number | null, limit: number): Promise<Entry[]> {
  const ids = await redis.lrange(`${p}entries:${request ?? 0}`, -limit, -1)
  const looked = await Promise.all(ids.map((id) => redis.xrange(`${p}entries`, id, id)))
  // What is kept no more is still named in the list.
  return looked.flat().flatMap(([, [, , , stored = '']]) => readEntry(stored, request) ?? [])
}
