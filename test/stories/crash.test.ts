import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { type Alicloud, startAlicloud } from '../../playground/alicloud/index.ts'
import { type BotProcess, startBot } from '../../playground/bot.ts'
import { type Message, readable, type Slack, startSlack } from '../../playground/slack/index.ts'
import { environmentFor } from '../setup/environment.ts'
import { posts } from './approved.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

let slack: Slack
let cloud: Alicloud
let folder: string
let environment: Record<string, string>
let bots: BotProcess[]

beforeEach(async () => {
  // A real process keeps real time: the task is short, and the bot looks often.
  slack = await startSlack({ manifest: here('../../manifest.yml'), speed: 20, timeout: 30_000 })
  cloud = await startAlicloud({ taskDuration: 1500, readyLag: 100 })
  folder = await mkdtemp(join(tmpdir(), 'scaleout-crash-'))
  bots = []
  const policy = parse(await readFile(here('../../playground/policy.yml'), 'utf8'))
  policy.follow = { first: '200ms', every: '300ms', give_up: '60m' }
  await writeFile(join(folder, 'scaleout.yml'), stringify(policy))
  environment = {
    ...environmentFor(slack, cloud, join(folder, 'scaleout.yml')),
    SCALEOUT_DATA: join(folder, 'data'),
  }
})

afterEach(async () => {
  await Promise.all(bots.map((bot) => dies(bot)))
  await Promise.all([slack.stop(), cloud.stop()])
  await rm(folder, { recursive: true })
  expect(slack.problems).toEqual([])
})

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

/** Why it does not start: everything that it printed. */
const refusesToStart = (env: Record<string, string>): Promise<string> =>
  startBot(env).then(
    (bot) => bot.stop().then(() => 'it started'),
    (error: Error) => error.message,
  )

const cards = (): Message[] =>
  slack.channel('prod').messages.filter((one) => one.threadTs === undefined && one.text.startsWith('SO-1:'))

const lines = (): string[] => {
  const [card] = cards()
  return card
    ? slack
        .channel('prod')
        .thread(card.ts)
        .slice(1)
        .map((one) => readable(one, slack))
    : []
}

const lineSays = (words: string): Promise<string> =>
  slack.until(() => lines().find((line) => line.includes(words)), `“${words}” in the thread`)

/** Ada sends the form. */
async function asks(): Promise<void> {
  const ada = slack.as('ada')
  await ada.types('/scaleout prod-web 2 checkout is slow', 'prod')
  const modal = await slack.until(() => ada.hasModal && ada.modal().has('count') && ada.modal(), 'the form')
  expect(await modal.submit()).toEqual({ closed: true })
}

/** Bob approves as soon as there is something to approve. */
async function approves(): Promise<void> {
  const card = await slack.until(() => cards().find((one) => one.reactions.length === 2), 'the card')
  await slack.as('bob').reacts('white_check_mark', card)
}

/** The nodes are there, bought once; every message was said once. */
async function endsWell(messages: number): Promise<void> {
  await lineSays('2 nodes ready in prod-web')
  expect(cards()).toHaveLength(1)
  expect(lines()).toHaveLength(messages)
  expect(cloud.orders).toHaveLength(1)
  expect(posts({ cloud })).toHaveLength(1)
}

describe('the process is killed, and another one goes on', () => {
  it('while the call is in flight: the task is found and adopted, and nothing is bought twice', async () => {
    const bot = await starts()
    cloud.faults.next('late', { by: 60_000 })
    await asks()
    await approves()
    await cloud.until(() => cloud.orders[0], 'the order')
    await dies(bot)

    await starts()
    await lineSays('It may have run, so it is not sent again')
    await lineSays(`It ran, as task \`${cloud.orders[0]?.taskId}\``)
    await endsWell(3)
  }, 60_000)

  it('after the submission, after the approval, and while the task is followed', async () => {
    let bot = await starts()
    await asks()
    await dies(bot)

    bot = await starts()
    await approves()
    await dies(bot)

    bot = await starts()
    await lineSays('SO-1: task T-')
    await dies(bot)

    await starts()
    await endsWell(2)
  }, 60_000)

  it('while a message is being posted: it is found, and not posted again', async () => {
    let bot = await starts()
    slack.faults.slow('chat.postMessage', 60_000)
    await asks()
    await slack.until(() => cards()[0], 'the card')
    await dies(bot)

    bot = await starts()
    await approves()
    await lineSays('SO-1: task T-')
    slack.faults.slow('chat.postMessage', 60_000)
    await lineSays('2 nodes ready in prod-web')
    await dies(bot)

    bot = await starts()
    const done = () => cards().find((card) => readable(card, slack).includes('Done: 2 nodes ready'))
    await slack.until(done, 'the card to say so')
    await endsWell(2)
  })
})

