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
      const { id, region } = poolCluster
      clusters['pool-1'] = { id, region, type: 'pool', defaults: { zone: 'cn-hangzhou-k' } }
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
    shows: async (letters: string, field = 'pool_id') =>
      (await modal.suggest(field, letters)).map(({ text, description, value }) => ({
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

describe('a source of another product, which looks at another field', () => {
  const calls = (name: string) => world.cloud.calls.filter(({ action }) => action === name)

  /** Chooses a zone, and waits until the form knows of it. */
  async function choosesZone({ modal }: Awaited<ReturnType<typeof form>>, zone: string) {
    const { private_metadata: before } = modal.view
    await modal.choose('zone', zone)
    await world.until(() => modal.view.private_metadata !== before, 'the form that knows the zone')
  }

  it('is asked for what the field starts with, for what is chosen in it, and for what is typed', async () => {
    const open = await form()
    expect(await open.shows('', 'subnet')).toEqual([
      { text: 'vsw-opsk', about: 'cn-hangzhou-k · ops', value: 'vsw-opsk' },
      { text: 'vsw-webk', about: 'cn-hangzhou-k · web', value: 'vsw-webk' },
    ])
    await choosesZone(open, 'cn-hangzhou-j')
    expect(await open.shows('web', 'subnet')).toEqual([
      { text: 'vsw-webj', about: 'cn-hangzhou-j · web', value: 'vsw-webj' },
      { text: 'web', about: say.typed, value: 'web' },
    ])
    const sent = { RegionId: 'cn-hangzhou', PageSize: '50' }
    expect(calls('DescribeVSwitches')).toMatchObject([
      { method: 'POST', path: '/', query: { ...sent, ZoneId: 'cn-hangzhou-k' }, signature: 'valid', status: 200 },
      { query: { ...sent, ZoneId: 'cn-hangzhou-j', VSwitchName: 'web' }, signature: 'valid', status: 200 },
    ])
    // The same question again is answered from before.
    await open.shows('web', 'subnet')
    expect(calls('DescribeVSwitches')).toHaveLength(2)

    await open.modal.choose('subnet', 'vsw-webj')
    expect(await open.sends('pool-0042')).toEqual({ closed: true })
    expect((await world.records())[0]?.body).toMatchObject({ zone: 'cn-hangzhou-j', subnet: 'vsw-webj' })
  })

  it('is asked without the field where nothing is in it, and as another cluster has it where that is chosen', async () => {
    await world.end()
    const other = { ...poolCluster, id: 'c0d11ed0c1a5ed0000000000000000005', name: 'pool-2' }
    world = await stage({
      types: [pool],
      sources: poolSources,
      cloud: { clusters: [poolCluster, other], described: poolCloud },
      policy: ({ clusters }) => {
        const { region } = poolCluster
        for (const name of Object.keys(clusters)) delete clusters[name]
        clusters['pool-1'] = { id: poolCluster.id, region, type: 'pool' }
        clusters['pool-2'] = { id: other.id, region, type: 'pool', defaults: { zone: 'cn-hangzhou-k' } }
      },
    })
    const open = await form()
    expect(await open.shows('ops', 'subnet')).toHaveLength(4)
    await choosesZone(open, 'cn-hangzhou-j')
    const { private_metadata: before } = open.modal.view
    await open.modal.choose('cluster', 'pool-2')
    await world.until(() => open.modal.view.private_metadata !== before, 'the other cluster')
    expect((await open.shows('ops', 'subnet'))[0]).toMatchObject({ value: 'vsw-opsk' })
    expect(calls('DescribeVSwitches').map(({ query }) => query.ZoneId)).toEqual([undefined, 'cn-hangzhou-k'])
  })

  it.each([
    [
      'refuses',
      () => world.cloud.faults.next('refuse', { action: 'DescribeVSwitches', status: 403, code: 'Forbidden.RAM' }),
    ],
    [
      'refuses with a status of success',
      () =>
        world.cloud.faults.next('reply', {
          action: 'DescribeVSwitches',
          status: 200,
          type: 'application/json',
          text: '{"Code":403,"Message":"code: 403, Forbidden.RAM request id: x","VSwitches":{"VSwitch":[]}}',
        }),
    ],
  ])('%s, and costs nobody the form', async (_, arm) => {
    arm()
    const open = await form()
    const [only, ...more] = await open.shows('vsw-mine', 'subnet')
    expect(more).toEqual([])
    expect(only).toMatchObject({
      value: 'vsw-mine',
      about: say.typedFailed('Forbidden.RAM'),
    })
    await world.cloud.until(() => calls('DescribeVSwitches').length === 1, 'one read')
    arm()
    await open.modal.choose('subnet', 'vsw-mine')
    expect(await open.sends('pool-0042')).toEqual({ closed: true })
    expect((await world.records())[0]?.body).toMatchObject({ subnet: 'vsw-mine' })
  })

  it('whose answer is another than was expected, is one that cannot be read', async () => {
    world.cloud.faults.next('reply', {
      action: 'DescribeVSwitches',
      status: 200,
      type: 'application/json',
      text: '{"VSwitches":{"VSwitch":[{"VSwitchId":7}]}}',
    })
    const { shows } = await form()
    expect(await shows('', 'subnet')).toEqual([{ text: say.failed('HTTP 200'), about: undefined, value: noValue }])
  })
})

describe('a menu with options of its own and a source', () => {
  const names = (shown: { text: string }[]) => shown.map(({ text }) => text)

  it('shows first what the source knows, and keeps the others', async () => {
    const { shows, sends, modal } = await form()
    expect(await shows('', 'zone')).toEqual([
      { text: 'Zone k', about: 'Hangzhou K', value: 'cn-hangzhou-k' },
      { text: 'Zone h', about: undefined, value: 'cn-hangzhou-h' },
      { text: 'Zone j', about: undefined, value: 'cn-hangzhou-j' },
    ])
    expect(names(await shows('zone j', 'zone'))).toEqual(['Zone j'])
    expect(world.cloud.calls.filter(({ action }) => action === 'DescribeZones')).toHaveLength(1)
    await modal.choose('zone', 'cn-hangzhou-h')
    expect(await sends('pool-0042')).toEqual({ closed: true })
    expect((await world.records())[0]?.body).toMatchObject({ zone: 'cn-hangzhou-h' })
  })

  it('shows them as they were written where the source cannot be read', async () => {
    world.cloud.faults.next('refuse', { action: 'DescribeZones', status: 403, code: 'Forbidden' })
    const { shows } = await form()
    expect(names(await shows('', 'zone'))).toEqual(['Zone h', 'Zone j', 'Zone k'])
  })
})
