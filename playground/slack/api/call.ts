import { type Call, objectTo } from '../ground.ts'
import { parsedJson } from '../json.ts'
import type { World } from '../world.ts'
import { methods } from './index.ts'
import { leastOf } from './least.ts'
import { type Method, Refusal, refuse } from './method.ts'
import type { Rates } from './rates.ts'

/** A request to /api/METHOD, its body not yet looked into. */
export type Request = {
  method: string
  /** GET carries its arguments in the query. */
  verb: string
  contentType: string
  authorization: string | undefined
  body: string
}

/** What goes back; `dropped` = performed, but the connection breaks before the answer. */
export type Reply =
  | { kind: 'answer'; body: Record<string, unknown>; headers: Record<string, string>; slow: number }
  | { kind: 'limited'; retryAfter: number; headers: Record<string, string> }
  | { kind: 'broken' }
  | { kind: 'page' }
  | { kind: 'dropped' }

/** Every Web API call passes here (docs/platforms/slack.md#stand-in). */
export function answer(world: World, limits: Rates, request: Request): Reply {
  const call: Call = { method: request.method, args: {}, at: world.clock.now(), ok: false }
  const reply = attempt(world, limits, request, call)
  world.calls.push(call)
  world.changes.announce()
  return reply
}

function attempt(world: World, limits: Rates, request: Request, call: Call): Reply {
  const fault = world.ambush.next(request.method)
  try {
    const called = methods.get(request.method)
    if (!called || world.ambush.isMissing(request.method)) refuse('unknown_method')
    const { token, ...args } = decoded(request, called)
    call.args = args
    admitToken(world, called, bearer(request.authorization) ?? token)
    if (fault.trouble === 'page') return fail(call, 'page', { kind: 'page' })
    if (fault.trouble === 'http500') return fail(call, 'http500', { kind: 'broken' })
    const wait = fault.trouble === '429' ? fault.retryAfter : limits.admit(called, String(args.channel), call.at)
    if (wait > 0) {
      if (fault.trouble !== '429') objectTo(world, `${called.name}: rate limited, retry after ${wait} s`)
      return fail(call, 'ratelimited', {
        kind: 'limited',
        retryAfter: wait,
        headers: headersFor(world, called),
      })
    }
    admitScope(world, called)
    if (typeof fault.trouble === 'object') refuse(fault.trouble.error)
    objectToUnknown(world, called, args)
    const body = called.perform(world, args)
    call.ok = true
    if (fault.trouble === 'lost') return { kind: 'dropped' }
    return { kind: 'answer', body: leastOf(world, called, body), headers: headersFor(world, called), slow: fault.slow }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    const body = { ok: false, error: thrown.message, ...thrown.details }
    return fail(call, thrown.message, {
      kind: 'answer',
      body,
      headers: headersFor(world, methods.get(request.method)),
      slow: fault.slow,
    })
  }
}

function fail(call: Call, error: string, reply: Reply): Reply {
  call.error = error
  return reply
}

function headersFor({ app, ambush }: World, called: Method | undefined): Record<string, string> {
  if (ambush.switches.tellNoScopes) return {}
  return {
    'x-oauth-scopes': called?.token === 'app' ? 'connections:write' : [...app.scopes].join(','),
    'x-accepted-oauth-scopes': (called?.scopes ?? []).join(','),
  }
}

const bearer = (authorization: string | undefined): string | undefined => /^Bearer (.+)$/.exec(authorization ?? '')?.[1]

// Names with other characters fall outside what the API accepts.
const ARGUMENT = /^\w{1,100}$/

function decoded({ verb, contentType, body }: Request, called: Method): Record<string, unknown> {
  // Some methods can be called with GET; the SDK never does, so it is refused here: our choice.
  if (verb !== 'POST') refuse('invalid_post_type')
  const type = contentType.split(';')[0]
  if (body === '' || type === 'application/x-www-form-urlencoded') return checkedNames(formOf(body))
  // A JSON body for a method that takes none is refused: Slack would see no arguments at all.
  if (type !== 'application/json' || !called.json) refuse('invalid_post_type')
  return checkedNames(objectOf(body))
}

function formOf(body: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(body))
}

function objectOf(body: string): Record<string, unknown> {
  const given = parsedJson(body)
  if (given === undefined) refuse('invalid_json')
  if (typeof given !== 'object' || given === null || Array.isArray(given)) refuse('json_not_object')
  // A token in a JSON body is not looked at (docs/platforms/slack.md#stand-in).
  return Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'token'))
}

function checkedNames(args: Record<string, unknown>): Record<string, unknown> {
  if (Object.keys(args).some((name) => !ARGUMENT.test(name))) refuse('invalid_arg_name')
  return args
}

function admitToken({ app }: World, called: Method, token: unknown): void {
  if (token === undefined || token === '') refuse('not_authed')
  if (token !== app.botToken && token !== app.appToken) refuse('invalid_auth')
  if (app.standing === 'revoked') refuse('token_revoked')
  if (app.standing === 'uninstalled') refuse('account_inactive')
  if (token !== (called.token === 'app' ? app.appToken : app.botToken)) refuse('not_allowed_token_type')
}

function admitScope({ app }: World, called: Method): void {
  if (called.token === 'app' || called.scopes.length === 0) return
  if (!called.scopes.some((scope) => app.scopes.has(scope))) refuseScope(app.scopes, called.scopes)
}

/** missing_scope with what is needed and what there is. */
function refuseScope(provided: ReadonlySet<string>, needed: readonly string[]): never {
  refuse('missing_scope', { needed: needed.join(','), provided: [...provided].join(',') })
}

/** Slack ignores an argument that it does not know; here it is a problem, since it is mostly a typing error. */
function objectToUnknown(world: World, called: Method, args: Record<string, unknown>): void {
  for (const name of Object.keys(args).filter((key) => !called.known.has(key)))
    objectTo(world, `${called.name}: unknown argument ${name}`)
}
