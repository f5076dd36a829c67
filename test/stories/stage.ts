import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { expect, onTestFinished } from 'vitest'
import type { Listener } from '../../commands/listener.ts'
import { type Alicloud, startAlicloud } from '../../playground/alicloud/index.ts'
import { type ManualClock, manualClock } from '../../playground/clock.ts'
import {
  type Message,
  readable,
  type Slack,
  startSlack,
  type Workspace,
  type WorkspaceSeed,
} from '../../playground/slack/index.ts'
import { type Bot, createApp } from '../../src/app.ts'
import type { Backend } from '../../src/backends/backend.ts'
import { slackRates } from '../../src/backends/pace.ts'
import { openSqlite } from '../../src/backends/sqlite/index.ts'
import { createAlicloud } from '../../src/cloud/alicloud.ts'
import { instrument } from '../../src/cloud/instrument.ts'
import type { Sources } from '../../src/cloud/sources.ts'
import type { ClusterType } from '../../src/clusters/define.ts'
import { clusterTypes } from '../../src/clusters/index.ts'
import type { Config, Delivery } from '../../src/config/environment.ts'
import type { Metrics } from '../../src/ops/metrics.ts'
import type { Request } from '../../src/scaleout/record.ts'
import type { Conditions } from '../../src/scaleout/rules.ts'
import type { Vocabulary } from '../../views/words/index.ts'
import { freePort } from '../setup/port.ts'
import { misplaced } from './placed.ts'
import { type PolicySource, policyWith } from './policy.ts'

const usualManifest = fileURLToPath(new URL('../../manifest.yml', import.meta.url))

/**
 * The local Slack's rate windows are this much shorter. The bot's pace is shortened less: both run in one process, and
 * on a busy machine two posts may be handled right after each other, however far apart they were sent. Edits are
 * not held back: they would wait in real time for a clock that stands still.
 */
const speed = 10_000
const plenty = { most: 1000, more: 1000, per: 250 }
/** Channels are looked up each minute, and a story may have many of these in a moment: at most forty fall into a window of Slack's. */
const few = { most: 20, more: 20, per: 100 }
const slackPace = { betweenPosts: 50, edits: plenty, seeds: plenty, looks: plenty, channels: few }
/** A story that moves time on more often than this goes in circles. */
const mostMoves = 2000

/** The bot's own pace, so much shorter as the windows of Slack that it keeps to (src/backends/pace.ts). */
function atSpeed(by: number) {
  const { betweenPosts, ...buckets } = slackRates
  const shorter = ({ most, more, per }: (typeof buckets)['edits']) => ({ most, more, per: per / by })
  const { edits, seeds, looks, channels } = buckets
  return {
    betweenPosts: betweenPosts / by,
    edits: shorter(edits),
    seeds: shorter(seeds),
    looks: shorter(looks),
    channels: shorter(channels),
  }
}

export const edgePassword = 'Edge-Root-77!'

export type Staging = {
  /** Cluster types that the bot knows besides its own, and where their fields have choices from. */
  types?: readonly ClusterType[]
  sources?: Sources
  policy?: (source: PolicySource) => void
  /** Conditions that the policy may name, in place of the bot's own. */
  conditions?: Conditions
  /** Other languages than the bot's own. */
  languages?: readonly Vocabulary[]
  by?: 'socket' | 'http'
  cloud?: Parameters<typeof startAlicloud>[0]
  /** Another workspace than the usual one, or an installation that lacks something. */
  slack?: { workspace?: WorkspaceSeed; manifest?: string; before?: (slack: Slack) => void }
  /** Stands between the bot and its records, so that they can fail. */
  between?: (backend: Backend) => Backend
  /** What the bot listens to, where that is not the usual. */
  listeners?: readonly Listener[]
  /** Counts what happens, as main has it counted. */
  metrics?: Metrics
  /** What an earlier bot left, to go on from: its data folder, what stood in Slack, and when that was. */
  left?: { readonly data: string; readonly workspace: Workspace; readonly now: number }
  /** So much shorter are the rate windows of the local Slack and, where it is given, the bot's pace in full. */
  crowded?: { speed: number }
}

