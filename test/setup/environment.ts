import { randomBytes } from 'node:crypto'
import type { Alicloud } from '../../playground/alicloud/index.ts'
import type { Slack } from '../../playground/slack/index.ts'

/** What a bot in a process of its own is given, to be at work in this Slack and this cloud; `policy` is a file's path. */
export const environmentFor = (slack: Slack, cloud: Alicloud, policy: string): Record<string, string> => ({
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
  SCALEOUT_CONFIG: policy,
  SCALEOUT_SECRET_KEY: randomBytes(32).toString('base64'),
  EDGE_LOGIN_PASSWORD: 'Edge-Root-77!',
  ALIBABA_CLOUD_ENDPOINT: cloud.endpoint,
  ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
})
