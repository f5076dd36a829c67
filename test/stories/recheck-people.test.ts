import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import type { Backend } from '../../src/backends/backend.ts'
import { en } from '../../views/words/en.ts'
import { cardSays, posts, saying, thread, unbought } from './approved.ts'
import { ruled, settles } from './asked.ts'
import type { PolicySource } from './policy.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const always = { times: Number.POSITIVE_INFINITY }
const approves = async (person: string, card: Message): Promise<void> => {
  await world.slack.as(person).reacts('white_check_mark', card)
  await world.quiet()
}

/** Slack tells nobody of it. */
function unheard(change: () => void): void {
  world.slack.faults.loseEvents = true
  change()
  world.slack.faults.loseEvents = false
}

const requestedBy =
  (...requesters: string[]) =>
  (source: PolicySource): void => {
    Object.assign(source.clusters['prod-web'] ?? {}, { requesters })
  }

const changes = [
  ['is deactivated', () => world.slack.deactivate('carol')],
  ['becomes a guest', () => world.slack.becomes('carol', 'guest')],
  ['leaves the group', () => world.slack.removeFromGroup('carol', 'sre-leads')],
] as const

describe('who approved is asked about anew right before the call, whatever was remembered a moment ago', () => {
  it.each(changes)(
    'an approver %s at the moment of the last vote, unheard: theirs does not count',
    async (_, change) => {
      world = await stage({ policy: ruled({ quorum: 2, approvers: ['S0SRELEADS', 'U0DAN'] }) })
      const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
      await approves('carol', card)
      unheard(change)
      await approves('bob', card)
      await settles(world)
      expect(posts(world)).toHaveLength(0)
      expect(world.reads(card)).toContain('*1 of 2*: @bob')
      await approves('dan', card)
      await world.until(() => world.cloud.orders.length === 1, 'the call, approved by two who may')
    },
  )

  it('an approver is deactivated while the cloud is read: Slack is asked after that', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
    const kill = (): void => unheard(() => world.slack.deactivate('bob'))
    world.cloud.faults.next('kill_caller', { action: 'DescribeClusterTasks', kill })
    await approves('bob', card)
    await settles(world)
    expect(posts(world)).toHaveLength(0)
    expect(world.reads(card)).toContain('*0 of 1*')
  })
})

describe('who asked must still be allowed to when the call is made', () => {
  it.each([
    ['is deactivated', () => world.slack.deactivate('ada'), 'RequesterNotMember', 'requesterNotMember'],
    ['becomes a guest', () => world.slack.becomes('ada', 'guest'), 'RequesterNotMember', 'requesterNotMember'],
    [
      'leaves the group',
      () => world.slack.removeFromGroup('ada', 'oncall'),
      'RequesterNotListed',
      'requesterNotListed',
    ],
  ] as const)(
    'one who %s at the moment of the vote, unheard: refused, and said why',
    async (_, change, code, advice) => {
      world = await stage({ policy: requestedBy('S0ONCALL') })
      const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
      unheard(change)
      await approves('bob', card)
      const end = await thread(world, card, unbought)
      expect(end).toContain(`\`${code}\``)
      expect(end).toContain(en.thread.whatToDo(en.advice[advice]))
      await settles(world)
      expect(posts(world)).toHaveLength(0)
    },
  )
})

describe('the channel must still be one to approve in', () => {
  it('it is shared with another organization: refused, and said why', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
    world.slack.share('prod')
    await approves('bob', card)
    const end = await thread(world, card, unbought)
    expect(end).toContain(en.thread.whatToDo(en.advice.approvalChannel))
    await settles(world)
    expect(posts(world)).toHaveLength(0)
  })

  it.each([
    ['it is archived', () => world.slack.archive('prod')],
    ['it is converted, under another id', () => world.slack.convert('prod', 'C0CONVERTED')],
    ['the bot was removed from it', () => world.slack.leave('scaleout', 'prod')],
  ])('%s while the call waits: nothing is bought', async (_, change) => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
    world.cloud.faults.next('throttle', { retryAfter: 30_000 })
    await approves('bob', card)
    await world.until(() => posts(world).length > 0, 'the first try')
    change()
    await settles(world)
    expect(['failed', 'cancelled']).toContain((await world.records())[0]?.stage.state)
    expect(world.cloud.orders).toHaveLength(0)
  })
})

