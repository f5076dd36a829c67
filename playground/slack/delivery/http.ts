import { createHmac } from 'node:crypto'
import { type Ground, objectTo } from '../ground.ts'
import { parsedJson } from '../json.ts'
import { ACK_WITHIN, acceptsAnswer, describe, type Parcel, type Receipt, saysNothing } from './parcel.ts'

const MOST_REDIRECTS = 2

type Arrival = Receipt & { redirect?: string }

/**
 * Signed HTTP delivery (docs/platforms/slack.md#http): v0 signature over the raw body, content types without a
 * charset, 2xx within 3 s.
 */
export async function overHttp(ground: Ground, parcel: Parcel, url: string, copies: number): Promise<Receipt> {
  const attempts = Array.from({ length: copies }, () => send(ground, parcel, url))
  return new Promise((resolve) => {
    const stop = ground.clock.after(ACK_WITHIN, () => {
      objectTo(ground, `${describe(parcel)}: not acknowledged within 3 s`)
      resolve({ acked: false, why: 'timeout' })
    })
    void Promise.race(attempts).then((receipt) => {
      stop()
      resolve(judged(ground, parcel, receipt))
    })
  })
}

function judged(ground: Ground, parcel: Parcel, receipt: Receipt): Receipt {
  const name = describe(parcel)
  if (!receipt.acked && receipt.why !== 'connection_failed') objectTo(ground, `${name}: answered with ${receipt.why}`)
  if (receipt.acked && parcel.type === 'interactive' && !acceptsAnswer(parcel) && !saysNothing(receipt.body))
    objectTo(ground, `${name}: its ack cannot carry an answer`)
  return receipt
}

async function send(ground: Ground, parcel: Parcel, url: string, redirects = 0): Promise<Receipt> {
  const arrival = await post(ground, parcel, url)
  if (arrival.redirect === undefined) return arrival
  if (redirects === MOST_REDIRECTS) return { acked: false, why: 'too_many_redirects' }
  return send(ground, parcel, arrival.redirect, redirects + 1)
}

async function post({ app, clock }: Ground, parcel: Parcel, url: string): Promise<Arrival> {
  const { contentType, body } = encoded(parcel)
  const timestamp = String(Math.floor(clock.now() / 1000))
  const signature = createHmac('sha256', app.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  const headers: Record<string, string> = {
    'content-type': contentType,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  }
  if (parcel.type === 'events_api' && parcel.retry.attempt > 0) {
    headers['x-slack-retry-num'] = String(parcel.retry.attempt)
    headers['x-slack-retry-reason'] = parcel.retry.reason
  }
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' })
    const answer = await response.text()
    const location = response.headers.get('location')
    if (response.ok) return { acked: true, body: answerIn(answer, response.headers.get('content-type') ?? '') }
    const refused: Receipt = { acked: false, why: 'http_error' }
    if (response.status >= 300 && response.status < 400 && location !== null)
      return { ...refused, redirect: new URL(location, url).href }
    return response.headers.get('x-slack-no-retry') === '1' ? { ...refused, noRetry: true } : refused
  } catch {
    return { acked: false, why: 'connection_failed' }
  }
}

function encoded(parcel: Parcel): { contentType: string; body: string } {
  if (parcel.type === 'events_api') return { contentType: 'application/json', body: JSON.stringify(parcel.payload) }
  const fields =
    parcel.type === 'interactive'
      ? { payload: JSON.stringify(parcel.payload) }
      : Object.fromEntries(Object.entries(parcel.payload).map(([key, value]) => [key, String(value)]))
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() }
}

/** JSON where it says so and is; else the text itself. */
const answerIn = (answer: string, contentType: string): unknown =>
  contentType.startsWith('application/json') ? (parsedJson(answer) ?? answer) : answer
