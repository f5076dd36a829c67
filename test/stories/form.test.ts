import { describe, expect, it } from 'vitest'
import { ephemeralsTo, held, inputsOf, offers, opens, redraws, sends } from './forms.ts'
import type { PolicySource } from './policy.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const onCallOnly = (source: PolicySource): void => {
  Object.assign(source.clusters['edge-1'] ?? {}, { requesters: ['S0ONCALL'] })
}

/** Somebody's home is another workspace from now on. */
const moves = (who: string): void => {
  Object.assign(world.slack.workspace.people.find(({ handle }) => handle === who) ?? {}, { team: 'T0GLOBEX' })
}

const callsSince = (count: number): string[] => world.slack.calls.slice(count).map((call) => call.method)

describe('the command opens the form', () => {
  it.each([
    ['everybody may use every cluster', () => undefined],
    ['a user group has to be looked up', onCallOnly],
  ])('before anything is looked up, when %s', async (_, policy) => {
    world = await stage({ policy })
    const before = world.slack.calls.length
    await opens(world, 'ada', '/scaleout prod-web 3')
    expect(callsSince(before)[0]).toBe('views.open')
    expect(callsSince(before)).toContain('users.info')
  })

  it('with the words after it filled in', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 3 checkout is slow, INC-42')
    expect(['cluster', 'count', 'reason'].map((name) => held(modal, name))).toEqual([
      'prod-web',
      '3',
      'checkout is slow, INC-42',
    ])
  })

  it('as far as the words go', async () => {
    world = await stage()
    const bare = await opens(world, 'ada', '/scaleout')
    expect(inputsOf(bare)).toEqual(['cluster', 'reason'])
    expect(offers(bare, 'cluster')).toEqual(['prod-web', 'sandbox-1', 'edge-1'])
    const named = await opens(world, 'dan', '/scaleout edge-1')
    expect(held(named, 'cluster')).toBe('edge-1')
    expect(held(named, 'count')).toBeNull()
  })

  it('with a long reason that the card shows to its end', async () => {
    world = await stage()
    const reason = `${'"quoted"\\ '.repeat(90)}and the end of it`
    const card = await world.asks('ada', `/scaleout prod-web 2 ${reason}`)
    expect(world.reads(card)).toContain('and the end of it')
  })

  it('and says so when Slack’s three seconds were over', async () => {
    world = await stage()
    world.slack.faults.triggerLife = -1
    await world.slack.as('ada').types('/scaleout prod-web 3', 'prod')
    await world.quiet()
    expect(world.slack.as('ada').hasModal).toBe(false)
    expect(ephemeralsTo(world, 'ada').join()).toContain('Type the command again')
  })

  it('or says that there is no such cluster', async () => {
    world = await stage()
    const answer = await world.slack.as('ada').types('/scaleout prod-wbe 3', 'prod')
    expect(answer).toMatchObject({ text: expect.stringContaining('no cluster prod-wbe') })
    expect(world.slack.as('ada').hasModal).toBe(false)
  })
})

