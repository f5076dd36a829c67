import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '../../src/config/policy-file.ts'

const small = `
clusters:
  prod-web:
    id: c82e6987e2961451182edacd74faf0001
    region: cn-hangzhou
    type: kubernetes
`

const policyOf = (source: string) => {
  const read = readPolicy(source, 'scaleout.yml')
  if (!read.ok) throw new Error(faultsIn(source).join('\n'))
  return read.file.policy
}

/** Every fault as a person reads it: where, and what to write. */
const faultsIn = (source: string): string[] => {
  const read = readPolicy(source, 'scaleout.yml')
  return read.ok ? [] : read.faults.map(({ at, says }) => `${at} ${says}`)
}

/** The small policy with these lines in its cluster. */
const withCluster = (lines: string): string => `${small}${lines.replace(/^(?=.)/gm, '    ')}\n`

describe('a policy file', () => {
  it('can be small: everything but the clusters has a default', () => {
    const policy = policyOf(small)
    expect(policy).toMatchObject({ language: 'en', nodesPerRequest: 20, callsPerSecond: 2, requestsPerUser: null })
    expect(policy.follow).toEqual({ first: 10_000, every: 15_000, giveUp: 3_600_000 })
    expect(policy.clusters.get('prod-web')).toMatchObject({
      channels: null,
      requesters: null,
      defaults: {},
      wire: { diskSizeAs: 'number' },
      approval: {
        channel: null,
        approvers: [],
        quorum: 1,
        expiresIn: 14_400_000,
        approveWith: ['white_check_mark'],
        rejectWith: ['x'],
      },
    })
  })

  it('says every line of the design’s example', () => {
    const policy = policyOf(`
language: zh
approval:
  channel: C0APPROVE
  approvers: [U0BOB, S0SRELEADS]
  quorum: 1
  expires_in: 90m
  approve_with: [':thumbsup:', shipit]
  reject_with: [x]
limits:
  nodes_per_request: 50
  requests_per_user: { count: 5, per: 1h }
  requests_per_cluster: { count: 3, per: 1d }
  calls_per_second: 0.5
follow: { first: 1s, every: 2s, give_up: 10m }
credentials:
  edge-root: { env: EDGE_LOGIN_PASSWORD }
clusters:
  prod-web:
    id: c82e6987e2961451182edacd74faf0001
    region: cn-hangzhou
    type: kubernetes
    channels: [C0PROD]
    requesters: [S0ONCALL]
    defaults: { vswitch_ids: [vsw-1], worker_instance_types: [ecs.c5.xlarge], credential: edge-root }
    choices: { worker_instance_types: [ecs.c5.xlarge, ecs.c6.2xlarge] }
    approval: { quorum: 2 }
    disk_size_as: string
`)
    expect(policy).toMatchObject({
      language: 'zh',
      nodesPerRequest: 50,
      requestsPerUser: { count: 5, per: 3_600_000 },
      requestsPerCluster: { count: 3, per: 86_400_000 },
      callsPerSecond: 0.5,
      follow: { first: 1000, every: 2000, giveUp: 600_000 },
      credentials: ['edge-root'],
    })
    expect(policy.clusters.get('prod-web')).toMatchObject({
      channels: ['C0PROD'],
      requesters: ['S0ONCALL'],
      wire: { diskSizeAs: 'string' },
      // What the cluster does not say of `approval` is what all clusters say.
      approval: { channel: 'C0APPROVE', quorum: 2, expiresIn: 5_400_000, approveWith: ['+1', 'shipit'] },
    })
  })

  it('that comes with the project is valid', () => {
    const example = fileURLToPath(new URL('../../scaleout.example.yml', import.meta.url))
    expect(existsSync(example)).toBe(true)
    expect(policyOf(readFileSync(example, 'utf8')).clusters.size).toBeGreaterThanOrEqual(3)
  })

  it('may share one anchor among a hundred clusters', () => {
    const first = '  c0: { id: c0, region: cn-hangzhou, type: kubernetes, defaults: &one { key_pair: ops } }'
    const rest = Array.from(
      { length: 150 },
      (_, n) => `  c${n + 1}: { id: c${n + 1}, region: cn-hangzhou, type: kubernetes, defaults: *one }`,
    )
    expect(policyOf(['clusters:', first, ...rest].join('\n')).clusters.get('c150')?.defaults).toEqual({
      key_pair: 'ops',
    })
  })
})

