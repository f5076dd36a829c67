import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Message, readable } from '../../playground/slack/index.ts'
import { cardActions } from '../../views/card.ts'
import { en } from '../../views/words/en.ts'
import { freePort } from '../setup/port.ts'
import { posts } from '../stories/approved.ts'
import { ask, carded, type Need } from './needs.ts'
import { type RoundRobin, roundRobin } from './round-robin.ts'
import { openWorld, type World } from './world.ts'

/** How Slack reaches the replicas. In Socket Mode it takes any connection for each envelope, in HTTP the next replica. */
export type Delivery = 'socket' | 'http'

let world: World
let balancer: RoundRobin | undefined
/** Nothing may be bought for these, whatever is in hand until the end. */
let declined: Need[]

const thread = (card: Message): Message[] =>
  world.slack.workspace.channels
    .flatMap((channel) => channel.messages)
    .filter((one) => one.threadTs === card.ts && !one.deleted)

const reads = (message: Message): string => readable(message, world.slack)

const says = (card: Message, words: string): Promise<unknown> =>
  world.until(() => thread(card).some((one) => reads(one).includes(words)), `“${words}” under ${card.text}`)

const cardSays = (card: Message, words: string): Promise<unknown> =>
  world.until(() => reads(card).includes(words), `“${words}” on ${card.text}`)

/** What nobody but this person was shown there. */
const toldAlone = (person: string, channel: string, words: string): Promise<unknown> =>
  world.until(
    () =>
      world.slack
        .as(person)
        .sees(channel)
        .some((one) => one.ephemeralTo !== undefined && reads(one).includes(words)),
    `“${words}” to ${person}`,
  )

const orders = ({ cluster }: Need) => world.cloud.orders.filter((order) => order.clusterId === cluster.id)

function need(cluster: string, count: number, person: string, channel: string): Need {
  const seeds = world.cloud.overview().clusters
  const found = seeds.find(({ name }) => name === cluster)
  if (!found) throw new Error(`there is no cluster ${cluster}`)
  return { code: `${cluster} is slow`, cluster: found, count, person, channel }
}

/** Somebody of a team of their own asks. */
async function asked(team: number, cluster: string, count: number): Promise<{ wish: Need; card: Message }> {
  const wish = need(cluster, count, `asker-${team}`, `team-${team}`)
  await ask(world, wish)
  return { wish, card: await carded(world, wish) }
}

const votes = (person: string, emoji: string, card: Message): Promise<void> =>
  world.slack.as(person).reacts(emoji, card)

async function answer(person: string, command: string, channel: string): Promise<string> {
  const result = await world.slack.as(person).types(command, channel)
  if ('error' in result) throw new Error(`${command}: ${result.error}`)
  return result.text ?? ''
}

const numberOf = (card: Message): string => /^SO-\d+/.exec(card.text)?.[0] ?? ''

