import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { books, workspace } from '../../playground/kept.ts'
import type { Message } from '../../playground/slack/index.ts'
import { cardActions } from '../../views/card.ts'
import { doubtActions } from '../../views/thread.ts'
import { en } from '../../views/words/en.ts'
import { type Stage, stage } from '../stories/stage.ts'
import { versions } from './versions.ts'
import { clusters, policyOf } from './world.ts'

/** Which of the requests do not end with their nodes. */
const unbought = [
  'SO-2 partial',
  'SO-3 failed',
  'SO-4 failed',
  'SO-5 rejected',
  'SO-6 expired',
  'SO-7 cancelled',
  'SO-8 cancelled',
  // A person says that it did not run.
  'SO-10 failed',
]

const around = z.object({ version: z.literal(1), now: z.number(), workspace, books })
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

describe.each(versions)('requests of version %s', (version) => {
  let world: Stage
  beforeEach(async () => {
    const { now, workspace, books } = around.parse(JSON.parse(readFileSync(here(`${version}/around.json`), 'utf8')))
    // What the cloud did not answer any more while the older bot was ended was dropped.
    const cloud = { clusters, books }
    world = await stage({ left: { data: here(`${version}/database`), now, workspace }, cloud, policy: policyOf })
  }, 60_000)

  const cardOf = (number: number): Message | undefined =>
    world.slack.channel('prod').messages.find(({ text, threadTs }) => !threadTs && text.startsWith(`SO-${number}:`))
  const marks = () =>
    world.slack.workspace.channels
      .flatMap(({ messages }) => messages)
      .filter(({ user, deleted, metadata }) => user === world.slack.botUser && !deleted && metadata)
      .map(({ metadata }) => `${metadata?.event_payload.request} ${metadata?.event_payload.key}`)
  const stateOf = async (number: number): Promise<string | undefined> =>
    (await world.records()).find((one) => one.number === number)?.stage.state

  it('go on to their ends: nothing is executed again, and nothing is said again', async () => {
    const { slack, cloud } = world
    const bob = slack.as('bob')
    const before = await world.records()
    const said = marks()
    expect(said.length).toBeGreaterThan(20)
    await world.passes(60_000)

    // Those that wait for approval are approved; one of them has a vote already, and needs the other one.
    for (const { number, stage } of before) {
      const card = stage.state === 'awaiting' && (await world.card(number))
      if (!card) continue
      const voted = card.reactions.some(({ name, users }) => name === 'white_check_mark' && users.includes(bob.id))
      await (voted ? slack.as('carol') : bob).reacts('white_check_mark', card)
    }
    for (let hours = 0; hours < 8; hours++) {
      // Tasks that got stuck are finished by hand, and whoever is asked answers.
      for (const { stage } of await world.records())
        if ('task' in stage && stage.task && cloud.task(stage.task.id).state === 'running') cloud.finish(stage.task.id)
      for (const message of slack.channel('prod').messages)
        if (JSON.stringify(message.blocks).includes(doubtActions.notRun)) await bob.clicks(message, doubtActions.notRun)
      await world.passes(60 * 60_000)
    }

    const after = await world.records()
    const otherwise = after.filter(({ stage }) => stage.state !== 'succeeded')
    expect(otherwise.map(({ number, stage }) => `SO-${number} ${stage.state}`)).toEqual(unbought)
    for (const { number, stage, projection } of after) {
      expect(['succeeded', 'partial', 'failed', 'rejected', 'expired', 'cancelled']).toContain(stage.state)
      expect(projection.complete, `SO-${number}`).toBe(true)
    }
    const executed = Map.groupBy(cloud.orders, (order) => `${order.clusterId} ${Object(order.body).count}`)
    for (const [order, times] of executed) expect(times, order).toHaveLength(1)
    expect(marks().length).toBe(new Set(marks()).size)
    for (const mark of said) expect(marks()).toContain(mark)
    expect(slack.problems).toEqual([])
  }, 120_000)

  it('are still acted on by the buttons of their cards', async () => {
    const waiting = (await world.records()).find(({ stage }) => stage.state === 'awaiting')
    const card = waiting && cardOf(waiting.number)
    if (!card) throw new Error('no card waits')
    await world.slack.as('mei').clicks(card, cardActions.details)
    await world.until(() => world.slack.as('mei').hasModal, 'all parameters')
    expect(world.slack.as('mei').modal().say()).toContain('worker_instance_types')
    await world.slack.as('ada').clicks(card, cardActions.cancel)
    await world.passes(5000)
    expect(await stateOf(waiting.number)).toBe('cancelled')
    expect(world.reads(card)).toContain(en.state.cancelled('@ada'))
  })
})
