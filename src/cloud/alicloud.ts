import { randomBytes } from 'node:crypto'
import Credentials from '@alicloud/credentials'
import CS from '@alicloud/cs20151215'
import { $OpenApiUtil, OpenApiUtil } from '@alicloud/openapi-core'
import { RuntimeOptions } from '@darabonba/typescript'
import { answerToError, answerToSuccess, noCredentials, reasonOf, refusalIn, unreadable } from './answers.ts'
import { clustersFrom, nodesFrom, taskFrom, tasksFrom } from './bodies.ts'
import { type Cloud, longestCall, type Place, ReadFault } from './cloud.ts'
import { inTime } from './deadline.ts'
import { listenTo, nonceHeader, type Received } from './exchange.ts'
import { json } from './foreign.ts'
import { everyPage, pageSize } from './pages.ts'
import { type Product, products } from './products.ts'
import { sources as allSources, type Sources } from './sources.ts'

type Client = InstanceType<typeof CS.default>
type Credential = InstanceType<typeof Credentials.default>
type Key = Awaited<ReturnType<Credential['getCredential']>>

/**
 * The SDK's own timers can fire late or early, so each call has a deadline of ours as well
 * (docs/platforms/ack.md#timeouts).
 */
const timeouts = { connect: 10_000, read: 60_000, deadline: longestCall }

/**
 * Tells whether the default credential chain yields anything. Its errors can hold secrets and are not passed on
 * (docs/platforms/ack.md#credentials).
 */
export async function credentialsFound(): Promise<boolean> {
  return new Credentials.default().getCredential().then(
    () => true,
    () => false,
  )
}

/**
 * The official client behind the port, through the untyped `callApi`: the typed request drops fields of two of the
 * three cluster types (docs/platforms/ack.md#untyped-calls). No `retryOptions`: they would repeat the POST
 * (docs/platforms/ack.md#retries).
 *
 * One class serves all products: what differs is the host, and what a call says of itself.
 *
 * @param endpoint `http(s)://host[:port]` for every call of every product, or undefined for the region's own.
 * @param sources where fields have their choices from; a test has others.
 */
