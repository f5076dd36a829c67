import { askAll, posted } from './needs.ts'
import { type Outcome, play, type Size } from './scenario.ts'
import { crowd } from './world.ts'

/**
 * Fifty people approve the same card at once, and each reaction may reach any of three replicas. The rates of Slack are
 * out of the way: fifty people a second are more than it would describe to the bot.
 */
export const reactions = ({ rounds = 200 }: Size): Promise<Outcome> =>
  play('reactions', { clusters: 100, approvers: 'S0CROWD', speed: 1000, requests: rounds }, async (world, needs) => {
    const { slack, cloud, crew } = world
    await Promise.all([crew.join(), crew.join(), crew.join()])
    await askAll(world, needs)
    const spans: number[] = []
    const waits: number[] = []
    for (const need of needs) {
      const card = await posted(world, need)
      const orders = cloud.orders.length
      const began = performance.now()
      await Promise.all(crowd.map((hand) => slack.as(hand).reacts('white_check_mark', card)))
      spans.push(performance.now() - began)
      await world.until(() => cloud.orders.length > orders, `the order of ${need.code}`)
      waits.push(performance.now() - began)
    }
    return {
      notes: [
        `${crowd.length} reactions within ${median(spans).toFixed(1)} ms (at most ${Math.max(...spans).toFixed(1)})`,
        `executed after ${median(waits).toFixed(0)} ms (at most ${Math.max(...waits).toFixed(0)})`,
      ],
    }
  })

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
