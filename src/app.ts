import { App } from '@slack/bolt'
import type { Logger } from 'pino'
import type { Desk } from '../commands/desk.ts'
import { listen } from '../commands/index.ts'
import type { Backend } from './backends/backend.ts'
import type { Clock } from './clock.ts'
import { type Cloud, ReadFault } from './cloud/cloud.ts'
import type { Config } from './config.ts'
import { errorText } from './error-text.ts'
import { type Deps, TryLater } from './jobs/deps.ts'
import { reconcileAll, runJob } from './jobs/index.ts'
import { createSurvey } from './jobs/survey.ts'
import { createInstallation, type InstallationSeen } from './ops/installation.ts'
import { proxyRule } from './proxies.ts'
import { createVault } from './scaleout/digest.ts'
import { createLedger, type Moved } from './scaleout/ledger.ts'
import type { Request } from './scaleout/record.ts'
import { clientOptions, createClients, interactiveTimeout } from './slack/clients.ts'
import type { SlackAnswered } from './slack/heard.ts'
import { slackLogger } from './slack/logger.ts'
import { createMessenger } from './slack/messenger.ts'
import { createPeople } from './slack/people.ts'
import { countPayloads, createGate } from './slack/receiver.ts'
import { routeThrough } from './slack/route.ts'
import { within } from './slack/within.ts'

/** The bot, wired. `busy` counts payloads and sweeps in hand. */
export type Bot = {
  start(): Promise<void>
  /** Takes nothing new, finishes what is in hand, and lets go of everything. */
  stop(): Promise<void>
  /** What it lacks to do its work, known within a second: nothing, as a rule. */
  missing(): Promise<('slack' | 'backend')[]>
  busy(): number
}

/** Who hears what happens, to count it. */
type Watch = { readonly moved: Moved; readonly slackAnswered: SlackAnswered } & InstallationSeen

const nobody: Watch = {
  moved: () => undefined,
  slackAnswered: () => undefined,
  scopesMissing: () => undefined,
  policyFaults: () => undefined,
}

/** A probe of Kubernetes waits a second by default; one that Redis leaves waiting is answered before, in ms. */
const backendAnswersIn = 500

/** Open records get their jobs, and open cards are read again, this often. */
const sweepEvery = 60_000

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

  const ledger = createLedger({ store: backend, jobs: backend, clock, moved: watch.moved })
  const people = createPeople({
    client: interactive,
    installation: { team, enterprise: enterprise ?? null, botUser },
    language: policy.language,
    clock,
    log,
  })
  const { takesTurn } = backend
  const seen = watch
  const installation = createInstallation({
    client: interactive,
    directory: people,
    policy,
    takesTurn,
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
  const survey = createSurvey({ store: backend, jobs: backend, policy, cloud, pace, clock, random, noticed })
  let stopping = false
  const jobs: Deps = {
    ledger,
    policy,
    directory: people,
    cloud,
    pace,
    survey,
    messenger,
    vault,
    credential,
    clock,
    sendingWindow: backend.sendingWindow,
    random,
    stopping: () => stopping,
  }
  const desk: Desk = {
    policy,
    ledger,
    people,
    client: interactive,
    vault,
    credential,
    clock,
    log,
    stopping: () => stopping,
    findTask: async ({ cluster }, taskId) => {
      try {
        const task = await pace.read(() => cloud.task(cluster, taskId))
        return task.clusterId === null || task.clusterId.toLowerCase() === cluster.id.toLowerCase() ? 'found' : 'none'
      } catch (error) {
        return error instanceof ReadFault && /NotFound/.test(error.why.code) ? 'none' : 'unreadable'
      }
    },
    reactions: async (at) => {
      // Where they cannot be read, a vote that was taken back is taken back: the next look counts what still stands.
      const seen = await messenger.look(at).catch(() => undefined)
      return typeof seen === 'string' ? undefined : seen?.reactions
    },
    turnAway: messenger.turnAway,
    installation,
  }

  const gate = createGate(config.delivery, line)
  const app = new App({
    receiver: gate.receiver,
    // With both ids given, Bolt asks Slack nothing of its own (reference/slack-platform.md §7.2).
    authorize: async () => ({ botToken: config.botToken, botId, botUserId: botUser }),
    clientOptions: clientOptions(line, interactiveTimeout),
    deferInitialization: true,
    convoStore: false,
    logger: slackLogger(log),
  })
  app.error(async (error) => {
    log.error({ error: errorText(error) }, 'a listener failed')
  })
  const payloads = countPayloads(app)

  const catchUp = async (open: readonly Request[]): Promise<void> => {
    try {
      await reconcileAll(open, jobs)
    } catch (error) {
      if (!(error instanceof TryLater))
        log.warn({ error: errorText(error) }, 'open cards could not be read; trying again in a minute')
    }
  }
  /** One replica a minute, as Slack counts what it is asked by all of them. */
  const sweepForAll = async (): Promise<void> => {
    if (!(await backend.takesTurn('sweep', sweepEvery * 0.9))) return
    await catchUp(await ledger.sweep())
  }
  /**
   * Reactions that came while the database was away, and jobs that it no longer took beside the record that calls for them.
   * All replicas hear of its return within a moment.
   */
  const catchUpForAll = async (): Promise<void> => {
    if (!(await backend.takesTurn('catch up', 5000))) return
    await catchUp(await ledger.sweep())
  }
  let nextSweep: (() => void) | undefined
  const sweepLater = (): void => {
    nextSweep = clock.after(sweepEvery, () => {
      sweepLater()
      // One at a time: a machine that slept must not catch up with a hundred at once.
      if (sweeping === 0) inBackground(sweepForAll())
    })
  }
  let nextLook: (() => void) | undefined
  const lookAround = async (): Promise<void> => {
    const due = await survey.look().catch((error: unknown) => {
      if (!stopping) log.warn({ error: errorText(error) }, 'tasks in flight could not be surveyed; trying again')
      return clock.now() + policy.follow.every
    })
    if (!stopping) nextLook = clock.after(Math.max(0, due - clock.now()), () => void lookAround())
  }
  let sweeping = 0
  const inBackground = (work: Promise<void>): void => {
    sweeping += 1
    const settled = work.catch((error: unknown) => log.error({ error: errorText(error) }, 'the sweep failed'))
    void settled.then(() => {
      sweeping -= 1
    })
  }

  return {
    start: async () => {
      await app.init()
      listen(app, desk)
      await ledger.sweep()
      await backend.work(runJob(jobs))
      gate.onConnected(() => inBackground(backend.open().then(catchUp)))
      backend.onBack(() => inBackground(catchUpForAll()))
      await gate.open()
      sweepLater()
      void lookAround()
      installation.start()
      log.info({ slack: gate.place, team, bot: botUser, clusters: policy.clusters.size }, 'ready')
    },
    stop: async () => {
      stopping = true
      nextSweep?.()
      nextLook?.()
      installation.stop()
      await payloads.drained()
      await app.stop()
      await payloads.drained()
      await backend.drain()
      await backend.close()
    },
    missing: async () => {
      const answers = await within(backendAnswersIn, backend.ready(), false).catch(() => false)
      return [...(stopping || !gate.connected() ? ['slack' as const] : []), ...(answers ? [] : ['backend' as const])]
    },
    busy: () => payloads.busy() + sweeping + survey.busy() + installation.busy(),
  }
}
