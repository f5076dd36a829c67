import { expect, it } from 'vitest'
import { settles } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

/** Everything beyond the methods that the outside contract names (docs: "another Slack server"). */
const beyond = [
  'reactions.get',
  'usergroups.users.list',
  'conversations.history',
  'conversations.replies',
  'chat.getPermalink',
]

it('the main path needs the common Web API methods only; what is missing costs its feature and one warning', async () => {
  world = await stage({
    policy: (source) => {
      source.approval.approvers = ['U0BOB', 'S0SRELEADS']
    },
  })
  const { slack, cloud } = world
  for (const method of beyond) slack.faults.missing(method)
  const card = await world.asks('ada', '/scaleout prod-web 2')

  // Carol is an approver through a group only, and groups cannot be read here: closed by default.
  await slack.as('carol').reacts('white_check_mark', card)
  await world.quiet()
  expect(cloud.orders).toHaveLength(0)
  expect(
    slack
      .as('carol')
      .sees('prod')
      .filter((message) => message.ephemeralTo),
  ).toHaveLength(1)

  await slack.as('bob').reacts('white_check_mark', card)
  await world.until(() => world.thread(card).at(-1)?.includes('2 nodes ready'), 'the nodes')
  expect(cloud.orders).toHaveLength(1)
  expect(world.log.filter((line) => line.includes('reactions cannot be read'))).toHaveLength(1)
})

it.each(['least', 'echo'] as const)(
  'a server that answers only what it was asked for (%s) is told the same, and each message once',
  async (sparse) => {
    world = await stage({
      policy: (source) => {
        source.approval.approvers = ['U0BOB']
      },
      slack: {
        before: (slack) => {
          for (const method of beyond) slack.faults.missing(method)
          slack.faults.tellNoScopes = true
          slack.faults.sparse = sparse
        },
      },
    })
    const { slack, cloud } = world
    const card = await world.asks('ada', '/scaleout prod-web 2')
    await slack.as('bob').reacts('white_check_mark', card)
    await world.until(() => world.thread(card).at(-1)?.includes('2 nodes ready'), 'the nodes')
    await settles(world)
    expect(cloud.orders).toHaveLength(1)
    expect(world.thread(card)).toHaveLength(2)
    expect(slack.channel('prod').messages.filter((message) => message.deleted)).toEqual([])
    const warnings = world.log.filter((line) => line.includes('"level":40'))
    expect(new Set(warnings.map((line) => line.replace(/"time":\d+,/, ''))).size).toBe(warnings.length)
  },
)

it.each([
  { what: 'cannot tell reactions', arm: () => world.slack.faults.missing('reactions.get') },
  { what: 'is busy for a moment', arm: () => world.slack.faults.answer('reactions.get', '429', { times: 3 }) },
  { what: 'fails for a moment', arm: () => world.slack.faults.answer('reactions.get', 'http500', { times: 3 }) },
])('a server that does not tell the thread of a reply and $what: the card has not vanished', async ({ arm }) => {
  world = await stage({
    policy: (source) => {
      source.approval.approvers = ['U0BOB']
    },
  })
  const { slack } = world
  const card = await world.asks('ada', '/scaleout prod-web 2')
  world.cloud.faults.nextTask('stuck')
  await slack.as('bob').reacts('white_check_mark', card)
  await world.cloud.until(() => world.cloud.orders.length > 0)
  slack.faults.sparse = 'echo'
  arm()
  await world.until(() => world.thread(card).length > 0, 'a reply')
  await world.passes(60_000)
  world.cloud.finish(String(world.cloud.orders[0]?.taskId))
  await world.until(() => world.thread(card).at(-1)?.includes('2 nodes ready'), 'the nodes')
  const replies = world.thread(card)
  expect(new Set(replies).size, 'nothing is said twice').toBe(replies.length)
  expect(slack.calls.filter(({ method }) => method === 'chat.delete')).toEqual([])
})

it('a server that does not know the plan block gets the same progress as plain sections, then and afterwards', async () => {
  world = await stage()
  const { slack } = world
  const card = await world.asks('ada', '/scaleout prod-web 1')
  slack.faults.answer('chat.postMessage', { error: 'invalid_blocks' })
  await slack.as('bob').reacts('white_check_mark', card)
  await world.until(() => world.thread(card).at(-1)?.includes('1 node ready'), 'the nodes')
  const [progress] = slack.channel('prod').messages.filter((message) => message.threadTs === card.ts)
  expect(progress?.blocks?.map((block) => block.type)).toEqual(['section', 'context'])
  expect(progress && world.reads(progress)).toContain('Alibaba Cloud accepted it')
})
