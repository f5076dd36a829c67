import { App } from '@slack/bolt'
import type { Logger } from 'pino'
import type { CommandContext } from '../commands/context.ts'
import { listen } from '../commands/index.ts'
import type { Backend } from './backends/backend.ts'
import type { Clock } from './clock.ts'
import { type Cloud, isNoTask, ReadFault } from './cloud/cloud.ts'
import type { Config } from './config/environment.ts'
import { proxyRule } from './config/proxies.ts'
import { errorText } from './error-text.ts'
import { createBatchPolling } from './jobs/batch-polling.ts'
import { createCloudFor, publicClusters } from './jobs/cloudfor.ts'
import type { JobContext } from './jobs/context.ts'
import { reconcileAll, runJob } from './jobs/index.ts'
import { isOf } from './jobs/resolve.ts'
import { createWaits } from './jobs/waits.ts'
import { createInstallation, type InstallationSeen } from './ops/installation.ts'
import { createSweeps } from './ops/sweeps.ts'
import { createLedger, type Recorded } from './scaleout/ledger.ts'
import { StoreFault } from './scaleout/ports.ts'
import { idOf } from './scaleout/record.ts'
import { reasonTold } from './scaleout/trouble.ts'
import { createVault } from './scaleout/vault.ts'
import { createAllowance } from './scaleout/votes.ts'
import { createChannelLookups } from './slack/channel-lookups.ts'
import { suitability } from './slack/channels.ts'
import { clientOptions, createClients } from './slack/clients.ts'
import type { SlackAnswered } from './slack/instrument.ts'
import { slackLogger } from './slack/logger.ts'
import { createMessenger } from './slack/messenger.ts'
import { createPeople } from './slack/people.ts'
import { countPayloads, createGate } from './slack/receiver.ts'
import { routeThrough } from './slack/route.ts'
import { timeouts } from './slack/timeouts.ts'
import { withTimeout } from './timeout.ts'

/** The bot, wired. `busy` counts payloads and sweeps in hand. */
export type Bot = {
  start(): Promise<void>
  /** Takes nothing new, finishes what is in hand, and lets go of everything. */
  stop(): Promise<void>
  /** What it lacks to do its work, known within a second: nothing, as a rule. */
  missing(): Promise<Missing[]>
  busy(): number
}

/** `why`: what is wrong, where it can be named. */
type Missing = { readonly what: 'slack' | 'backend'; readonly why?: string }

/** Counts what happens. */
type Watch = { readonly recorded: Recorded; readonly slackAnswered: SlackAnswered } & InstallationSeen

const nobody: Watch = {
  recorded: () => undefined,
  slackAnswered: () => undefined,
  scopesMissing: () => undefined,
  policyFaults: () => undefined,
}

