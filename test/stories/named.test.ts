import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { acme } from '../../playground/slack/index.ts'
import { createMetrics } from '../../src/ops/metrics.ts'
import { readExposition } from '../ops/exposition.ts'
import { ruled, told } from './asked.ts'
import type { PolicySource } from './policy.ts'
import { type Stage, type Staging, stage } from './stage.ts'

let world: Stage

/** Lets so many ms pass, whatever falls due in them one after the other. */
async function waits(ms: number): Promise<void> {
  const until = world.clock.now() + ms
  await world.until(() => world.clock.now() >= until, 'the time to pass')
}

const line = z.looseObject({ msg: z.string(), id: z.string(), kind: z.string() })

/** What the log says is wrong in the policy: kind and id, in order of the log. */
const found = (): string[] =>
  world.log.flatMap((text) => {
    const { data } = line.safeParse(JSON.parse(text))
    return data?.msg.startsWith('the policy file: ') && data.msg !== 'the policy file: this is in order now'
      ? [`${data.kind} ${data.id}`]
      : []
  })

/** Starts with a policy, and lets the first look at its names end. */
async function looked(policy: (source: PolicySource) => void, more: Staging = {}): Promise<void> {
  world = await stage({ policy, ...more })
  await waits(15 * 60_000)
}

const emptied = {
  ...acme,
  groups: [...acme.groups, { handle: 'gone', id: 'S0GONE', name: 'Gone', members: [] }],
}

describe('whoever and whatever the policy names is looked up', () => {
  it('all is well: nothing is said', async () => {
    await looked(ruled({ channel: 'C0APPROVE', approvers: ['S0SRELEADS', 'U0DAN'] }))
    expect(found()).toEqual([])
  })

  it.each([
    ['a channel that is made up', { channel: 'C0MADEUP' }, 'channel_unknown C0MADEUP'],
    ['a channel without the bot', { channel: 'C0RANDOM' }, 'channel_not_in C0RANDOM'],
    ['a channel shared with others', { channel: 'C0PARTNERS' }, 'channel_shared C0PARTNERS'],
    ['a group that is made up', { approvers: ['U0BOB', 'U0DAN', 'S0MADEUP'] }, 'group_unknown S0MADEUP'],
    ['a group that is disabled', { approvers: ['U0BOB', 'U0DAN', 'S0OLDOPS'] }, 'group_disabled S0OLDOPS'],
    ['a group without members', { approvers: ['U0BOB', 'U0DAN', 'S0GONE'] }, 'group_empty S0GONE'],
    ['a person who is made up', { approvers: ['U0BOB', 'U0DAN', 'U0MADEUP'] }, 'person_unknown U0MADEUP'],
    ['a person who is deactivated', { approvers: ['U0BOB', 'U0DAN', 'U0ZED'] }, 'person_deactivated U0ZED'],
    ['a guest', { approvers: ['U0BOB', 'U0DAN', 'U0GRETA'] }, 'person_guest U0GRETA'],
    ['a bot', { approvers: ['U0BOB', 'U0DAN', 'U0ROBO'] }, 'person_bot U0ROBO'],
    ['somebody of another workspace', { approvers: ['U0BOB', 'U0DAN', 'U0OTTO'] }, 'person_stranger U0OTTO'],
  ])('%s is in the log and on /metrics', async (_, rule, expected) => {
    const metrics = createMetrics({ version: '1', mode: 'embedded' })
    await looked(ruled(rule), { metrics, slack: { workspace: emptied } })
    expect(found()).toEqual([expected])
    const text = await metrics.text({ open: async () => [], depth: () => Promise.reject(new Error()) })
    const [kind] = expected.split(' ')
    expect(readExposition(text).at(`scaleout_policy_faults{kind="${kind}"}`)).toBe(1)
  })

  it('an archived channel is found where it is only asked in, too', async () => {
    await looked(
      (source) => {
        Object.assign(source.approval, { channel: 'C0APPROVE' })
        Object.assign(source.clusters['prod-web'] ?? {}, { channels: ['C0PROD', 'C0RANDOM'] })
      },
      { slack: { before: (slack) => slack.archive('random') } },
    )
    expect(found()).toEqual(['channel_archived C0RANDOM'])
  })

  it('fewer people who may approve than the quorum', async () => {
    await looked(ruled({ approvers: ['U0BOB', 'U0ZED', 'S0OLDOPS'], quorum: 2 }))
    expect(found()).toEqual([
      'person_deactivated U0ZED',
      'group_disabled S0OLDOPS',
      'quorum_unreachable prod-web',
      'quorum_unreachable sandbox-1',
      'quorum_unreachable edge-1',
    ])
  })

  it('a scope or a plan that is missing is named as that', async () => {
    await looked(ruled({ channel: 'C0ONCALL', approvers: ['U0BOB', 'U0DAN', 'S0SRELEADS'] }), {
      slack: {
        before: (slack) => {
          slack.faults.withhold('usergroups:read')
          slack.faults.withhold('groups:read')
        },
      },
    })
    expect(found()).toEqual(['group_unreadable S0SRELEADS', 'channel_unreadable C0ONCALL'])
  })

  it('what Slack does not say just now is no fault', async () => {
    await looked(ruled({ channel: 'C0APPROVE', approvers: ['U0BOB', 'S0SRELEADS'] }), {
      slack: {
        before: ({ faults }) => {
          for (const method of ['conversations.info', 'users.info', 'usergroups.users.list'])
            faults.answer(method, 'http500', { times: 1000 })
        },
      },
    })
    expect(found()).toEqual([])
  })

  it('is found within an hour when it comes later, and said once; and again when it is in order', async () => {
    await looked(ruled({ approvers: ['U0BOB', 'U0DAN', 'U0CAROL'] }))
    world.slack.deactivate('bob')
    await waits(4 * 60 * 60_000)
    expect(found()).toEqual(['person_deactivated U0BOB'])
  })

  it('asks Slack seldom, and one question after the other', async () => {
    await looked(ruled({ approvers: ['U0BOB', 'S0SRELEADS', 'S0ONCALL'] }))
    const asked = world.slack.calls.filter(({ method }) => /^(users|usergroups|conversations)\./.test(method))
    const times = asked.map(({ at }) => at)
    expect(asked.length).toBeLessThan(25)
    expect(new Set(times).size).toBe(times.length)
  })
})

