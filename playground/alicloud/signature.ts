import { createHash, createHmac } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { type Refusal, refuse } from './answer.ts'

const ALGORITHM = 'ACS3-HMAC-SHA256'
const MAX_SKEW = 15 * 60_000
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const AUTHORIZATION = /^(\S+) Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]+)$/

/** A request as it stood on the wire: `target` is path and query undecoded, `body` the exact bytes. */
export type Signed = {
  method: string
  target: string
  headers: Partial<Record<string, string[]>>
  body: Buffer
}

/**
 * Checks ACS3-HMAC-SHA256 with arithmetic of its own, step by step after docs/platforms/ack.md#signature.
 * A nonce is used up by the first request whose signature is right. Time is real time, not the playground's clock,
 * because the official client stamps its requests with it.
 */
export function signatureCheck(key: { id: string; secret: string }): (request: Signed) => 'valid' | Refusal {
  const nonces = new LRUCache<string, true>({ max: 100_000, ttl: 2 * MAX_SKEW })

  return (request) => {
    const header = (name: string) => request.headers[name]?.join(',') ?? ''
    for (const name of ['authorization', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256', 'host']) {
      if (header(name) === '') return refuse(400, 'MissingParameter', `The header ${name} is required.`)
    }
    const [, algorithm, id, listed, signature] = AUTHORIZATION.exec(header('authorization')) ?? []
    if (algorithm !== ALGORITHM || listed === undefined) {
      return refuse(400, 'InvalidParameter', `The header authorization is not of the form ${ALGORITHM} Credential=….`)
    }
    if (id !== key.id) return refuse(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.')
    if (!isRecent(header('x-acs-date'))) {
      return refuse(400, 'InvalidTimeStamp.Expired', 'x-acs-date is not a UTC time within 15 minutes of now.')
    }
    if (header('x-acs-content-sha256') !== sha256(request.body)) {
      return refuse(400, 'SignatureDoesNotMatch', 'x-acs-content-sha256 is not the hash of the body that arrived.')
    }
    const names = signedNames(request.headers)
    if (listed !== names.join(';')) {
      return refuse(400, 'SignatureDoesNotMatch', `SignedHeaders is ${listed}, expected ${names.join(';')}.`)
    }
    const expected = createHmac('sha256', key.secret).update(stringToSign(request, names)).digest('hex')
    if (signature !== expected) {
      return refuse(400, 'SignatureDoesNotMatch', 'The signature does not conform to standards.')
    }
    const nonce = header('x-acs-signature-nonce')
    if (nonces.has(nonce)) return refuse(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.')
    nonces.set(nonce, true)
    return 'valid'
  }
}

function isRecent(date: string): boolean {
  return DATE.test(date) && Math.abs(Date.now() - Date.parse(date)) <= MAX_SKEW
}

/** Steps 2 to 7. Step 5, the list of signed headers, is part of both sides and so comes in as `names`. */
function stringToSign(request: Signed, names: string[]): string {
  const [path = '', query = ''] = request.target.split(/\?(.*)/s)
  const uri = (path || '/').replaceAll('+', '%20').replaceAll('*', '%2A').replaceAll('%7E', '~')
  const headers = names.map((name) => `${name}:${values(request.headers[name])}\n`).join('')
  const canonical = [
    request.method,
    uri,
    canonicalQuery(query),
    headers,
    names.join(';'),
    request.headers['x-acs-content-sha256']?.[0],
  ]
  return `${ALGORITHM}\n${sha256(canonical.join('\n'))}`
}

function signedNames(headers: Signed['headers']): string[] {
  return Object.keys(headers)
    .filter((name) => name.startsWith('x-acs-') || name === 'host' || name === 'content-type')
    .toSorted()
}

function values(lines: string[] = []): string {
  return lines
    .map((value) => value.trim())
    .toSorted()
    .join(',')
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split(/=(.*)/s).map(decodeURIComponent))
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
    .map(([key, value = '']) => `${key}=${rfc3986(value)}`)
    .join('&')
}

function rfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}