describe('a cluster is found by its name', () => {
  it.each([
    'prod–web ３',
    'Prod-Web 3',
    '“prod-web”, 3',
    'ｐｒｏｄ－ｗｅｂ　3',
    '<#C0PROD|prod-web> 3',
    'prod-web\u200B 3',
  ])('as somebody may write it: %s', async (words) => {
    world = await stage()
    const modal = await opens(world, 'ada', `/scaleout ${words}`)
    expect([held(modal, 'cluster'), held(modal, 'count')]).toEqual(['prod-web', '3'])
  })

  it('by a dash that the policy file has, and nobody can type', async () => {
    world = await stage({
      policy: ({ clusters }) => {
        clusters['prod–api'] = { ...clusters['prod-web'], id: 'c99' }
      },
    })
    const modal = await opens(world, 'ada', '/scaleout prod-api')
    expect(held(modal, 'cluster')).toBe('prod–api')
  })

  it('or the nearest is named, if it is theirs to ask for', async () => {
    world = await stage({
      policy: ({ clusters }) => {
        clusters['bobs-own'] = { ...clusters['prod-web'], id: 'c99', requesters: ['U0BOB'] }
      },
    })
    const says = async (person: string, words: string) => {
      const answer = await world.slack.as(person).types(`/scaleout ${words}`, 'prod')
      return 'text' in answer ? answer.text : undefined
    }
    expect(await says('ada', 'prodweb 3')).toContain('did you mean prod-web? Type /scaleout prod-web.')
    expect(await says('bob', 'bobs-won')).toContain('did you mean bobs-own?')
    expect(await says('ada', 'bobs-won')).not.toContain('bobs-own')
    expect(await says('ada', 'something-else')).not.toContain('did you mean')
    expect(await says('ada', '<!channel>')).toContain('There is no cluster &lt;!channel&gt; that')
    expect(await says('ada', 'x'.repeat(3000))).toContain(`${'x'.repeat(74)}… that you can use here`)
  })
})

describe('choosing a cluster', () => {
  it('shows the fields of its type, with its own defaults', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout')
    await redraws(world, modal.choose('cluster', 'edge-1'))
    expect(inputsOf(modal)).toEqual([
      'cluster',
      'count',
      'worker_instance_type',
      'ens_region_id',
      'worker_image_id',
      'ens_internet_charge_type',
      'worker_period',
      'credential',
      'login_password',
      'worker_system_disk_size',
      'worker_data_disk_size',
      'reason',
    ])
    expect(held(modal, 'worker_instance_type')).toBe('ens.sn1.tiny')
    expect(held(modal, 'worker_system_disk_size')).toBe('40')
  })

  it('and another, and the first again: defaults of each, but count and reason stay as typed', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 3')
    modal
      .fill('count', '7')
      .fill('reason', 'black friday')
      .fill('worker_system_disk_size', '200')
      .fill('key_pair', 'mine')
    await redraws(world, modal.choose('cluster', 'sandbox-1'))
    expect(held(modal, 'key_pair')).toBe('ops')
    expect(held(modal, 'worker_data_disk_size')).toBe('240')
    await redraws(world, modal.choose('cluster', 'edge-1'))
    expect(modal.has('key_pair')).toBe(false)
    expect(held(modal, 'worker_system_disk_size')).toBe('40')
    await redraws(world, modal.choose('cluster', 'prod-web'))
    expect(['count', 'reason', 'worker_system_disk_size', 'key_pair'].map((name) => held(modal, name))).toEqual([
      '7',
      'black friday',
      '120',
      'ops',
    ])
    expect(await sends(modal)).toEqual({})
    await world.card(1)
    expect((await world.records())[0]).toMatchObject({
      why: 'black friday',
      cluster: { name: 'prod-web' },
      body: { count: 7, key_pair: 'ops', worker_system_disk_size: 120 },
    })
  })

  describe.each([false, true])('with a count that its policy presets (prefilled values left out: %s)', (gap) => {
    const presets = ({ clusters }: PolicySource): void => {
      Object.assign(clusters['prod-web']?.defaults ?? {}, { count: 3 })
      Object.assign(clusters['sandbox-1']?.defaults ?? {}, { count: 5 })
    }

    it('shows it and sends it, where nobody typed one', async () => {
      world = await stage({ policy: presets })
      world.slack.faults.prefilledGap = gap
      const modal = await opens(world, 'ada', '/scaleout prod-web')
      expect(held(modal, 'count')).toBe('3')
      await redraws(world, modal.choose('cluster', 'sandbox-1'))
      expect(held(modal, 'count')).toBe('5')
      expect(await sends(modal)).toEqual({})
      await world.card(1)
      expect((await world.records())[0]?.body.count).toBe(5)
    })

    it('keeps the one that was typed', async () => {
      world = await stage({ policy: presets })
      world.slack.faults.prefilledGap = gap
      const modal = await opens(world, 'ada', '/scaleout prod-web')
      modal.fill('count', '8')
      await redraws(world, modal.choose('cluster', 'sandbox-1'))
      await redraws(world, modal.press('advanced'))
      expect(held(modal, 'count')).toBe('8')
      expect(await sends(modal)).toEqual({})
      await world.card(1)
      expect((await world.records())[0]?.body.count).toBe(8)
    })
  })

  it('works among more than a hundred, by a menu that searches', async () => {
    world = await stage({
      policy: ({ clusters }) => {
        const another = (change: object) => ({ ...structuredClone(clusters['prod-web']), ...change })
        for (let n = 100; n < 230; n++) clusters[`zone-${n}`] = another({ id: `c${n}` })
        clusters['zone-hidden'] = another({ id: 'c230', requesters: ['U0BOB'] })
      },
    })
    const modal = await opens(world, 'ada', '/scaleout')
    expect(await modal.suggest('cluster', '')).toHaveLength(100)
    expect((await modal.suggest('cluster', 'ZONE-22')).map((one) => one.value)).toHaveLength(10)
    expect((await modal.suggest('cluster', 'ｚｏｎｅ–22\u200B')).map((one) => one.value)).toHaveLength(10)
    expect(await modal.suggest('cluster', 'hidden')).toEqual([])
    await redraws(world, modal.choose('cluster', 'zone-217'))
    expect(held(modal, 'key_pair')).toBe('ops')
    modal.fill('count', '2')
    expect(await sends(modal)).toEqual({})
    expect(world.reads(await world.card(1))).toContain('zone-217')
  })
})