/** A probe of Kubernetes waits a second by default; one that Redis leaves waiting is answered before, in ms. */
const backendAnswersIn = 500

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
}): Promise<Bot> {
  const { config, backend, cloud, clock, log, random = Math.random, watch = nobody } = deps
  const { policy } = config
  const route = config.proxies ? await routeThrough(proxyRule(config.proxies)) : {}
  const line = { apiUrl: config.apiUrl, log, answered: watch.slackAnswered, ...route }
  const { interactive, background } = createClients(config.botToken, line)
  const self = await interactive.auth.test()
  const { team_id: team = '', user_id: botUser = '', bot_id: botId = '', enterprise_id: enterprise } = self

  const recorded: Recorded = (entry, change) => {
    watch.recorded(entry, change)
    const came = change && reasonTold(change.before, change.after)
    if (came) log.warn({ request: idOf(change.after), state: entry.state, ...came }, 'a request met with trouble')
  }
  const ledger = createLedger({ store: backend, jobs: backend, clock, recorded })
  const people = createPeople({
    client: interactive,
    installation: { team, enterprise: enterprise ?? null, botUser },
    language: policy.language,
    clock,
    log,
  })
  const { claim } = backend
  const seen = watch
  const installation = createInstallation({
    client: interactive,
    directory: people,
    policy,
    claim,
    clock,
    log,
    seen,
  })
  installation.admit(self.response_metadata?.scopes)
  const messenger = createMessenger({
    client: background,
    people,
    botUser,
    clock,
    log,
    pace: backend.pace,
  })
  const vault = config.secretKey ? createVault(config.secretKey) : null
  const credential = (name: string): string | undefined => config.credentials.get(name)
  const { pace } = backend
  const noticed = (what: string): void => log.warn(what)
  const cloudFor = createCloudFor(cloud, { vault, credential }, noticed)
  const listed = publicClusters(cloud)
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
  const allowance = createAllowance({ ...onlookersTold, clock })
  let stopping = false
  const jobs: JobContext = {
    ledger,
    policy,
    directory: people,
    cloudFor,
    freshDirectory: people.fresh,
    approvalIn: async (channel) => {
      const { fit } = await suitability(interactive, channel)
      return fit === 'suitable' || fit === 'unverified' ? fit : 'unsuitable'
    },
    pace,
    batchPolling,
    messenger,
    allowance,
    vault,
    credential,
    clock,
    until: createWaits(clock),
    sendingWindow: backend.sendingWindow,
    random,
    stopping: () => stopping,
  }
  const context: CommandContext = {
    policy,
    ledger,
    people,
    botUser,
    client: interactive,
    vault,
    credential,
    clock,
    log,
    stopping: () => stopping,
    suitability: createChannelLookups({ client: interactive, clock, pace }),
    findTask: async (request, taskId) => {
      try {
        const task = await pace.read(() => cloudFor(request).task(request.cluster, taskId))
        return isOf(task, request) ? 'found' : 'none'
      } catch (error) {
        return error instanceof ReadFault && isNoTask(error) ? 'none' : 'unreadable'
      }
    },
    reactions: async (at) => {
      // Where they cannot be read, a vote that was taken back is taken back: the next look counts what still stands.
      const seen = await messenger.look(at, 'for a call').catch(() => undefined)
      return typeof seen === 'string' ? undefined : seen?.reactions
    },
    turnAway: messenger.turnAway,
    allowance,
    installation,
  }

  const gate = createGate(config.delivery, line)
  const app = new App({
    receiver: gate.receiver,
    // With both ids given, Bolt asks Slack nothing of its own (docs/platforms/slack.md#bolt-start).
    authorize: async () => ({ botToken: config.botToken, botId, botUserId: botUser }),
    clientOptions: clientOptions(line, timeouts.interactive),
    deferInitialization: true,
    convoStore: false,
    logger: slackLogger(log),
  })
  app.error(async (error) => {
    log.error({ error: errorText(error) }, 'a listener failed')
  })
  const payloads = countPayloads(app)

  const sweeps = createSweeps({
    ledger,
    backend,
    batchPolling,
    read: (open) => reconcileAll(open, jobs),
    stopping: jobs.stopping,
    every: policy.follow.every,
    clock,
    log,
  })

  return {
    start: async () => {
      await app.init()
      listen(app, context)
      await ledger.sweep()
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
      await app.stop()
      await payloads.drained()
      await backend.drain()
      await backend.close()
    },
    missing: async () => {
      const lacks: Missing = { what: 'backend' }
      const answer = backend.ready().then(
        () => undefined,
        (error: unknown): Missing => (error instanceof StoreFault ? { ...lacks, why: error.message } : lacks),
      )
      const store = await withTimeout(backendAnswersIn, answer, lacks)
      return [...(stopping || !gate.connected() ? [{ what: 'slack' as const }] : []), ...(store ? [store] : [])]
    },
    busy: () => payloads.busy() + sweeps.busy() + batchPolling.busy() + installation.busy(),
  }
}
