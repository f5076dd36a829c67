import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { type Alicloud, startAlicloud } from '../../playground/alicloud/index.ts'
import { scaleOutCluster } from '../../src/clusters/scale-out.ts'
import { digestOf } from '../../src/scaleout/digest.ts'
import { type Request, request as requestSchema } from '../../src/scaleout/record.ts'
import { en } from '../../views/words/en.ts'
import { advised } from '../views/advised.ts'
import { approved, cardSays, posts, prodWeb, thread, unbought } from './approved.ts'
import { ruled } from './asked.ts'
import { edgePassword, type Stage, stage } from './stage.ts'

let world: Stage

/** The bot stops, something happens meanwhile, and it starts again, perhaps with another policy or other keys. */
async function restarts(o: { meanwhile?: () => void; with?: Parameters<Stage['startBot']> } = {}): Promise<void> {
  await world.stopBot()
  o.meanwhile?.()
  await world.startBot(...(o.with ?? []))
}

const hour = 60 * 60_000
/** What the card says between two tries, but for the time of the next. */
const throttled = en.state.requeued('Throttling.User', '')

/** Long after everything is over, nothing was bought, and no more was sent than this. */
async function nothingBought(sent: number): Promise<void> {
  await world.passes(hour)
  expect(world.cloud.orders).toHaveLength(0)
  expect(posts(world)).toHaveLength(sent)
}

describe('a refusal ends the request, with the code, what it means and what to do', () => {
  const refusals = [
    { code: 'StatusForbidden', status: 403, advice: 'forbidden' },
    { code: 'Forbidden.RAM', status: 403, advice: 'forbidden' },
    { code: 'Forbidden', status: 403, advice: 'forbidden' },
    { code: 'NoPermission', status: 403, advice: 'forbidden' },
    { code: 'ErrorCheckAcl', status: 403, advice: 'forbidden' },
    { code: 'APISERVER_403', status: 403, advice: 'rbac' },
    { code: 'ForbiddenQueryClusterNamespace', status: 403, advice: 'rbac' },
    { code: 'Forbidden.RiskControl', status: 403, advice: 'balance' },
    { code: 'InvalidPayMethod', status: 400, advice: 'balance' },
    { code: 'InvalidAccountStatus.NotEnoughBalance', status: 403, advice: 'balance' },
    { code: 'InsufficientBalance', status: 400, advice: 'balance' },
    { code: 'ErrorClusterNotFound', status: 404, advice: 'clusterNotFound' },
    { code: 'ClusterNotFound', status: 404, advice: 'clusterNotFound' },
    { code: 'ErrorQueryCluster', status: 404, advice: 'clusterNotFound' },
    { code: 'ErrorNodePoolNotFound', status: 404, advice: 'refused' },
    { code: 'ErrorClusterState', status: 400, advice: 'clusterState' },
    { code: 'MissingParameter', status: 400, advice: 'parameter' },
    { code: 'InvalidParameter', status: 400, advice: 'parameter' },
    { code: 'InvalidParameter.Count', status: 400, advice: 'parameter' },
    { code: 'QuotaExceeded.Cluster', status: 400, advice: 'quota' },
    { code: 'QuotaExceeded.Node', status: 400, advice: 'quota' },
    { code: 'QuotaExceed.ElasticQuota', status: 400, advice: 'quota' },
    { code: 'InvalidAccessKeyId.NotFound', status: 404, advice: 'credentials' },
    { code: 'SignatureDoesNotMatch', status: 400, advice: 'credentials' },
    { code: 'InvalidTimeStamp.Expired', status: 400, advice: 'clock' },
    { code: 'InvalidApi.NotFound', status: 404, advice: 'withdrawn' },
    { code: 'UnsupportedHTTPMethod', status: 405, advice: 'withdrawn' },
    { code: 'EntityNotExist.Role', status: 400, advice: 'role' },
    { code: 'ErrManagedAddonRoleNotAttach', status: 400, advice: 'role' },
    { code: 'OperationDenied', status: 403, advice: 'denied' },
    { code: 'OperationDenied.CloudSSDNotSupported', status: 400, advice: 'disk' },
    { code: 'Zone.NotOnSale', status: 403, advice: 'zone' },
    { code: 'InvalidSecurityToken.Expired', status: 400, advice: 'credentials' },
    { code: 'MissingSecurityToken', status: 400, advice: 'credentials' },
    { code: 'Forbidden.AccessKeyDisabled', status: 403, advice: 'credentials' },
    { code: 'IncompleteSignature', status: 400, advice: 'credentials' },
    { code: 'IllegalTimestamp', status: 400, advice: 'clock' },
    { code: 'InvalidPassword.Malformed', status: 400, advice: 'password' },
    { code: 'InvalidKeyPair.NotFound', status: 404, advice: 'keyPair' },
    { code: 'InvalidImageId.NotFound', status: 404, advice: 'refused' },
  ] as const

  it.each(refusals)('$status $code', async ({ code, status, advice }) => {
    world = await stage()
    world.cloud.faults.next('refuse', { code, status, message: 'The words of the cloud.' })
    const card = await approved(world)
    const end = await thread(world, card, unbought)
    expect(end).toContain(`\`${code}\`: The words of the cloud.`)
    expect(end).toMatch(/Request ID [\w-]{36}/)
    expect(end).toContain(en.thread.whatToDo(advised(advice, en)))
    await cardSays(world, card, en.state.failed(code))
    await nothingBought(1)
  })

  it.each([
    { code: 'EntityNotExist.Role', advice: 'role' },
    { code: 'OperationDenied', advice: 'denied' },
    { code: 'Zone.NotOnSale', advice: 'zone' },
    { code: 'Forbidden.AccessKeyDisabled', advice: 'credentials' },
  ] as const)('400 with the code 400, and $code where it relays an answer', async ({ code, advice }) => {
    world = await stage()
    const message = `Aliyun API Error: RequestId: A1CE Status Code: 404 Code: ${code} Message: The words of the cloud.`
    world.cloud.faults.next('refuse', { code: 400, status: 400, message })
    const card = await approved(world)
    const end = await thread(world, card, unbought)
    expect(end).toContain(`\`${code}\`: ${message}`)
    expect(end).toContain(en.thread.whatToDo(advised(advice, en)))
    await nothingBought(1)
  })

  it('a cluster in the wrong state, as the cloud itself says it', async () => {
    world = await stage({ cloud: { taskDuration: hour } })
    world.cloud.faults.foreignScaleOut(prodWeb, 1)
    const card = await approved(world)
    expect(await thread(world, card, unbought)).toContain('Cluster is scaling')
    await nothingBought(1)
  })
})

