import { setTimeout as rest } from 'node:timers/promises'
import { settled } from './audit.ts'
import { carry } from './needs.ts'
import { type Outcome, play, type Size, unanswered } from './scenario.ts'

/** Reactions are read before each call, and Slack's pace for that is some 36 a minute: a hundred requests take minutes. */
const longest = 600_000

/** Until all requests are through, a random one of three replicas is killed every second, and started again at once. */
export const sigkill = ({ requests = 100 }: Size): Promise<Outcome> =>
  play('sigkill', { clusters: 50, timeout: longest, requests, excused: unanswered }, async (world, needs) => {
    const { crew } = world
    await Promise.all([crew.join(), crew.join(), crew.join()])
    let [over, kills] = [false, 0]
    const kill = async (): Promise<void> => {
      for (await rest(1000); !over; await rest(1000)) {
        const victim = crew.present[Math.floor(Math.random() * crew.present.length)]
        await victim?.kill()
        await crew.hire()
        kills += 1
      }
    }
    const killing = kill()
    const through = carry(world, needs).then(() => world.until(() => settled(world, needs), 'the end of all'))
    await through.finally(() => {
      over = true
    })
    await killing
    return { notes: [`${kills} killed`] }
  })
