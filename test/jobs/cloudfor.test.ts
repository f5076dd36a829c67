import { describe, expect, it } from 'vitest'
import { type Cloud, ReadFault } from '../../src/cloud/cloud.ts'
import { clusterKey } from '../../src/clusters/cluster-key.ts'
import { scaleOutCluster } from '../../src/clusters/scale-out.ts'
import { createCloudFor, publicReads } from '../../src/jobs/cloudfor.ts'
import { opened, type Reason, type Request } from '../../src/scaleout/record.ts'
import { blot } from '../../src/scaleout/secret.ts'
import { createVault } from '../../src/scaleout/vault.ts'
import { adviceFor } from '../../views/advice.ts'
import { en } from '../../views/words/en.ts'
import { read } from '../structure/source.ts'
import { called } from '../views/advised.ts'

const password = 'Edge-Root-77!'
const vault = createVault(new Uint8Array(32).fill(7))
const keys = { vault, credential: (name: string) => (name === 'edge-root' ? password : undefined) }
const fingerprint = vault.fingerprint(password)
const order = (body: Request['body']) => scaleOutCluster.order(body, place)
const place = { id: 'c82e6987e2961451182edacd74faf0001', region: 'cn-hangzhou' }

function request(secret: Request['secret'], body: Request['body'] = { count: 2 }, type = 'edge'): Request {
  const draft = {
    origin: 'V0FORM',
    createdAt: 0,
    by: 'U0ADA',
    language: 'en' as const,
    askedIn: 'C0PROD',
    why: '',
    cluster: { ...place, name: 'edge-1', type },
    body,
    secret,
    digest: '',
    usual: {},
    cautions: [],
    approval: { channel: 'C0PROD', approvers: [], quorum: 1, expiresAt: 1, approveWith: [], rejectWith: [] },
  }
  return opened(draft, 12)
}

const named = { kind: 'named', name: 'edge-root', fingerprint } as const
const sealed = { kind: 'sealed', box: vault.seal(password, 'V0FORM'), fingerprint } as const

const taskId = 'T-64f0a1b2c3d4e5f607000001'
const seen = {
  id: taskId,
  state: 'running',
  created: 5,
  clusterId: clusterKey(place.id),
  count: 2,
  steps: [{ name: 'join_nodes', state: 'running', message: `login as root/${password}` }],
  results: [{ instanceId: 'i-bp1abcdefgh12345678', status: 'success' }],
  error: { code: 'OperationDenied.NoStock', message: `for ${password}` },
}

/** A cloud that answers everything with these, members that no type knows among them. */
const cloud = (task: unknown = { ...seen, events: [{ reason: password }] }): Cloud => ({
  send: async () => ({ outcome: 'accepted', taskId, requestId: `r-${password}` }),
  task: async () => task as typeof seen,
  tasks: async () => ({ lines: [{ id: taskId, type: 'cluster_scaleout', created: 5 }], skipped: [] }),
  nodes: async () => {
    throw new TypeError(`cannot read ${password}`)
  },
  options: async () => [],
  clusters: async () => {
    throw new ReadFault({ code: 'Forbidden', message: password, requestId: password })
  },
})