describe('an order that was not executed is requeued, a bounded number of times', () => {
  it.each([400, 429] as const)('throttled with %i, then taken', async (status) => {
    world = await stage()
    world.cloud.faults.next('throttle', { status, times: 2 })
    const card = await approved(world)
    await thread(world, card, '2 nodes ready in prod-web')
    expect(posts(world).map((call) => call.status)).toEqual([status, status, 202])
    expect(world.cloud.orders).toHaveLength(1)
  })

  it('as long as the cloud asks for, and the card says when it is tried next', async () => {
    world = await stage()
    world.cloud.faults.next('throttle', { retryAfter: 90_000 })
    const card = await approved(world)
    await cardSays(world, card, throttled)
    await thread(world, card, '2 nodes ready in prod-web')
    const [first, second] = posts(world).map((call) => call.at)
    expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(90_000)
    expect(world.cloud.orders).toHaveLength(1)
  })

  it('no longer than the approval holds, however long the cloud asks for', async () => {
    world = await stage()
    world.cloud.faults.next('throttle', { retryAfter: 90 * 24 * 60 * 60_000 })
    const card = await approved(world)
    await cardSays(world, card, throttled)
    await world.passes(5 * 60 * 60_000)
    await cardSays(world, card, en.state.expiredInLine)
    await nothingBought(1)
  })

  it('throttled for ever, it fails', async () => {
    world = await stage()
    world.cloud.faults.next('throttle', { times: Number.POSITIVE_INFINITY })
    const card = await approved(world)
    const end = await thread(world, card, unbought)
    expect(end).toContain('Throttling.User')
    expect(end).toContain(en.thread.whatToDo(en.advice.throttled))
    const at = posts(world).map((call) => call.at)
    const pauses = at.slice(1).map((time, index) => time - Number(at[index]))
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
    expect(pauses[0]).toBeGreaterThanOrEqual(2000)
    await nothingBought(6)
  })

  it('the approval can still be taken back before the next try', async () => {
    world = await stage()
    world.cloud.faults.next('throttle', { retryAfter: 90_000 })
    const card = await approved(world)
    await cardSays(world, card, throttled)
    await world.slack.as('bob').unreacts('white_check_mark', card)
    await cardSays(world, card, en.state.awaiting)
    await nothingBought(1)
  })

  it('nobody answers at the address of the cloud, until somebody does', async () => {
    world = await stage()
    const port = Number(new URL(world.cloud.endpoint).port)
    await world.cloud.stop()
    const card = await approved(world)
    await cardSays(world, card, en.state.requeued('NotReached', ''))
    const again: Alicloud = await startAlicloud({ clock: world.clock, port })
    try {
      await thread(world, card, '2 nodes ready in prod-web')
      expect(again.orders).toHaveLength(1)
      expect(world.cloud.orders).toHaveLength(0)
    } finally {
      await again.stop()
    }
  })

  it('nobody ever answers at the address of the cloud: it fails', async () => {
    world = await stage()
    await world.cloud.stop()
    const card = await approved(world)
    expect(await thread(world, card, unbought)).toContain('ECONNREFUSED')
    await cardSays(world, card, en.state.failed('NotReached'))
    expect(world.cloud.orders).toHaveLength(0)
  })
})