describe('the advanced part', () => {
  it('opens with a button, and nothing that was filled in is lost', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 3')
    expect(modal.has('tags')).toBe(false)
    modal.fill('key_pair', 'mine').fill('vswitch_ids', 'vsw-a vsw-b').fill('reason', 'more load')
    await modal.choose('worker_system_disk_category', 'cloud_ssd')
    await redraws(world, modal.press('advanced'))
    expect(modal.has('tags')).toBe(true)
    const kept = ['key_pair', 'vswitch_ids', 'reason', 'worker_system_disk_category'].map((name) => held(modal, name))
    expect(kept).toEqual(['mine', 'vsw-a vsw-b', 'more load', 'cloud_ssd'])
  })

  it('takes data disks one by one, and lets go of the one that is removed', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 1')
    await redraws(world, modal.press('advanced'))
    for (const size of ['100', '200', '300']) {
      await redraws(world, modal.press('add_disk'))
      modal.fill(`worker_data_disks.${Number(size) / 100 - 1}.size`, size)
    }
    await redraws(world, modal.press('remove_disk', { value: '1' }))
    await redraws(world, modal.press('add_disk'))
    expect(held(modal, 'worker_data_disks.3.size')).toBe('120')
    expect(modal.say()).toMatch(/Data disk 1[\s\S]*Data disk 2[\s\S]*Data disk 3/)
    expect(await sends(modal)).toEqual({})
    await world.card(1)
    expect((await world.records())[0]?.body).toMatchObject({
      worker_data_disk: true,
      worker_data_disks: [{ size: 100 }, { size: 300 }, { size: 120 }],
    })
  })

  it('offers no further disk when there are as many as there may be', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 1')
    await redraws(world, modal.press('advanced'))
    const hasButton = (): boolean => modal.say().includes('Add a data disk')
    let disks = 0
    for (; hasButton() && disks < 50; disks++) await redraws(world, modal.press('add_disk'))
    expect(disks).toBeGreaterThanOrEqual(8)
    expect(disks).toBeLessThan(20)
    expect(await sends(modal)).toEqual({})
    await world.card(1)
    expect((await world.records())[0]?.body.worker_data_disks).toHaveLength(disks)
  })

  it('starts with the disks of the policy, which count although nobody looked at them', async () => {
    const disks = [
      { category: 'cloud_ssd', size: 500, encrypted: true },
      { category: 'cloud', size: 40 },
    ]
    world = await stage({
      policy: ({ clusters }) => {
        Object.assign(clusters['prod-web']?.defaults ?? {}, { worker_data_disks: disks })
      },
    })
    await world.asks('ada', '/scaleout prod-web 1')
    const modal = await opens(world, 'dan', '/scaleout prod-web 1')
    await redraws(world, modal.press('advanced'))
    await redraws(world, modal.press('remove_disk', { value: '0' }))
    expect(await sends(modal)).toEqual({})
    await world.card(2)
    expect((await world.records()).map(({ body }) => body.worker_data_disks)).toEqual([
      [
        { category: 'cloud_ssd', size: 500, encrypted: 'true' },
        { category: 'cloud', size: 40 },
      ],
      [{ category: 'cloud', size: 40 }],
    ])
  })
})

