import type { FetchFunction } from '@slack/web-api'
import { z } from 'zod'
import { errorText } from './error-text.ts'

/** Called after every call of the Web API: its method, and `ok`, Slack's word for what is wrong, `ratelimited`, `http_500` … or `network`. */
export type SlackAnswered = (method: string, outcome: string) => void

const told = z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), error: z.string() })])

/** Slack's words are of this form; ids are in capitals, and sentences have spaces. */
const word = /^[a-z][a-z0-9_]{0,60}$/

/** How a request leaves this process. */
export type Send = (...request: Parameters<FetchFunction>) => Promise<Answer>
type Answer = Awaited<ReturnType<FetchFunction>> & { clone(): { text(): Promise<string> } }

/** `fetch` for Slack's clients; `answered` is called with what came of it. `base` is that of the Web API, ending in a slash. */
export function instrument(base: string, answered: SlackAnswered, send: Send = fetch): FetchFunction {
  return async (url, init) => {
    const method = methodOf(String(url), base)
    try {
      const response = await send(url, init)
      answered(method, await outcomeOf(response))
      return response
    } catch (error) {
      answered(method, 'network')
      throw explained(error)
    }
  }
}

/** `fetch failed` says nothing, and Slack's libraries pass on the message only; why stands in the cause. */
function explained(error: unknown): unknown {
  return error instanceof TypeError && error.cause ? new TypeError(errorText(error), { cause: error.cause }) : error
}

function methodOf(url: string, base: string): string {
  const method = url.startsWith(base) ? url.slice(base.length) : ''
  return /^[a-zA-Z.]{1,60}$/.test(method) ? method : 'other'
}

async function outcomeOf(response: Pick<Answer, 'status' | 'clone'>): Promise<string> {
  if (response.status === 429) return 'ratelimited'
  if (response.status !== 200) return `http_${response.status}`
  const said = told.safeParse(parsed(await response.clone().text())).data
  if (said === undefined) return 'other'
  if (said.ok) return 'ok'
  if (said.error === 'rate_limited') return 'ratelimited'
  return word.test(said.error) ? said.error : 'other'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
