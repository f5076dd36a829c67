import { expect, it } from 'vitest'
import { policyPage } from '../../scripts/policy.ts'
import type { Values } from '../../src/clusters/define.ts'
import { toWire } from '../../src/clusters/values.ts'
import { en } from '../../src/clusters/words/en.ts'
import { zh } from '../../src/clusters/words/zh.ts'
import { readPolicy } from '../../src/config/policy-file.ts'
import type { ClusterPolicy } from '../../src/scaleout/policy.ts'
import { conditions, kept, ruleFor, ruleNow, rulesOf, stricterIn } from '../../src/scaleout/rules.ts'
import { read } from '../structure/source.ts'
import { asked, noon } from '../views/requests.ts'
import { madeUp } from './conditions.ts'

/** A file with this list under `approval.rules`, and a second cluster with an approval of its own. */
const fileWith = (rules: string, strict = '{ quorum: 3 }'): string => `
approval:
  approvers: [U0BOB, U0CAROL, U0DAN]
  quorum: 1
  rules:${rules}
clusters:
  prod-web: { id: c82e6987e2961451182edacd74faf0001, region: cn-hangzhou, type: kubernetes }
  prod-api:
    id: c82e6987e2961451182edacd74faf0002
    region: cn-hangzhou
    type: kubernetes
    approval: ${strict}
`

function clusterIn(source: string, name = 'prod-web'): ClusterPolicy {
  const answer = readPolicy(source, 'scaleout.yml', { conditions: madeUp })
  if (!answer.ok) throw new Error(answer.faults.map(({ at, says }) => `${at} ${says}`).join('\n'))
  const cluster = answer.file.policy.clusters.get(name)
  if (!cluster) throw new Error(`no cluster ${name}`)
  return cluster
}

const faultsIn = (source: string, known = madeUp): string[] => {
  const answer = readPolicy(source, 'scaleout.yml', { conditions: known })
  return answer.ok ? [] : answer.faults.map(({ at, says }) => `${at} ${says}`)
}

const ruleOf = (cluster: ClusterPolicy, values: Values, { by = 'U0ADA', at = noon } = {}) =>
  ruleFor({ cluster, values, by, at })

const many = '\n    - { when: { nodes_above: 10 }, quorum: 2, expires_in: 1h }'
const prepaid =
  '\n    - { when: { nodes_above: 5, billed: PrePaid }, quorum: 1, channel: C0MONEY, approvers: [S0FINANCE] }'

it('without rules the cluster’s own approval holds', () => {
  const cluster = clusterIn(fileWith(' []'), 'prod-api')
  expect(ruleOf(cluster, { count: 500 })).toEqual({ approval: cluster.approval, because: [] })
  expect(cluster.approval.quorum).toBe(3)
})

it('a rule holds while its condition does, and says why', () => {
  const cluster = clusterIn(fileWith(many))
  expect(ruleOf(cluster, { count: 10 })).toEqual({ approval: cluster.approval, because: [] })
  const rule = ruleOf(cluster, { count: 11 })
  expect(rule.approval).toEqual({ ...cluster.approval, quorum: 2, expiresIn: 3_600_000 })
  expect(kept(rule, 'C0PROD', noon, [en, zh]).because).toEqual([
    { written: 'nodes_above: 10', says: { en: 'more than 10 nodes are asked for', zh: '申请的节点超过 10 个' } },
  ])
})

it('all conditions of a rule have to hold', () => {
  const cluster = clusterIn(fileWith(prepaid))
  const money = { approvers: ['S0FINANCE'], channel: 'C0MONEY' }
  expect(ruleOf(cluster, { count: 6 }).approval).not.toMatchObject(money)
  expect(ruleOf(cluster, { count: 5, worker_instance_charge_type: 'PrePaid' }).approval).not.toMatchObject(money)
  const { approval, because } = ruleOf(cluster, { count: 6, worker_instance_charge_type: 'PrePaid' })
  expect(approval).toMatchObject(money)
  expect(because.map(({ written }) => written)).toEqual(['nodes_above: 5', 'billed: PrePaid'])
})

it('what is left out is what the cloud takes then', () => {
  const quorum = (of: string, values: Values) =>
    ruleOf(clusterIn(fileWith(`\n    - { when: { billed: ${of} }, quorum: 2 }`)), values).approval.quorum
  expect([quorum('PostPaid', {}), quorum('PrePaid', {})]).toEqual([2, 1])
  expect(quorum('PostPaid', { worker_instance_charge_type: 'PrePaid' })).toBe(1)
})

it('of several the last one wins, but none lowers a quorum', () => {
  const values = { count: 20, worker_instance_charge_type: 'PrePaid' }
  const both = ruleOf(clusterIn(fileWith(many + prepaid)), values)
  expect(both.approval).toMatchObject({ quorum: 2, expiresIn: 3_600_000, channel: 'C0MONEY', approvers: ['S0FINANCE'] })
  expect(both.because.map(({ written }) => written)).toEqual(['nodes_above: 10', 'nodes_above: 5', 'billed: PrePaid'])
  expect(ruleOf(clusterIn(fileWith(many), 'prod-api'), values).approval.quorum).toBe(3)
})

it('who asks, and when, may be looked at as well', () => {
  const cluster = clusterIn(
    fileWith(
      `\n    - { when: { asked_by: [U0DAN] }, quorum: 2 }\n    - { when: { later_than: ${noon} }, approvers: [U0EVE] }`,
      '{}',
    ),
  )
  expect(ruleOf(cluster, {}, { by: 'U0DAN' }).approval.quorum).toBe(2)
  expect(ruleOf(cluster, {}, { at: noon + 1 }).approval.approvers).toEqual(['U0EVE'])
  expect(ruleOf(cluster, {}).because).toEqual([])
})

