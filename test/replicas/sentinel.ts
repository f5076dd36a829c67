import { settled } from './audit.ts'
import { carry } from './needs.ts'
import { type Outcome, play, type Size, unanswered } from './scenario.ts'

/** One that is left alone by the others takes no writes after a second: what a set-up with Sentinel should have. */
const careful = ['--min-replicas-to-write', '1', '--min-replicas-max-lag', '3', '--repl-ping-replica-period', '1']
const setting = { clusters: 50, patience: 400_000, redis: careful, watched: true, excused: unanswered }

/** What goes through before the first master dies, and so has nothing to wait for. */
const before = 5

/**
 * The master is killed so many times, over TLS, while requests go through; Sentinel names another one, and who was killed
 * comes back and follows.
 */
export const failover = ({ requests = 50, rounds = 5 }: Size): Promise<Outcome> =>
  play('sentinel-failover', { ...setting, requests }, async (world, needs) => {
    const { crew, redis } = world
    await Promise.all([crew.join(), crew.join(), crew.join()])
    await carry(world, needs.slice(0, before))
    await world.until(() => settled(world, needs.slice(0, before)), 'the end of the first')
    const others = needs.slice(before)
    const away: number[] = []
    let carried: Promise<void> | undefined
    for (let round = 0; round < rounds; round++) {
      const began = performance.now()
      await redis.kill()
      away.push(performance.now() - began)
      carried ??= carry(world, others)
      await redis.restart()
      await redis.follows?.()
    }
    await carried
    return { notes: [`${rounds} masters killed, another one named after ${Math.round(Math.max(...away))} ms at most`] }
  })