describe('a rule that cannot be met', () => {
  it('the card says what is wrong with it, and the requester is told at once', async () => {
    await looked(ruled({ approvers: ['S0GONE', 'U0ZED'] }), { slack: { workspace: emptied } })
    const card = await world.asks('ada', '/scaleout prod-web 2')
    expect(world.reads(card)).toContain('@gone has no members')
    expect(world.reads(card)).toContain('@zed is deactivated')
    expect(world.reads(card)).toContain('fewer than 1 person may approve this')
    await world.quiet()
    expect(told(world, 'ada')).toEqual([expect.stringContaining('SO-1 cannot be approved as things are')])
  })

  it('because the only approver is the requester', async () => {
    await looked(ruled({ approvers: ['U0ADA'] }))
    const card = await world.asks('ada', '/scaleout prod-web 2')
    expect(world.reads(card)).toContain('fewer than 1 person may approve this')
    const other = await world.asks('dan', '/scaleout prod-web 2')
    expect(world.reads(other)).not.toContain('fewer than')
    expect(told(world, 'dan')).toEqual([])
  })

  it('a fault beside enough approvers is said on the card only, and nothing when it has been mended', async () => {
    await looked(ruled({ approvers: ['U0BOB', 'U0DAN', 'S0OLDOPS'] }))
    const card = await world.asks('ada', '/scaleout prod-web 2')
    expect(world.reads(card)).toContain('@old-ops is disabled')
    expect(world.reads(card)).not.toContain('fewer than')
    expect(told(world, 'ada')).toEqual([])
  })

  it('a person who could approve again since the last look counts', async () => {
    await looked(ruled({ approvers: ['U0CAROL'] }), { slack: { before: (slack) => slack.becomes('carol', 'guest') } })
    world.slack.becomes('carol', 'member')
    const card = await world.asks('ada', '/scaleout prod-web 2')
    expect(world.reads(card)).not.toContain('may approve this')
  })
})
