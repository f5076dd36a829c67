import { readFile } from 'node:fs/promises'
import { setTimeout as rest } from 'node:timers/promises'
import type { Crew } from './crew.ts'
import { carry } from './needs.ts'
import { type Outcome, play, type Size, unanswered } from './scenario.ts'
import { keepsAll, type World } from './world.ts'

/**
 * Redis is killed so many times while requests go through, and started again on what it had written down. With its usual
 * settings the bot cannot know that nothing is forgotten, and waits until a forgotten call would be found.
 */
const killed = (
  scenario: string,
  settings: readonly string[],
  { requests = 50, rounds = 10 }: Size,
): Promise<Outcome> =>
  play(
    scenario,
    { clusters: 50, timeout: 300_000, redis: settings, requests, excused: unanswered },
    async (world, needs) => {
      const { crew, redis } = world
      await Promise.all([crew.join(), crew.join(), crew.join()])
      const carried = carry(world, needs)
      for (let round = 0; round < rounds; round++) {
        await rest(3000)
        await redis.kill()
        await rest(500)
        await redis.restart()
      }
      await carried
      return { notes: [`${rounds} times killed and restarted`] }
    },
  )

export const redisKilled = (size: Size): Promise<Outcome> => killed('redis-killed', [], size)

/** The same with one that confirms nothing before it is on the disk. */
export const redisKilledKeepingAll = (size: Size): Promise<Outcome> =>
  killed('redis-killed, fsync always', keepsAll, size)

/** Redis stands still while requests go through; people go on asking and voting. */
export const redisPaused = ({ requests = 50, seconds = 30 }: Size): Promise<Outcome> =>
  play('redis-paused', { clusters: 50, timeout: 300_000, requests, excused: unanswered }, async (world, needs) => {
    const { crew, redis } = world
    await Promise.all([crew.join(), crew.join(), crew.join()])
    const through = carry(world, needs)
    await world.until(() => world.cloud.orders.length > requests / 5, 'the first orders')
    const before = await memory(crew)
    await redis.pause()
    const during = await highest(crew, world, seconds)
    redis.resume()
    await through
    const after = await memory(crew)
    return {
      notes: [`away for ${seconds} s`, `memory of a replica ${before} MB before, ${during} at most, ${after} after`],
      broken: during > before + garbage ? ['a replica grew while Redis was away'] : [],
    }
  })

/** In MB: an allowance for the garbage that even an idle bot accumulates. */
const garbage = 64

/** Connections to Redis break in the middle of what is asked: before it arrives, or before its answer does. */
export const redisCut = ({ requests = 50 }: Size): Promise<Outcome> =>
  play(
    'redis-cut',
    { clusters: 50, wired: true, timeout: 300_000, requests, excused: unanswered },
    async (world, needs) => {
      const { crew } = world
      await Promise.all([crew.join(), crew.join(), crew.join()])
      let scripts = 0
      const cuts = { lost: 0, unanswered: 0 }
      let over = false
      for (const { wires } of crew.present)
        wires?.redis.listen((sent) => {
          // A script is a transaction; so is what stands between MULTI and EXEC.
          if (over || !/evalsha|multi/i.test(sent) || ++scripts % everyNth > 0) return 'arrives'
          const fate = cuts.lost > cuts.unanswered ? 'unanswered' : 'lost'
          cuts[fate] += 1
          return fate
        })
      await carry(world, needs).finally(() => {
        over = true
      })
      return {
        notes: [`${cuts.lost} scripts lost with their connection, ${cuts.unanswered} done but unanswered`],
        broken: cuts.unanswered === 0 ? ['hardly a connection broke'] : [],
      }
    },
  )
const everyNth = 20

/** The most that a replica holds at the end of each second; people ask for the list all the time. */
async function highest(crew: Crew, { slack }: World, seconds: number): Promise<number> {
  let most = 0
  for (let second = 0; second < seconds; second++) {
    void slack.as('dan').types('/scaleout list', 'prod')
    await rest(1000)
    most = Math.max(most, await memory(crew))
  }
  return most
}

/** What the largest replica holds, in MB, as Linux tells. */
async function memory({ present }: Crew): Promise<number> {
  const sizes = await Promise.all(
    present.map(async ({ pid }) => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    }),
  )
  return Math.round(Math.max(...sizes))
}
