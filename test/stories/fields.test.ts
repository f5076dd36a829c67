import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import type { Modal } from '../../playground/slack/index.ts'
import { password, sent } from '../clusters/samples.ts'
import { buys, held, inputsOf, opens, redraws, sends } from './forms.ts'
import type { PolicySource } from './policy.ts'
import { edgePassword, type Stage, stage } from './stage.ts'

let world: Stage

/** Nothing is preset: whatever is sent was filled in. */
const bare = ({ clusters }: PolicySource): void => {
  for (const cluster of Object.values(clusters)) cluster.defaults = {}
}

/** The form of a cluster with its advanced part open. */
async function everything(command: string): Promise<Modal> {
  const modal = await opens(world, 'ada', command)
  await redraws(world, modal.press('advanced'))
  return modal
}

/** Types or chooses each of these, in order, as the input asks for it. */
async function fills(modal: Modal, values: Record<string, string | string[] | null>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    if (modal.input(name).element.type.includes('select'))
      await redraws(world, modal.choose(name, ...[value ?? []].flat()))
    else modal.fill(name, [value ?? ''].flat().join('\n'))
  }
}

describe('the samples of the API documents, filled in', () => {
  it('the sandbox page: a sandboxed cluster with a password', async () => {
    world = await stage({ policy: bare })
    const modal = await everything('/scaleout sandbox-1 1')
    await fills(modal, {
      login_password: password,
      worker_instance_charge_type: 'PostPaid',
      vswitch_ids: 'vsw-2zes3rfz7bmk0nxxxxxxx',
      worker_instance_types: ['ecs.ebmg5s.24xlarge'],
      worker_system_disk_category: 'cloud_efficiency',
      worker_system_disk_size: '120',
      worker_data_disk_category: 'cloud_efficiency',
      disable_rollback: 'false',
    })
    expect(await buys(world, modal)).toEqual(sent.sandboxed)
  })

  it('the edge page: an edge cluster', async () => {
    world = await stage({ policy: bare })
    const modal = await everything('/scaleout edge-1 1')
    await fills(modal, {
      timeout_mins: '60',
      worker_instance_type: 'ens.sn1.tiny',
      ens_region_id: 'cn-beijing-telecom',
      worker_image_id: 'm-2QVLO2T8NYgm8CNQVg15gF',
      ens_internet_charge_type: 'BandwidthByDay',
      worker_auto_renew: 'true',
      login_password: 'Hello1234!',
      worker_system_disk_size: '20',
    })
    expect(await buys(world, modal)).toEqual(sent.edge)
  })

  it('the Kubernetes page: a Kubernetes cluster with a data disk and a tag', async () => {
    world = await stage({ policy: bare })
    const modal = await everything('/scaleout prod-web 1')
    await redraws(world, modal.press('add_disk'))
    await fills(modal, {
      key_pair: 'common',
      vswitch_ids: 'vsw-uf684tfrpwup8gcsw****',
      worker_instance_types: 'ecs.c5.xlarge',
      worker_system_disk_category: 'cloud_efficiency',
      'worker_data_disks.0.category': 'cloud_ssd',
      'worker_data_disks.0.size': '500',
      tags: 'tier=frontend',
    })
    expect(await buys(world, modal)).toEqual(sent.kubernetes)
  })
})