describe('a policy file with faults', () => {
  it('names all of them at once, each with its line and what to write', () => {
    expect(
      faultsIn(`language: fr
approval:
  approvers: [bob]
  quorum: 0
  expires_in: 4
limits:
  nodes_per_request: 501
  requests_per_user: { count: 5 }
clusters:
  prod-web:
    id: c1
    region: Hangzhou
    type: kubernets
  list: { id: c2, region: cn-hangzhou, type: edge }
`),
    ).toEqual([
      expect.stringMatching(/^scaleout\.yml:3 approval\.approvers\.0 write the ID of a user \(U0BOB\)/),
      expect.stringMatching(/^scaleout\.yml:4 approval\.quorum write how many/),
      expect.stringMatching(/^scaleout\.yml:5 approval\.expires_in write a duration such as 10s/),
      expect.stringMatching(/^scaleout\.yml:7 limits\.nodes_per_request .*1 to 500/),
      expect.stringMatching(/^scaleout\.yml:8 limits\.requests_per_user\.per write a duration/),
      expect.stringMatching(/^scaleout\.yml:1 language write en or zh/),
      expect.stringMatching(/^scaleout\.yml:12 clusters\.prod-web\.region write the cluster’s region/),
      expect.stringMatching(/^scaleout\.yml:13 clusters\.prod-web\.type write one of kubernetes, sandboxed, edge/),
      expect.stringMatching(/^scaleout\.yml:14 clusters\.list give it a name that people can type/),
    ])
  })

  it.each([
    [
      'a section',
      `aproval:\n  approvers: [U0BOB]${small}`,
      /^scaleout\.yml:1 aproval is not known: did you mean approval\?/,
    ],
    [
      'a key of approval',
      `approval:\n  quorum: 1\n  aprovers:\n    - U0BOB${small}`,
      /^scaleout\.yml:3 approval\.aprovers is not known: did you mean approvers\?/,
    ],
    [
      'a key of limits',
      `limits:\n  node_per_request: 5${small}`,
      /^scaleout\.yml:2 limits\.node_per_request .*nodes_per_request\?/,
    ],
    [
      'a key within a limit',
      `limits:\n  requests_per_user: { cont: 5, per: 1h }${small}`,
      /:2 limits\.requests_per_user\.cont .*mean count\?/,
    ],
    ['a key of follow', `follow:\n  giveup: 5m${small}`, /:2 follow\.giveup .*mean give_up\?/],
    [
      'a key of a credential',
      `credentials:\n  root:\n    enviroment: X${small}`,
      /:3 credentials\.root\.enviroment .*mean env\?/,
    ],
    ['a key of a cluster', withCluster('requester: [U0ADA]'), /:7 clusters\.prod-web\.requester .*mean requesters\?/],
    [
      'a key of a cluster’s approval',
      withCluster('approval: { qorum: 2 }'),
      /:7 clusters\.prod-web\.approval\.qorum .*mean quorum\?/,
    ],
    [
      'a default',
      withCluster('defaults: { key_pairs: ops }'),
      /:7 clusters\.prod-web\.defaults\.key_pairs .*mean key_pair\?/,
    ],
    [
      'a choice',
      withCluster('choices: { worker_instance_type: [ecs.c5.xlarge] }'),
      /:7 .*choices\.worker_instance_type .*mean worker_instance_types\?/,
    ],
  ])('names the key that was probably meant, and its line: %s', (_, source, expected) => {
    const faults = faultsIn(source)
    expect(faults.filter((fault) => fault.includes('is not known'))).toEqual([expect.stringMatching(expected)])
  })

  it.each([
    ['nothing', ''],
    ['nothing but a comment', '# to do\n'],
    ['a list', '- prod-web\n'],
  ])('says what to start from, where it holds %s', (_, source) => {
    expect(faultsIn(source)).toEqual([expect.stringContaining('start from scaleout.example.yml')])
  })

  it('says where the YAML is broken', () => {
    expect(faultsIn(`${small}    channels: [C0PROD\n`)).toEqual([expect.stringMatching(/^scaleout\.yml.*line \d+/)])
    expect(faultsIn(`${small}  prod-web: {}\n`)).toEqual([expect.stringMatching(/unique/)])
  })

  it.each([
    ['no clusters', 'language: en\n'],
    ['clusters without one', 'clusters: {}\n'],
    ['clusters that are a list', 'clusters: [prod-web]\n'],
    ['clusters that are empty', 'clusters:\n'],
  ])('asks for a cluster: %s', (_, source) => {
    expect(faultsIn(source)).toEqual([expect.stringMatching(/clusters name at least one cluster/)])
  })

  it('names what a cluster lacks, at the cluster', () => {
    expect(faultsIn('clusters:\n  prod-web:\n    id: c1\n')).toEqual([
      expect.stringMatching(/^scaleout\.yml:2 clusters\.prod-web\.region write the cluster’s region/),
      expect.stringMatching(/^scaleout\.yml:2 clusters\.prod-web\.type write one of/),
    ])
  })
})

