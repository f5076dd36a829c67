import { stringify } from 'yaml'
import { readPolicy } from '../../src/config/policy-file.ts'
import type { Policy } from '../../src/scaleout/policy.ts'

/** A policy file as an object, so that a story can change a line of it. */
export type PolicySource = {
  language?: string
  approval: Record<string, unknown>
  limits: Record<string, unknown>
  follow: Record<string, unknown>
  credentials?: Record<string, unknown>
  clusters: Record<string, Record<string, unknown>>
}

const usual = (): PolicySource => ({
  approval: { approvers: ['S0SRELEADS'] },
  limits: { nodes_per_request: 20, calls_per_second: 50 },
  follow: { first: '10s', every: '15s', give_up: '60m' },
  credentials: { 'edge-root': { env: 'EDGE_LOGIN_PASSWORD' } },
  clusters: {
    'prod-web': {
      id: 'c82e6987e2961451182edacd74faf0001',
      region: 'cn-hangzhou',
      type: 'kubernetes',
      defaults: {
        vswitch_ids: ['vsw-bp1prodweb000000000h'],
        worker_instance_types: ['ecs.c5.xlarge'],
        key_pair: 'ops',
        worker_system_disk_category: 'cloud_essd',
        worker_system_disk_size: 120,
      },
    },
    'sandbox-1': {
      id: 'Cccfd68c474454665ace07efce9240002',
      region: 'cn-beijing',
      type: 'sandboxed',
      defaults: {
        vswitch_ids: ['vsw-2zesandbox000000000a'],
        worker_instance_types: ['ecs.ebmg5s.24xlarge'],
        key_pair: 'ops',
      },
    },
    'edge-1': {
      id: 'Cccfd68c474454665ace07efce9240003',
      region: 'cn-hangzhou',
      type: 'edge',
      defaults: {
        worker_instance_type: 'ens.sn1.tiny',
        ens_region_id: 'cn-beijing-telecom',
        worker_image_id: 'm-2QVLO2T8NYgm8CNQVg15gF',
        ens_internet_charge_type: 'BandwidthByDay',
      },
    },
  },
})

/** The usual policy with a change. Throws with the faults when the change makes it wrong. */
export function policyWith(
  change: (source: PolicySource) => void = () => undefined,
  known: NonNullable<Parameters<typeof readPolicy>[2]> = {},
): Policy {
  const source = usual()
  change(source)
  const read = readPolicy(stringify(source), 'scaleout.yml', known)
  if (!read.ok) throw new Error(read.faults.map(({ at, says }) => `${at} ${says}`).join('\n'))
  return { ...read.file.policy, typedPasswords: true }
}