describe('what was approved is what is sent', () => {
  it('to the letter', async () => {
    world = await stage()
    const card = await approved(world, '/scaleout prod-web 3 checkout is slow')
    await thread(world, card, '3 nodes ready in prod-web')
    const [record] = await world.records()
    expect(world.cloud.orders.map((order) => order.body)).toEqual([record?.body])
  })

  /** Somebody writes into the database. */
  function tampers(change: (record: Request) => Partial<Request>): void {
    const db = new DatabaseSync(join(world.folder, 'scaleout.db'))
    const row = db.prepare('SELECT record FROM requests WHERE number = 1').get()
    const record = requestSchema.parse(JSON.parse(String(row?.record)))
    db.prepare('UPDATE requests SET record = ? WHERE number = 1').run(JSON.stringify({ ...record, ...change(record) }))
    db.close()
  }

  /** Ada asks, the bot restarts, and only then does Bob approve. Gives the end of the thread. */
  async function approvedAfter(restart: Parameters<typeof restarts>[0]): Promise<string> {
    const card = await world.asks('ada', '/scaleout prod-web 2')
    await restarts(restart)
    await world.slack.as('bob').reacts('white_check_mark', card)
    return thread(world, card, unbought)
  }

  it('the policy names another cluster by then: refused, and nothing is sent', async () => {
    world = await stage()
    const end = await approvedAfter({
      with: [({ clusters }) => Object.assign(clusters['prod-web'] ?? {}, { id: `${prodWeb.slice(0, -1)}9` })],
    })
    expect(end).toContain('PolicyChanged')
    expect(end).toContain(en.thread.whatToDo(en.advice.policyChanged))
    await nothingBought(0)
  })

  it('the policy does not know the cluster any more: refused, and nothing is sent', async () => {
    world = await stage()
    const end = await approvedAfter({ with: [({ clusters }) => void delete clusters['prod-web']] })
    expect(end).toContain('PolicyChanged')
    await nothingBought(0)
  })

  it.each([
    { what: 'more approvals are needed', rule: { quorum: 2 } },
    { what: 'an approver is not named any more', rule: { approvers: ['U0BOB', 'U0CAROL'] } },
  ])('$what by then: refused, and nothing is sent', async ({ rule }) => {
    world = await stage({ policy: ruled({ approvers: ['U0BOB', 'S0SRELEADS'] }) })
    const end = await approvedAfter({ with: [ruled({ approvers: ['U0BOB', 'S0SRELEADS'], ...rule })] })
    expect(end).toContain('PolicyChanged')
    expect(end).toContain(en.thread.whatToDo(en.advice.policyChanged))
    await nothingBought(0)
  })

  it('a rule that asks for less by then changes nothing', async () => {
    world = await stage({ policy: ruled({ approvers: ['S0SRELEADS'], quorum: 2 }) })
    const card = await world.asks('ada', '/scaleout prod-web 2')
    await restarts({ with: [ruled({ approvers: ['S0SRELEADS', 'U0DAN'], quorum: 1 })] })
    await world.slack.as('bob').reacts('white_check_mark', card)
    await world.passes(hour / 60)
    expect(posts(world)).toHaveLength(0)
    await world.slack.as('carol').reacts('white_check_mark', card)
    await thread(world, card, '2 nodes ready in prod-web')
    expect(world.cloud.orders).toHaveLength(1)
  })

  it('the stored body is changed: refused, and nothing is sent', async () => {
    world = await stage()
    const end = await approvedAfter({ meanwhile: () => tampers(({ body }) => ({ body: { ...body, count: 20 } })) })
    expect(end).toContain('DigestMismatch')
    expect(end).toContain(en.thread.whatToDo(en.advice.digest))
    await nothingBought(0)
  })

  it('a record is made to look like one of an older version, whose digest says less: refused', async () => {
    world = await stage()
    const end = await approvedAfter({ meanwhile: () => tampers(() => ({ digestForm: 'body' })) })
    expect(end).toContain('DigestMismatch')
    await nothingBought(0)
  })

  it('body and digest are changed after the vote: the vote was for another call, so nothing is sent', async () => {
    world = await stage()
    world.cloud.faults.next('throttle', { retryAfter: 600_000 })
    const card = await approved(world, '/scaleout prod-web 2')
    await cardSays(world, card, throttled)
    await restarts({
      meanwhile: () =>
        tampers((record) => {
          const body = { ...record.body, count: 20 }
          const order = scaleOutCluster.order(body, record.cluster)
          return { body, digest: digestOf({ ...record, order }, 'order') }
        }),
    })
    expect(await thread(world, card, unbought)).toContain('DigestMismatch')
    await nothingBought(1)
  })

  const otherKey = { secretKey: new Uint8Array(32).fill(8) }

  /** The form of edge-1, which knows passwords only. */
  async function edgeForm() {
    await world.slack.as('ada').types('/scaleout edge-1 1 stream', 'prod')
    return world.until(() => world.slack.as('ada').hasModal && world.slack.as('ada').modal(), 'the form')
  }

  it.each([
    { what: 'the key of the bot', keys: otherKey },
    { what: 'the named password', keys: { password: 'Another-Root-88!' } },
  ])('$what is another one by then: refused, and nothing is sent', async ({ keys }) => {
    world = await stage()
    const modal = await edgeForm()
    await modal.choose('credential', 'edge-root')
    expect(await modal.submit()).toEqual({ closed: true })
    const card = await world.card(1)
    await restarts({ with: [undefined, keys] })
    await world.slack.as('bob').reacts('white_check_mark', card)
    expect(await thread(world, card, unbought)).toContain('DigestMismatch')
    await nothingBought(0)
  })

  it('a typed password that cannot be opened any more: refused, and nothing is sent', async () => {
    world = await stage()
    const modal = await edgeForm()
    modal.fill('login_password', edgePassword)
    expect(await modal.submit()).toEqual({ closed: true })
    const card = await world.card(1)
    await restarts({ with: [undefined, otherKey] })
    await world.slack.as('bob').reacts('white_check_mark', card)
    const end = await thread(world, card, unbought)
    expect(end).toContain('SecretLost')
    expect(end).toContain(en.thread.whatToDo(en.advice.secret))
    await nothingBought(0)
  })

  const quoting = [
    {
      how: 'as it is',
      password: edgePassword,
      quotes: `The value ${edgePassword} is not acceptable.`,
      part: edgePassword,
    },
    {
      how: 'escaped as in JSON',
      password: 'Wx/1&Kuvwxyz!',
      quotes: `{"login_password":"Wx\\/1\\u0026Kuvwxyz!"} is not acceptable.`,
      part: 'Kuvwxyz',
    },
    {
      how: 'where the sentence is cut off',
      password: edgePassword,
      quotes: `${'x'.repeat(291)}${edgePassword} is not acceptable.`,
      part: 'Edge-R',
    },
  ]

  it.each(quoting)('a refusal that quotes the password, $how, loses the quote', async ({ password, quotes, part }) => {
    world = await stage()
    world.cloud.faults.next('refuse', { code: 'InvalidParameter', status: 400, message: quotes })
    const modal = await edgeForm()
    modal.fill('login_password', password)
    expect(await modal.submit()).toEqual({ closed: true })
    const card = await world.card(1)
    await world.slack.as('bob').reacts('white_check_mark', card)
    expect(await thread(world, card, unbought)).toMatch(/`InvalidParameter`.*•••/s)
    const places = [JSON.stringify(await world.records()), world.slack.transcript(), world.log.join('\n')]
    for (const place of places) expect(place).not.toContain(part)
    await nothingBought(1)
  })
})
