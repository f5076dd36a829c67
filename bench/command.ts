import { createHmac } from 'node:crypto'
import { type Agent, request } from 'node:http'
import type { Slack } from '../playground/slack/index.ts'

type Signed = { readonly headers: Record<string, string>; readonly body: string }

/** `/scaleout help` as Slack sends it (docs/platforms/slack.md#commands), signed now (docs/platforms/slack.md#http). */
export function signed({ signingSecret, origin, workspace }: Slack): Signed {
  const body = new URLSearchParams({
    token: 'playground-verification-token',
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: 'C0PROD',
    channel_name: 'prod',
    user_id: 'U0ADA',
    user_name: 'ada',
    command: '/scaleout',
    text: 'help',
    api_app_id: 'A0PLAYGROUND',
    is_enterprise_install: 'false',
    response_url: `${origin}/actions/bench`,
    trigger_id: '13345224609.738474920.8088930838d88f008e0',
  }).toString()
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  }
}

/** The body of the answer. Throws when its status is not 200. */
export function send(url: URL, { headers, body }: Signed, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers }, (response) => {
      let text = ''
      response
        .setEncoding('utf8')
        .on('data', (part: string) => {
          text += part
        })
        .on('error', reject)
        .on('end', () => {
          if (response.statusCode === 200) resolve(text)
          else reject(new Error(`${url} answered with ${response.statusCode}: ${text}`))
        })
    })
      .on('error', reject)
      .end(body)
  })
}
