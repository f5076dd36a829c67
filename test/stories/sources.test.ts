import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { english } from '../../src/clusters/words/index.ts'
import { noValue } from '../../views/form/suggestions.ts'
import { en } from '../../views/words/en.ts'
import { pool, poolCloud, poolCluster, poolSources } from '../clusters/invented.ts'
import { type Stage, stage } from './stage.ts'

const say = en.form.source

let world: Stage
beforeEach(async () => {
  world = await stage({
    types: [pool],
    sources: poolSources,
    cloud: { clusters: [poolCluster], described: poolCloud },
    policy: ({ clusters }) => {
      for (const name of Object.keys(clusters)) delete clusters[name]
      clusters['pool-1'] = { id: poolCluster.id, region: poolCluster.region, type: 'pool' }
    },
  })
})
afterEach(async () => {
  await world.end()
  expect(world.slack.problems).toEqual([])
})

async function form() {
  const { slack } = world
  await slack.as('ada').types('/scaleout pool-1 2', 'prod')
  const modal = await world.until(
    () => slack.as('ada').hasModal && slack.as('ada').modal().has('pool_id') && slack.as('ada').modal(),
    'the form',
  )
  return {
    modal,
    /** What the menu shows for these letters. */
    shows: async (letters: string) =>
      (await modal.suggest('pool_id', letters)).map(({ text, description, value }) => ({
        text: text.text,
        about: description?.text,
        value,
      })),
    /** Sends it with what was chosen. */
    sends: async (value: string) => {
      await modal.choose('pool_id', value)
      await modal.choose('credential', 'edge-root')
      return modal.submit()
    },
  }
}

const reads = () => world.cloud.calls.filter(({ action }) => action === 'ListPools')

describe('a field whose choices come from a source', () => {
  it('offers what holds the letters that were typed, in its name or in what is known of it, and what was typed', async () => {
    const { shows, sends } = await form()
    expect(await shows('0042')).toEqual([
      { text: 'pool-0042', about: 'team 6', value: 'pool-0042' },
      { text: '0042', about: say.typed, value: '0042' },
    ])
    expect((await shows('pool-0042')).map(({ value }) => value)).toEqual(['pool-0042'])
    expect((await shows('TEAM 3')).at(0)).toMatchObject({ about: 'team 3' })
    // A menu asks with every letter, the cloud is asked once.
    expect(reads()).toHaveLength(1)
    expect(await sends('pool-0042')).toEqual({ closed: true })
  })

  it('of 2,000 shows a hundred, and says how many more there are', async () => {
    const { shows, sends } = await form()
    const all = await shows('')
    expect(all).toHaveLength(100)
    expect(all.at(-1)).toMatchObject({ text: say.more(1901), value: noValue })
    const some = await shows('pool-1')
    expect(some).toHaveLength(100)
    expect(some.slice(-2)).toMatchObject([{ text: say.more(902) }, { text: 'pool-1', about: say.typed }])
    // The line that says so is no pool.
    const rule = pool.fields[1]?.rule
    expect(await sends(noValue)).toEqual({ errors: { pool_id: rule && english(rule) } })
  })

  it('that is late says so in time, takes what is typed, and is there for the next letter', async () => {
    world.cloud.faults.next('late', { action: 'ListPools', by: 2600 })
    const { shows, sends } = await form()
    expect(await shows('')).toEqual([{ text: say.late, about: undefined, value: noValue }])
    await world.cloud.until(() => reads()[0]?.status === 200, 'the list')
    expect(await shows('pool-0042')).toMatchObject([{ value: 'pool-0042', about: 'team 6' }])
    expect(reads()).toHaveLength(1)
    expect(await sends('pool-0042')).toEqual({ closed: true })
  })

  it('that is late for what was typed, offers just that', async () => {
    world.cloud.faults.next('late', { action: 'ListPools', by: 2600 })
    const { shows, sends } = await form()
    expect(await shows('pool-7777')).toEqual([{ text: 'pool-7777', about: say.typedLate, value: 'pool-7777' }])
    expect(await sends('pool-7777')).toEqual({ closed: true })
    expect((await world.records())[0]?.body).toMatchObject({ pool_id: 'pool-7777' })
  })

  it('that cannot be read is named as such, can be typed, and is read again for the next letter', async () => {
    world.cloud.faults.next('refuse', { action: 'ListPools', status: 403, code: 'Forbidden', times: 2 })
    const { shows, sends } = await form()
    expect(await shows('')).toEqual([{ text: say.failed('Forbidden'), about: undefined, value: noValue }])
    expect(await shows('pool-0042')).toEqual([
      { text: 'pool-0042', about: say.typedFailed('Forbidden'), value: 'pool-0042' },
    ])
    expect(await shows('pool-0042')).toMatchObject([{ about: 'team 6' }])
    expect(await sends('pool-0042')).toEqual({ closed: true })
  })
})
