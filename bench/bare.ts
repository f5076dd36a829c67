import process from 'node:process'
import { App, type RespondArguments } from '@slack/bolt'

/*
 * What the bot is measured against: Bolt as its own documentation sets it up over HTTP. It checks the signature and
 * acknowledges /scaleout with BENCH_ANSWER, the very message that the bot gives. Prints its port when it listens.
 */
const { SLACK_BOT_TOKEN = '', SLACK_SIGNING_SECRET = '', SLACK_API_URL = '', BENCH_ANSWER = '' } = process.env
const answer: RespondArguments = JSON.parse(BENCH_ANSWER)

const app = new App({
  token: SLACK_BOT_TOKEN,
  signingSecret: SLACK_SIGNING_SECRET,
  clientOptions: { slackApiUrl: SLACK_API_URL },
})
app.command('/scaleout', ({ ack }) => ack(answer))
const address = (await app.start(0)).address()
if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`)
