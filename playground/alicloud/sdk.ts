import { createRequire } from 'node:module'
import type Cs from '@alicloud/cs20151215'
import { $OpenApiUtil } from '@alicloud/openapi-core'
import { RuntimeOptions } from '@darabonba/typescript'
import { z } from 'zod'

// `require`, because the default export of this CommonJS package differs between Node and Vitest when imported.
const { default: Client }: typeof Cs = createRequire(import.meta.url)('@alicloud/cs20151215')

const Answer = z.object({ statusCode: z.number(), body: z.unknown() })

type Sent = { query?: Record<string, string>; body?: unknown; version?: string; readTimeout?: number }

/**
 * The official client, pointed at a playground cloud through the untyped `callApi`
 * (docs/platforms/ack.md#untyped-calls).
 */
export function sdk(cloud: { endpoint: string; accessKeyId: string; accessKeySecret: string }) {
  const client = new Client(
    new $OpenApiUtil.Config({
      endpoint: new URL(cloud.endpoint).host,
      protocol: 'http',
      accessKeyId: cloud.accessKeyId,
      accessKeySecret: cloud.accessKeySecret,
    }),
  )
  async function call(action: string, method: 'GET' | 'POST', pathname: string, sent: Sent = {}) {
    const { query = {}, body, version = '2015-12-15', readTimeout = 5000 } = sent
    const params = new $OpenApiUtil.Params({
      action,
      version,
      protocol: 'HTTP',
      pathname,
      method,
      authType: 'AK',
      style: 'ROA',
      reqBodyType: 'json',
      bodyType: 'json',
    })
    const request = new $OpenApiUtil.OpenApiRequest({ headers: {}, query, ...(body === undefined ? {} : { body }) })
    const runtime = new RuntimeOptions({ connectTimeout: readTimeout, readTimeout })
    return Answer.parse(await client.callApi(params, request, runtime))
  }
  const scaleOut = (clusterId: string, body: unknown, sent: Pick<Sent, 'readTimeout'> = {}) =>
    call('ScaleOutCluster', 'POST', `/api/v2/clusters/${clusterId}`, { ...sent, body })
  const read = async (action: string, pathname: string, query: Record<string, string> = {}) =>
    (await call(action, 'GET', pathname, { query })).body
  /** A read of another product. `body`: what has no business there. */
  async function rpc(action: string, version: string, query: Record<string, string>, body?: Record<string, string>) {
    const params = new $OpenApiUtil.Params({
      ...{ action, version, protocol: 'HTTP', pathname: '/', method: 'POST', authType: 'AK' },
      ...{ style: 'RPC', reqBodyType: 'formData', bodyType: 'json' },
    })
    const request = new $OpenApiUtil.OpenApiRequest({ query, ...(body ? { body } : {}) })
    return Answer.parse(await client.callApi(params, request, new RuntimeOptions({}))).body
  }
  return { call, scaleOut, read, rpc }
}