/** Every code that docs/platforms/ack.md names as one of the cloud's. */
function knownCodes(): string[] {
  const sections = read('docs/platforms/ack.md').split(/^## /m)
  const named = sections.filter((section) => /^(Error codes|Late causes)\n/.test(section)).join('')
  const quoted = [...named.matchAll(/`([A-Z][\w.]+?)(?:\.\*)?`/g)].map(([, code = '']) => code)
  return [...new Set(quoted)]
}

const heard = (of: Request, from = cloud()) => createCloudFor(from, keys, () => undefined)(of)

describe.each([
  ['named', named],
  ['sealed', sealed],
])('the cloud for a request with a %s password', (_, secret) => {
  it('quotes it in no member of an answer, whether a type knows the member or not, and keeps the rest', async () => {
    expect(await heard(request(secret)).task(place, taskId)).toEqual({
      ...seen,
      steps: [{ name: 'join_nodes', state: 'running', message: `login as root/${blot}` }],
      error: { code: 'OperationDenied.NoStock', message: `for ${blot}` },
      events: [{ reason: blot }],
    })
    expect(await heard(request(secret)).tasks(place)).toEqual({
      lines: [{ id: taskId, type: 'cluster_scaleout', created: 5 }],
      skipped: [],
    })
  })

  it('quotes it in no error, expected or not, nor in its stack', async () => {
    const fault = await heard(request(secret))
      .nodes(place)
      .catch((error: unknown) => error)
    expect(fault).toMatchObject({ message: `TypeError: cannot read ${blot}` })
    expect(String(fault instanceof Error && fault.stack)).not.toContain(password)
    const read = await heard(request(secret))
      .clusters('cn-hangzhou', 1)
      .catch((error: unknown) => error)
    expect(read).toBeInstanceOf(ReadFault)
    expect(read).toMatchObject({ message: `Forbidden: ${blot}`, why: { code: 'Forbidden', requestId: blot } })
  })

  it('sends what was ordered as it is', async () => {
    let sent: unknown
    const sending: Cloud = {
      ...cloud(),
      send: async (_, { body }) => {
        sent = body
        return { outcome: 'accepted', taskId, requestId: null }
      },
    }
    const answer = await heard(request(secret), sending).send(place, order({ login_password: password }), () => true)
    expect(sent).toEqual({ login_password: password })
    expect(answer).toEqual({ outcome: 'accepted', taskId, requestId: null })
  })
})

it('a task id that quotes the password is no answer: a person is asked', async () => {
  const quoting = {
    ...cloud(),
    send: async () => ({ outcome: 'accepted', taskId: `T-${password}`, requestId: null }) as const,
  }
  const answer = await heard(request(sealed), quoting).send(place, order({}), () => true)
  expect(answer).toMatchObject({ outcome: 'unknown', why: { code: 'TaskUnknown' } })
})

it('four characters that an id has by chance are no quote', async () => {
  const key = { vault, credential: () => 'Xy!-64f0-zzZ' }
  const secret = { kind: 'named', name: 'edge-root', fingerprint: vault.fingerprint('Xy!-64f0-zzZ') } as const
  const one = await createCloudFor(cloud(seen), key, () => undefined)(request(secret)).task(place, taskId)
  expect(one.id).toBe(taskId)
})

it('a request with a key pair hears every word', async () => {
  expect(
    await heard(request(null, { count: 2, key_pair: 'ops' }, 'kubernetes'), cloud(seen)).task(place, taskId),
  ).toEqual(seen)
})

describe.each([
  ['whose box is of another key', { ...sealed, box: createVault(new Uint8Array(32)).seal(password, 'V0FORM') }],
  ['whose named password is another one by now', { ...named, fingerprint: 'f'.repeat(16) }],
  ['whose name the policy no longer knows', { ...named, name: 'gone' }],
  ['whose box was erased before its call was known', null],
])('a request %s', (_, secret) => {
  it('hears codes, states and ids, and the log says so once', async () => {
    const said: string[] = []
    const cloudFor = createCloudFor(cloud(seen), keys, (what) => said.push(what))
    expect(await cloudFor(request(secret)).task(place, taskId)).toEqual({
      ...seen,
      steps: [{ name: blot, state: 'running', message: blot }],
      error: { code: 'OperationDenied.NoStock', message: blot },
    })
    await cloudFor(request(secret)).tasks(place)
    expect(said).toEqual([expect.stringContaining('the password of SO-12 cannot be read')])
  })
})

describe('a known code keeps its name and its advice', () => {
  const words = en
  const own = ['NotReached', 'NoAnswer', 'ConnectionLost', 'NoCredentials', 'TurnLost', 'ListUnsettled', 'ECONNRESET']
  const known = [...knownCodes(), ...own]

  /** What is heard of a code and a sentence by a request whose password is this one. */
  const told = async (typed: string, error: Pick<Reason, 'code' | 'message'>): Promise<Reason> => {
    const key = { vault, credential: () => typed }
    const secret = { kind: 'named', name: 'edge-root', fingerprint: vault.fingerprint(typed) } as const
    const one = await createCloudFor(
      cloud({ ...seen, error }),
      key,
      () => undefined,
    )(request(secret)).task(place, taskId)
    return one.error ?? { code: '', message: '' }
  }
  /** Passwords that share four characters with it, or more, or all. */
  const sharing = (code: string): string[] =>
    [0, 1, 2].flatMap((end) =>
      Array.from(
        { length: Math.max(1, code.length - 3 - end) },
        (_, start) => `${code.slice(start, code.length - end)}#7!`,
      ),
    )

  it('the documents name some', () => {
    expect(known.length).toBeGreaterThan(40)
    expect(known).toEqual(expect.arrayContaining(['Throttling.User', 'APISERVER_403', 'InvalidVSwitchId.IpNotEnough']))
  })

  it.each(known)('%s, whatever a password shares with it', async (code) => {
    const advice = adviceFor({ code, message: '' }, true, called, words)
    for (const typed of sharing(code)) {
      const heard = await told(typed, { code, message: `quotes ${typed}` })
      expect(heard, typed).toEqual({ code, message: `quotes ${blot}` })
      expect(adviceFor(heard, true, called, words), typed).toBe(advice)
    }
  })

  it.each(known.filter((code) => /^[A-Z].*[a-z.][A-Z]/.test(code)))('%s within a sentence as well', async (code) => {
    const advice = adviceFor({ code: '400', message: code }, true, called, words)
    for (const typed of sharing(code)) {
      const { message } = await told(typed, { code: '400', message: `relayed ${code}: quotes ${typed}` })
      expect(message, typed).toBe(`relayed ${code}: quotes ${blot}`)
      expect(adviceFor({ code: '400', message }, true, called, words), typed).toBe(advice)
    }
  })

  it('a sentence loses the characters that it shares with the password, and nothing else', async () => {
    const heard = await told('Wrong-77!', {
      code: 'InvalidPassword.Malformed',
      message: 'A Wrong password, wrong again: Wro, -77!.',
    })
    expect(heard).toEqual({
      code: 'InvalidPassword.Malformed',
      message: `A ${blot} password, w${blot} again: Wro, ${blot}.`,
    })
  })

  it('a code that nobody knows loses what it quotes', async () => {
    expect(await told('Geheim-77!', { code: 'Invalid.Geheim', message: '' })).toEqual({
      code: `Invalid.${blot}`,
      message: '',
    })
  })
})

it('a list that is read for no request fails with public codes only', async () => {
  const fault = await publicReads(cloud())
    .clusters('cn-hangzhou', 1)
    .catch((error: unknown) => error)
  expect(fault).toMatchObject({ why: { code: 'Forbidden', message: blot } })
})

it('a script of 16 KB does not keep the process busy at each look', async () => {
  const lines = Array.from(
    { length: 230 },
    (_, line) => `curl -s https://example.com/${line * 7919}/${line * 104729}.sh | sh`,
  )
  const user_data = Buffer.from(`#!/bin/bash\n${lines.join('\n')}`).toString('base64')
  const one = request(null, { count: 2, key_pair: 'ops', user_data }, 'kubernetes')
  const quoting = cloud({
    ...seen,
    error: { code: 'InvalidParameter', message: `${lines[7]} ${user_data.slice(300, 400)}` },
  })
  const before = process.cpuUsage()
  for (let looks = 0; looks < 20; looks++)
    expect((await createCloudFor(quoting, keys, () => undefined)(one).task(place, taskId)).error?.message).toBe(
      `${blot} ${blot}`,
    )
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000 / 20, 'ms of a processor for each look').toBeLessThan(20)
})
