import { expect, it } from 'vitest'
import { hastened } from '../../playground/policy.ts'
import { readPolicy } from '../../src/config/policy-file.ts'

const policy = `approval: { approvers: [S0SRELEADS], expires_in: 4h }
clusters:
  prod-web:
    id: c82e6987e2961451182edacd74faf0001
    region: cn-hangzhou
    type: kubernetes
    approval: { quorum: 2, expires_in: 1d }
  prod-api: { id: c82e6987e2961451182edacd74faf0009, region: cn-hangzhou, type: kubernetes }
`

it('a short wait holds for every cluster, and nothing else changes', () => {
  const [usual, hasty] = [policy, hastened(policy, 20)].map((source) => readPolicy(source, 'policy.yml'))
  if (!usual?.ok || !hasty?.ok) throw new Error('a policy could not be read')
  const [before, after] = [usual, hasty].map(({ file }) =>
    [...file.policy.clusters.values()].map((one) => one.approval),
  )
  expect(after).toEqual(before?.map((approval) => ({ ...approval, expiresIn: 20_000 })))
  expect({ ...hasty.file.policy, clusters: 0 }).toEqual({ ...usual.file.policy, clusters: 0 })
})
