/** What Redis does not do that the bot counts on, as the end of a sentence with its remedy. */
export type Broken = {
  /** `loss`: requests and approvals may be lost, which a policy file may accept. `unfit`: it does not work at all. */
  readonly risk: 'loss' | 'unfit'
  readonly says: string
}

/** What BullMQ recommends and ioredis supports. */
const oldest = [6, 2] as const

/** Reads Redis's own answer to INFO: where Redis is managed, CONFIG is often forbidden, and INFO says the same. */
export function brokenPromises(info: string): Broken[] {
  const facts = factsOf(info)
  const policy = facts.get('maxmemory_policy')
  const version = facts.get('redis_version') ?? ''
  const checks: readonly (readonly [boolean, Broken])[] = [
    [
      facts.get('cluster_enabled') === '1',
      { risk: 'unfit', says: 'is a Redis Cluster: name a single Redis, or one behind Sentinel' },
    ],
    [facts.get('role') === 'slave', { risk: 'unfit', says: 'is a replica and takes no writes: name its master' }],
    [
      isOlder(version, oldest),
      { risk: 'unfit', says: `has version ${version || 'unknown'}: use ${oldest.join('.')} or newer` },
    ],
    [
      facts.get('aof_enabled') !== '1',
      { risk: 'loss', says: 'forgets what it was told when it is restarted: set `appendonly yes`' },
    ],
    [
      policy !== 'noeviction',
      {
        risk: 'loss',
        says: `throws records away when its memory is full (maxmemory-policy ${policy ?? 'unknown'}): set \`maxmemory-policy noeviction\``,
      },
    ],
  ]
  return checks.filter(([broken]) => broken).map(([, what]) => what)
}

/** Which run of a server this is: another one after each start, and another server's after a failover. */
export const runOf = (info: string): string => factsOf(info).get('run_id') ?? ''

/** Whether it can say when what it was told is on its disk (WAITAOF, Redis 7.2). */
export function tellsWhenKept(info: string): boolean {
  const facts = factsOf(info)
  return facts.get('aof_enabled') === '1' && !isOlder(facts.get('redis_version') ?? '', [7, 2])
}

function factsOf(info: string): Map<string, string> {
  return new Map(
    info.split(/\r?\n/).flatMap((line): [string, string][] => {
      const [name, value] = line.split(':')
      return name !== undefined && value !== undefined ? [[name, value.trim()]] : []
    }),
  )
}

function isOlder(version: string, than: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < than[0] || (major === than[0] && minor < than[1])
}