describe('the process is told to stop', () => {
  it('while the call is in flight: it waits for the answer, keeps it, and ends well', async () => {
    const bot = await starts()
    cloud.faults.next('late', { by: 1500 })
    await asks()
    await approves()
    await cloud.until(() => cloud.orders[0], 'the order')
    expect(posts({ cloud })[0]?.status).toBe('pending')
    expect(await bot.stop()).toBe(0)
    expect(posts({ cloud })[0]?.status).toBe(202)

    await starts()
    await endsWell(2)
    expect(lines().join()).not.toContain('may have run')
  })

  it('just before the call: it makes none, and the next process makes it', async () => {
    const bot = await starts()
    cloud.faults.next('late', { by: 1500, action: 'DescribeClusterTasks' })
    await asks()
    await approves()
    await cloud.until(() => cloud.calls.some((call) => call.action === 'DescribeClusterTasks'), 'a look at the cluster')
    expect(await bot.stop()).toBe(0)
    expect(posts({ cloud })).toHaveLength(0)

    await starts()
    await endsWell(2)
  })
})

describe('a process that cannot start says why, all at once', () => {
  it('another one has the data open; that one goes on', async () => {
    await starts()
    const why = await refusesToStart(environment)
    expect(why).toMatch(/^the bot ended with 1 /)
    expect(why).toContain('Scaleout cannot start')
    expect(why).toContain(`SCALEOUT_DATA (${environment.SCALEOUT_DATA})`)
    expect(why).toContain('stop the other bot')
    await asks()
    await slack.until(() => cards()[0], 'the card')
  })

  /** A chain of credentials that yields nothing, and asks no other machine. */
  const noCredentials = {
    HOME: '/nowhere',
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
    ALIBABA_CLOUD_CREDENTIALS_URI: 'http://127.0.0.1:9/',
  }

  it('nothing is set', async () => {
    const why = await refusesToStart({ ...noCredentials, SCALEOUT_CONFIG: join(folder, 'none.yml') })
    expect(why).toMatch(/^the bot ended with 1 /)
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'none.yml', 'ALIBABA_CLOUD_ACCESS_KEY_ID'])
      expect(why).toMatch(new RegExp(`• .*${name} .*: `))
    expect(why).not.toMatch(/ {4}at /)
  })

  it('everything is wrong', async () => {
    await writeFile(join(folder, 'wrong.yml'), 'approvals: {}\nclusters: { prod: { region: 7 } }\n')
    const wrong = {
      ...environment,
      SLACK_BOT_TOKEN: 'xapp-this-is-the-other-one',
      SLACK_APP_TOKEN: 'xoxb-and-this-too',
      SLACK_API_URL: 'not a url',
      SCALEOUT_CONFIG: join(folder, 'wrong.yml'),
      SCALEOUT_SECRET_KEY: 'c2hvcnQ=',
      ALIBABA_CLOUD_ENDPOINT: 'http://cs.example.com',
      HEALTH_PORT: 'eighty',
    }
    const why = await refusesToStart(wrong)
    expect(why).toMatch(/^the bot ended with 1 /)
    for (const name of Object.keys(wrong).filter((one) => wrong[one as keyof typeof wrong] !== environment[one]))
      if (name !== 'SCALEOUT_CONFIG') expect(why).toContain(name)
    for (const key of ['approvals', 'clusters.prod.id', 'clusters.prod.region', 'clusters.prod.type'])
      expect(why).toContain(key)
    for (const value of ['this-is-the-other-one', 'and-this-too', 'c2hvcnQ=']) expect(why).not.toContain(value)
  })

  it('the database is damaged: that is what it says, and not that Slack cannot be reached', async () => {
    await mkdir(join(folder, 'damaged'))
    await writeFile(join(folder, 'damaged', 'scaleout.db'), 'no database at all, '.repeat(1000))
    const why = await refusesToStart({ ...environment, SCALEOUT_DATA: join(folder, 'damaged') })
    expect(why).toMatch(/^the bot ended with 1 /)
    expect(why).toMatch(/the database file .*scaleout\.db is damaged: .*put a copy back/)
    expect(why).not.toContain('Slack cannot be reached')
  })

  it('Slack does not accept a token', async () => {
    const [bot, app] = await Promise.all([
      refusesToStart({ ...environment, SLACK_BOT_TOKEN: 'xoxb-of-another-app' }),
      refusesToStart({ ...environment, SLACK_APP_TOKEN: 'xapp-of-another-app', SCALEOUT_DATA: join(folder, 'other') }),
    ])
    expect(bot).toMatch(/^the bot ended with 1 /)
    expect(bot).toContain('SLACK_BOT_TOKEN is not accepted by Slack (invalid_auth)')
    expect(app).toMatch(/^the bot ended with 1 /)
    expect(app).toContain('SLACK_APP_TOKEN is not accepted by Slack')
    for (const said of [bot, app]) expect(said).not.toMatch(/xoxb-|xapp-/)
  })

  it('Slack is not there', async () => {
    const why = await refusesToStart({ ...environment, SLACK_API_URL: 'http://127.0.0.1:9/api/' })
    expect(why).toMatch(/^the bot ended with 1 /)
    expect(why).toContain('Slack cannot be reached')
  })
})