/** What the bot holds in its environment: the key that seals passwords, and the password named `edge-root`. */
type Keys = { secretKey?: Uint8Array; password?: string }

export type Stage = {
  readonly slack: Slack
  readonly cloud: Alicloud
  readonly clock: ManualClock
  /** Everything that the bot logged. */
  readonly log: readonly string[]
  readonly folder: string
  /** The bot's records, oldest first. */
  records(): Promise<Request[]>
  /** Lets everything that is in hand finish; time stands still. */
  quiet(): Promise<void>
  /** Moves time on by `ms`, and lets what falls due then finish. */
  passes(ms: number): Promise<void>
  /** Finishes what is in hand, then moves on to whatever falls due next, until `what` is true. */
  until<T>(what: () => T | undefined | false | null, why: string): Promise<T>
  /** The card of the n-th request, as soon as both emoji stand on it. */
  card(number: number): Promise<Message>
  /** Everything under a message, as text, oldest first. */
  thread(card: Message): string[]
  /** Types the command in #prod, sends the form as it opens, and gives the card. */
  asks(person: string, command: string, channel?: string): Promise<Message>
  reads(message: Message): string
  /** Where Slack posts its requests, over HTTP. */
  readonly deliveredTo: string
  stopBot(): Promise<void>
  startBot(policy?: (source: PolicySource) => void, keys?: Keys): Promise<void>
  /** Ends bot, Slack and cloud. A second call waits for the first. */
  end(): Promise<void>
}

/**
 * The stage of one test. It ends with the test, and fails it where Slack had to object to something that the bot did:
 * a message that it would refuse, a call more than it allows.
 */
export async function stage(staging: Staging = {}): Promise<Stage> {
  const world = await openStage(staging)
  onTestFinished(async () => {
    await world.end()
    expect(world.slack.problems).toEqual([])
  })
  return world
}

/**
 * A local Slack, a local Alibaba Cloud and the bot between them, over real sockets, with time in the story's hands.
 * What opens it outside a test ends it as well.
 */
