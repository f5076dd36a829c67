import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api'
import type { Logger } from 'pino'
import { TryLater } from '../scaleout/messenger.ts'
import { instrument, type SlackAnswered } from './instrument.ts'
import { slackLogger } from './logger.ts'
import type { Route } from './route.ts'
import { timeouts } from './timeouts.ts'

export type Clients = {
  /** For what a person waits for: short time-out, no retries, never behind a queue. */
  readonly interactive: WebClient
  /** For messages, which may wait. No retries either: a job looks whether it was said, and says it again. */
  readonly background: WebClient
}

/** Where the Web API is, and what counts its calls. */
export type Connection = {
  readonly apiUrl: string | undefined
  readonly log: Logger
  readonly answered: SlackAnswered
} & Partial<Route>

/** What every client of Slack's has, also the socket's own. */
export function connectionOptions({ apiUrl = 'https://slack.com/api/', answered, fetch }: Connection) {
  return { slackApiUrl: apiUrl, fetch: instrument(apiUrl, answered, fetch) } satisfies WebClientOptions
}

/**
 * Options that both clients share; the one that Bolt gets has to be an object of its own
 * (docs/platforms/slack.md#shared-options).
 */
export function clientOptions(connection: Connection, timeout: number = timeouts.interactive): WebClientOptions {
  return {
    ...connectionOptions(connection),
    logger: slackLogger(connection.log),
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  }
}

export function createClients(token: string, connection: Connection): Clients {
  return {
    interactive: new WebClient(token, clientOptions(connection)),
    background: new WebClient(token, clientOptions(connection, timeouts.background)),
  }
}

/**
 * Slack's words are of this form. A page of HTML with status 200 comes as an error of the same class
 * (docs/platforms/slack.md#web-client).
 */
const word = /^[a-z][a-z0-9_]{0,60}$/

/** Slack's own word for what went wrong, or undefined where Slack did not answer. */
export function slackError(error: unknown): string | undefined {
  if (!(error instanceof WebAPIPlatformError)) return undefined
  return word.test(error.data.error) ? error.data.error : undefined
}

/** This server or installation does not offer the method: a feature is missing, not an answer. */
export function notOffered(error: unknown): boolean {
  if (error instanceof WebAPIHTTPError) return error.statusCode === 404 || error.statusCode === 501
  const word = slackError(error)
  return (
    word !== undefined &&
    [
      'unknown_method',
      'missing_scope',
      'method_not_supported',
      'not_allowed_token_type',
      'plan_upgrade_required',
    ].includes(word)
  )
}

/** For so long Slack is left alone where it does not say how long, in ms. */
const withoutRetryAfter = 10_000

/** A rate limit as `TryLater`; every other error as it is. */
export function orLater(error: unknown): unknown {
  if (error instanceof WebAPIRateLimitedError) return new TryLater(error.retryAfter * 1000)
  return slackError(error) === 'ratelimited' || slackError(error) === 'rate_limited'
    ? new TryLater(withoutRetryAfter)
    : error
}