describe('a fault in one place', () => {
  it('hides no other: values, regions, ids and names are looked at all the same', () => {
    expect(
      faultsIn(`approval: { quorum: two, approve_with: [x] }
limits: { nodes_per_request: 5, request_per_user: 3 }
credentials:
  two words: { env: X }
  root: { env: ROOT }
clusters:
  prod-web:
    id: c1
    region: cn-hangzou
    type: kubernetes
    channel: C0PROD
    defaults: { worker_system_disk_size: 39, count: 6, credential: root }
    choices: { worker_instance_types: [c5.xlarge] }
    approval: { quorum: 0, approvers: [bob], reject_with: [white_check_mark], approve_with: [white_check_mark] }
  Prod–Web:
    id: C1
    defaults: { count: 2 }
  edge-1:
    region: cn-beijing-a
    type: edge
    defaults: { worker_period: 11, login_password: Hello1234! }
`).map((fault) => fault.replace(/^scaleout\.yml:/, '')),
    ).toEqual([
      expect.stringMatching(/^1 approval\.quorum write how many/),
      expect.stringMatching(/^2 limits\.request_per_user is not known/),
      expect.stringMatching(/^4 credentials\.two words write a name without spaces/),
      expect.stringMatching(/^14 clusters\.prod-web\.approval\.approvers\.0 write the ID of a user/),
      expect.stringMatching(/^14 clusters\.prod-web\.approval\.quorum write how many/),
      expect.stringMatching(/^11 clusters\.prod-web\.channel is not known: did you mean channels\?/),
      expect.stringMatching(/^9 clusters\.prod-web\.region is no region .*did you mean cn-hangzhou\?/),
      expect.stringMatching(/^14 clusters\.prod-web\.approval\.reject_with white_check_mark cannot both/),
      expect.stringMatching(/^13 .*choices\.worker_instance_types “c5\.xlarge”: did you mean ecs\.c5\.xlarge\?/),
      expect.stringMatching(/^12 .*defaults\.worker_system_disk_size Enter a whole number of GiB from 40 to 500/),
      expect.stringMatching(/^12 .*defaults\.count Enter a whole number from 1 to 5\./),
      expect.stringMatching(/^15 clusters\.Prod–Web reads like prod-web to somebody who types it/),
      expect.stringMatching(/^15 clusters\.Prod–Web\.region write the cluster’s region/),
      expect.stringMatching(/^15 clusters\.Prod–Web\.type write one of/),
      expect.stringMatching(/^16 clusters\.Prod–Web\.id is the ID of prod-web as well: list each cluster once/),
      expect.stringMatching(/^18 clusters\.edge-1\.id write the cluster’s ID/),
      expect.stringMatching(/^19 clusters\.edge-1\.region is a zone: write its region, cn-beijing/),
      expect.stringMatching(/^21 .*defaults\.worker_period Choose 1 to 9 or 12 months/),
      expect.stringMatching(/^21 .*defaults\.login_password a password does not belong in this file/),
      expect.stringMatching(/^1 approval\.reject_with x cannot both approve and reject/),
    ])
  })

  it('nor does a key that stands there twice', () => {
    expect(faultsIn(`${small}    defaults: { count: 0 }\n  prod-web: {}\n`)).toEqual([
      expect.stringMatching(/unique/),
      expect.stringMatching(/defaults\.count/),
    ])
  })

  it('says nothing that would not be wrong without it', () => {
    expect(faultsIn(`approval: { approvers: [U0BOB, carol], quorum: 2 }${small}`)).toEqual([
      expect.stringMatching(/approvers\.1 write the ID/),
    ])
    expect(faultsIn(`credentials: { root: { env: '$X' } }${withCluster('defaults: { credential: root }')}`)).toEqual([
      expect.stringMatching(/credentials\.root\.env/),
    ])
    expect(faultsIn(`approval:${small}`)).toEqual([
      expect.stringMatching(/approval holds no keys: write them below it, or leave it out/),
    ])
  })
})

