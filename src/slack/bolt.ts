import { App, type Receiver } from '@slack/bolt'
import { failureOf } from '../error-text.ts'
import { clientOptions, type Line } from './clients.ts'
import { slackLogger } from './logger.ts'

/** Bolt around a receiver, with nothing to listen to yet: `init` comes before the first listener. */
export function createBolt(deps: {
  receiver: Receiver
  line: Line
  botToken: string
  /** From `auth.test`. */
  botId: string
  botUser: string
}): App {
  const { receiver, line, botToken, botId, botUser } = deps
  const app = new App({
    receiver,
    // With both ids given, Bolt asks Slack nothing of its own (docs/platforms/slack.md#bolt-start).
    authorize: async () => ({ botToken, botId, botUserId: botUser }),
    clientOptions: clientOptions(line),
    deferInitialization: true,
    convoStore: false,
    logger: slackLogger(line.log),
  })
  app.error(async (error) => {
    // What is not Bolt's own it hands on in an error of its own.
    line.log.error(failureOf('original' in error ? error.original : error), 'a listener failed')
  })
  return app
}