it('no condition sees a password', () => {
  const cluster = clusterIn(fileWith(many))
  const seen: Values[] = []
  const spy = { limit: 1, holds: ({ values }: { values: Values }) => seen.push(values) > 0, says: () => '' }
  const spied = { ...cluster, rules: [{ when: new Map([['spy', spy]]), approval: {} }] }
  ruleOf(spied, { count: 1, login_password: 'Hello1234!', credential: 'root', user_data: 'echo 1' })
  expect(seen).toMatchObject([{ count: 1, credential: 'root', user_data: 'echo 1' }])
  expect(JSON.stringify(seen)).not.toContain('Hello1234!')
})

it('a request that is looked at later is seen as the form’s values were', () => {
  const cluster = clusterIn(fileWith(many + prepaid))
  const values = { count: 20, worker_instance_charge_type: 'PrePaid', user_data: 'echo 1', credential: 'root' }
  const body = toWire(cluster.type, values, cluster.wire)
  const secret = { kind: 'named', name: 'root', fingerprint: 'f' } as const
  const rule = ruleOf(cluster, values)
  const approval = kept(rule, 'C0PROD', noon, [en, zh])
  const request = asked('kubernetes', { body, secret, approval })
  expect(ruleNow(cluster, request)).toEqual(rule)
  expect(stricterIn(ruleNow(cluster, request), request)).toEqual([])
})

it('an approval does not hold any more once a condition asks for more', () => {
  const request = asked('kubernetes', {
    approval: kept(ruleOf(clusterIn(fileWith(' []')), {}), 'C0PROD', noon, [en, zh]),
  })
  const today = (rules: string) => stricterIn(ruleNow(clusterIn(fileWith(rules)), request), request)
  expect(today('\n    - { when: { nodes_above: 2 }, quorum: 2 }')).toEqual(['approval.quorum', 'nodes_above: 2'])
  expect(today('\n    - { when: { nodes_above: 2 }, expires_in: 1h }')).toEqual([])
  expect(today('\n    - { when: { nodes_above: 3 }, quorum: 2 }')).toEqual([])
})

it('a file’s faults in rules stand at their lines', () => {
  const rules = `
    - { when: { nodes_abov: 10 }, quorum: 2 }
    - { when: { nodes_above: many }, quorum: 2 }
    - { when: {}, quorum: 2 }
    - { when: { nodes_above: 10 } }
    - { when: { nodes_above: 10 }, qorum: 2 }
    - { quorum: 2 }`
  const faults = faultsIn(fileWith(rules))
  for (const fault of [
    /:6 approval\.rules\.0\.when\.nodes_abov is not known: did you mean nodes_above\?/,
    /:7 approval\.rules\.1\.when\.nodes_above write a whole number, 1 or more/,
    /:8 approval\.rules\.2\.when name a condition: nodes_above, billed, asked_by, later_than/,
    /:9 approval\.rules\.3 say what is otherwise then: channel, approvers, quorum/,
    /:10 approval\.rules\.4\.qorum is not known: did you mean quorum\?/,
    /:11 approval\.rules\.5\.when .*Known are nodes_above, billed/,
  ])
    expect(faults).toContainEqual(expect.stringMatching(fault))
  expect(faults).toHaveLength(6)
})

it('a rule that nobody could meet is a fault, also one that a cluster takes from the common ones', () => {
  const one = '\n    - { when: { nodes_above: 10 }, quorum: 2, approvers: [U0BOB] }'
  expect(faultsIn(fileWith(one, '{}'))).toEqual([
    expect.stringMatching(
      /:13 clusters\.prod-api\.approval\.quorum under approval\.rules\.0 2 have to approve, but 1 may/,
    ),
    expect.stringMatching(/:6 approval\.rules\.0\.quorum 2 have to approve, but 1 may/),
  ])
  const single = '\n    - { when: { nodes_above: 10 }, approvers: [U0BOB] }'
  expect(faultsIn(fileWith(single))).toEqual([
    expect.stringMatching(
      /:13 clusters\.prod-api\.approval\.quorum under approval\.rules\.0 3 have to approve, but 1 may/,
    ),
  ])
})

it('a cluster’s own rules stand in place of the common ones', () => {
  const source = fileWith(many, '{ rules: [{ when: { nodes_above: 50 }, quorum: 3 }] }')
  const quorums = (name: string) => rulesOf(clusterIn(source, name)).map(({ quorum }) => quorum)
  expect([quorums('prod-web'), quorums('prod-api')]).toEqual([
    [1, 2],
    [1, 3],
  ])
})

it('a version that knows no condition knows no rules', () => {
  expect(faultsIn(fileWith(many), {})).toEqual([
    expect.stringMatching(
      /:5 approval\.rules is not known: .* Known are channel, approvers, quorum, [a-z_, ]*reject_with$/,
    ),
  ])
})

it('docs/policy.md names each condition, and says nothing of rules where there are none', () => {
  const page = read('docs/policy.md')
  const named = Object.keys(madeUp).map((key) => `  - \`${key}\`: `)
  const without = policyPage(page, { conditions: {} })
  const written = policyPage(page, { conditions: madeUp })
  expect(named.filter((name) => !written.includes(name))).toEqual([])
  expect(policyPage(written, { conditions: {} })).toBe(without)
  expect(without).not.toContain('`rules`')
  expect(policyPage(written, { conditions })).toBe(page)
})