describe('a region', () => {
  const at = (region: string, top = ''): string[] =>
    faultsIn(`${top}clusters:\n  one: { id: c1, region: ${region}, type: edge }\n`)

  it('is any that the client of Container Service knows', () => {
    const client = readFileSync(
      fileURLToPath(import.meta.resolve('@alicloud/cs20151215/package.json').replace('package.json', 'dist/client.js')),
      'utf8',
    )
    const known = [...client.matchAll(/'([a-z0-9-]+)': "cs\.\1\.aliyuncs\.com"/g)].map(([, region = '']) => region)
    expect(known.length).toBeGreaterThan(30)
    expect(known.flatMap((region) => at(region))).toEqual([])
  })

  it('that is newer than the bot is taken as soon as the file names it', () => {
    expect(at('cn-lhasa')).toEqual([expect.stringMatching(/region is no region .*under `regions:` as well/)])
    expect(at('cn-lhasa', 'regions: [cn-lhasa]\n')).toEqual([])
  })
})

describe('ids and words of the file', () => {
  it('are read without what an editor or a chat made of them', () => {
    const policy = policyOf(`approval: { channel: "C0APPROVE\u200B", approvers: ["\u00A0U0BOB"], expires_in: "４h" }
clusters:
  one: { id: "c1\u2011a", region: "cn–hangzhou", type: edge }
`)
    const one = policy.clusters.get('one')
    expect(one).toMatchObject({ id: 'c1-a', region: 'cn-hangzhou' })
    expect(one?.approval).toMatchObject({ channel: 'C0APPROVE', approvers: ['U0BOB'], expiresIn: 14_400_000 })
  })
})