it('every member of a Kubernetes cluster can be filled in, and is sent in the form that the documents ask for', async () => {
  world = await stage({ policy: bare })
  const script = '#!/bin/sh\n  echo "节点 ready"\n\n'
  const modal = await everything('/scaleout prod-web 2')
  await redraws(world, modal.press('add_disk'))
  await fills(modal, {
    login_password: password,
    vswitch_ids: 'vsw-a, vsw-b\nvsw-c',
    worker_instance_types: 'ecs.c6.2xlarge ecs.c5.xlarge',
    worker_instance_charge_type: 'PrePaid',
    worker_period: '3',
    worker_auto_renew: 'true',
    worker_auto_renew_period: '6',
    'worker_data_disks.0.encrypted': 'true',
    'worker_data_disks.0.auto_snapshot_policy_id': 'sp-1',
    tags: ['tier=frontend', '', 'url=a=b', 'empty='],
    taints: ['node_type=prod:NoSchedule', 'dedicated:NoExecute'],
    cpu_policy: 'static',
    cloud_monitor_flags: 'true',
    disable_rollback: 'true',
    image_id: 'm-custom',
    runtime: 'docker 19.03.5',
    rds_instances: 'rm-1 rm-2',
    user_data: script,
  })
  expect(await buys(world, modal)).toEqual({
    count: 2,
    login_password: password,
    vswitch_ids: ['vsw-a', 'vsw-b', 'vsw-c'],
    worker_instance_types: ['ecs.c6.2xlarge', 'ecs.c5.xlarge'],
    worker_instance_charge_type: 'PrePaid',
    worker_period: 3,
    worker_period_unit: 'Month',
    worker_auto_renew: true,
    worker_auto_renew_period: 6,
    worker_system_disk_category: 'cloud_ssd',
    worker_system_disk_size: 120,
    worker_data_disk: true,
    worker_data_disks: [
      { category: 'cloud_efficiency', size: 120, encrypted: 'true', auto_snapshot_policy_id: 'sp-1' },
    ],
    tags: [
      { key: 'tier', value: 'frontend' },
      { key: 'url', value: 'a=b' },
      { key: 'empty', value: '' },
    ],
    taints: [
      { key: 'node_type', value: 'prod', effect: 'NoSchedule' },
      { key: 'dedicated', value: '', effect: 'NoExecute' },
    ],
    cpu_policy: 'static',
    cloud_monitor_flags: true,
    disable_rollback: true,
    image_id: 'm-custom',
    runtime: { name: 'docker', version: '19.03.5' },
    rds_instances: ['rm-1', 'rm-2'],
    user_data: Buffer.from(script).toString('base64'),
  })
})

it('what people paste is understood in every field: other dashes, widths, separators, and what cannot be seen', async () => {
  world = await stage({ policy: bare })
  world.slack.faults.hostileClient = true
  const script = '#!/bin/sh\necho “－ ＡＢＣ\u200B\u3000”\n'
  const modal = await everything('/scaleout prod–web\u3000２')
  await fills(modal, {
    count: '３',
    key_pair: '“ops”\u200B',
    vswitch_ids: 'vsw–a、ｖｓｗ－ｂ；vsw\u2011c\u00A0',
    worker_instance_types: '- ecs.c5.xlarge\n• ｅｃｓ．ｃ６．２ｘｌａｒｇｅ',
    worker_system_disk_size: '１２０',
    tags: ['ｔｉｅｒ＝frontend\u200B', '部门=研发（一）'],
    taints: 'node_type＝prod：NoSchedule',
    image_id: '\u200Bm-custom',
    runtime: 'containerd://1.6.28',
    rds_instances: 'rm–1，rm-2',
    user_data: script,
  })
  modal.fill('reason', '“ＣＰＵ” – 100％')
  expect(await buys(world, modal)).toMatchObject({
    count: 3,
    key_pair: 'ops',
    vswitch_ids: ['vsw-a', 'vsw-b', 'vsw-c'],
    worker_instance_types: ['ecs.c5.xlarge', 'ecs.c6.2xlarge'],
    worker_system_disk_size: 120,
    tags: [
      { key: 'tier', value: 'frontend' },
      { key: '部门', value: '研发（一）' },
    ],
    taints: [{ key: 'node_type', value: 'prod', effect: 'NoSchedule' }],
    image_id: 'm-custom',
    runtime: { name: 'containerd', version: '1.6.28' },
    rds_instances: ['rm-1', 'rm-2'],
    user_data: Buffer.from(script).toString('base64'),
  })
  // What is theirs to the last character stays so.
  expect((await world.records())[0]?.why).toBe('“ＣＰＵ” – 100％')
})