export async function openStage(staging: Staging = {}): Promise<Stage> {
  const { left } = staging
  const clock = manualClock(left?.now)
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-story-'))
  if (left) await cp(left.data, folder, { recursive: true })
  const windows = staging.crowded?.speed ?? speed
  const { workspace, manifest = usualManifest, before } = staging.slack ?? {}
  const slack = await startSlack({
    manifest,
    speed: windows,
    ...(workspace ? { workspace } : {}),
    ...(left ? { restored: left.workspace } : {}),
  })
  before?.(slack)
  // Another machine: nobody sets its clock by setting the bot's.
  const start = clock.now()
  const theirs = { ...clock, now: () => start + clock.steady() }
  const cloud = await startAlicloud({ clock: theirs, ...staging.cloud })
  const log: string[] = []
  let bot: Bot | undefined
  let backend: Backend | undefined
  let jobs = 0
  let ended: Promise<void> | undefined

  const startBot = async (policy = staging.policy, keys: Keys = {}): Promise<void> => {
    const sqlite = openSqlite({
      folder,
      callsPerSecond: 50,
      readsPerSecond: 1000,
      slack: staging.crowded ? atSpeed(staging.crowded.speed) : slackPace,
      clock,
      failed: (job, error) => log.push(`${job.kind} ${job.number} failed: ${String(error)}`),
    })
    const opened = staging.between?.(sqlite) ?? sqlite
    backend = {
      ...opened,
      work: (run) =>
        opened.work(async (job) => {
          jobs += 1
          try {
            return await run(job)
          } finally {
            jobs -= 1
          }
        }),
    }
    const delivery = await deliveryBy(staging.by ?? 'socket', slack)
    const alicloud = createAlicloud(new URL(cloud.endpoint), staging.sources)
    const { metrics, conditions, languages, types = [] } = staging
    const own = { ...(conditions ? { conditions } : {}), ...(languages ? { languages } : {}) }
    const known = { types: [...clusterTypes, ...types], ...own }
    bot = await createApp({
      config: { ...configFor(slack, delivery, folder, keys), policy: policyWith(policy, known) },
      backend,
      cloud: metrics ? instrument(alicloud, metrics.cloudAnswered, staging.sources) : alicloud,
      clock,
      log: pino({ base: null, level: 'debug' }, { write: (line: string) => void log.push(line) }),
      random: () => 0.5,
      watch: metrics,
      languages,
      listeners: staging.listeners,
    })
    await bot.start()
  }

  const busy = (): boolean => jobs > 0 || (bot?.busy() ?? 0) > 0
  const quiet = async (): Promise<void> => {
    const deadline = AbortSignal.timeout(10_000)
    // Three calm turns in a row: an answer that has just come in may still start something.
    for (let calm = 0; calm < 3; calm = busy() ? 0 : calm + 1) {
      if (deadline.aborted)
        throw new Error(`the bot does not come to rest\n${slack.transcript()}\n${log.slice(-20).join('\n')}`)
      await slack.settled()
      await setImmediate()
    }
  }

  const until: Stage['until'] = async (what, why) => {
    for (let move = 0; move < mostMoves; move++) {
      await quiet()
      const result = what()
      if (result) return result
      const next = clock.next()
      if (next === undefined) break
      clock.advance(Math.max(0, next - clock.now()))
    }
    throw new Error(`never came: ${why}\n${slack.transcript()}\n${log.slice(-20).join('\n')}`)
  }

  const cardOf = (number: number): Message | undefined =>
    slack.workspace.channels
      .flatMap((channel) => channel.messages)
      .find(
        (message) =>
          !message.deleted &&
          message.metadata?.event_payload.key === 'card' &&
          message.metadata.event_payload.request === number,
      )

  const ends = async (): Promise<void> => {
    if (bot) await quiet()
    await bot?.stop()
    slack.problems.push(...misplaced(slack))
    await Promise.all([slack.stop(), cloud.stop()])
    await rm(folder, { recursive: true })
  }

  await startBot()

  const self: Stage = {
    slack,
    cloud,
    clock,
    log,
    folder,
    records: async () => (backend ? (await backend.find({ limit: 1000 })).reverse() : []),
    quiet,
    passes: async (ms) => {
      await quiet()
      clock.advance(ms)
      await quiet()
    },
    until,
    card: (number) => until(() => cardOf(number)?.reactions.length === 2 && cardOf(number), `the card of SO-${number}`),
    thread: (card) => slackThread(slack, card).map((message) => readable(message, slack)),
    asks: async (person, command, channel = 'prod') => {
      const before = (await self.records()).length
      await slack.as(person).types(command, channel)
      const modal = await until(
        () => slack.as(person).hasModal && slack.as(person).modal().has('count') && slack.as(person).modal(),
        'the form',
      )
      const sent = await modal.submit()
      if (!('closed' in sent)) throw new Error(`the form did not close: ${JSON.stringify(sent)}`)
      return self.card(before + 1)
    },
    reads: (message) => readable(message, slack),
    get deliveredTo() {
      return slack.deliversTo
    },
    stopBot: async () => {
      await bot?.stop()
      bot = undefined
      backend = undefined
    },
    startBot,
    end: () => {
      ended ??= ends()
      return ended
    },
  }
  return self
}

function slackThread(slack: Slack, card: Message): Message[] {
  const channel = slack.workspace.channels.find((one) => one.id === card.channel)
  return (channel?.messages ?? []).filter((message) => message.threadTs === card.ts && !message.deleted)
}

function configFor(
  slack: Slack,
  delivery: Delivery,
  folder: string,
  { secretKey = new Uint8Array(32).fill(7), password = edgePassword }: Keys,
): Omit<Config, 'policy'> {
  return {
    botToken: slack.botToken,
    delivery,
    apiUrl: slack.apiUrl,
    dataFolder: folder,
    redis: null,
    secretKey,
    cloudEndpoint: undefined,
    proxies: null,
    healthPort: undefined,
    credentials: new Map([['edge-root', password]]),
  }
}

async function deliveryBy(kind: 'socket' | 'http', slack: Slack): Promise<Delivery> {
  if (kind === 'socket') {
    slack.deliverTo('socket')
    return { kind: 'socket', appToken: slack.appToken }
  }
  const port = await freePort()
  slack.deliverTo(`http://127.0.0.1:${port}/slack/events`)
  return { kind: 'http', signingSecret: slack.signingSecret, port }
}
