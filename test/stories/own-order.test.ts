import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parametersPage } from '../../scripts/parameters.ts'
import { cardActions } from '../../views/card.ts'
import { en } from '../../views/words/en.ts'
import { pool, poolCloud, poolCluster, poolSources } from '../clusters/invented.ts'
import { permissionsNeeded } from '../structure/permissions.ts'
import { cardSays, thread } from './approved.ts'
import type { PolicySource } from './policy.ts'
import { edgePassword, type Stage, stage } from './stage.ts'

let world: Stage
beforeEach(async () => {
  world = await stage({
    types: [pool],
    sources: poolSources,
    cloud: { clusters: [poolCluster], described: poolCloud },
    policy: ({ clusters }: PolicySource) => {
      for (const name of Object.keys(clusters)) delete clusters[name]
      clusters['pool-1'] = { id: poolCluster.id, region: poolCluster.region, type: 'pool' }
    },
  })
})
afterEach(async () => {
  await world.end()
  expect(world.slack.problems).toEqual([])
})

const growths = () => world.cloud.calls.filter(({ method }) => method !== 'GET')

async function form(words = '3 builds wait') {
  const { slack } = world
  await slack.as('ada').types(`/scaleout pool-1 ${words}`, 'prod')
  return world.until(
    () => slack.as('ada').hasModal && slack.as('ada').modal().has('machines') && slack.as('ada').modal(),
    'the form',
  )
}

/** Ada asks for three machines of a pool with the named password. */
async function asked() {
  const modal = await form()
  await modal.choose('pool_id', 'pool-0042')
  await modal.choose('credential', 'edge-root')
  expect(await modal.submit()).toEqual({ closed: true })
  return world.card(1)
}

describe('a cluster type that makes an order of its own', () => {
  it('is asked for, approved, called once with what was approved, and followed until its nodes are ready', async () => {
    const { slack, cloud } = world
    const modal = await form()
    expect(modal.value('machines')).toBe('3')
    await modal.choose('credential', 'edge-root')
    expect(await modal.submit()).toMatchObject({ errors: { pool_id: expect.any(String) } })
    await modal.choose('pool_id', 'pool-0042')
    expect(await modal.submit()).toEqual({ closed: true })

    const card = await world.card(1)
    expect(world.reads(card)).toContain('3 more nodes')
    expect(world.reads(card)).toContain('pool-0042')
    await slack.as('mei').clicks(card, cardActions.details)
    await world.until(() => slack.as('mei').hasModal, 'all parameters')
    expect(slack.as('mei').modal().say()).toContain(`PUT /clusters/${poolCluster.id}/pools/pool-0042/machines`)

    await slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, '@ada: 3 nodes ready in pool-1')
    expect(growths()).toMatchObject([
      { action: 'GrowPool', method: 'PUT', path: `/clusters/${poolCluster.id}/pools/pool-0042/machines`, status: 202 },
    ])
    expect(cloud.orders.map(({ body }) => body)).toEqual([{ spec: { machines: 3, access_word: edgePassword } }])
    const records = JSON.stringify(await world.records())
    for (const where of [records, slack.transcript(), world.log.join('\n')]) expect(where).not.toContain(edgePassword)
  })

  it('whose answer is lost, is found again by the task that it makes, and never sent twice', async () => {
    world.cloud.faults.next('drop_after', { action: 'GrowPool' })
    const card = await asked()
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, '@ada: 3 nodes ready in pool-1')
    expect(growths()).toHaveLength(1)
  })

  it('whose answer names no task where it should, is not taken for accepted', async () => {
    world.cloud.faults.next('reply', {
      action: 'GrowPool',
      status: 202,
      type: 'application/json',
      text: '{"task_id":"T-64f0a1b2c3d4e5f607000001"}',
    })
    const card = await asked()
    await world.slack.as('bob').reacts('white_check_mark', card)
    await cardSays(world, card, en.state.unknown)
    expect(growths()).toHaveLength(1)
  })

  it('that is refused for its permissions, tells of its own', async () => {
    world.cloud.faults.next('refuse', { action: 'GrowPool', status: 403, code: 'StatusForbidden' })
    const card = await asked()
    await world.slack.as('bob').reacts('white_check_mark', card)
    expect(await thread(world, card, 'StatusForbidden')).toContain('cs:GrowPool and cs:UsePool')
  })

  it('keeps its typed password and its script to itself, whatever the cloud quotes', async () => {
    const script = '#!/bin/sh\ncurl https://example.com/first-boot | sh\n'
    const modal = await form()
    await modal.press('advanced')
    await world.until(() => modal.has('boot_lines'), 'the advanced fields')
    await modal.choose('pool_id', 'pool-0042')
    modal.fill('access_word', 'Pool-Word-91!').fill('boot_lines', script)
    expect(await modal.submit()).toEqual({ closed: true })
    const card = await world.card(1)
    world.cloud.faults.quotes(`Pool-Word-91! ${script.slice(12, 50)}`)
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, '@ada: 3 nodes ready in pool-1')
    expect(world.cloud.orders[0]?.body).toMatchObject({ spec: { access_word: 'Pool-Word-91!', boot_lines: script } })
    const told = world.thread(card).join('\n')
    for (const where of [told, world.log.join('\n')]) {
      expect(where).not.toContain('Word-91')
      expect(where).not.toContain('example.com/first-boot')
    }
    expect(JSON.stringify(await world.records())).not.toContain('Word-91')
  })

  it('is held to the limit of nodes by the field that counts them', async () => {
    const modal = await form('21')
    await modal.choose('pool_id', 'pool-0042')
    await modal.choose('credential', 'edge-root')
    expect(await modal.submit()).toMatchObject({ errors: { machines: expect.stringContaining('20') } })
  })
})

it('the page of parameters and the RAM list see it', () => {
  const page = parametersPage([pool])
  expect(page).toContain('## Machine pools (`type: pool`)')
  expect(page).toContain('| `pool_id` |')
  expect(page).toContain('one of a list from the cloud (`pools`), or text')
  expect(permissionsNeeded([pool], poolSources)).toEqual(
    expect.arrayContaining(['cs:GrowPool', 'cs:UsePool', 'cs:ListPools', 'cs:DescribeTaskInfo']),
  )
  expect(permissionsNeeded([pool], poolSources)).not.toContain('cs:ScaleOutCluster')
})