it('what cannot be sent is told at its field, of the value itself', async () => {
  world = await stage()
  const modal = await everything('/scaleout prod-web 1')
  modal
    .fill('worker_instance_types', 'ECS.C5.XLARGE <!channel>')
    .fill('rds_instances', 'foo,bar')
    .fill('tags', 'a=b, c=d')
    .fill('image_id', 'ubuntu')
  expect(await sends(modal)).toEqual({
    worker_instance_types: '“ECS.C5.XLARGE”: did you mean ecs.c5.xlarge? “<!channel>”: no < here.',
    rds_instances: '“foo”, “bar”: an RDS instance ID looks like rm-2zev748xi27xc.',
    tags: 'Line 1 (“a=b, c=d”): one on each line, please: this looks like several.',
    image_id: expect.stringContaining('an image ID looks like m-bp67acfmxazb4p'),
  })
  expect(await world.records()).toEqual([])
})

it('a script that is Base64 already is sent with a caution on its card', async () => {
  world = await stage()
  const modal = await everything('/scaleout prod-web 1')
  modal.fill('user_data', Buffer.from('#!/bin/sh\necho ready\n').toString('base64'))
  expect(await sends(modal)).toEqual({})
  expect(world.reads(await world.card(1))).toContain('User data looks like Base64 already')
})

describe('a subscription', () => {
  it('asks for its period, and for the renewal’s only with renewal; each goes again with its reason', async () => {
    world = await stage()
    const modal = await everything('/scaleout prod-web 1')
    const asked = (): string[] => inputsOf(modal).filter((name) => /period|renew/.test(name))
    expect(asked()).toEqual([])
    await redraws(world, modal.choose('worker_instance_charge_type', 'PrePaid'))
    expect(asked()).toEqual(['worker_period', 'worker_period_unit', 'worker_auto_renew'])
    await redraws(world, modal.choose('worker_auto_renew', 'true'))
    expect(asked()).toEqual(['worker_period', 'worker_period_unit', 'worker_auto_renew', 'worker_auto_renew_period'])
    await redraws(world, modal.choose('worker_auto_renew', 'false'))
    expect(asked()).not.toContain('worker_auto_renew_period')
    await redraws(world, modal.choose('worker_auto_renew', 'true'))
    await redraws(world, modal.choose('worker_instance_charge_type', 'PostPaid'))
    expect(asked()).toEqual([])
    expect(await buys(world, modal)).toEqual(
      expect.not.objectContaining({ worker_period: expect.anything(), worker_auto_renew: expect.anything() }),
    )
  })

  it.each(['prod-web', 'sandbox-1'])('of %s always says whether it renews', async (cluster) => {
    world = await stage()
    const modal = await everything(`/scaleout ${cluster} 1`)
    await redraws(world, modal.choose('worker_instance_charge_type', 'PrePaid'))
    const body = await buys(world, modal)
    expect(body).toMatchObject({ worker_period: 1, worker_period_unit: 'Month', worker_auto_renew: false })
    expect(body).not.toHaveProperty('worker_auto_renew_period')
  })

  it('that the policy presets is complete, although nobody opened the advanced part', async () => {
    world = await stage({
      policy: ({ clusters }) => {
        Object.assign(clusters['prod-web']?.defaults ?? {}, {
          worker_instance_charge_type: 'PrePaid',
          worker_auto_renew: true,
        })
      },
    })
    expect(await buys(world, await opens(world, 'ada', '/scaleout prod-web 1'))).toMatchObject({
      worker_instance_charge_type: 'PrePaid',
      worker_period: 1,
      worker_period_unit: 'Month',
      worker_auto_renew: true,
      worker_auto_renew_period: 1,
    })
  })

  it('that is sent faster than the form can ask for its period asks again', async () => {
    world = await stage()
    world.slack.faults.hostileClient = true
    const modal = await everything('/scaleout prod-web 1')
    world.slack.faults.answer('views.update', { error: 'hash_conflict' })
    await redraws(world, modal.choose('worker_instance_charge_type', 'PrePaid'))
    expect(modal.has('worker_period')).toBe(false)
    expect(await sends(modal)).toEqual({ worker_instance_charge_type: expect.stringContaining('needs more fields') })
    expect(await world.records()).toEqual([])
  })
})

