import { describe, expect, it } from 'vitest'
import type { Modal } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { zh } from '../../views/words/zh.ts'
import { madeUp } from '../scaleout/conditions.ts'
import { cardSays, posts, thread, unbought } from './approved.ts'
import { firstLook, form, ruled } from './asked.ts'
import { redraws } from './forms.ts'
import type { PolicySource } from './policy.ts'
import { type Stage, type Staging, stage } from './stage.ts'

let world: Stage

/** A condition that no version knows is added here, and nowhere else. */
const withRules = (policy: NonNullable<Staging['policy']>, more: Staging = {}): Promise<Stage> =>
  stage({ ...more, policy, conditions: madeUp })

const many = { rules: [{ when: { nodes_above: 10 }, quorum: 2 }] }
const why = {
  en: en.because('more than 10 nodes are asked for'),
  zh: zh.because('申请的节点超过 10 个'),
}
const shown = (modal: Modal): string => JSON.stringify(modal.blocks)

describe('more approvals for many nodes', () => {
  it('the form says so, and why, as soon as it holds so many', async () => {
    world = await withRules(ruled(many))
    const few = await form(world, 'ada', '/scaleout prod-web 3')
    expect(shown(few)).toContain('Approvals needed: 1')
    expect(shown(few)).not.toContain(why.en)
    few.fill('count', '11')
    await redraws(world, few.press('advanced'))
    for (const modal of [few, await form(world, 'dan', '/scaleout prod-web 15')]) {
      expect(shown(modal)).toContain('Approvals needed: 2')
      expect(shown(modal)).toContain(why.en)
    }
  })

  it('the request keeps the rule, its card says why, and one approval is not enough', async () => {
    world = await withRules(ruled(many))
    const card = await world.asks('ada', '/scaleout prod-web 15 checkout is slow')
    expect(world.reads(card)).toContain('Approvals needed: 2')
    expect(world.reads(card)).toContain(why.en)
    await world.slack.as('bob').reacts('white_check_mark', card)
    await cardSays(world, card, '1 of 2')
    await world.passes(60_000)
    expect(posts(world)).toHaveLength(0)
    await world.slack.as('carol').reacts('white_check_mark', card)
    await thread(world, card, '15 nodes ready in prod-web')
    const [record] = await world.records()
    expect(record?.approval).toMatchObject({ quorum: 2, because: [{ written: 'nodes_above: 10' }] })
  })

  it('and says so in Chinese', async () => {
    world = await withRules((source: PolicySource) => {
      source.language = 'zh'
      ruled(many)(source)
    })
    expect(world.reads(await world.asks('ada', '/scaleout prod-web 15 慢'))).toContain(why.zh)
  })

  it('a request for fewer is as before', async () => {
    world = await withRules(ruled(many))
    const card = await world.asks('ada', '/scaleout prod-web 10 checkout is slow')
    expect(world.reads(card)).toContain('Approvals needed: 1')
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, '10 nodes ready in prod-web')
    expect((await world.records())[0]?.approval).not.toHaveProperty('because')
  })
})

describe('a rule that came after the request', () => {
  it.each([
    ['more nodes than it allows: refused, and said by which condition', 15, 'approval.quorum, nodes_above: 10'],
    ['no more than that: called', 10, undefined],
  ])('%s', async (_, count, named) => {
    world = await withRules(() => undefined)
    const card = await world.asks('ada', `/scaleout prod-web ${count} checkout is slow`)
    await world.stopBot()
    await world.startBot(ruled(many))
    await world.slack.as('bob').reacts('white_check_mark', card)
    if (named === undefined) {
      await thread(world, card, `${count} nodes ready in prod-web`)
      return
    }
    const end = await thread(world, card, unbought)
    expect(end).toContain('`PolicyChanged`')
    expect(end).toContain(named)
    expect(posts(world)).toHaveLength(0)
  })
})

it('another channel and other approvers: the card goes there, and theirs are the votes that count', async () => {
  world = await withRules(ruled({ rules: [{ when: { nodes_above: 10 }, channel: 'C0APPROVE', approvers: ['U0DAN'] }] }))
  const card = await world.asks('ada', '/scaleout prod-web 15 checkout is slow')
  expect(card.channel).toBe('C0APPROVE')
  expect(world.reads(card)).toContain('@dan')
  expect(world.reads(card)).not.toContain('@sre-leads')
  await world.slack.as('dan').reacts('white_check_mark', card)
  await thread(world, card, '15 nodes ready in prod-web')
})

it('a condition under which too few could approve is told of when it is asked', async () => {
  world = await withRules(ruled({ rules: [{ when: { nodes_above: 10 }, quorum: 2, approvers: ['U0BOB', 'U0ADA'] }] }))
  await firstLook(world)
  const few = await world.asks('ada', '/scaleout prod-web 3 checkout is slow')
  const unreachable = en.card.unreachable
  expect(world.reads(few)).not.toContain(unreachable(1))
  const card = await world.asks('ada', '/scaleout prod-web 15 checkout is slow')
  expect(world.reads(card)).toContain(unreachable(2))
})
