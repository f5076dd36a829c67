import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Alicloud, fleet, startAlicloud } from './index.ts'
import { edgeSample, kubernetesSample, onEdge, onKubernetes, onSandboxed, sandboxedSample } from './samples.ts'
import { sdk } from './sdk.ts'

const [kubernetes, sandboxed, edge] = fleet
let cloud: Alicloud

beforeAll(async () => {
  cloud = await startAlicloud({ readyLag: 0, nodeQuota: 1000 })
})
afterAll(() => cloud.stop())

async function accepted(clusterId: string, body: object) {
  const { statusCode } = await sdk(cloud).scaleOut(clusterId, body)
  expect(statusCode).toBe(202)
  const order = cloud.orders.at(-1)
  expect(order).toMatchObject({ clusterId, body })
  cloud.finish(order?.taskId ?? '')
}

async function refused(clusterId: string, body: object, code: string, member: string) {
  const before = cloud.orders.length
  await expect(sdk(cloud).scaleOut(clusterId, body)).rejects.toMatchObject({
    name: 'ClientError',
    statusCode: 400,
    code,
    data: { message: expect.stringContaining(member) },
  })
  expect(cloud.orders).toHaveLength(before)
}

function without(body: object, member: string) {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== member))
}

const prepaid = {
  worker_instance_charge_type: 'PrePaid',
  worker_period: 3,
  worker_period_unit: 'Month',
  worker_auto_renew: false,
}

describe("the documents' own sample requests", () => {
  test('both edge samples are taken as they are printed', () => accepted(edge.id, edgeSample))

  test('the sandbox samples break their own rule of more than 200 GiB, and are taken without that', async () => {
    await refused(sandboxed.id, sandboxedSample, 'InvalidParameter', 'worker_data_disk_size')
    await accepted(sandboxed.id, { ...sandboxedSample, worker_data_disk_size: 240 })
  })

  test('the Kubernetes sample is taken without its stray ClusterId and its contradicting data disk flag', async () => {
    await refused(kubernetes.id, kubernetesSample, 'InvalidParameter', 'ClusterId')
    const { ClusterId: _, ...body } = kubernetesSample
    await refused(kubernetes.id, body, 'InvalidParameter', 'worker_data_disk')
    await accepted(kubernetes.id, { ...body, worker_data_disk: true })
  })
})