describe('errors', () => {
  it('stand at their fields, all at once, and nothing that was typed is lost', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 0')
    modal.fill('vswitch_ids', 'vsw-a vsw-b vsw-c vsw-d').fill('worker_system_disk_size', '39')
    await modal.choose('worker_system_disk_category')
    world.slack.faults.hostileClient = true
    expect(await sends(modal)).toEqual({
      count: 'Enter a whole number from 1 to 20.',
      vswitch_ids: 'Enter one to three IDs that start with vsw-.',
      worker_system_disk_category: 'Choose a system disk category.',
      worker_system_disk_size: 'Enter a whole number of GiB from 40 to 500.',
    })
    expect(held(modal, 'vswitch_ids')).toBe('vsw-a vsw-b vsw-c vsw-d')
    modal.fill('count', '2').fill('vswitch_ids', 'vsw-a vsw-b').fill('worker_system_disk_size', '40')
    await modal.choose('worker_system_disk_category', 'cloud_ssd')
    expect(await sends(modal)).toEqual({})
    await world.card(1)
    expect((await world.records())[0]?.body).toMatchObject({ count: 2, vswitch_ids: ['vsw-a', 'vsw-b'] })
  })

  it('find their fields in the form of a second cluster, too', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 2')
    await redraws(world, modal.choose('cluster', 'sandbox-1'))
    modal.fill('worker_data_disk_size', '200')
    expect(await sends(modal)).toEqual({
      worker_data_disk_size: 'Enter a whole number of GiB greater than 200, at most 32768.',
    })
  })

  it('name the disk that is wrong', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 2')
    await redraws(world, modal.press('advanced'))
    await redraws(world, modal.press('add_disk'))
    await redraws(world, modal.press('add_disk'))
    modal.fill('worker_data_disks.1.size', '39')
    expect(await sends(modal)).toEqual({
      'worker_data_disks.1.size': 'Enter a whole number of GiB from 40 to 32768.',
    })
  })

  it.each([
    ['0', 'Enter a whole number from 1 to 20.'],
    ['-3', 'Enter a whole number from 1 to 20.'],
    ['', 'Enter a whole number from 1 to 20.'],
    ['21', 'At most 20 nodes per request. Ask for fewer, or split the request.'],
    ['501', 'At most 20 nodes per request. Ask for fewer, or split the request.'],
    ['2.5', '“2.5” is no whole number: write digits, such as 3.'],
    ['three', '“three” is no whole number: write digits, such as 3.'],
    ['0x10', '“0x10” is no whole number: write digits, such as 3.'],
    ['1e1', '“1e1” is no whole number: write digits, such as 3.'],
  ])('refuse a count of "%s" from a client that checks nothing', async (count, says) => {
    world = await stage()
    world.slack.faults.hostileClient = true
    const modal = await opens(world, 'ada', '/scaleout prod-web 2')
    modal.fill('count', count)
    expect(await sends(modal)).toEqual({ count: says })
    expect(await world.records()).toEqual([])
  })

  it('name the limit that holds, as the hint and the help do', async () => {
    world = await stage({ policy: ({ limits }) => Object.assign(limits, { nodes_per_request: 5 }) })
    world.slack.faults.hostileClient = true
    const modal = await opens(world, 'ada', '/scaleout prod-web 2')
    expect(modal.input('count').block).toMatchObject({ hint: { text: expect.stringContaining('at most 5') } })
    modal.fill('count', '0')
    expect(await sends(modal)).toEqual({ count: 'Enter a whole number from 1 to 5.' })
    expect(await world.slack.as('ada').types('/scaleout help', 'prod')).toMatchObject({
      text: expect.stringContaining('At most 5 nodes per request'),
    })
  })

  it('say how many nodes one request may ask for', async () => {
    world = await stage({ policy: ({ limits }) => Object.assign(limits, { nodes_per_request: 5 }) })
    const modal = await opens(world, 'ada', '/scaleout prod-web 6')
    expect(await sends(modal)).toEqual({ count: 'At most 5 nodes per request. Ask for fewer, or split the request.' })
    modal.fill('count', '5')
    expect(await sends(modal)).toEqual({})
  })

  it('say when no cluster was chosen', async () => {
    world = await stage()
    world.slack.faults.hostileClient = true
    const modal = await opens(world, 'ada', '/scaleout')
    expect(await sends(modal)).toEqual({ cluster: 'Choose a cluster' })
  })

  it('ask for the cluster again when its fields never came', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 2')
    world.slack.faults.answer('views.update', { error: 'hash_conflict' })
    await redraws(world, modal.choose('cluster', 'sandbox-1'))
    expect(await sends(modal)).toEqual({ cluster: expect.stringContaining('Choose it again') })
    expect(await world.records()).toEqual([])
  })

  it('say when the cluster may no longer be asked for here', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 2')
    await world.stopBot()
    await world.startBot(({ clusters }) => {
      Object.assign(clusters['prod-web'] ?? {}, { channels: ['C0APPROVE'] })
    })
    expect(await sends(modal)).toEqual({ cluster: 'This cluster may not be scaled from this channel.' })
    expect(await world.records()).toEqual([])
  })

  it('say when the cluster is gone from the policy', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 2')
    await world.stopBot()
    await world.startBot(({ clusters }) => {
      delete clusters['prod-web']
    })
    expect(await sends(modal)).toEqual({
      cluster: 'There is no cluster prod-web that you can use here. Type /scaleout to choose from a list.',
    })
    expect(await world.records()).toEqual([])
  })
})

