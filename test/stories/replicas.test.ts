import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { type Alicloud, startAlicloud } from '../../playground/alicloud/index.ts'
import { type BotProcess, startBot } from '../../playground/bot.ts'
import { type Message, readable, type Slack, startSlack } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { freePort } from '../setup/port.ts'
import { type RedisServer, startRedis } from '../setup/redis.ts'
import { posts } from './approved.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
/** As short as it may be: a replica that is gone keeps its jobs for one and a half of it. */
const lease = '5s'

let slack: Slack
let cloud: Alicloud
let redis: RedisServer
let folder: string
let environment: Record<string, string>
let bots: BotProcess[]

beforeEach(async () => {
  slack = await startSlack({ manifest: here('../../manifest.yml'), speed: 20, patience: 30_000 })
  cloud = await startAlicloud({ taskDuration: 1500, readyLag: 100 })
  // Nothing is lost with it then, and no call has to wait until that is certain.
  redis = await startRedis(['--appendfsync', 'always'])
  folder = await mkdtemp(join(tmpdir(), 'scaleout-replicas-'))
  bots = []
  const policy = parse(await readFile(here('../../playground/policy.yml'), 'utf8'))
  policy.follow = { first: '200ms', every: '300ms', give_up: '60m' }
  policy.redis = { lease }
  await writeFile(join(folder, 'scaleout.yml'), stringify(policy))
  environment = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    SCALEOUT_CONFIG: join(folder, 'scaleout.yml'),
    REDIS_URL: redis.url,
    SCALEOUT_SECRET_KEY: randomBytes(32).toString('base64'),
    EDGE_LOGIN_PASSWORD: 'Edge-Root-77!',
    ALIBABA_CLOUD_ENDPOINT: cloud.endpoint,
    ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
  }
})

afterEach(async () => {
  await Promise.all(bots.map((bot) => dies(bot)))
  await Promise.all([slack.stop(), cloud.stop(), redis.stop()])
  await rm(folder, { recursive: true })
  expect(slack.problems).toEqual([])
  expect(bots.flatMap(({ lines }) => lines).filter((line) => line.includes('unhandled'))).toEqual([])
})

/** One more replica. */
async function starts(change: Record<string, string> = {}): Promise<BotProcess> {
  const bot = await startBot({ ...environment, ...change })
  bots.push(bot)
  return bot
}

/** SIGKILL: nothing is finished, nothing is said. */
async function dies({ process }: BotProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return
  const gone = once(process, 'exit')
  process.kill('SIGKILL')
  await gone
}

const cards = (): Message[] =>
  slack.channel('prod').messages.filter((one) => one.threadTs === undefined && one.text.startsWith('SO-'))

const lines = (): string[] =>
  cards().flatMap((card) =>
    slack
      .channel('prod')
      .thread(card.ts)
      .slice(1)
      .map((one) => readable(one, slack)),
  )

const lineSays = (words: string): Promise<string> =>
  slack.until(() => lines().find((line) => line.includes(words)), `“${words}” in the thread`)

async function form() {
  const ada = slack.as('ada')
  await ada.types('/scaleout prod-web 2 checkout is slow', 'prod')
  return slack.until(() => ada.hasModal && ada.modal().has('count') && ada.modal(), 'the form')
}

async function approves(): Promise<void> {
  const card = await slack.until(() => cards().find((one) => one.reactions.length === 2), 'the card')
  await slack.as('bob').reacts('white_check_mark', card)
}

describe('two replicas, each payload to either of them', () => {
  it('one request, one call, and nothing is said twice', async () => {
    await Promise.all([starts(), starts()])
    expect(slack.sockets).toBe(2)
    expect(await (await form()).submit()).toEqual({ closed: true })
    await approves()
    await lineSays('2 nodes ready in prod-web')
    expect(cards()).toHaveLength(1)
    expect(lines()).toHaveLength(2)
    expect(posts({ cloud })).toHaveLength(1)
  })

  it('the one whose call is in flight is killed: the other looks, adopts the task and buys nothing', async () => {
    const caller = await starts()
    cloud.faults.next('late', { by: 60_000 })
    await (await form()).submit()
    await approves()
    await cloud.until(() => cloud.orders[0], 'the order')
    await starts()
    await dies(caller)
    await lineSays('It may have run, so it is not sent again')
    await lineSays('2 nodes ready in prod-web')
    expect(lines()).toHaveLength(3)
    expect(posts({ cloud })).toHaveLength(1)
  }, 60_000)

  it('the one whose call is in flight stands still for longer than its lease: there is no second call', async () => {
    const caller = await starts()
    cloud.faults.next('late', { by: 8000 })
    await (await form()).submit()
    await approves()
    await cloud.until(() => cloud.orders[0], 'the order')
    await starts()
    caller.process.kill('SIGSTOP')
    await lineSays('It may have run, so it is not sent again')
    caller.process.kill('SIGCONT')
    await lineSays('2 nodes ready in prod-web')
    expect(posts({ cloud })).toHaveLength(1)
  }, 60_000)
})

describe('Redis is away', () => {
  it('whoever asks is told, nothing is bought, and everything goes on when it is back', async () => {
    const port = String(await freePort())
    const ready = async (): Promise<number> => (await fetch(`http://127.0.0.1:${port}/readyz`)).status
    await starts({ HEALTH_PORT: port })
    expect(await ready()).toBe(200)
    await (await form()).submit()
    const card = await slack.until(() => cards().find((one) => one.reactions.length === 2), 'the card')
    const second = await form()

    await redis.kill()
    expect(await second.submit()).toMatchObject({ errors: { cluster: en.submit.broken } })
    await slack.as('bob').types('/scaleout list', 'prod')
    await slack.until(
      () =>
        slack
          .as('bob')
          .sees('prod')
          .some(({ text }) => text === en.command.trouble),
      'a word to Bob',
    )
    expect(await ready()).toBe(503)
    await slack.as('bob').reacts('white_check_mark', card)
    expect(posts({ cloud })).toHaveLength(0)

    await redis.restart()
    for (const patience = AbortSignal.timeout(10_000); (await ready()) !== 200; await rest(50))
      patience.throwIfAborted()
    await lineSays('2 nodes ready in prod-web')
    expect(posts({ cloud })).toHaveLength(1)
  }, 60_000)
})
