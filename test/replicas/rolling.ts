import { carry } from './needs.ts'
import { crowded, type Outcome, play, type Size } from './scenario.ts'

/** An update while requests go through: one replica after the other is told to finish, and replaced. */
export const rolling = ({ requests = 100, rounds = 3 }: Size): Promise<Outcome> =>
  play('rolling', { clusters: 50, timeout: 300_000, requests, excused: crowded }, async (world, needs) => {
    const { crew } = world
    await Promise.all([crew.join(), crew.join(), crew.join()])
    const carried = carry(world, needs)
    let replaced = 0
    for (let round = 0; round < rounds; round++)
      for (const replica of [...crew.present]) {
        await replica.retire()
        await crew.join()
        replaced += 1
      }
    await carried
    return { notes: [`${replaced} replaced`] }
  })
