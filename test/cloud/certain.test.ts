import { createServer, type Server } from 'node:http'
import { ClientError, ServerError } from '@alicloud/openapi-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Alicloud, startAlicloud } from '../../playground/alicloud/index.ts'
import { onKubernetes } from '../../playground/alicloud/samples.ts'
import { createAlicloud } from '../../src/cloud/alicloud.ts'
import { answerToError, reasonOf } from '../../src/cloud/answers.ts'
import { scaleOutCluster } from '../../src/clusters/scale-out.ts'
import { freePort } from '../setup/port.ts'

const place = { id: 'c82e6987e2961451182edacd74faf0001', region: 'cn-hangzhou' }

let cloud: Alicloud
beforeAll(async () => {
  cloud = await startAlicloud()
})
afterEach(() => {
  cloud.faults.clear()
  for (const { taskId } of cloud.orders) cloud.finish(taskId)
})
afterAll(() => cloud.stop())

const order = (endpoint = cloud.endpoint) =>
  createAlicloud(new URL(endpoint)).send(place, scaleOutCluster.order(onKubernetes, place), () => true)

/** The call is answered so, whether it was executed or not. */
async function answered(status: number, code: string | number, message?: string) {
  cloud.faults.next('refuse', { status, code, ...(message === undefined ? {} : { message }) })
  return (await order()).outcome
}

describe('nothing that a server wrote is a local fact', () => {
  const codes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']
  const rows = codes.flatMap((code) =>
    (['json', 'xml'] as const).flatMap((as) => [502, 503, 400].map((status) => ({ code, as, status }))),
  )

  it.each(rows)('$status $code as $as is unknown, for it may have been executed', async ({ code, as, status }) => {
    const before = cloud.orders.length
    cloud.faults.next('refuse', { status, code, as, executed: true })
    expect(await order()).toMatchObject({ outcome: 'unknown', why: { code, status } })
    expect(cloud.orders).toHaveLength(before + 1)
  })

  it('nor is a whole error of a transport in its body', async () => {
    const text = JSON.stringify({ code: 'ECONNREFUSED', syscall: 'connect', cause: { syscall: 'connect' }, errors: [] })
    cloud.faults.next('reply', { status: 502, type: 'application/json', text, executed: true })
    expect(await order()).toMatchObject({ outcome: 'unknown' })
  })
})

describe('not sent is what our own transport says before it is connected', () => {
  it('a port on which nobody listens, and a name that does not exist', async () => {
    for (const endpoint of [`http://127.0.0.1:${await freePort()}`, 'http://nowhere.invalid'])
      expect(await order(endpoint)).toMatchObject({ outcome: 'not_executed', why: { code: 'NotReached' } })
  })

  const failed = (code: string, syscall: string) => Object.assign(new Error(`${syscall} ${code}`), { code, syscall })
  const refused = failed('ECONNREFUSED', 'connect')
  const rows: [what: string, error: unknown, outcome: string][] = [
    ['no such host', failed('ENOTFOUND', 'getaddrinfo'), 'not_executed'],
    ['the name server does not answer', failed('EAI_AGAIN', 'getaddrinfo'), 'not_executed'],
    ['no way to the host', failed('EHOSTUNREACH', 'connect'), 'not_executed'],
    ['refused at every address', new AggregateError([refused, failed('ETIMEDOUT', 'connect')]), 'not_executed'],
    ['the same in a wrapper', new Error('request failed', { cause: refused }), 'not_executed'],
    ['no credentials', new ClientError({ code: 'InvalidCredentials', message: 'none' }), 'refused'],
    ['a code alone proves nothing', Object.assign(new Error('boom'), { code: 'ECONNREFUSED' }), 'unknown'],
    ['nor do several without their errors', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'unknown'],
    ['nor several of which one was connected', new AggregateError([refused, failed('EPIPE', 'write')]), 'unknown'],
    [
      'nor what a server’s error wraps',
      Object.assign(new ServerError({ code: 'X', statusCode: 502 }), { cause: refused }),
      'unknown',
    ],
    ['a reset', failed('ECONNRESET', 'read'), 'unknown'],
    ['a broken pipe', failed('EPIPE', 'write'), 'unknown'],
    ['a time-out', failed('ETIMEDOUT', 'read'), 'unknown'],
    // The kernel reports these of an open connection, too, when what was sent is not confirmed.
    ['the host vanished during the call', failed('EHOSTUNREACH', 'read'), 'unknown'],
    ['the network vanished during the call', failed('ENETUNREACH', 'read'), 'unknown'],
    ['a cast that failed', new TypeError('Cannot read properties of null'), 'unknown'],
    ['something that is no error', 'boom', 'unknown'],
    ['nothing', undefined, 'unknown'],
    ['null', null, 'unknown'],
  ]
  it.each(rows)('%s', (_, error, outcome) => {
    expect(answerToError(error)).toMatchObject({ outcome })
  })
})

