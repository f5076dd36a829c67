import type { Logger } from 'pino'
import type { CommandContext } from '../commands/context.ts'
import { listeners as surfaces } from '../commands/index.ts'
import { listen } from '../commands/listen.ts'
import type { Listener } from '../commands/listener.ts'
import { languages as spoken, type Vocabulary } from '../views/words/index.ts'
import type { Backend } from './backends/backend.ts'
import type { Clock } from './clock.ts'
import type { Cloud } from './cloud/cloud.ts'
import { createOptionLookups } from './cloud/option-lookups.ts'
import type { Config } from './config/environment.ts'
import { proxyRule } from './config/proxies.ts'
import { createBatchPolling } from './jobs/batch-polling.ts'
import { createCloudFor, publicReads } from './jobs/cloudfor.ts'
import type { JobContext } from './jobs/context.ts'
import { createFindTask } from './jobs/find-task.ts'
import { reconcileAll, runJob } from './jobs/index.ts'
import { createWaits } from './jobs/waits.ts'
import { createInstallation, type InstallationSeen } from './ops/installation.ts'
import { createReadiness, type Missing } from './ops/readiness.ts'
import { createSweeps } from './ops/sweeps.ts'
import { logTrouble } from './ops/trouble.ts'
import type { Context } from './scaleout/context.ts'
import { createLedger, type Recorded } from './scaleout/ledger.ts'
import { createVault } from './scaleout/vault.ts'
import { createAllowance } from './scaleout/votes.ts'
import { createBolt } from './slack/bolt.ts'
import { createChannelLookups } from './slack/channel-lookups.ts'
import { createApprovalIn } from './slack/channels.ts'
import { createClients } from './slack/clients.ts'
import type { SlackAnswered } from './slack/instrument.ts'
import { createMessenger } from './slack/messenger.ts'
import { createPeople } from './slack/people.ts'
import { createReadReactions } from './slack/reactions.ts'
import { countPayloads, createGate } from './slack/receiver.ts'
import { routeThrough } from './slack/route.ts'

/** The bot, wired. `busy` counts payloads and sweeps in hand. */
export type Bot = {
  start(): Promise<void>
  /** Takes nothing new, finishes what is in hand, and lets go of everything. */
  stop(): Promise<void>
  /** What it lacks to do its work, known within a second: nothing, as a rule. */
  missing(): Promise<Missing[]>
  busy(): number
}

/** Counts what happens. */
type Watch = { readonly recorded: Recorded; readonly slackAnswered: SlackAnswered } & InstallationSeen

const nobody: Watch = {
  recorded: () => undefined,
  slackAnswered: () => undefined,
  scopesMissing: () => undefined,
  policyFaults: () => undefined,
}

/** People whom a request does not ask are told so no faster than this by one process: hundreds may react to one card. */
const onlookersTold = { most: 10, per: 60_000 }

/**
 * Bolt and jobs around one ledger. Asks Slack who the bot is; payloads and jobs wait for `start`. `main` and every story
 * test use it.
 * Throws when Slack does not accept the bot token, and `ScopesMissing` when the app may not do what the bot is for.
 */
export async function createApp(deps: {
  config: Config
  backend: Backend
  cloud: Cloud
  clock: Clock
  log: Logger
  random?: () => number
  watch?: Watch | undefined
  /** What it listens to in Slack. */
  listeners?: readonly Listener[] | undefined
  /** What it speaks. */
  languages?: readonly Vocabulary[] | undefined
}): Promise<Bot> {
  const { config, backend, cloud, clock, log, random = Math.random, watch = nobody } = deps
  const { listeners = surfaces, languages = spoken } = deps
  const { policy, botToken } = config
  const { claim, pace } = backend
  const noticed = (what: string): void => log.warn(what)
  let stopping = false

  // Slack: who the bot is, and whether it may do what it is for.
  const route = config.proxies ? await routeThrough(proxyRule(config.proxies)) : {}
  const connection = { apiUrl: config.apiUrl, log, answered: watch.slackAnswered, ...route }
  const { interactive: client, background } = createClients(botToken, connection)
  const self = await client.auth.test()
  const { team_id: team = '', user_id: botUser = '', bot_id: botId = '', enterprise_id: enterprise = null } = self
  const people = createPeople({
    client,
    installation: { team, enterprise, botUser },
    languages: languages.map(({ code }) => code),
    language: policy.language,
    clock,
    log,
  })
  const installation = createInstallation({ client, directory: people, policy, claim, clock, log, seen: watch })
  installation.admit(self.response_metadata?.scopes)
  const messenger = createMessenger({ client: background, people, botUser, clock, log, pace })

  // What handlers and jobs share, and what each of them has besides.
  const logged = logTrouble(log)
  const recorded: Recorded = (...what) => {
    watch.recorded(...what)
    logged(...what)
  }
  const context: Context = {
    policy,
    ledger: createLedger({ store: backend, jobs: backend, clock, recorded }),
    people,
    vault: config.secretKey ? createVault(config.secretKey) : null,
    credential: (name) => config.credentials.get(name),
    allowance: createAllowance({ ...onlookersTold, clock }),
    clock,
    log,
    stopping: () => stopping,
  }
  const cloudFor = createCloudFor(cloud, context, noticed, policy.types)
  const listed = publicReads(cloud)
  const batchPolling = createBatchPolling({
    store: backend,
    jobs: backend,
    policy,
    cloud: listed,
    pace,
    clock,
    random,
    noticed,
  })
  const jobs: JobContext = {
    ...context,
    languages,
    cloudFor,
    approvalIn: createApprovalIn(client),
    pace,
    batchPolling,
    messenger,
    until: createWaits(clock),
    sendingWindow: backend.sendingWindow,
    random,
  }
  const commands: CommandContext = {
    ...context,
    languages,
    botUser,
    client,
    suitability: createChannelLookups({ client, clock, pace }),
    optionsOf: createOptionLookups({ read: (place, query) => pace.read(() => listed.options(place, query)), clock }),
    findTask: createFindTask(cloudFor, pace),
    reactions: createReadReactions(messenger),
    turnAway: messenger.turnAway,
    installation,
  }

  const gate = createGate(config.delivery, connection)
  const bolt = createBolt({ receiver: gate.receiver, connection, botToken, botId, botUser })
  const payloads = countPayloads(bolt)
  const sweeps = createSweeps({
    ledger: context.ledger,
    backend,
    batchPolling,
    read: (open) => reconcileAll(open, jobs),
    stopping: context.stopping,
    every: policy.follow.every,
    clock,
    log,
  })

  return {
    start: async () => {
      await bolt.init()
      listen(bolt, listeners, commands)
      await context.ledger.sweep()
      await backend.work(runJob(jobs))
      gate.onConnected(sweeps.reconnected)
      backend.onBack(sweeps.back)
      await gate.open()
      sweeps.start()
      installation.start()
      log.info({ slack: gate.place, team, bot: botUser, clusters: policy.clusters.size }, 'ready')
    },
    stop: async () => {
      stopping = true
      sweeps.stop()
      installation.stop()
      await payloads.drained()
      await bolt.stop()
      await payloads.drained()
      await backend.drain()
      await backend.close()
    },
    missing: createReadiness(backend, () => !stopping && gate.connected()),
    busy: () => payloads.busy() + sweeps.busy() + batchPolling.busy() + installation.busy(),
  }
}
