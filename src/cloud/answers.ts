import { AlibabaCloudError, ClientError } from '@alicloud/openapi-core'
import { z } from 'zod'
import type { Reason } from '../scaleout/record.ts'
import { isRefusal, isThrottled, neverLeft } from './certain.ts'
import type { Answer } from './cloud.ts'
import type { Received } from './exchange.ts'
import { cause, code, id, json, longest, message, requestId } from './foreign.ts'
import { plainText } from './text.ts'

/**
 * Of an answer's body only the sentence is taken: the rest may echo the request, and with it the password
 * (docs/platforms/ack.md#thrown-errors).
 */
const thrown = z.object({
  code,
  statusCode: z.number().optional().catch(undefined),
  requestId,
  retryAfter: z.number().optional().catch(undefined),
  data: z
    .object({ message: message.optional(), Message: message.optional() })
    .transform((data) => data.Message || data.message || '')
    .catch(''),
})

/** What a server said, in the words of its answer; `undefined` where none was heard, or none that could be read. */
function told(error: unknown): z.infer<typeof thrown> | undefined {
  if (!(error instanceof AlibabaCloudError)) return undefined
  const parsed = thrown.safeParse(error)
  return parsed.success && parsed.data.statusCode !== undefined ? parsed.data : undefined
}

/**
 * An error of a call in words fit for people and logs, with status and request id where a server answered. `received`: what
 * came over the wire, for answers that the SDK could not read.
 */
export function reasonOf(error: unknown, received?: Received): Reason {
  const said = told(error)
  const status = said?.statusCode ?? received?.status
  if (status === undefined) return ownReason(error)
  const from = {
    status,
    ...withId(said?.requestId ?? requestId.parse(received?.requestId)),
  }
  if (said) return { ...cause(said.code ?? `HTTP ${status}`, said.data || pieceOf(received)), ...from }
  if (systemCode(error)) return { ...lost(error), ...from }
  return { code: `HTTP ${status}`, message: pieceOf(received) || 'The answer could not be read.', ...from }
}

const withId = (requestId: string | undefined): Pick<Reason, 'requestId'> => (requestId ? { requestId } : {})

/** The beginning of an answer that is no JSON: a gateway's page, or one line. JSON may echo the request. */
function pieceOf(received: Received | undefined): string {
  const start = received?.text.trimStart() ?? ''
  return start.startsWith('{') || start.startsWith('[') ? '' : plainText(start, longest.piece)
}

/** No answer was heard: codes of our own, and never the name of an exception. */
function ownReason(error: unknown): Reason {
  if (lacksCredentials(error)) return noCredentials
  if (neverLeft(error))
    return { code: 'NotReached', message: `No connection to Alibaba Cloud could be made${inBrackets(error)}.` }
  if (systemCode(error)) return lost(error)
  return { code: 'NoAnswer', message: 'There was no answer from Alibaba Cloud in time.' }
}

/** The SDK's own refusal, before it sends anything. */
const lacksCredentials = (error: unknown): boolean =>
  error instanceof ClientError && error.statusCode === undefined && error.code === 'InvalidCredentials'

export const noCredentials: Reason = {
  code: 'NoCredentials',
  message: 'The bot found no Alibaba Cloud credentials.',
}

const lost = (error: unknown): Pick<Reason, 'code' | 'message'> => ({
  code: 'ConnectionLost',
  message: `The connection failed before the answer was complete${inBrackets(error)}.`,
})

const inBrackets = (error: unknown): string => {
  const name = systemCode(error)
  return name === undefined ? '' : ` (${name})`
}

const system = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/) })

/** `ECONNRESET` and the like, of Node's own errors only, also inside wrappers. */
function systemCode(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || error instanceof AlibabaCloudError || depth > 4) return undefined
  return system.safeParse(error).data?.code ?? systemCode(error.cause, depth + 1)
}

/**
 * What an error of the one paid call means (docs/platforms/ack.md#paid-calls). Whatever is not certain is `unknown`.
 */
export function answerToError(error: unknown, received?: Received): Answer {
  const why = reasonOf(error, received)
  const said = told(error)
  if (said) {
    const { statusCode: status = 0, code = '', retryAfter, data } = said
    if (isThrottled(status, code)) return { outcome: 'not_executed', why, retryAfter: retryAfter ?? null }
    return { outcome: isRefusal(status, code, data) ? 'refused' : 'unknown', why }
  }
  if (received) return { outcome: 'unknown', why }
  if (neverLeft(error)) return { outcome: 'not_executed', why, retryAfter: null }
  return { outcome: lacksCredentials(error) ? 'refused' : 'unknown', why }
}

const identified = z.object({ request_id: requestId })

/** The id that stands there, member by member; undefined where none does. */
function taskIdIn(body: unknown, at: readonly string[]): string | undefined {
  const found = at.reduce<unknown>((value, member) => Reflect.get(Object(value), member), body)
  return id.safeParse(found).data
}

/**
 * What a success status means: accepted only with a task id that can be read (docs/platforms/ack.md#paid-calls); any
 * 2xx counts (docs/platforms/scale-out.md#request). `taskIdAt`: where it stands, member by member.
 */
export function answerToSuccess(
  status: number,
  body: string,
  receivedId: string | undefined,
  taskIdAt: readonly string[],
): Answer {
  const answered = json(body)
  const taskId = taskIdIn(answered, taskIdAt)
  const ownId = requestId.parse(receivedId)
  if (status >= 200 && status < 300 && taskId !== undefined)
    return { outcome: 'accepted', taskId, requestId: identified.safeParse(answered).data?.request_id ?? ownId ?? null }
  return { outcome: 'unknown', why: unreadable(status, body, ownId, 'The answer held no task id.') }
}

const business = z.object({ Code: z.union([z.string(), z.number()]).transform(String), Message: message })

/**
 * What an RPC answer with a status of success refuses all the same: ENS does so with a code that is not 0
 * (docs/platforms/reads.md#other-products). Undefined where it refuses nothing.
 */
export function refusalIn(body: unknown, from: { status: number; requestId: string | undefined }): Reason | undefined {
  const said = business.safeParse(body).data
  if (!said || said.Code === '0') return undefined
  const known = code.parse(said.Code) ?? `HTTP ${from.status}`
  return { ...cause(known, said.Message), status: from.status, ...withId(requestId.parse(from.requestId)) }
}

/** Why an answer that is no error could not be used; `sentence` stands where its body says nothing plain. */
export function unreadable(status: number, body: string, ownId: string | undefined, sentence: string): Reason {
  const piece = pieceOf({ status, requestId: ownId, text: body })
  return { code: `HTTP ${status}`, message: piece || sentence, status, ...withId(requestId.parse(ownId)) }
}