describe('only a known answer of a known status says that nothing was executed', () => {
  it('the same bytes twice: the first may have been executed', async () => {
    const before = cloud.orders.length
    cloud.faults.next('replayed')
    expect(await order()).toMatchObject({ outcome: 'unknown', why: { code: 'SignatureNonceUsed', status: 400 } })
    expect(cloud.orders).toHaveLength(before + 1)
  })

  it.each([
    [400, 'InternalError'],
    [400, 'ServiceUnavailable'],
    [400, 'RequestTimeout'],
    [400, 'SignatureNonceUsed'],
    [400, 'SomethingNew'],
    [400, 'InvalidOperation.Conflict'],
    [400, 'OperationDenied.Throttling'],
    [400, 400],
    [404, 'NotFound'],
    [403, 'Throttling'],
    [408, 'InvalidParameter'],
    [409, 'ErrorClusterState'],
    [425, 'InvalidParameter'],
    [499, 'InvalidParameter'],
    [451, 'StatusForbidden'],
    [500, 'InvalidParameter'],
    [502, 'StatusForbidden'],
  ])('%i %s is unknown', async (status, code) => {
    expect(await answered(status, code)).toBe('unknown')
  })

  it.each([
    [400, 'InvalidParameter'],
    [400, 'MissingParameter.count'],
    [400, 'InvalidPassword.Malformed'],
    [404, 'InvalidKeyPair.NotFound'],
    [400, 'InvalidSecurityToken.Expired'],
    [400, 'MissingSecurityToken'],
    [403, 'Forbidden.AccessKeyDisabled'],
    [400, 'IllegalTimestamp'],
    [400, 'InvalidTimeStamp.Expired'],
    [400, 'IncompleteSignature'],
    [400, 'SignatureDoesNotMatch'],
    [404, 'InvalidAccessKeyId.NotFound'],
    [403, 'StatusForbidden'],
    [403, 'Forbidden.RAM'],
    [403, 'Forbidden.RiskControl'],
    [400, 'InsufficientBalance'],
    [400, 'EntityNotExist.Role'],
    [400, 'ErrManagedAddonRoleNotAttach'],
    [404, 'ErrorClusterNotFound'],
    [400, 'ErrorClusterState'],
    [404, 'InvalidApi.NotFound'],
    [400, 'QuotaExceeded.Node'],
    [403, 'OperationDenied'],
    [403, 'OperationDenied.NoStock'],
    [403, 'Zone.NotOnSale'],
    [400, 'OperationDenied.CloudSSDNotSupported'],
  ])('%i %s is refused', async (status, code) => {
    expect(await answered(status, code)).toBe('refused')
  })

  const relayed =
    'Aliyun API Error: RequestId: A1CE Status Code: 404 Code: EntityNotExist.Role Message: The role not exists.'
  it.each([
    ['a relayed answer', relayed, 'refused'],
    ['a code at its beginning', 'Zone.NotOnSale: the zone is closed', 'refused'],
    ['an unlisted code', relayed.replace('EntityNotExist.Role', 'InternalError'), 'unknown'],
    ['two codes', `${relayed} then Code: InternalError Message: x`, 'unknown'],
    ['a code told of in a sentence', 'one of three was made before OperationDenied.NoStock', 'unknown'],
    ['no code', 'bad request', 'unknown'],
    ['more than can be looked at', `${relayed} ${'x'.repeat(3000)}`, 'unknown'],
  ])('400 with the code 400 and %s', async (_, message, outcome) => {
    expect(await answered(400, '400', message)).toBe(outcome)
    expect(await answered(400, 400, message)).toBe(outcome)
    expect(await answered(500, '400', message)).toBe('unknown')
  })
})