export function createAlicloud(endpoint: URL | undefined, sources: Sources = allSources): Cloud {
  const clients = new Map<string, Client>()
  // After a total failure the chain stays stuck on its last provider, so a failed one is thrown away
  // (docs/platforms/ack.md#credentials).
  let credential = new Credentials.default()

  const clientWith = (signer: Credential, region: string, product: Product = products.cs): Client => {
    const host = product.host(region)
    return new CS.default(
      new $OpenApiUtil.Config({
        credential: signer,
        regionId: region,
        ...(host === null ? {} : { endpoint: host }),
        ...(endpoint ? { endpoint: endpoint.host, protocol: endpoint.protocol.replace(':', '') } : {}),
      }),
    )
  }

  const clientFor = ({ region, product }: Call): Client => {
    const key = `${product.host(region)} ${region}`
    const client = clients.get(key) ?? clientWith(credential, region, product)
    clients.set(key, client)
    return client
  }

  const signed = async (): Promise<Key | undefined> => {
    try {
      return await credential.getCredential()
    } catch {
      credential = new Credentials.default()
      clients.clear()
      return undefined
    }
  }

  const send = async (client: Client, call: Call): Promise<Sent> => {
    const params = new $OpenApiUtil.Params({
      action: call.action,
      version: call.product.version,
      protocol: 'HTTPS',
      pathname: call.path,
      method: call.method,
      authType: 'AK',
      style: call.product.style,
      reqBodyType: call.product.style === 'ROA' ? 'json' : 'formData',
      // Raw, so that the status of an accepted order is never lost behind a body that does not parse
      // (docs/platforms/ack.md#untyped-calls).
      bodyType: 'string',
    })
    const nonce = randomBytes(32).toString('hex')
    const request = new $OpenApiUtil.OpenApiRequest({
      headers: { [nonceHeader]: nonce },
      ...(call.query ? { query: OpenApiUtil.query(call.query) } : {}),
      ...(call.body ? { body: call.body } : {}),
    })
    const runtime = new RuntimeOptions({ connectTimeout: timeouts.connect, readTimeout: timeouts.read })
    const exchange = listenTo(nonce)
    try {
      const answer = await inTime(client.callApi(params, request, runtime), timeouts.deadline)
      const { requestId } = exchange.received() ?? {}
      return { status: Number(answer.statusCode), body: String(answer.body ?? ''), requestId }
    } catch (error) {
      return { error, received: exchange.received() }
    } finally {
      exchange.end()
    }
  }

  const read = async <T>(call: Call, parse: (body: unknown) => T | undefined): Promise<T> => {
    if (!(await signed())) throw new ReadFault(noCredentials)
    const sent = await send(clientFor(call), call)
    if ('error' in sent) throw new ReadFault(reasonOf(sent.error, sent.received))
    const { status, body, requestId } = sent
    const answered = json(body)
    const refusal = call.product.style === 'RPC' ? refusalIn(answered, { status, requestId }) : undefined
    if (refusal) throw new ReadFault(refusal)
    const parsed = status >= 200 && status < 300 ? parse(answered) : undefined
    if (parsed === undefined) throw new ReadFault(unreadable(status, body, requestId, 'The answer could not be read.'))
    return parsed
  }

  const get = <T>(
    { region }: Pick<Place, 'region'>,
    action: string,
    path: string,
    parse: (body: unknown) => T | undefined,
    query?: Record<string, string>,
  ): Promise<T> =>
    read({ region, product: products.cs, action, method: 'GET', path, ...(query ? { query } : {}) }, parse)

  return {
    send: async ({ region }, { method, path, action, body, taskIdAt }, mayStillSend) => {
      const key = await signed()
      if (!key) return { outcome: 'refused', why: noCredentials }
      let tooLate = false
      // The SDK asks for the key last of all: what follows up to the socket is one step of this process.
      const atTheLastMoment: Credential = Object.create(credential, {
        getCredential: {
          value: async () => {
            tooLate = !mayStillSend()
            if (tooLate) throw new Error('not sent')
            return key
          },
        },
      })
      const sent = await send(clientWith(atTheLastMoment, region), {
        ...{ region, action, method, path, body },
        product: products.cs,
      })
      if (tooLate) return { outcome: 'not_executed', why: sentTooLate, retryAfter: null }
      return 'error' in sent
        ? answerToError(sent.error, sent.received)
        : answerToSuccess(sent.status, sent.body, sent.requestId, taskIdAt)
    },
    task: (place, taskId) =>
      get(place, 'DescribeTaskInfo', `/tasks/${encodeURIComponent(taskId)}`, (body) => {
        const task = taskFrom(body)
        return task?.id.toLowerCase() === taskId.toLowerCase() ? task : undefined
      }),
    tasks: async (place) => {
      const path = `/clusters/${encodeURIComponent(place.id)}/tasks`
      const { lines, odd } = await everyPage(
        (page, token) =>
          get(place, 'DescribeClusterTasks', path, tasksFrom, {
            page_number: String(page),
            page_size: String(pageSize),
            ...(token === null ? {} : { next_token: token }),
          }),
        (task) => task.id,
      )
      return { lines, skipped: odd }
    },
    nodes: async (place) => {
      const path = `/clusters/${encodeURIComponent(place.id)}/nodes`
      const { lines, odd } = await everyPage(
        (page) =>
          get(place, 'DescribeClusterNodes', path, nodesFrom, {
            pageSize: String(pageSize),
            pageNumber: String(page),
            state: 'all',
          }),
        (node) => node.instanceId,
      )
      return { nodes: lines, skipped: odd.length }
    },
    clusters: (region, page) =>
      get({ region }, 'DescribeClustersForRegion', `/regions/${encodeURIComponent(region)}/clusters`, clustersFrom, {
        page_number: String(page),
        page_size: String(pageSize),
      }),
    options: async (place, { source: name, ...asked }) => {
      const source = sources[name]
      if (!source) throw new ReadFault({ code: 'NoSuchSource', message: `There is no source named ${name}.` })
      const { action } = source
      const product: Product = products[source.product]
      const method = product.style === 'ROA' ? 'GET' : 'POST'
      return source.options(
        (answer, { path = '/', query = {} } = {}) =>
          read({ region: place.region, product, action, method, path, query }, (body) => answer.safeParse(body).data),
        { ...asked, place },
      )
    },
  }
}

type Call = {
  readonly region: string
  readonly product: Product
  readonly action: string
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: Readonly<Record<string, unknown>>
}

/** What came of sending: an answer that is no error, or what was thrown and what was heard before. */
type Sent =
  | { readonly status: number; readonly body: string; readonly requestId: string | undefined }
  | { readonly error: unknown; readonly received: Received | undefined }

const sentTooLate = {
  code: 'TurnLost',
  message: 'The bot was stopped for too long before the call, and did not send it.',
}
