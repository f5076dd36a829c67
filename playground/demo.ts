import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { startAlicloud } from './alicloud/index.ts'
import { startBot } from './bot.ts'
import { startSlack } from './slack/index.ts'
import { play, plots } from './story.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const slack = await startSlack({ manifest: here('../manifest.yml'), patience: 45_000 })
const cloud = await startAlicloud({ taskDuration: 8000 })
const data = await mkdtemp(join(tmpdir(), 'scaleout-demo-'))
const bot = await startBot({
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
  SCALEOUT_CONFIG: here('policy.yml'),
  SCALEOUT_DATA: data,
  SCALEOUT_SECRET_KEY: randomBytes(32).toString('base64'),
  EDGE_LOGIN_PASSWORD: 'Playground-1234!',
  ALIBABA_CLOUD_ENDPOINT: cloud.endpoint,
  ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
})

const rule = '─'.repeat(100)
console.log(`A local Slack on ${slack.origin}, a local Alibaba Cloud on ${cloud.endpoint}, and the bot between them.`)

// The three go on side by side, as they would in a channel; each is told from its beginning to its end.
const endings = await Promise.allSettled(plots.map((plot) => play(plot, slack, cloud)))
for (const ending of endings) {
  if (ending.status === 'fulfilled')
    console.log(`\n${rule}\n${ending.value.plot.title}\n${rule}\n\n${ending.value.text}`)
  else console.error(`\n${rule}\n${String(ending.reason)}`)
}
await slack.settled()
const code = await bot.stop()
await Promise.all([slack.stop(), cloud.stop(), rm(data, { recursive: true })])

const tasks = endings.flatMap((ending) => (ending.status === 'fulfilled' ? ending.value.taskId : []))
for (const problem of slack.problems) console.error(`Slack would not have liked this: ${problem}`)
const fine = tasks.length === plots.length && slack.problems.length === 0 && code === 0
console.log(`\n${rule}\n${tasks.length} of ${plots.length} ended well: ${tasks.join(', ')}`)
if (!fine) console.error(bot.lines.join('\n'))
process.exit(fine ? 0 : 1)
