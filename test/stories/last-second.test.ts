import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { type Alicloud, startAlicloud } from '../../playground/alicloud/index.ts'
import { type BotProcess, startBot } from '../../playground/bot.ts'
import { type Message, readable, type Slack, startSlack } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { environmentFor } from '../setup/environment.ts'
import { type RedisServer, startRedis } from '../setup/redis.ts'
import { posts } from './approved.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

let slack: Slack
let cloud: Alicloud
let redis: RedisServer
let folder: string
let environment: Record<string, string>
let bots: BotProcess[]

beforeEach(async () => {
  slack = await startSlack({ manifest: here('../../manifest.yml'), speed: 20, timeout: 45_000 })
  cloud = await startAlicloud({ taskDuration: 1500, readyLag: 100 })
  redis = await startRedis(['--appendfsync', 'everysec'])
  folder = await mkdtemp(join(tmpdir(), 'scaleout-last-second-'))
  bots = []
  const policy = parse(await readFile(here('../../playground/policy.yml'), 'utf8'))
  policy.follow = { first: '200ms', every: '300ms', give_up: '60m' }
  policy.redis = { lease: '5s' }
  await writeFile(join(folder, 'scaleout.yml'), stringify(policy))
  environment = { ...environmentFor(slack, cloud, join(folder, 'scaleout.yml')), REDIS_URL: redis.url }
})

afterEach(async () => {
  await Promise.all(bots.map((bot) => dies(bot)))
  await Promise.all([slack.stop(), cloud.stop(), redis.stop()])
  await rm(folder, { recursive: true })
  expect(slack.problems).toEqual([])
})

async function twoStart(): Promise<void> {
  bots.push(...(await Promise.all([startBot(environment), startBot(environment)])))
}

/** SIGKILL: nothing is finished, nothing is said. */
async function dies({ process }: BotProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return
  const gone = once(process, 'exit')
  process.kill('SIGKILL')
  await gone
}

/** The power goes: replicas and Redis end at once, and Redis has lost everything since `forget` was taken. */
async function powerCut(forget: () => void): Promise<void> {
  await Promise.all([redis.kill(), ...bots.map((bot) => dies(bot))])
  forget()
  await redis.restart()
}

const theCard = (): Message | undefined =>
  slack.channel('prod').messages.find((one) => one.threadTs === undefined && one.text.startsWith('SO-1:'))

async function asked(): Promise<Message> {
  const ada = slack.as('ada')
  await ada.types('/scaleout prod-web 2 checkout is slow', 'prod')
  const modal = await slack.until(() => ada.hasModal && ada.modal().has('count') && ada.modal(), 'the form')
  expect(await modal.submit()).toEqual({ closed: true })
  const card = await slack.until(() => theCard()?.reactions.length === 2 && theCard(), 'the card')
  // Having put its two emoji there, the bot looks once who was quicker; then nothing is left to write down.
  await slack.until(() => slack.calls.some(({ method }) => method === 'reactions.get'), 'the first look')
  return card
}

const threadSays = (card: Message, words: string): Promise<Message> =>
  slack.until(
    () =>
      slack
        .channel('prod')
        .thread(card.ts)
        .find((one) => readable(one, slack).includes(words)),
    `“${words}” in the thread`,
  )

it('approval, call and answer are lost with both replicas: the task is found, and nothing is bought twice', async () => {
  await twoStart()
  const card = await asked()
  const asAsked = redis.snapshot()
  // The order is taken, and nobody hears of it: the card never says that it runs.
  cloud.faults.next('late', { by: 60_000 })
  await slack.as('bob').reacts('white_check_mark', card)
  await cloud.until(() => cloud.orders[0], 'the order')
  slack.faults.answer('chat.update', { error: 'edit_window_closed' }, { times: Number.POSITIVE_INFINITY })
  // One that says when it has kept something has kept the call: no order is sent before. Its answer alone is lost.
  await powerCut(redis.tellsWhenKept ? redis.snapshot() : asAsked)

  await twoStart()
  await threadSays(card, redis.tellsWhenKept ? 'It may have run, so it is not sent again' : en.thread.lookingBack)
  await threadSays(card, `${en.nodes(2)} ready in prod-web`)
  expect(posts({ cloud })).toHaveLength(1)
  expect(cloud.orders).toHaveLength(1)
}, 60_000)

it('the card shows the task that Redis has forgotten: it is followed at once', async () => {
  await twoStart()
  const card = await asked()
  const forget = redis.snapshot()
  cloud.faults.nextTask('stuck')
  await slack.as('bob').reacts('white_check_mark', card)
  const { taskId } = await cloud.until(() => cloud.orders[0], 'the order')
  await slack.until(() => theCard()?.text.includes(taskId), 'the card to name the task')
  await powerCut(forget)

  await twoStart()
  cloud.finish(taskId)
  await threadSays(card, `${en.nodes(2)} ready in prod-web`)
  expect(posts({ cloud })).toHaveLength(1)
}, 60_000)
