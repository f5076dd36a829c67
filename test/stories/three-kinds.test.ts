import { expect, it } from 'vitest'
import { edgePassword, type Stage, stage } from './stage.ts'

let world: Stage

const stories = [
  { by: 'socket', command: '/scaleout prod-web 3 checkout is slow, INC-42', nodes: 3, cluster: 'prod-web' },
  { by: 'http', command: '/scaleout sandbox-1 1 builds wait', nodes: 1, cluster: 'sandbox-1' },
] as const

it.each(stories)(
  '$cluster by $by: asked for, approved, bought once, followed until the nodes are ready',
  async (story) => {
    world = await stage({ by: story.by })
    const { slack, cloud } = world
    const card = await world.asks('ada', story.command)
    expect(world.reads(card)).toContain('Waiting for approval')
    expect(cloud.orders).toHaveLength(0)

    await slack.as('bob').reacts('white_check_mark', card)
    await world.until(() => world.thread(card).at(-1)?.includes('ready in'), 'the nodes')

    expect(cloud.orders).toHaveLength(1)
    const [first, ...replies] = world.thread(card)
    expect(first).toContain(cloud.orders[0]?.taskId)
    expect(replies).toHaveLength(1)
    expect(replies[0]).toContain(
      `@ada: ${story.nodes === 1 ? '1 node' : `${story.nodes} nodes`} ready in ${story.cluster}`,
    )
    await world.until(() => world.reads(card).includes('Done:'), 'the card to say so')
  },
)

it('an edge cluster takes a password that nobody types, and it goes nowhere but to the cloud', async () => {
  world = await stage()
  const { slack, cloud } = world
  await slack.as('dan').types('/scaleout edge-1 2 stream tonight', 'prod')
  const modal = await world.until(() => slack.as('dan').hasModal && slack.as('dan').modal(), 'the form')
  await modal.choose('credential', 'edge-root')
  expect(await modal.submit()).toEqual({ closed: true })
  const card = await world.card(1)
  await slack.as('carol').reacts('white_check_mark', card)
  await world.until(() => world.thread(card).at(-1)?.includes('2 nodes ready in edge-1'), 'the nodes')

  expect(cloud.orders.map((order) => order.body)).toEqual([expect.objectContaining({ login_password: edgePassword })])
  const records = JSON.stringify(await world.records())
  for (const place of [records, slack.transcript(), world.log.join('\n')]) expect(place).not.toContain(edgePassword)
})