describe('the credential of the nodes', () => {
  const one = 'Give one only: a key pair or a password, not both.'

  it('is either a key pair or a password', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 1')
    modal.fill('login_password', password)
    expect(await sends(modal)).toEqual({ key_pair: one })
    modal.fill('key_pair', null).fill('login_password', null)
    expect(await sends(modal)).toEqual({ key_pair: 'Give a key pair or a password: the nodes need one.' })
    modal.fill('login_password', password)
    const body = await buys(world, modal)
    expect(body).toMatchObject({ login_password: password })
    expect(body).not.toHaveProperty('key_pair')
  })

  it('is not a key pair and a named credential, either', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout sandbox-1 1')
    await modal.choose('credential', 'edge-root')
    expect(await sends(modal)).toEqual({ key_pair: one })
    modal.fill('key_pair', null)
    expect(await buys(world, modal)).toMatchObject({ login_password: edgePassword })
  })

  it('is not a typed password and a named credential, and the error speaks of these two', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout prod-web 1')
    modal.fill('key_pair', null).fill('login_password', password)
    await modal.choose('credential', 'edge-root')
    expect(await sends(modal)).toEqual({ credential: expect.stringMatching(/password.*named credential/) })
  })

  it('of edge nodes is a password alone, typed or named', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout edge-1 1')
    expect(modal.has('key_pair')).toBe(false)
    expect(await sends(modal)).toEqual({ login_password: 'Edge nodes need a login password.' })
    modal.fill('login_password', password)
    await modal.choose('credential', 'edge-root')
    expect(await sends(modal)).toEqual({ login_password: 'Give one only: a typed password or a named credential.' })
    await modal.choose('credential')
    expect(await buys(world, modal)).toMatchObject({ login_password: password })
  })

  it.each([
    ['Short1!', 'A password has 8 to 30 characters.'],
    ['no-upper-case-1', 'The password also needs an upper-case letter.'],
    ['NO-LOWER-CASE-1', 'The password also needs a lower-case letter.'],
    ['No-Digit-Here', 'The password also needs a digit.'],
    ['NoSpecial123', 'The password also needs a special character.'],
    ['With a space 1!', 'No spaces in a password.'],
    ['Hello-密码-1', expect.stringContaining('ASCII')],
    ['Ｈello1234!', expect.stringContaining('ASCII')],
  ])('is not the password %s, and the error says why', async (weak, why) => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout edge-1 1')
    modal.fill('login_password', weak)
    const errors = await sends(modal)
    expect(errors).toEqual({ login_password: why })
    expect(JSON.stringify(errors)).not.toContain(weak)
    expect(world.log.join('\n')).not.toContain(weak)
  })

  it('goes to the cloud and nowhere else when it is typed, and is gone from the record afterwards', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout edge-1 1')
    modal.fill('login_password', password)
    expect(await sends(modal)).toEqual({})
    const card = await world.card(1)
    expect((await world.records())[0]?.secret).toMatchObject({ kind: 'sealed' })
    expect(world.reads(card)).toContain('password (hidden)')
    await world.slack.as('bob').clicks(card, 'card_details')
    await world.quiet()
    expect(world.slack.as('bob').modal().say()).toContain('(hidden)')
    await world.slack.as('bob').reacts('white_check_mark', card)
    await world.until(() => world.thread(card).at(-1)?.includes('1 node ready'), 'the node')

    expect(world.cloud.orders[0]?.body).toMatchObject({ login_password: password })
    expect((await world.records())[0]?.secret).toBeNull()
    const calls = world.slack.calls.map((call) => JSON.stringify(call)).join('\n')
    const places = [JSON.stringify(await world.records()), world.slack.transcript(), calls, world.log.join('\n')]
    for (const place of places) {
      expect(place).not.toContain(password)
      expect(place).not.toContain(Buffer.from(password).toString('base64'))
    }
  })
})