/** Three replicas on one Redis, and stories that go on beside each other. */
export function stories(delivery: Delivery): void {
  beforeAll(async () => {
    declined = []
    world = await openWorld({ clusters: 10, taskDuration: 1000, timeout: 40_000 })
    const { slack, crew } = world
    const ports = await Promise.all([freePort(), freePort(), freePort()])
    const http = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: slack.signingSecret }
    await Promise.all(ports.map((port) => crew.join(delivery === 'http' ? { ...http, PORT: String(port) } : {})))
    if (delivery === 'http') {
      balancer = await roundRobin(ports)
      slack.deliverTo(`${balancer.url}/slack/events`)
    }
  }, 60_000)

  afterAll(async () => {
    await world.slack.settled()
    await world.crew.retire()
    await balancer?.close()
    await world.end()
    expect(declined.flatMap(orders)).toEqual([])
    // All others were executed once, and nothing was sent again but what was not executed.
    expect(world.cloud.orders).toHaveLength(4)
    expect(posts(world)).toHaveLength(5)
    expect(world.crew.mishaps()).toEqual([])
    expect(world.slack.problems).toEqual([])
  }, 60_000)

  let doubtful: { wish: Need; card: Message }
  it('a call that was not executed is made again', async () => {
    const { cloud } = world
    cloud.faults.next('throttle')
    cloud.faults.next('drop_after')
    doubtful = await asked(6, 'web-4', 2)
    await votes('bob', 'white_check_mark', doubtful.card)
    await world.until(() => posts({ cloud }).length === 2, 'the second call')
    expect(posts({ cloud }).map(({ status }) => status)).toEqual([400, 'dropped'])
  }, 60_000)

  describe.concurrent('by three replicas', { timeout: 60_000 }, () => {
    it('nodes for a Kubernetes cluster are asked for, approved, bought once, and followed until they are ready', async () => {
      const { wish, card } = await asked(0, 'prod-web', 3)
      expect(reads(card)).toContain(en.state.awaiting)
      expect(orders(wish)).toHaveLength(0)
      await votes('bob', 'white_check_mark', card)
      await says(card, '3 nodes ready in prod-web')
      await cardSays(card, en.state.succeeded('3 nodes'))
      expect(orders(wish)).toHaveLength(1)
      expect(thread(card)).toHaveLength(2)
    })

    it('a sandboxed cluster takes two approvers', async () => {
      const { wish, card } = await asked(1, 'sandbox-1', 1)
      await votes('bob', 'white_check_mark', card)
      await cardSays(card, '1 of 2')
      expect(orders(wish)).toHaveLength(0)
      await votes('carol', 'white_check_mark', card)
      await says(card, '1 node ready in sandbox-1')
      expect(orders(wish)).toHaveLength(1)
    })

    it('an edge cluster takes a password that nobody types', async () => {
      const wish = need('edge-1', 2, 'dan', 'prod')
      await ask(world, wish)
      const card = await carded(world, wish)
      await votes('carol', 'white_check_mark', card)
      await says(card, '2 nodes ready in edge-1')
      expect(orders(wish)).toMatchObject([{ body: { login_password: 'Edge-Root-77!' } }])
      expect(world.slack.transcript()).not.toContain('Edge-Root-77!')
    })

    it('votes of those who may not vote are refused, and one who may declines', async () => {
      const { wish, card } = await asked(2, 'web-0', 1)
      await votes('asker-2', 'white_check_mark', card)
      await toldAlone('asker-2', 'team-2', en.refusal.requester)
      await votes('greta', 'white_check_mark', card)
      await toldAlone('greta', 'team-2', en.refusal.not_listed)
      await votes('carol', 'x', card)
      await says(card, 'declined it. Nothing was bought.')
      await votes('bob', 'white_check_mark', card)
      await cardSays(card, en.state.rejected('@carol'))
      declined.push(wish)
    })

    it('a request is cancelled by its button, another one by a command', async () => {
      const [pressed, typed] = await Promise.all([asked(3, 'web-1', 1), asked(4, 'web-2', 1)])
      await world.slack.as('asker-3').clicks(pressed.card, cardActions.cancel)
      const id = numberOf(typed.card)
      expect(await answer('asker-4', `/scaleout cancel ${id}`, 'team-4')).toBe(en.buttons.cancelled(id))
      for (const { wish, card } of [pressed, typed]) {
        await says(card, 'cancelled it. Nothing was bought.')
        await votes('bob', 'white_check_mark', card)
        declined.push(wish)
      }
    })

    it('a call whose answer is lost is not made again: its task is looked for', async () => {
      const { wish, card } = doubtful
      await says(card, 'It may have run, so it is not sent again')
      await says(card, '2 nodes ready in web-4')
      expect(orders(wish)).toHaveLength(1)
    })

    it('any of them tells where a request stands', async () => {
      const { card } = await asked(5, 'web-3', 1)
      const id = numberOf(card)
      // Three replicas, and more questions than that.
      for (let times = 0; times < 6; times++) {
        expect(await answer('asker-5', `/scaleout status ${id}`, 'team-5')).toContain(en.state.awaiting)
        expect(await answer('asker-5', '/scaleout list', 'team-5')).toContain(id)
      }
    })
  })
}
