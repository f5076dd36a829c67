import { settled } from './audit.ts'
import { carry } from './needs.ts'
import { type Outcome, play, type Size, unanswered } from './scenario.ts'

/** One that nobody follows any more takes no writes after three seconds: what a Redis with Sentinel should be told. */
const careful = ['--min-replicas-to-write', '1', '--min-replicas-max-lag', '3']
/** What was asked for meanwhile stands in Slack all at once, ten seconds later. */
const excused = [...unanswered, /^reactions\.get: rate limited/]
const setting = { clusters: 50, timeout: 400_000, redis: careful, watched: true, excused }

/** What goes through before anything happens, and so has nothing to wait for. */
const before = 5

/**
 * What happens to the master happens so many times, over TLS, while requests go through: Sentinel names another one, and
 * the old one comes back and follows.
 */
const failover = (
  scenario: string,
  { requests = 50, rounds = 5 }: Size,
  [leave, comeBack]: readonly [what: 'kill' | 'pause', then: 'restart' | 'resume'],
): Promise<Outcome> =>
  play(scenario, { ...setting, requests }, async (world, needs) => {
    const { crew, redis } = world
    await Promise.all([crew.join(), crew.join(), crew.join()])
    const [first, others] = [needs.slice(0, before), needs.slice(before)]
    await carry(world, first)
    await world.until(() => settled(world, first), 'the end of the first')
    const carried = carry(world, others)
    await world.until(() => world.cloud.orders.length >= Math.min(requests, 2 * before), 'more orders')
    let longest = 0
    for (let round = 0; round < rounds; round++) {
      const began = performance.now()
      await redis[leave]()
      longest = Math.max(longest, performance.now() - began)
      await redis[comeBack]()
      await redis.follows?.()
    }
    await carried
    return { notes: [`${rounds} times another master, named after ${(longest / 1000).toFixed(1)} s at most`] }
  })

export const masterKilled = (size: Size): Promise<Outcome> => failover('master killed', size, ['kill', 'restart'])

/** When it wakes up there are two for a while. */
export const masterPaused = (size: Size): Promise<Outcome> => failover('master paused', size, ['pause', 'resume'])