describe('Kubernetes', () => {
  test.each([
    ['the smallest body', {}],
    ['one node', { count: 1 }],
    ['three vSwitches', { vswitch_ids: ['vsw-1', 'vsw-2', 'vsw-3'] }],
    ['prepaid', prepaid],
    ['prepaid and renewed', { ...prepaid, worker_auto_renew: true, worker_auto_renew_period: 6 }],
    ['system disk at its least', { worker_system_disk_size: 40 }],
    ['system disk at its most', { worker_system_disk_size: 500 }],
    ['a data disk sized by number', { worker_data_disks: [{ category: 'cloud_ssd', size: 500 }] }],
    ['a data disk sized by string', { worker_data_disks: [{ size: '120', encrypted: 'true' }] }],
    ['no data disks, said twice', { worker_data_disk: false, worker_data_disks: [] }],
    [
      'everything else',
      {
        cloud_monitor_flags: true,
        cpu_policy: 'static',
        disable_rollback: true,
        image_id: '',
        user_data: Buffer.from('#!/bin/sh').toString('base64'),
        runtime: { name: 'docker', version: '19.03.5' },
        rds_instances: ['rm-1'],
        tags: [{ key: 'tier', value: 'frontend' }],
        taints: [{ key: 'node_type', value: 'prod', effect: 'NoSchedule' }],
      },
    ],
  ])('takes %s', (_, change) => accepted(kubernetes.id, { ...onKubernetes, ...change }))

  test('takes a password instead of the key pair', () =>
    accepted(kubernetes.id, { ...without(onKubernetes, 'key_pair'), login_password: 'Hello@1234' }))

  test.each([
    'count',
    'key_pair',
    'vswitch_ids',
    'worker_instance_types',
    'worker_system_disk_category',
    'worker_system_disk_size',
  ])('requires %s', (member) => refused(kubernetes.id, without(onKubernetes, member), 'MissingParameter', member))

  test.each(['worker_period', 'worker_period_unit', 'worker_auto_renew'])('requires %s with PrePaid', (member) =>
    refused(kubernetes.id, { ...onKubernetes, ...without(prepaid, member) }, 'MissingParameter', member),
  )

  test('requires a renewal period with auto-renewal', () =>
    refused(
      kubernetes.id,
      { ...onKubernetes, ...prepaid, worker_auto_renew: true },
      'MissingParameter',
      'worker_auto_renew_period',
    ))

  test.each([
    ['count', { count: 0 }],
    ['count', { count: 1.5 }],
    ['count', { count: '2' }],
    ['login_password', { login_password: 'Hello@1234' }],
    ['vswitch_ids', { vswitch_ids: [] }],
    ['vswitch_ids', { vswitch_ids: ['vsw-1', 'vsw-2', 'vsw-3', 'vsw-4'] }],
    ['vswitch_ids', { vswitch_ids: 'vsw-1' }],
    ['worker_vswitch_ids', { worker_vswitch_ids: ['vsw-1'] }],
    ['worker_instance_types', { worker_instance_types: [] }],
    ['worker_instance_type', { worker_instance_type: 'ecs.c5.xlarge' }],
    ['worker_instance_charge_type', { worker_instance_charge_type: 'Spot' }],
    ['worker_period', { ...prepaid, worker_period: 4 }],
    ['worker_period', { ...prepaid, worker_period: '1' }],
    ['worker_period_unit', { ...prepaid, worker_period_unit: 'Year' }],
    ['worker_auto_renew', { worker_auto_renew: 'true' }],
    ['worker_auto_renew_period', { ...prepaid, worker_auto_renew: true, worker_auto_renew_period: 5 }],
    ['worker_system_disk_category', { worker_system_disk_category: 'cloud' }],
    ['worker_system_disk_size', { worker_system_disk_size: 39 }],
    ['worker_system_disk_size', { worker_system_disk_size: 501 }],
    ['worker_system_disk_size', { worker_system_disk_size: '120' }],
    ['worker_data_disk', { worker_data_disk: false, worker_data_disks: [{ size: 100 }] }],
    ['worker_data_disks.0.size', { worker_data_disks: [{ size: 39 }] }],
    ['worker_data_disks.0.size', { worker_data_disks: [{ size: '32769' }] }],
    ['worker_data_disks.0.size', { worker_data_disks: [{ size: '120 GiB' }] }],
    ['worker_data_disks.0.category', { worker_data_disks: [{ category: 'ssd' }] }],
    ['worker_data_disks.0.encrypted', { worker_data_disks: [{ encrypted: true }] }],
    ['worker_data_disks.0.disk', { worker_data_disks: [{ disk: 1 }] }],
    ['cpu_policy', { cpu_policy: 'dynamic' }],
    ['cloud_monitor_flags', { cloud_monitor_flags: 'true' }],
    ['disable_rollback', { disable_rollback: 0 }],
    ['user_data', { user_data: '#!/bin/sh' }],
    ['runtime.flavour', { runtime: { name: 'docker', version: '1', flavour: 'x' } }],
    ['rds_instances', { rds_instances: 'rm-1' }],
    ['tags.0.colour', { tags: [{ key: 'a', value: 'b', colour: 'red' }] }],
    ['tags.0.key', { tags: [{ key: 'acs:mine', value: 'b' }] }],
    ['tags.0.key', { tags: [{ key: 'k'.repeat(65), value: 'b' }] }],
    ['tags.0.value', { tags: [{ key: 'a', value: 'v'.repeat(129) }] }],
    ['tags', { tags: Array.from({ length: 21 }, (_, index) => ({ key: `k${index}`, value: '' })) }],
    ['taints.0.effect', { taints: [{ key: 'a', value: 'b', effect: 'Sometimes' }] }],
    ['is_edge_worker', { is_edge_worker: true }],
    ['worker_instance_types', { worker_instance_types: ['ECS.C5.XLARGE'] }],
    ['worker_instance_types', { worker_instance_types: ['c5.xlarge'] }],
    ['vswitch_ids', { vswitch_ids: ['vsw–a\u200B'] }],
    ['rds_instances', { rds_instances: ['rm-1,rm-2'] }],
    ['image_id', { image_id: 'm-custom ' }],
  ])('refuses a wrong %s: %j', (member, change) =>
    refused(kubernetes.id, { ...onKubernetes, ...change }, 'InvalidParameter', member),
  )

  test.each([
    'short@1',
    'nouppercase@1',
    'NOLOWERCASE@1',
    'NoDigits@',
    'NoSpecial1',
    'Wide！Aa1234',
    'Quoted"Aa123',
    `Too@1${'x'.repeat(26)}`,
  ])('refuses the password %s', (login_password) =>
    refused(
      kubernetes.id,
      { ...without(onKubernetes, 'key_pair'), login_password },
      'InvalidParameter',
      'login_password',
    ),
  )
})

