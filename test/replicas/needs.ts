import { setTimeout as rest } from 'node:timers/promises'
import type { Message, Modal } from '../../playground/slack/index.ts'
import type { World } from './world.ts'

/** What somebody is going to ask for. Cluster and count together occur once, so that its order can be told from others. */
export type Need = {
  /** Stands in the reason, and so on the card. */
  readonly code: string
  readonly cluster: { readonly name: string; readonly id: string }
  readonly count: number
  readonly person: string
  readonly channel: string
}

/** So many, spread over the clusters and the people who ask. */
export function needsOf({ clusters, askers }: World, many: number): Need[] {
  return Array.from({ length: many }, (_, index) => {
    const cluster = clusters[index % clusters.length]
    const asker = askers[index % askers.length]
    if (!cluster || !asker) throw new Error('a world without clusters has no needs')
    return { code: `need-${index}.`, cluster, count: 1 + Math.floor(index / clusters.length), ...asker }
  })
}

/** How long a person looks at nothing before they try again, in ms. */
const timeout = 4000

/** The form for a need; where nothing opens, the person types the command again. */
export async function formFor(world: World, { person, channel, cluster, count, code }: Need): Promise<Modal> {
  const asker = world.slack.as(person)
  const form = (): Modal | undefined =>
    asker.modals.findLast((modal) => modal.has('count') && modal.has('reason') && modal.value('reason') === code)
  for (;;) {
    await asker.types(`/scaleout ${cluster.name} ${count} ${code}`, channel)
    await world.comes(() => form() !== undefined, timeout)
    const modal = form()
    if (modal) return modal
  }
}

/** Somebody asks, as a person does: where sending fails, they read why and press again. Resolves when the form has closed. */
export async function ask(world: World, need: Need): Promise<void> {
  const modal = await formFor(world, need)
  while (!('closed' in (await modal.submit()))) await rest(readingTime)
}
const readingTime = 500

export const cardOf = ({ slack }: World, { code, channel }: Need): Message | undefined =>
  slack.channel(channel).messages.find((one) => one.threadTs === undefined && one.text.includes(code))

/** The card, with or without the emoji to tap: of a crowd's cards, some wait for them (docs/replicas.md). */
export const posted = (world: World, need: Need): Promise<Message> =>
  world.until(() => cardOf(world, need), `the card of ${need.code}`)

/** The card, with both emoji to tap. */
export const carded = (world: World, need: Need): Promise<Message> =>
  world.until(() => {
    const card = cardOf(world, need)
    return card?.reactions.length === 2 && card
  }, `the card of ${need.code}`)

/** Everybody asks for what they need, one thing after the other, and Bob approves each as its card appears. */
export async function carry(world: World, needs: readonly Need[]): Promise<void> {
  const bob = world.slack.as('bob')
  const approved = needs.map(async (need) => bob.reacts('white_check_mark', await posted(world, need)))
  await Promise.all([askAll(world, needs), ...approved])
}

/** Everybody asks, each one thing after the other. */
export async function askAll(world: World, needs: readonly Need[]): Promise<void> {
  const ofEach = Map.groupBy(needs, ({ person }) => person)
  await Promise.all(
    [...ofEach.values()].map(async (own) => {
      for (const need of own) await ask(world, need)
    }),
  )
}
