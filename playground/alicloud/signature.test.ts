import { createHash, randomUUID } from 'node:crypto'
import { OpenApiUtil } from '@alicloud/openapi-core'
import { Request } from '@darabonba/typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Alicloud, fleet, startAlicloud } from './index.ts'
import { onKubernetes } from './samples.ts'
import { sdk } from './sdk.ts'

const [kubernetes] = fleet
let cloud: Alicloud

beforeAll(async () => {
  cloud = await startAlicloud()
})
afterAll(() => cloud.stop())

const secondsFromNow = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z')

/** A GET signed by the official arithmetic, of which a test may then spoil a part. */
function signedRead(
  o: { pathname?: string; query?: Record<string, string>; headers?: Record<string, string>; signedBody?: string } = {},
) {
  const { pathname = '/quota', query = {}, signedBody = '' } = o
  const hash = createHash('sha256').update(signedBody).digest('hex')
  const request = new Request()
  request.method = 'GET'
  request.pathname = pathname
  request.query = query
  request.headers = {
    host: new URL(cloud.endpoint).host,
    'x-acs-version': '2015-12-15',
    'x-acs-action': 'DescribeUserQuota',
    'x-acs-date': secondsFromNow(0),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': hash,
    ...o.headers,
  }
  const { accessKeyId, accessKeySecret } = cloud
  const authorization = OpenApiUtil.getAuthorization(request, 'ACS3-HMAC-SHA256', hash, accessKeyId, accessKeySecret)
  const search = new URLSearchParams(query).toString().replaceAll('+', '%20')
  return {
    url: `${cloud.endpoint}${pathname}${search ? `?${search}` : ''}`,
    headers: { ...request.headers, authorization },
  }
}

async function answerTo({ url, headers }: { url: string; headers: Record<string, string> }) {
  const response = await fetch(url, { headers })
  return { status: response.status, body: await response.json() }
}

describe('what the official client signs is valid', () => {
  test.each([
    ['a plain read', '/quota', {}, 'DescribeUserQuota'],
    [
      'a query with every kind of sign',
      `/clusters/${kubernetes.id}/tasks`,
      { state: "a b+c*d~e!'()&=/?ü" },
      'DescribeClusterTasks',
    ],
    [
      'a query sorted by key',
      `/clusters/${kubernetes.id}/tasks`,
      { state: 'x', page_size: '5', page_number: '1' },
      'DescribeClusterTasks',
    ],
  ])('%s', async (_, path, query: Record<string, string>, action) => {
    await sdk(cloud).read(action, path, query)
    expect(cloud.calls.at(-1)).toMatchObject({ signature: 'valid', status: 200, path, query })
  })

  test('a path with signs that are signed in another form than they are sent', async () => {
    await expect(sdk(cloud).read('DescribeTaskInfo', '/tasks/T-a*b+c%7Ed~e')).rejects.toMatchObject({
      code: 'ErrorTaskNotFound',
    })
  })

  test('a POST, whose body comes in chunks', async () => {
    await sdk(cloud).scaleOut(kubernetes.id, { ...onKubernetes, tags: [{ key: '名', value: 'ü~*' }] })
    expect(cloud.calls.at(-1)).toMatchObject({ signature: 'valid', status: 202 })
  })
})

describe('what is not signed rightly is refused', () => {
  test('an unknown access key', async () => {
    const stranger = sdk({ ...cloud, accessKeyId: 'nobody' })
    await expect(stranger.read('DescribeUserQuota', '/quota')).rejects.toMatchObject({
      statusCode: 404,
      code: 'InvalidAccessKeyId.NotFound',
    })
  })

  test('a wrong secret', async () => {
    const forger = sdk({ ...cloud, accessKeySecret: 'guessed' })
    await expect(forger.scaleOut(kubernetes.id, onKubernetes)).rejects.toMatchObject({
      statusCode: 400,
      code: 'SignatureDoesNotMatch',
    })
    expect(cloud.calls.at(-1)?.signature).toMatch(/^SignatureDoesNotMatch/)
  })

  test('the same request a second time', async () => {
    const request = signedRead()
    expect(await answerTo(request)).toMatchObject({ status: 200 })
    expect(await answerTo(request)).toMatchObject({ status: 400, body: { code: 'SignatureNonceUsed' } })
  })

  test.each([-16 * 60, 16 * 60])('a clock that is off by %i seconds', async (seconds) => {
    const request = signedRead({ headers: { 'x-acs-date': secondsFromNow(seconds) } })
    expect(await answerTo(request)).toMatchObject({ status: 400, body: { code: 'InvalidTimeStamp.Expired' } })
  })

  test('a clock that is off by 14 minutes is still taken', async () => {
    expect(await answerTo(signedRead({ headers: { 'x-acs-date': secondsFromNow(-14 * 60) } }))).toMatchObject({
      status: 200,
    })
  })

  test('a hash that is not of the body', async () => {
    expect(await answerTo(signedRead({ signedBody: '{}' }))).toMatchObject({
      status: 400,
      body: { code: 'SignatureDoesNotMatch', message: expect.stringContaining('x-acs-content-sha256') },
    })
  })

  test('a query that was changed on the way', async () => {
    const request = signedRead({ query: { a: '1' } })
    expect(await answerTo({ ...request, url: request.url.replace('a=1', 'a=2') })).toMatchObject({
      body: { code: 'SignatureDoesNotMatch' },
    })
  })

  test('a header that was added on the way', async () => {
    const request = signedRead()
    expect(await answerTo({ ...request, headers: { ...request.headers, 'x-acs-extra': '1' } })).toMatchObject({
      body: { code: 'SignatureDoesNotMatch', message: expect.stringContaining('x-acs-extra') },
    })
  })

  test.each(['authorization', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'])(
    'a request without %s',
    async (name) => {
      const request = signedRead()
      const headers = Object.fromEntries(Object.entries(request.headers).filter(([header]) => header !== name))
      expect(await answerTo({ ...request, headers })).toMatchObject({
        status: 400,
        body: { code: 'MissingParameter', message: expect.stringContaining(name) },
      })
    },
  )

  test('another algorithm, and an address that cannot be decoded', async () => {
    const request = signedRead()
    expect(
      await answerTo({ ...request, headers: { ...request.headers, authorization: 'acs key:signature' } }),
    ).toMatchObject({
      body: { code: 'InvalidParameter' },
    })
    expect(await answerTo({ ...request, url: `${cloud.endpoint}/tasks/%E4` })).toMatchObject({
      body: { code: 'InvalidParameter' },
    })
  })
})

describe('action, version and path belong together', () => {
  test.each([
    ['an unknown path', 'DescribeUserQuota', 'GET', '/quotas', '2015-12-15'],
    ['a withdrawn list', 'DescribeClustersV1', 'GET', '/api/v1/clusters', '2015-12-15'],
    ['the wrong method', 'ScaleOutCluster', 'GET', `/api/v2/clusters/${kubernetes.id}`, '2015-12-15'],
    ['the action of another path', 'DescribeTaskInfo', 'GET', '/quota', '2015-12-15'],
    ['another version', 'DescribeUserQuota', 'GET', '/quota', '2014-05-26'],
  ] as const)('%s is InvalidApi.NotFound', async (_, action, method, path, version) => {
    await expect(sdk(cloud).call(action, method, path, { version })).rejects.toMatchObject({
      statusCode: 404,
      code: 'InvalidApi.NotFound',
    })
  })
})