describe('sandboxed containers', () => {
  test.each([
    ['the smallest body', {}],
    ['the least data disk', { worker_data_disk_size: 201 }],
    ['a data disk sized by string', { worker_data_disk_size: '240' }],
    ['prepaid', prepaid],
    ['a system disk', { worker_system_disk_category: 'cloud_ssd', worker_system_disk_size: 20 }],
  ])('takes %s', (_, change) => accepted(sandboxed.id, { ...onSandboxed, ...change }))

  test.each(['count', 'vswitch_ids', 'worker_instance_types', 'worker_data_disk', 'worker_data_disk_size'])(
    'requires %s',
    (member) => refused(sandboxed.id, without(onSandboxed, member), 'MissingParameter', member),
  )

  test.each([
    ['key_pair', without(onSandboxed, 'login_password'), 'MissingParameter'],
    ['login_password', { ...onSandboxed, key_pair: 'ops' }, 'InvalidParameter'],
    ['worker_data_disk', { ...onSandboxed, worker_data_disk: false }, 'InvalidParameter'],
    ['worker_data_disk_size', { ...onSandboxed, worker_data_disk_size: 200 }, 'InvalidParameter'],
    ['worker_data_disk_size', { ...onSandboxed, worker_data_disk_size: '200' }, 'InvalidParameter'],
    ['worker_instance_types.0', { ...onSandboxed, worker_instance_types: ['ecs.c5.xlarge'] }, 'InvalidParameter'],
    ['worker_system_disk_size', { ...onSandboxed, worker_system_disk_size: 19 }, 'InvalidParameter'],
    ['worker_system_disk_size', { ...onSandboxed, worker_system_disk_size: 501 }, 'InvalidParameter'],
    ['worker_system_disk_category', { ...onSandboxed, worker_system_disk_category: 'cloud_essd' }, 'InvalidParameter'],
    ['worker_data_disk_category', { ...onSandboxed, worker_data_disk_category: 'cloud_essd' }, 'InvalidParameter'],
    ['worker_period', { ...onSandboxed, ...without(prepaid, 'worker_period') }, 'MissingParameter'],
    ['worker_data_disks', { ...onSandboxed, worker_data_disks: [] }, 'InvalidParameter'],
    ['taints', { ...onSandboxed, taints: [] }, 'InvalidParameter'],
  ])('refuses a wrong %s', (member, body, code) => refused(sandboxed.id, body, code, member))
})

describe('edge', () => {
  test.each([
    ['the smallest body', {}],
    ['no data disk', { worker_data_disk_size: 0 }],
    ['the largest disks', { worker_system_disk_size: 100, worker_data_disk_size: 200 }],
    ['nine months', { worker_period: 9 }],
    ['a year', { worker_period: 12 }],
    ['no renewal', { worker_auto_renew: false }],
    ['billing by the month', { ens_internet_charge_type: '95BandwidthByMonth' }],
  ])('takes %s', (_, change) => accepted(edge.id, { ...onEdge, ...change }))

  test.each(Object.keys(onEdge))('requires %s', (member) =>
    refused(edge.id, without(onEdge, member), 'MissingParameter', member),
  )

  test.each([
    ['key_pair', { key_pair: 'ops' }, 'InvalidParameter'],
    ['login_password', { login_password: 'hello' }, 'InvalidParameter'],
    ['worker_instance_types', { worker_instance_types: ['ens.sn1.tiny'] }, 'InvalidParameter'],
    ['worker_instance_type', { worker_instance_type: ['ens.sn1.tiny'] }, 'InvalidParameter'],
    ['ens_internet_charge_type', { ens_internet_charge_type: 'BandwidthByYear' }, 'InvalidParameter'],
    ['worker_period', { worker_period: 10 }, 'InvalidParameter'],
    ['worker_system_disk_size', { worker_system_disk_size: 25 }, 'InvalidParameter'],
    ['worker_system_disk_size', { worker_system_disk_size: 10 }, 'InvalidParameter'],
    ['worker_system_disk_size', { worker_system_disk_size: 110 }, 'InvalidParameter'],
    ['worker_data_disk_size', { worker_data_disk_size: 10 }, 'InvalidParameter'],
    ['worker_data_disk_size', { worker_data_disk_size: 45 }, 'InvalidParameter'],
    ['worker_data_disk_size', { worker_data_disk_size: 210 }, 'InvalidParameter'],
    ['worker_data_disk_size', { worker_data_disk_size: '100' }, 'InvalidParameter'],
    ['is_edge_worker', { is_edge_worker: false }, 'InvalidParameter'],
    ['worker_auto_renew_period', { worker_auto_renew: true }, 'MissingParameter'],
    ['worker_auto_renew_period', { worker_auto_renew: true, worker_auto_renew_period: 13 }, 'InvalidParameter'],
    ['timeout_mins', { timeout_mins: '60' }, 'InvalidParameter'],
    ['vswitch_ids', { vswitch_ids: ['vsw-1'] }, 'InvalidParameter'],
  ])('refuses a wrong %s: %j', (member, change, code) => refused(edge.id, { ...onEdge, ...change }, code, member))
})

test('a body that is no JSON object, or none at all, is refused', async () => {
  await refused(edge.id, [], 'InvalidParameter', 'the body')
  await expect(sdk(cloud).scaleOut(edge.id, '{"count":')).rejects.toMatchObject({ code: 'InvalidParameter' })
  // Without a body the client sends no content type either.
  await expect(sdk(cloud).scaleOut(edge.id, undefined)).rejects.toThrow(SyntaxError)
  expect(cloud.calls.at(-1)).toMatchObject({ status: 415 })
})
