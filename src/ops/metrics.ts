import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Backend } from '../backends/backend.ts'
import { queueNames, storedNames } from '../backends/queues.ts'
import type { CloudAnswered } from '../cloud/instrument.ts'
import type { Recorded } from '../scaleout/ledger.ts'
import { jobOf, lifecycle } from '../scaleout/lifecycle.ts'
import type { State } from '../scaleout/record.ts'
import type { SlackAnswered } from '../slack/instrument.ts'
import { withTimeout } from '../timeout.ts'
import type { InstallationSeen } from './installation.ts'
import { scopes } from './scopes.ts'

/** How several replicas add up; every help text ends with one of these. */
const each = 'Of this process: add up the replicas.'
/** What every process finds for itself. */
const alike = 'The same from every replica that has looked: take the maximum.'
const shared = 'Of the store, and the same from every replica: take the maximum.'

/** A scrape does not wait longer for the store, in ms. */
const timeout = 2000

const isState = (state: string): state is State => Object.hasOwn(lifecycle, state)
const states = Object.keys(lifecycle).filter(isState)
const open = states.filter((state) => lifecycle[state].job !== null)
const ended = states.filter((state) => lifecycle[state].job === null)

const seconds = (from: number, to: number): number => Math.max(0, to - from) / 1000
const minute = 60
const hour = 60 * minute

type Store = Pick<Backend, 'open' | 'depth'>

export type Metrics = InstallationSeen & {
  readonly recorded: Recorded
  readonly slackAnswered: SlackAnswered
  readonly cloudAnswered: CloudAnswered
  /** Everything in Prometheus' text format. What is of the store is left out where it does not answer. */
  text(store: Store): Promise<string>
}

/** What Prometheus reads (docs/running.md). No label holds a person, a channel, a request or anybody's words. */
export function createMetrics(about: { version: string; mode: 'embedded' | 'replicated' }): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })

  const build = new Gauge({
    name: 'scaleout_build_info',
    help: `Always 1; the labels say what runs. ${each}`,
    labelNames: ['version', 'mode'],
    registers,
  })
  build.set(about, 1)
  const ends = new Counter({
    name: 'scaleout_requests_ended_total',
    help: `Requests that ended, by the state in which they did. ${each}`,
    labelNames: ['state'],
    registers,
  })
  for (const state of ended) ends.inc({ state }, 0)
  const events = new Counter({
    name: 'scaleout_events_total',
    help: `What happened and was written down, refusals at submission and votes that did not count among it. ${each}`,
    labelNames: ['event'],
    registers,
  })
  const approval = new Histogram({
    name: 'scaleout_time_to_approve_seconds',
    help: `From the request to its approval. ${each}`,
    buckets: [10, 30, minute, 2 * minute, 5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 24 * hour],
    registers,
  })
  const call = new Histogram({
    name: 'scaleout_time_to_call_seconds',
    help: `From the approval, or from when it was requeued, to the call. ${each}`,
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, minute, 5 * minute, 15 * minute, hour],
    registers,
  })
  const readiness = new Histogram({
    name: 'scaleout_time_to_ready_seconds',
    help: `From the call to all its nodes ready, or to those that came. ${each}`,
    buckets: [15, 30, minute, 90, 2 * minute, 3 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour],
    registers,
  })
  const slack = new Counter({
    name: 'scaleout_slack_calls_total',
    help: `Calls of Slack's Web API: ok, Slack's word for what is wrong, ratelimited, http_… or network. ${each}`,
    labelNames: ['method', 'outcome'],
    registers,
  })
  const cloud = new Counter({
    name: 'scaleout_cloud_calls_total',
    help: `Calls of Alibaba Cloud. Reads are ok or failed; a list of several pages is one. ${each}`,
    labelNames: ['action', 'outcome'],
    registers,
  })
  const limited = new Counter({
    name: 'scaleout_rate_limited_total',
    help: `Calls that Slack or Alibaba Cloud answered with: too many. ${each}`,
    labelNames: ['api', 'method'],
    registers,
  })
  const lacking = new Gauge({
    name: 'scaleout_slack_scope_missing',
    help: `Whether the Slack app lacks a scope of its manifest: 1 or 0; absent where Slack does not tell. ${alike}`,
    labelNames: ['scope'],
    registers,
  })
  const faults = new Gauge({
    name: 'scaleout_policy_faults',
    help: `People, groups and channels of the policy file that cannot be what they are named for, at the last look. ${alike}`,
    labelNames: ['kind'],
    registers,
  })

  return {
    scopesMissing: (missing) => {
      lacking.reset()
      if (missing) for (const scope of Object.keys(scopes)) lacking.set({ scope }, Number(missing.includes(scope)))
    },
    policyFaults: (found) => {
      faults.reset()
      for (const { kind } of found) faults.inc({ kind })
    },
    recorded: ({ event }, change) => {
      events.inc({ event })
      if (!change) return
      const { before, after } = change
      const { stage: was } = before
      const { stage: is } = after
      if (was.state === 'awaiting' && is.state === 'approved') approval.observe(seconds(after.createdAt, is.at))
      if (was.state === 'approved' && is.state === 'calling') call.observe(seconds(was.at, is.intent.sentAt))
      if (was.state === 'running' && (is.state === 'succeeded' || is.state === 'partial'))
        readiness.observe(seconds(was.intent.sentAt, is.at))
      if (jobOf(before) !== null && jobOf(after) === null) ends.inc({ state: is.state })
    },
    slackAnswered: (method, outcome) => {
      slack.inc({ method, outcome })
      if (outcome === 'ratelimited') limited.inc({ api: 'slack', method })
    },
    cloudAnswered: (action, outcome, { ratelimited }) => {
      cloud.inc({ action, outcome: outcomeLabel(outcome) })
      if (ratelimited) limited.inc({ api: 'cloud', method: action })
    },
    text: async (store) => {
      const look = Promise.all([store.open(), store.depth()]).catch(() => undefined)
      const seen = await withTimeout(timeout, look, undefined)
      return `${await register.metrics()}\n${await storeMetrics(seen).metrics()}`
    },
  }
}