describe('who may use what', () => {
  it('offers only the clusters that a person may ask for, after a look at their groups', async () => {
    world = await stage({ policy: onCallOnly })
    const before = world.slack.calls.length
    const forBob = await opens(world, 'bob', '/scaleout')
    expect(offers(forBob, 'cluster')).toEqual(['prod-web', 'sandbox-1'])
    const opening = world.slack.calls.slice(before).find((call) => call.method === 'views.open')
    expect(JSON.stringify(opening?.args)).not.toContain('edge-1')
    expect(JSON.stringify(opening?.args)).toContain('Checking which clusters you can scale')
    const forDan = await opens(world, 'dan', '/scaleout edge-1 2')
    expect(offers(forDan, 'cluster')).toContain('edge-1')
    expect([held(forDan, 'cluster'), held(forDan, 'count')]).toEqual(['edge-1', '2'])
  })

  it('refuses a cluster that somebody names but may not use', async () => {
    world = await stage({ policy: onCallOnly })
    const modal = await opens(world, 'bob', '/scaleout edge-1 2')
    expect(modal.say()).toContain('not among the people who may scale this cluster')
    expect(modal.view.submit).toBeUndefined()
  })

  it('offers nothing of a group that Slack cannot name the members of', async () => {
    world = await stage({ policy: onCallOnly })
    world.slack.faults.missing('usergroups.users.list')
    const modal = await opens(world, 'dan', '/scaleout')
    expect(offers(modal, 'cluster')).toEqual(['prod-web', 'sandbox-1'])
  })

  it('refuses the form of a person who left the group meanwhile', async () => {
    world = await stage({ policy: onCallOnly })
    const modal = await opens(world, 'dan', '/scaleout edge-1 2')
    await modal.choose('credential', 'edge-root')
    world.slack.removeFromGroup('dan', 'oncall')
    await world.quiet()
    expect(await sends(modal)).toEqual({ cluster: 'You are not among the people who may scale this cluster.' })
    expect(await world.records()).toEqual([])
  })

  it('keeps a cluster to its channels', async () => {
    world = await stage({
      policy: ({ clusters }) => {
        Object.assign(clusters['prod-web'] ?? {}, { channels: ['C0APPROVE'] })
      },
    })
    expect(offers(await opens(world, 'ada', '/scaleout'), 'cluster')).toEqual(['sandbox-1', 'edge-1'])
    const answer = await world.slack.as('bob').types('/scaleout prod-web 2', 'prod')
    expect(answer).toMatchObject({ text: expect.stringContaining('no cluster prod-web that you can use here') })
    expect(offers(await opens(world, 'dan', '/scaleout', 'approve'), 'cluster')).toContain('prod-web')
  })

  it('tells a guest that this is not for guests', async () => {
    world = await stage()
    const modal = await opens(world, 'greta', '/scaleout prod-web 2')
    expect(modal.say()).toContain('you are a guest here')
    expect(modal.view.submit).toBeUndefined()
  })

  it('tells somebody from another workspace that this is not for them', async () => {
    world = await stage()
    moves('carol')
    expect((await opens(world, 'carol', '/scaleout prod-web 2')).say()).toContain('you are here from another one')
  })

  it('tells nothing but a refusal to a person who was deactivated while the command was on its way', async () => {
    world = await stage()
    const typed = world.slack.as('ada').types('/scaleout prod-web 2', 'prod')
    world.slack.deactivate('ada')
    await typed
    await world.quiet()
    expect(world.slack.as('ada').modal().say()).toContain('This account is deactivated')
  })

  it.each([
    ['deactivated', () => world.slack.deactivate('ada'), 'This account is deactivated.'],
    ['made a guest', () => world.slack.becomes('ada', 'guest'), 'you are a guest here'],
    ['moved elsewhere', () => moves('ada'), 'you are here from another one'],
    ['unknown to Slack', () => world.slack.faults.answer('users.info', 'http500', { times: 9 }), 'could not check'],
  ])('refuses the form of a person who was %s after it opened', async (_, happens, words) => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 2')
    happens()
    await world.passes(10_000)
    expect(await sends(modal)).toEqual({ cluster: expect.stringContaining(words) })
    expect(await world.records()).toEqual([])
  })
})