describe('a default', () => {
  it.each([
    ['count: 0', /count Enter a whole number from 1 to 20\.$/],
    ['count: 21', /count Enter a whole number from 1 to 20\.$/],
    ['worker_system_disk_size: 39', /Enter a whole number of GiB from 40 to 500/],
    ["worker_system_disk_size: '120'", /Enter a whole number of GiB from 40 to 500/],
    ['vswitch_ids: vsw-1', /Enter one to three IDs that start with vsw-/],
    ['worker_data_disks: [{ category: cloud_ssd, size: 39 }]', /Enter a whole number of GiB from 40 to 32768/],
    [
      'worker_data_disks: [{ category: cloud_essd, size: 120, performance_level: PL1 }]',
      /defaults\.worker_data_disks\.0 “performance_level”: not known here; known are category, size, encrypted/,
    ],
    ['worker_instance_types: [c5.xlarge]', /“c5\.xlarge”: did you mean ecs\.c5\.xlarge\?/],
    ['runtime: { name: docker, version: 1.10 }', /“1\.1”: text is needed, so write it in quotes/],
    ['tags: [{ key: a b, value: c }]', /“a b”: no spaces in a key/],
    ['tags: [{ key: a, value: b, colour: red }]', /“colour”: not known here/],
    ['worker_period: 4', /Choose 1, 2, 3, 6 or 12 months/],
    ['worker_data_disk: true', /leave it out/],
    ['login_password: Hello1234!', /a password does not belong in this file.*`credentials:`/],
    ['credential: edge-root', /name one of `credentials:`, which is empty/],
  ])('is refused in the words of its own field: %s', (line, expected) => {
    const faults = faultsIn(withCluster(`defaults: { ${line} }`))
    expect(faults).toEqual([expect.stringMatching(expected)])
    expect(faults.join()).toMatch(/^scaleout\.yml:7 clusters\.prod-web\.defaults/)
    expect(faults.join()).not.toContain('Hello1234!')
  })

  it('is read as the form would read it, but for a script', () => {
    const source = withCluster(
      `defaults:
  vswitch_ids: ["vsw–a", "ｖｓｗ-b\u200B"]
  key_pair: "ops\u00A0"
  tags: [{ key: "ｔｉｅｒ", value: "研发（一）" }]
  worker_system_disk_category: "cloud_ssd\u200B"
  user_data: "#!/bin/sh\\necho ‘–’\u00A0"`,
    )
    expect(policyOf(source).clusters.get('prod-web')?.defaults).toEqual({
      vswitch_ids: ['vsw-a', 'vsw-b'],
      key_pair: 'ops',
      tags: [{ key: 'tier', value: '研发（一）' }],
      worker_system_disk_category: 'cloud_ssd',
      user_data: '#!/bin/sh\necho ‘–’\u00A0',
    })
  })

  it('is refused where the cluster’s choices leave it out', () => {
    const source = withCluster(
      'defaults: { worker_system_disk_size: 300 }\nchoices: { worker_system_disk_size: [120] }',
    )
    expect(faultsIn(source)).toEqual([expect.stringMatching(/:7 .*Choose from 120/)])
  })

  it('is refused where no form could show it', () => {
    const long = Array.from({ length: 20 }, (_, n) => `{ key: k${n}${'x'.repeat(60)}, value: ${'v'.repeat(120)} }`)
    expect(faultsIn(withCluster(`defaults: { tags: [${long.join(', ')}] }`))).toEqual([expect.stringContaining('3000')])
  })
})

describe('choices', () => {
  it('that the field would refuse anyway are refused', () => {
    expect(faultsIn(withCluster('choices: { worker_system_disk_size: [39, 120] }'))).toEqual([
      expect.stringMatching(
        /^scaleout\.yml:7 clusters\.prod-web\.choices\.worker_system_disk_size 39: Enter a whole number/,
      ),
    ])
  })

  it('are at most a hundred, which is what a menu of Slack holds', () => {
    const many = Array.from({ length: 101 }, (_, n) => `ecs.c${n}.xlarge`)
    expect(faultsIn(withCluster(`choices: { worker_instance_types: [${many.join(', ')}] }`))).toEqual([
      expect.stringMatching(/choices\.worker_instance_types .*100/),
    ])
  })

  it('do not narrow a password', () => {
    expect(faultsIn(withCluster('choices: { login_password: [Hello1234!] }')).join()).toContain('is not known')
  })
})