describe('where Slack does not say, it waits until Slack does, and is refused in the end', () => {
  const silences = [
    ['the channel', ruled({}), 'conversations.info'],
    [
      'the requester',
      (source: PolicySource) => {
        requestedBy('S0ONCALL')(source)
        ruled({ approvers: ['U0BOB'] })(source)
      },
      'usergroups.users.list',
    ],
  ] as const
  const postponed = saying((date) => en.state.unverified(date))

  it.each(silences)(
    'of %s, for a moment: the card says so, and it is bought when Slack does',
    async (_, policy, method) => {
      world = await stage({ policy })
      const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
      world.slack.faults.answer(method, 'http500', { times: 2 })
      await approves('bob', card)
      await cardSays(world, card, postponed)
      expect(posts(world)).toHaveLength(0)
      await thread(world, card, '2 nodes ready in prod-web')
      expect(world.cloud.orders).toHaveLength(1)
    },
  )

  it.each(silences)('of %s, for good: nothing is bought, and it is said', async (_, policy, method) => {
    world = await stage({ policy })
    const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
    world.slack.faults.answer(method, 'http500', always)
    await approves('bob', card)
    const end = await thread(world, card, unbought)
    expect(end).toContain(en.thread.whatToDo(en.advice.unconfirmed))
    await settles(world)
    expect(posts(world)).toHaveLength(0)
  })
})

it('each person and each group is looked up once, however many rules name them', async () => {
  world = await stage({
    policy: (source) => {
      requestedBy('S0ONCALL', 'S0SRELEADS')(source)
      ruled({ quorum: 2, approvers: ['S0SRELEADS', 'S0ONCALL'] })(source)
    },
  })
  const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
  world.cloud.faults.next('throttle', { retryAfter: 20_000 })
  await approves('bob', card)
  await approves('carol', card)
  await cardSays(world, card, en.state.requeued('Throttling.User', ''))
  const before = world.slack.calls.length
  await world.passes(30_000)
  await world.until(() => world.cloud.orders.length === 1, 'the call')
  const looks = world.slack.calls
    .slice(before)
    .filter(({ method }) => ['users.info', 'usergroups.users.list', 'conversations.info'].includes(method))
    .map(({ method, args }) => `${method} ${args.user ?? args.usergroup ?? args.channel}`)
  expect(looks.sort()).toEqual([
    'conversations.info C0PROD',
    'usergroups.users.list S0ONCALL',
    'usergroups.users.list S0SRELEADS',
    'users.info U0ADA',
    'users.info U0BOB',
    'users.info U0CAROL',
  ])
})

it('everything is asked before the call is written down, and nothing between that and the call', async () => {
  let asked: string[] = []
  let written = 0
  const noted = (backend: Backend): Backend => ({
    ...backend,
    save: async (request, ...rest) => {
      if (request.stage.state === 'calling') {
        written = world.slack.calls.length
        asked = world.slack.calls.map(({ method, args }) => `${method} ${args.user ?? args.channel}`)
      }
      return backend.save(request, ...rest)
    },
  })
  world = await stage({ policy: ruled({ approvers: ['U0BOB'] }), between: noted })
  const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
  const before = world.slack.calls.length
  await approves('bob', card)
  await world.until(() => world.cloud.orders.length === 1, 'the call')
  expect(asked.slice(before)).toEqual(
    expect.arrayContaining(['users.info U0ADA', 'users.info U0BOB', 'conversations.info C0PROD']),
  )
  const after = world.slack.calls.slice(written).filter(({ at }) => at <= Number(world.cloud.orders[0]?.at))
  expect(after.filter(({ method }) => /info$|list$/.test(method))).toEqual([])
})
