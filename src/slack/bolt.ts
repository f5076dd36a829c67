import { App, type Receiver } from '@slack/bolt'
import { type Connection, clientOptions } from './clients.ts'
import { failureOf } from './error-text.ts'
import { slackLogger } from './logger.ts'

/** Bolt around a receiver, with nothing to listen to yet: `init` comes before the first listener. */
export function createBolt(deps: {
  receiver: Receiver
  connection: Connection
  botToken: string
  /** From `auth.test`. */
  botId: string
  botUser: string
}): App {
  const { receiver, connection, botToken, botId, botUser } = deps
  const app = new App({
    receiver,
    // With both ids given, Bolt asks Slack nothing of its own (docs/platforms/slack.md#bolt-start).
    authorize: async () => ({ botToken, botId, botUserId: botUser }),
    clientOptions: clientOptions(connection),
    deferInitialization: true,
    convoStore: false,
    logger: slackLogger(connection.log),
  })
  app.error(async (error) => {
    // What is not Bolt's own it hands on in an error of its own.
    connection.log.error(failureOf('original' in error ? error.original : error), 'a listener failed')
  })
  return app
}