describe('the rule of approval', () => {
  it('cannot ask for more votes than there are people', () => {
    expect(faultsIn(`approval: { approvers: [U0BOB, U0BOB, U0CAROL], quorum: 3 }${small}`)).toEqual([
      expect.stringMatching(/:1 approval\.quorum 3 have to approve, but 2 may/),
    ])
    expect(faultsIn(`approval: { approvers: [U0BOB] }${withCluster('approval: { quorum: 2 }')}`)).toEqual([
      expect.stringMatching(/:8? ?.*clusters\.prod-web\.approval\.quorum 2 have to approve, but 1 may/),
    ])
    expect(faultsIn(`approval: { approvers: [U0BOB, S0SRELEADS], quorum: 3 }${small}`)).toEqual([])
  })

  it.each([
    ['x', 'x'],
    ['thumbsup', "'+1'"],
    ["':white_check_mark:'", 'white_check_mark'],
  ])('cannot approve with %s and reject with %s', (yes, no) => {
    expect(faultsIn(`approval: { approve_with: [${yes}], reject_with: [${no}] }${small}`)).toEqual([
      expect.stringMatching(
        /^scaleout\.yml:1 approval\.reject_with .*cannot both approve and reject: use another emoji/,
      ),
    ])
  })

  it.each([
    ['批准', '批准'],
    ['承認_する', '承認_する'],
    ['одобрено', 'одобрено'],
    ['o\u0308ffne', '\u00f6ffne'],
    ["'+1'", '+1'],
    ['man-raising-hand', 'man-raising-hand'],
    ["':thumbsup:'", '+1'],
  ])('knows emoji of the workspace in any script: %s', (written, name) => {
    const policy = policyOf(`approval: { approve_with: [${written}] }${small}`)
    expect(policy.clusters.get('prod-web')?.approval.approveWith).toEqual([name])
  })

  it.each(['✅', 'white check mark', '👍🏽', "'thumbsup::skin-tone-2'", "'a:b'", "''"])(
    'takes a name, and no picture, blank or skin tone: %s',
    (written) => {
      expect(faultsIn(`approval: { approve_with: [${written}] }${small}`)).toEqual([
        expect.stringMatching(/approval\.approve_with.*write the name of an emoji/),
      ])
    },
  )

  it.each(['+1', '-1', '100'])('YAML takes %s for a number: quotes make it a name', (written) => {
    expect(faultsIn(`approval: { approve_with: [${written}] }${small}`)).toEqual([
      expect.stringMatching(/approval\.approve_with.*quotes/),
    ])
  })

  it('an emoji with a capital exists nowhere: the file is refused, and says how Slack writes it', () => {
    expect(faultsIn(`approval: { approve_with: [ShipIt] }${small}`)).toEqual([
      expect.stringMatching(/approval\.approve_with.*lower case/),
    ])
  })

  it.each(['approve_with: []', 'reject_with: []', 'approve_with: white_check_mark'])('needs emoji: %s', (line) => {
    expect(faultsIn(`approval: { ${line} }${small}`)).toHaveLength(1)
  })

  it('takes ids, not names', () => {
    expect(faultsIn(`approval: { channel: '#approve', approvers: ['@bob'] }${small}`)).toEqual([
      expect.stringMatching(/approval\.channel write the ID of a channel/),
      expect.stringMatching(/approval\.approvers\.0 write the ID of a user/),
    ])
  })
})

describe('credentials', () => {
  it('name the variable that holds the password, never the password', () => {
    expect(faultsIn(`credentials:\n  root: {}\n  two words: { env: X }\n${small}`)).toEqual([
      expect.stringMatching(/credentials\.root\.env write the name of an environment variable/),
      expect.stringMatching(/credentials.*write a name without spaces/),
    ])
  })

  it('fit into a menu of Slack', () => {
    const many = Array.from({ length: 101 }, (_, n) => `  c${n}: { env: X }`)
    expect(faultsIn(`credentials:\n${many.join('\n')}${small}`)).toEqual([expect.stringMatching(/credentials .*100/)])
  })
})