describe('what a server said reaches whoever has to decide', () => {
  const why = async (how: Parameters<typeof cloud.faults.next<'reply'>>[1]) => {
    cloud.faults.next('reply', how)
    const answer = await order()
    return 'why' in answer ? answer.why : undefined
  }
  const requestId = expect.stringMatching(/^[0-9A-F-]{36}$/)

  it('one line of text: with its status and the request id of the header', async () => {
    expect(await why({ status: 415, type: 'text/plain', text: 'Unsupported\n Media Type' })).toEqual({
      code: 'HTTP 415',
      message: 'Unsupported Media Type',
      status: 415,
      requestId,
    })
  })

  it('a page: its text without its tags', async () => {
    const text = '<html><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>'
    expect(await why({ status: 502, type: 'text/html', text })).toMatchObject({
      code: 'HTTP 502',
      message: '502 Bad Gateway nginx',
    })
  })

  it('XML that is none of theirs, half a JSON, nothing at all: the status and the request id', async () => {
    for (const text of ['<Oops/>', '{"login_password":"Edge-Root-77!', ''])
      expect(await why({ status: 502, type: 'text/xml;charset=utf-8', text })).toEqual({
        code: 'HTTP 502',
        message: 'The answer could not be read.',
        status: 502,
        requestId,
      })
  })

  it('202 without a task id', async () => {
    expect(await why({ status: 202, type: 'text/plain', text: 'queued' })).toEqual({
      code: 'HTTP 202',
      message: 'queued',
      status: 202,
      requestId,
    })
  })

  it('an error with its request id in the header alone', async () => {
    cloud.faults.next('refuse', { status: 500, code: 'InternalError', message: 'Oops.', idIn: 'header' })
    expect(await order()).toMatchObject({ why: { code: 'InternalError', message: 'Oops.', status: 500, requestId } })
  })

  it('a connection that ends, and an answer that breaks off', async () => {
    cloud.faults.next('drop_after')
    expect(await order()).toMatchObject({
      why: { code: 'ConnectionLost', message: expect.stringContaining('ECONNRESET') },
    })
  })

  it('what it echoed stays with it', () => {
    const echo = new ClientError({
      statusCode: 400,
      code: 'InvalidParameter',
      message: 'code: 400, No. request id: R-1',
      requestId: 'R-1',
      data: { code: 'InvalidParameter', message: 'No.', login_password: 'Edge-Root-77!' },
    })
    expect(reasonOf(echo)).toEqual({ code: 'InvalidParameter', message: 'No.', requestId: 'R-1', status: 400 })
  })

  it('no name of an exception, whatever is thrown', () => {
    for (const error of [new SyntaxError('x'), new TypeError('x'), 'x', undefined])
      expect(reasonOf(error).code).toBe('NoAnswer')
  })

  it('a link is shown whole', async () => {
    const link = `https://ram.console.aliyun.com/role/authorize?request=${'%7B'.repeat(200)}`
    cloud.faults.next('refuse', {
      status: 400,
      code: 'ErrManagedAddonRoleNotAttach',
      message: `please authorize at ${link}`,
    })
    expect(await order()).toMatchObject({ outcome: 'refused', why: { message: `please authorize at ${link}` } })
  })

  it('what is long is cut before it is looked at: blanks without end hold nobody up', () => {
    const data = { code: 'InternalError', message: `a${' '.repeat(200_000)}b` }
    const long = new ServerError({ statusCode: 500, code: 'InternalError', message: data.message, data })
    const began = performance.now()
    expect(reasonOf(long).message.length).toBeLessThanOrEqual(300)
    expect(performance.now() - began).toBeLessThan(200)
  })
})

describe('an answer that breaks off', () => {
  let server: Server
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(400, { 'content-length': '100', 'x-acs-request-id': 'R-1' })
        response.write('{"code":"InvalidParameter"', () => response.destroy())
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  it('is unknown, with its status and request id', async () => {
    const address = server.address()
    expect(await order(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)).toMatchObject({
      outcome: 'unknown',
      why: { code: 'ConnectionLost', status: 400, requestId: 'R-1' },
    })
  })
})