describe('a person who reads Chinese', () => {
  it('gets form, errors and refusals in Chinese, while the card keeps the channel’s language', async () => {
    world = await stage({ policy: onCallOnly })
    const modal = await opens(world, 'mei', '/scaleout prod-web 0')
    expect(modal.say()).toMatch(/增加节点[\s\S]*增加节点数[\s\S]*提交申请/)
    expect(modal.say()).not.toMatch(/Write|Choose|Request/)
    modal.fill('worker_system_disk_size', '1')
    expect(await sends(modal)).toEqual({
      count: '请填写 1 到 20 的整数。',
      worker_system_disk_size: '请填写 40 到 500 的整数，单位 GiB。',
    })
    await redraws(world, modal.press('advanced'))
    modal.fill('count', '2').fill('worker_system_disk_size', '120').fill('tags', 'tier=frontend\nbroken')
    expect(await sends(modal)).toEqual({ tags: expect.stringContaining('第 2 行（“broken”）') })
    modal.fill('tags', null)
    expect(await sends(modal)).toEqual({})
    expect(world.reads(await world.card(1))).toContain('Waiting for approval')
    expect((await opens(world, 'mei', '/scaleout edge-1 2')).say()).toContain('你不在可扩容该集群的人员名单中')
  })

  it('is told in Chinese that there is no such cluster, with the first words they ever type', async () => {
    world = await stage()
    const answer = await world.slack.as('mei').types('/scaleout nowhere 3', 'prod')
    expect(answer).toMatchObject({ text: expect.stringContaining('没有名为“nowhere”的可用集群') })
  })
})

