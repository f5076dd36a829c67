import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { advised } from '../views/advised.ts'
import { approved, cardSays, posts, thread, unbought } from './approved.ts'
import { form, ruled } from './asked.ts'
import type { PolicySource } from './policy.ts'
import { type Stage, type Staging, stage } from './stage.ts'

let world: Stage

const minute = 60_000

/** The usual policy with other keys of one cluster. */
const clustered =
  (change: Record<string, unknown>, name = 'prod-web') =>
  (source: PolicySource): void => {
    Object.assign(source.clusters[name] ?? {}, change)
  }
const limited =
  (limits: Record<string, unknown>) =>
  (source: PolicySource): void => {
    Object.assign(source.limits, limits)
  }

async function restarts(policy?: (source: PolicySource) => void): Promise<void> {
  await world.stopBot()
  await world.startBot(policy)
}

/** Whoever votes does so now; nothing comes of it but what this code says, and what to do. */
async function refusedWith(card: Message, code: string, advice: keyof typeof en.advice): Promise<string> {
  const end = await thread(world, card, unbought)
  expect(end).toContain(`\`${code}\``)
  expect(end).toContain(en.thread.whatToDo(advised(advice, en)))
  await world.passes(60 * minute)
  expect(posts(world)).toHaveLength(0)
  return end
}

describe('an open request is held against the policy of the day on which it is called', () => {
  const types = (...names: string[]) =>
    clustered({
      choices: { worker_instance_types: names },
      defaults: { ...usual, worker_instance_types: names.slice(-1) },
    })
  const sizes = (...gib: number[]) =>
    clustered({
      choices: { worker_system_disk_size: gib },
      defaults: { ...usual, worker_system_disk_size: gib.at(-1) },
    })
  const usual = {
    vswitch_ids: ['vsw-bp1prodweb000000000h'],
    worker_instance_types: ['ecs.c5.xlarge'],
    key_pair: 'ops',
    worker_system_disk_category: 'cloud_essd',
    worker_system_disk_size: 120,
  }

  type Change = {
    what: string
    command?: string
    before?: Staging['policy']
    now: NonNullable<Staging['policy']>
    code: string
    advice: keyof typeof en.advice
    names: string
  }
  const changes: readonly Change[] = [
    {
      what: 'more nodes than one request may ask for now',
      command: '/scaleout prod-web 15 checkout is slow',
      now: limited({ nodes_per_request: 2 }),
      code: 'TooManyNodes',
      advice: 'tooManyNodes',
      names: 'count: 15, limits.nodes_per_request: 2',
    },
    {
      what: 'an instance type that is no longer a choice',
      before: types('ecs.c6.xlarge', 'ecs.c5.xlarge'),
      now: types('ecs.c6.xlarge'),
      code: 'ValueNotAllowed',
      advice: 'valueNotAllowed',
      names: 'worker_instance_types',
    },
    {
      what: 'a number that is no longer a choice',
      before: sizes(40, 120),
      now: sizes(200, 40),
      code: 'ValueNotAllowed',
      advice: 'valueNotAllowed',
      names: 'worker_system_disk_size',
    },
    {
      what: 'a channel where the cluster may no longer be asked for',
      before: clustered({ channels: ['C0PROD', 'C0ONCALL'] }),
      now: clustered({ channels: ['C0ONCALL'] }),
      code: 'ChannelNotAllowed',
      advice: 'channelNotAllowed',
      names: '',
    },
    {
      what: 'a requester who is no longer named',
      before: clustered({ requesters: ['U0ADA', 'U0MEI'] }),
      now: clustered({ requesters: ['U0MEI'] }),
      code: 'RequesterNotListed',
      advice: 'requesterNotListed',
      names: '',
    },
    {
      what: 'another channel in which it is approved now',
      now: ruled({ channel: 'C0APPROVE' }),
      code: 'PolicyChanged',
      advice: 'policyChanged',
      names: 'approval.channel',
    },
    {
      what: 'an emoji that no longer approves',
      before: ruled({ approve_with: ['white_check_mark', 'shipit'] }),
      now: ruled({ approve_with: ['shipit'] }),
      code: 'PolicyChanged',
      advice: 'policyChanged',
      names: 'approval.approve_with',
    },
    {
      what: 'a name that is another cluster’s now',
      now: ({ clusters }) => {
        clusters['prod-api'] = { ...clusters['prod-web'] }
        delete clusters['prod-web']
      },
      code: 'PolicyChanged',
      advice: 'policyChanged',
      names: 'clusters.prod-web',
    },
  ]

  it.each(changes.map((change) => [change.what, change] as const))('%s: refused, and said why', async (_, change) => {
    const { before, command, now, code, advice, names } = change
    world = await stage(before ? { policy: before } : {})
    const card = await world.asks('ada', command ?? '/scaleout prod-web 2 checkout is slow')
    await restarts(now)
    await world.slack.as('bob').reacts('white_check_mark', card)
    expect(await refusedWith(card, code, advice)).toContain(names)
  })

  it('a named credential that is not in the file any more: refused, and said why', async () => {
    world = await stage()
    const modal = await form(world, 'ada', '/scaleout edge-1 1 stream')
    await modal.choose('credential', 'edge-root')
    expect(await modal.submit()).toEqual({ closed: true })
    const card = await world.card(1)
    await restarts((source) => void delete source.credentials)
    await world.slack.as('bob').reacts('white_check_mark', card)
    expect(await refusedWith(card, 'CredentialGone', 'credentialGone')).toContain('edge-root')
  })

  it('what does not concern it changes nothing: other defaults, choices that still hold, longer lists, other sizes on the wire', async () => {
    world = await stage({ policy: clustered({ requesters: ['U0ADA'], channels: ['C0PROD'] }) })
    const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
    await restarts((source) => {
      types('ecs.c5.xlarge', 'ecs.c6.xlarge')(source)
      clustered({ requesters: ['U0MEI', 'U0ADA'], channels: ['C0APPROVE', 'C0PROD'], disk_size_as: 'string' })(source)
      ruled({ approvers: ['S0SRELEADS', 'U0DAN'], reject_with: ['x', 'no_entry'], expires_in: '1h' })(source)
    })
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, '2 nodes ready in prod-web')
    expect(world.cloud.orders.map(({ body }) => body)).toEqual([(await world.records())[0]?.body])
  })

  it('a limit of requests that is lowered takes back no request: it was kept when they were made', async () => {
    world = await stage()
    const cards = [
      await world.asks('ada', '/scaleout prod-web 1 first'),
      await world.asks('ada', '/scaleout prod-web 2 second'),
    ]
    await restarts(
      limited({ requests_per_user: { count: 1, per: '1h' }, requests_per_cluster: { count: 1, per: '1h' } }),
    )
    for (const card of cards) await world.slack.as('bob').reacts('white_check_mark', card)
    await world.until(() => world.cloud.orders.length === 2, 'both calls')
  })

  it('a requeued call is held against it again when it is made', async () => {
    world = await stage()
    world.cloud.faults.next('throttle', { retryAfter: 600_000 })
    const card = await approved(world, '/scaleout prod-web 15 checkout is slow')
    await cardSays(world, card, en.state.requeued('Throttling.User', ''))
    await restarts(limited({ nodes_per_request: 2 }))
    expect(await thread(world, card, unbought)).toContain('TooManyNodes')
    expect(posts(world)).toHaveLength(1)
    expect(world.cloud.orders).toHaveLength(0)
  })
})