describe('tags and taints, a line each', () => {
  it('name the line that is wrong, and what to write there', async () => {
    world = await stage()
    const modal = await everything('/scaleout prod-web 1')
    modal.fill('tags', 'tier=frontend\n\nacs:owner=me').fill('taints', 'node_type=prod')
    const errors = await sends(modal)
    expect(errors.tags).toMatch(/^Line 3 \(“acs:owner=me”\): a key does not start with/)
    expect(errors.taints).toMatch(/^Line 1 \(“node_type=prod”\): the effect is missing/)
    expect(held(modal, 'tags')).toBe('tier=frontend\n\nacs:owner=me')
  })

  it.each([
    ['tags', 'no equals sign'],
    ['tags', 'a=b, c=d'],
    ['tags', 'a b=c'],
    ['tags', '=value'],
    ['tags', 'http://x=1'],
    ['tags', 'Aliyun=1'],
    ['tags', `${'k'.repeat(65)}=1`],
    ['tags', `k=${'v'.repeat(129)}`],
    ['taints', 'a=b:Sometimes'],
    ['taints', ':NoSchedule'],
    ['taints', 'a=b=c:NoSchedule'],
  ])('%s: not %s', async (field, line) => {
    world = await stage()
    const modal = await everything('/scaleout prod-web 1')
    modal.fill(field, line)
    expect((await sends(modal))[field]).toMatch(/^Line 1/)
  })

  it('are twenty tags at most', async () => {
    world = await stage()
    const modal = await everything('/scaleout prod-web 1')
    modal.fill('tags', Array.from({ length: 21 }, (_, n) => `k${n}=v`).join('\n'))
    expect((await sends(modal)).tags).toMatch(/^Up to 20 lines/)
  })
})

describe('disk sizes', () => {
  it('of a sandboxed cluster are above 200, and the field says why 200 is not enough', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout sandbox-1 1')
    modal.fill('worker_data_disk_size', '200')
    expect((await sends(modal)).worker_data_disk_size).toContain('greater than 200')
    expect(JSON.stringify(modal.input('worker_data_disk_size').block)).toContain('200 itself is refused')
    modal.fill('worker_data_disk_size', '201')
    expect(await buys(world, modal)).toMatchObject({ worker_data_disk: true, worker_data_disk_size: 201 })
  })

  it('of an edge cluster go in steps of ten', async () => {
    world = await stage()
    const modal = await opens(world, 'ada', '/scaleout edge-1 1')
    await modal.choose('credential', 'edge-root')
    for (const [system, data] of [
      ['25', '10'],
      ['10', '15'],
      ['110', '210'],
    ] as const) {
      modal.fill('worker_system_disk_size', system).fill('worker_data_disk_size', data)
      expect(await sends(modal)).toEqual({
        worker_system_disk_size: 'Enter 20, 30, 40 … 100.',
        worker_data_disk_size: 'Enter 0, or 20, 30, 40 … 200.',
      })
    }
    modal.fill('worker_system_disk_size', '100').fill('worker_data_disk_size', '200')
    expect(await buys(world, modal)).toMatchObject({ worker_system_disk_size: 100, worker_data_disk_size: 200 })
  })

  it('go out as text where the policy says so', async () => {
    const asText = ({ clusters }: PolicySource): void => {
      for (const cluster of Object.values(clusters)) cluster.disk_size_as = 'string'
    }
    world = await stage({ policy: asText })
    const kubernetes = await everything('/scaleout prod-web 1')
    await redraws(world, kubernetes.press('add_disk'))
    expect(await buys(world, kubernetes)).toMatchObject({
      worker_system_disk_size: 120,
      worker_data_disks: [{ size: '120' }],
    })
    const sandboxed = await opens(world, 'ada', '/scaleout sandbox-1 1')
    expect(await buys(world, sandboxed)).toMatchObject({ worker_data_disk_size: '240' })
  })
})

it('a period that only the older documents know is allowed, with a caution on the card', async () => {
  world = await stage()
  const modal = await opens(world, 'ada', '/scaleout edge-1 1')
  await modal.choose('credential', 'edge-root')
  await modal.choose('worker_period', '5')
  expect(await sends(modal)).toEqual({})
  expect(world.reads(await world.card(1))).toContain('Alibaba Cloud may refuse a period of 5 months')
})

it('a script of more than 1 KB comes with advice to keep it in OSS', async () => {
  world = await stage()
  const modal = await everything('/scaleout prod-web 1')
  modal.fill('user_data', `#!/bin/sh\n${'# padding\n'.repeat(120)}`)
  expect(await sends(modal)).toEqual({})
  expect(world.reads(await world.card(1))).toContain('keep the script in OSS')
})