describe('values that Slack leaves out because nobody touched them', () => {
  it('count as they were shown', async () => {
    world = await stage()
    world.slack.faults.prefilledGap = true
    const modal = await opens(world, 'ada', '/scaleout prod-web 3 as typed')
    await redraws(world, modal.press('advanced'))
    expect(await sends(modal)).toEqual({})
    await world.card(1)
    expect((await world.records())[0]).toMatchObject({
      why: 'as typed',
      body: {
        count: 3,
        vswitch_ids: ['vsw-bp1prodweb000000000h'],
        worker_instance_types: ['ecs.c5.xlarge'],
        key_pair: 'ops',
        worker_system_disk_category: 'cloud_essd',
        worker_system_disk_size: 120,
      },
    })
  })

  it('count so after another cluster was chosen and disks were added, too', async () => {
    world = await stage()
    world.slack.faults.prefilledGap = true
    const modal = await opens(world, 'ada', '/scaleout sandbox-1 4')
    await redraws(world, modal.choose('cluster', 'prod-web'))
    await redraws(world, modal.press('advanced'))
    await redraws(world, modal.press('add_disk'))
    modal.fill('worker_data_disks.0.size', '80')
    expect(await sends(modal)).toEqual({})
    await world.card(1)
    expect((await world.records())[0]?.body).toMatchObject({
      count: 4,
      key_pair: 'ops',
      worker_system_disk_size: 120,
      worker_data_disks: [{ category: 'cloud_efficiency', size: 80 }],
    })
  })

  it('are not brought back once somebody has cleared them', async () => {
    world = await stage()
    world.slack.faults.prefilledGap = true
    const modal = await opens(world, 'ada', '/scaleout prod-web 3')
    modal.fill('key_pair', null)
    await redraws(world, modal.press('advanced'))
    await modal.choose('credential', 'edge-root')
    expect(await sends(modal)).toEqual({})
    await world.card(1)
    expect((await world.records())[0]?.body).not.toHaveProperty('key_pair')
  })
})

describe('a policy that narrows a field', () => {
  const narrowing = ({ clusters }: PolicySource): void => {
    Object.assign(clusters['prod-web'] ?? {}, {
      choices: {
        worker_instance_types: ['ecs.c5.xlarge', 'ecs.c6.2xlarge'],
        worker_system_disk_size: [120, 200],
        key_pair: ['ops'],
      },
    })
  }

  it('makes it a menu of these values, and they arrive as numbers and lists', async () => {
    world = await stage({ policy: narrowing })
    const modal = await opens(world, 'ada', '/scaleout prod-web 1')
    expect(offers(modal, 'worker_instance_types')).toEqual(['ecs.c5.xlarge', 'ecs.c6.2xlarge'])
    expect(held(modal, 'worker_instance_types')).toEqual(['ecs.c5.xlarge'])
    await modal.choose('worker_instance_types', 'ecs.c6.2xlarge', 'ecs.c5.xlarge')
    await modal.choose('worker_system_disk_size', '200')
    expect(await sends(modal)).toEqual({})
    await world.card(1)
    expect((await world.records())[0]?.body).toMatchObject({
      worker_instance_types: ['ecs.c6.2xlarge', 'ecs.c5.xlarge'],
      worker_system_disk_size: 200,
    })
  })

  it('refuses a value from a form that was opened before', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 1')
    modal.fill('worker_instance_types', 'ecs.g7.large').fill('worker_system_disk_size', '150')
    await world.stopBot()
    await world.startBot(narrowing)
    const errors = await sends(modal)
    expect(errors.worker_system_disk_size).toContain('Choose from 120, 200')
    expect(errors.worker_instance_types).toContain('Choose from ecs.c5.xlarge, ecs.c6.2xlarge')
  })
})
