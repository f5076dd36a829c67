import { flushCompileCache } from 'node:module'
import process from 'node:process'
import { pino } from 'pino'
import about from '../package.json' with { type: 'json' }
import { createApp } from './app.ts'
import { openBackend } from './backends/index.ts'
import { systemClock } from './clock.ts'
import { createAlicloud, credentialsFound } from './cloud/alicloud.ts'
import { instrument } from './cloud/instrument.ts'
import { clusterTypes } from './clusters/index.ts'
import { secretWires } from './clusters/roles.ts'
import { loadConfig } from './config/environment.ts'
import type { Fault } from './config/policy-file.ts'
import { proxyRule, shown } from './config/proxies.ts'
import { serveHealth } from './ops/health.ts'
import { ScopesMissing } from './ops/scopes.ts'
import { StoreFault } from './scaleout/ports.ts'
import { idOf } from './scaleout/record.ts'
import { slackError } from './slack/clients.ts'
import { errorText, failureOf } from './slack/error-text.ts'

/** How long a stop may take: one call to the cloud has 70 s of its own. */
const stopTimeout = 80_000

const secrets = ['token', 'password', 'secret', 'authorization', ...secretWires(clusterTypes)]
const log = pino({
  base: null,
  redact: { paths: secrets.map((member) => `*.${member}`), censor: '(hidden)' },
})

const loaded = loadConfig()
const faults = loaded.ok ? [] : [...loaded.faults]
const proxies = loaded.ok ? loaded.config.proxies : null
// Before anything asks for credentials: that may be a call, too.
if (proxies) (await import('./cloud/route.ts')).routeCloudThrough(proxyRule(proxies))
if (!(await credentialsFound()))
  faults.push({
    at: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    says: 'and the rest of the default credential chain yield nothing: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or give the machine a RAM role',
  })
if (!loaded.ok || faults.length > 0) fail(faults.map(sentence))
const { config } = loaded

if (config.apiUrl) log.warn({ apiUrl: config.apiUrl }, 'SLACK_API_URL is set: this is not Slack itself')
if (config.cloudEndpoint) log.warn({ endpoint: config.cloudEndpoint.href }, 'ALIBABA_CLOUD_ENDPOINT is set')
if (proxies)
  log.info(
    { https: shown(proxies.https), http: shown(proxies.http), except: proxies.except },
    `Slack and Alibaba Cloud are reached through a proxy${config.redis ? '; Redis is not' : ''}`,
  )
for (const { name, approval } of config.policy.clusters.values())
  if (approval.approvers.length === 0)
    log.warn({ cluster: name }, 'nobody is named as an approver: nothing can be approved')

const { healthPort } = config
// Some 7 MiB, so only where they may be read.
const metrics =
  healthPort === undefined
    ? undefined
    : (await import('./ops/metrics.ts')).createMetrics({
        version: about.version,
        mode: config.redis ? 'replicated' : 'embedded',
      })
const backend = await openBackend(config, {
  clock: systemClock,
  failed: (job, error) => log.warn({ job, request: idOf(job), ...failureOf(error) }, 'a job failed and will run again'),
  noticed: (what) => log.warn(what),
}).catch((error: Error) => fail([error.message]))
const alicloud = createAlicloud(config.cloudEndpoint)
const cloud = metrics ? instrument(alicloud, metrics.cloudAnswered) : alicloud
const bot = await createApp({ config, backend, cloud, clock: systemClock, log, watch: metrics }).catch(
  (error: unknown) =>
    fail(
      error instanceof ScopesMissing
        ? error.lines
        : [refusedBySlack('SLACK_BOT_TOKEN', 'copy it again from OAuth & Permissions', error)],
    ),
)
if (healthPort !== undefined && metrics)
  await serveHealth(healthPort, {
    missing: bot.missing,
    metrics: () => metrics.text(backend),
  }).catch((error: unknown) => fail([taken('HEALTH_PORT', error)]))

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, async () => {
    log.info({ signal }, 'stopping: finishing what is in hand')
    setTimeout(() => process.exit(1), stopTimeout).unref()
    await bot.stop()
    process.exit(0)
  })
// Bolt's socket gives up silently in some errors: a supervisor starts us again (docs/platforms/slack.md#giving-up).
process.on('unhandledRejection', (error) => {
  log.fatal(failureOf(error), 'unhandled rejection')
  process.exit(1)
})

await bot
  .start()
  .catch((error: unknown) =>
    fail([
      error instanceof StoreFault
        ? error.message
        : refusedBySlack('SLACK_APP_TOKEN', 'create an app-level token with the scope connections:write', error),
    ]),
  )

// Where NODE_COMPILE_CACHE names a folder, the next start finds what this one has compiled, however it ends.
flushCompileCache()

/** `at` is the subject of most faults; those that begin with what to do stand behind a colon. */
function sentence({ at, says }: Fault): string {
  return /^((write|name|give|leave) |[A-Z])/.test(says) ? `${at}: ${says}` : `${at} ${says}`
}

function taken(variable: string, error: unknown): string {
  return `${variable} cannot be listened on (${errorText(error)}): name another port, or stop what uses it`
}

function refusedBySlack(variable: string, remedy: string, error: unknown): string {
  const word = slackError(error)
  if (error instanceof Error && 'syscall' in error && error.syscall === 'listen') return taken('PORT', error)
  return word === undefined
    ? `Slack cannot be reached (${errorText(error)}): check the network${config.apiUrl ? ' and SLACK_API_URL' : ''}`
    : `${variable} is not accepted by Slack (${word}): ${remedy}`
}

function fail(lines: readonly string[]): never {
  process.stderr.write(`Scaleout cannot start:\n${lines.map((line) => `  • ${line}\n`).join('')}`)
  process.exit(1)
}