/** Labels keep the names under which people look for them, whatever the code calls the thing. */
const outcomeLabel = (outcome: string): string => (outcome === 'not_executed' ? 'turned_away' : outcome)

type StoreSeen = readonly [records: Awaited<ReturnType<Store['open']>>, depth: Awaited<ReturnType<Store['depth']>>]

/** A registry of its own for each look at the store: what could not be read is absent, and not zero. */
function storeMetrics(seen: StoreSeen | undefined): Registry {
  const register = new Registry()
  const registers = [register]
  const up = { name: 'scaleout_backend_up', help: `Whether the store answered just now: 1 or 0. ${each}`, registers }
  new Gauge(up).set(seen ? 1 : 0)
  if (!seen) return register

  const [records, depth] = seen
  const requests = new Gauge({
    name: 'scaleout_requests',
    help: `Requests that are not over, by state. ${shared}`,
    labelNames: ['state'],
    registers,
  })
  for (const state of open) requests.set({ state }, records.filter(({ stage }) => stage.state === state).length)
  new Gauge({
    name: 'scaleout_requests_waiting_for_person',
    help: `Calls of which nobody knows whether they ran, and reading did not resolve it: a person has to. ${shared}`,
    registers,
  }).set(records.filter(({ stage }) => stage.state === 'unknown' && stage.doubt.asked).length)
  new Gauge({
    name: 'scaleout_requests_untold',
    help: `Requests that are over, but not all of that stands in Slack yet. ${shared}`,
    registers,
  }).set(records.filter((request) => jobOf(request) === null).length)
  const jobs = new Gauge({
    name: 'scaleout_jobs',
    help: `Jobs in line: waiting are due, delayed not yet, active run. Lane do acts, lane look reads the cloud, lane say speaks in Slack. ${shared}`,
    labelNames: ['lane', 'state'],
    registers,
  })
  for (const queue of queueNames)
    for (const [state, count] of Object.entries(depth[queue])) jobs.set({ lane: storedNames[queue], state }, count)
  return register
}
