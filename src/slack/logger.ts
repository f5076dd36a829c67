import { LogLevel, type Logger as SlackLogger } from '@slack/bolt'
import type { Logger } from 'pino'
import { errorText } from './error-text.ts'

/**
 * The log lines of Slack's libraries as ours. Debug lines hold raw frames, and with them what people type: they go
 * nowhere (docs/platforms/slack.md#elements).
 */
export function slackLogger(log: Logger): SlackLogger {
  const line = (parts: unknown[]): string =>
    parts.map((part) => (part instanceof Error ? errorText(part) : String(part))).join(' ')
  return {
    debug: () => undefined,
    info: (...parts) => log.debug(line(parts)),
    warn: (...parts) => log.warn(line(parts)),
    error: (...parts) => log.error(line(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  }
}
