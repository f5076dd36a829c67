import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Alicloud, startAlicloud } from '../playground/alicloud/index.ts'
import { startBot } from '../playground/bot.ts'
import { systemClock } from '../playground/clock.ts'
import { type Slack, startSlack } from '../playground/slack/index.ts'
import { freePort } from '../test/setup/port.ts'
import type { Field } from './plots.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Replicas share it. */
const secretKey = randomBytes(32).toString('base64')

/** A process under measurement. */
export type Contender = { readonly pid: number; stop(): Promise<void> }

/** One that takes Slack's signed requests. */
export type Server = Contender & { readonly url: URL }

/** What both contenders talk to. */
export type Ground = { readonly slack: Slack; readonly cloud: Alicloud; stop(): Promise<void> }

export const manifest = here('../manifest.yml')

export async function startGround(): Promise<Ground> {
  const slack = await startSlack({ manifest })
  const cloud = await startAlicloud()
  return { slack, cloud, stop: async () => void (await Promise.all([slack.stop(), cloud.stop()])) }
}

/** Where a bot keeps its records: in a new folder of its own, unless one or a Redis is named. */
export type Home = { readonly SCALEOUT_DATA?: string; readonly REDIS_URL?: string }

/** Fractions of a millisecond, so that the arrival at the cloud can be told from the reaction. */
export const clock = { ...systemClock, now: () => performance.timeOrigin + performance.now() }

/** A Slack and a cloud with these clusters; tasks end when they are finished by hand. `speed` divides Slack's rate windows. */
export async function startField({ workspace, clusters }: Field, speed: number): Promise<Ground> {
  const slack = await startSlack({ manifest, workspace, speed, timeout: 30_000 })
  const cloud = await startAlicloud({ clock, clusters, taskDuration: 3_600_000, readyLag: 0 })
  return { slack, cloud, stop: async () => void (await Promise.all([slack.stop(), cloud.stop()])) }
}

/** What real Slack would punish or ignore makes a figure worthless. */
export function withoutProblems({ slack }: Pick<Ground, 'slack'>): void {
  if (slack.problems.length > 0) throw new Error(`Slack would not have liked this: ${slack.problems.join('; ')}`)
}

/** The bot's own main in Socket Mode, which is its default; by the playground's policy unless another is given. */
export const startSocketBot = (
  ground: Pick<Ground, 'slack' | 'cloud'>,
  policy?: string,
  home: Home = {},
): Promise<Contender> =>
  startMain(ground, {
    SLACK_APP_TOKEN: ground.slack.appToken,
    ...(policy ? { SCALEOUT_CONFIG: policy } : {}),
    ...home,
  })

/** The bot's own main in HTTP mode. */
export async function startHttpBot(ground: Ground): Promise<Server> {
  const port = await freePort()
  const bot = await startMain(ground, { SLACK_SIGNING_SECRET: ground.slack.signingSecret, PORT: String(port) })
  return { ...bot, url: slackEvents(port) }
}

async function startMain({ slack, cloud }: Pick<Ground, 'slack' | 'cloud'>, env: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-bench-'))
  const bot = await startBot({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    SCALEOUT_CONFIG: here('../playground/policy.yml'),
    SCALEOUT_DATA: folder,
    SCALEOUT_SECRET_KEY: secretKey,
    EDGE_LOGIN_PASSWORD: 'Playground-1234!',
    ALIBABA_CLOUD_ENDPOINT: cloud.endpoint,
    ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
    ...env,
  })
  return {
    pid: bot.process.pid ?? 0,
    stop: async () => {
      const code = await bot.stop()
      await rm(folder, { recursive: true })
      if (code !== 0) throw new Error(`the bot ended with ${code}:\n${bot.lines.join('\n')}`)
    },
  }
}

/** The bare Bolt app; `sdk` loads Alibaba Cloud's SDK into it, `answer` is the JSON that it acknowledges with. */
export async function startBare({ slack }: Ground, { sdk = false, answer = '{}' }): Promise<Server> {
  const child = spawn(process.execPath, [here(sdk ? './bare-sdk.ts' : './bare.ts')], {
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      BENCH_ANSWER: answer,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const lines = createInterface(child.stdout)
  const listening = once(lines, 'line')
  await Promise.race([
    listening,
    ended.then(([code]) => Promise.reject(new Error(`the bare app ended with ${code} before it listened`))),
  ])
  const [port] = await listening
  return {
    pid: child.pid ?? 0,
    url: slackEvents(Number(port)),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

const slackEvents = (port: number): URL => new URL(`http://127.0.0.1:${port}/slack/events`)
