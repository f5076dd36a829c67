import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, stringify } from 'yaml'
import { type Alicloud, type ClusterSeed, fleet, startAlicloud } from '../../playground/alicloud/index.ts'
import { acme, type Slack, startSlack } from '../../playground/slack/index.ts'
import { type Changes, until } from '../../playground/slack/watch.ts'
import { makeCertificate } from '../setup/certificate.ts'
import { environmentFor } from '../setup/environment.ts'
import { type Redises, startRedis } from '../setup/redis.ts'
import { startSentinel, type Watched } from '../setup/sentinel.ts'
import { assemble, type Crew } from './crew.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** As short as it may be, in ms: a replica that is gone keeps its jobs for one and a half of it. */
export const lease = 5000

/** People who ask, each with a channel of their own, so that Slack's pace in one channel holds nobody up. */
const askers = Array.from({ length: 10 }, (_, index) => ({ person: `asker-${index}`, channel: `team-${index}` }))

/** People who may all approve: the group `S0CROWD`. */
export const crowd = Array.from({ length: 50 }, (_, index) => `hand-${index}`)

/** One bot as several replicas, with a Slack, a cloud and a Redis of its own. */
export type World = {
  readonly slack: Slack
  readonly cloud: Alicloud
  readonly redis: Redises & Partial<Watched>
  readonly crew: Crew
  readonly askers: typeof askers
  /** Beside the playground's three, so many clusters are there to be asked for: `web-0` … */
  readonly clusters: readonly ClusterSeed[]
  /** Resolves with the first truthy answer, asked at every change in Slack and in the cloud. @throws when patience ends */
  until<T>(what: () => T | undefined | false, why: string): Promise<T>
  /** Whether something comes within so many ms. */
  comes(what: () => boolean, within: number): Promise<boolean>
  end(): Promise<void>
}

export type WorldOptions = {
  /** Clusters beside the playground's three. */
  readonly clusters?: number
  /** How much shorter Slack's rate windows are. */
  readonly speed?: number
  /** Who approves; the bot needs one of them. */
  readonly approvers?: string
  /** Whether each replica reaches Redis and the cloud through wires of its own. */
  readonly wired?: boolean
  /** Settings of Redis, beside those that the bot insists on. */
  readonly redis?: readonly string[]
  /** Whether Redis is three servers with Sentinel, over TLS. */
  readonly watched?: boolean
  /** How long a task of the cloud takes, in ms. */
  readonly taskDuration?: number
  /** After how many ms waiting is given up. */
  readonly timeout?: number
}

/** A Redis that forgets nothing, so that after its end nothing has to be waited for. */
export const keepsAll = ['--appendfsync', 'always']

/** Opens one, with no replica yet. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const {
    approvers = 'S0SRELEADS',
    wired = false,
    watched = false,
    taskDuration = 300,
    timeout = 60_000,
    speed = 100,
  } = options
  const clusters = Array.from({ length: options.clusters ?? 0 }, (_, index) => web(index))
  const slack = await startSlack({ manifest: here('../../manifest.yml'), workspace, speed, timeout })
  const cloud = await startAlicloud({
    taskDuration,
    readyLag: 50,
    nodeQuota: 1_000_000,
    clusters: [...fleet, ...clusters],
  })
  const redis: World['redis'] = await (watched
    ? startSentinel(options.redis, makeCertificate())
    : startRedis(options.redis))
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-replicas-'))
  const policy = join(folder, 'scaleout.yml')
  await writeFile(policy, await policyFor(clusters, approvers))
  const trust = redis.certificate && { NODE_EXTRA_CA_CERTS: redis.certificate.certificate }
  const environment = { ...environmentFor(slack, cloud, policy), REDIS_URL: redis.url, ...trust }
  const portOf = (url: string): number => Number(new URL(url).port)
  const crew = assemble(environment, wired ? { redis: portOf(redis.url), cloud: portOf(cloud.endpoint) } : null)
  const happening: Changes = {
    announce: () => undefined,
    listen: (fn) => {
      const [a, b] = [slack.onChange(fn), cloud.onChange(fn)]
      return () => {
        a()
        b()
      }
    },
  }
  return {
    slack,
    cloud,
    redis,
    crew,
    askers,
    clusters,
    until: (what, why) => until(happening, what, why, { timeout, transcript: slack.transcript }),
    comes: (what, within) =>
      until(happening, what, 'what may come', { timeout: within, transcript: () => '' }).catch(() => false),
    end: async () => {
      await crew.end()
      await Promise.all([slack.stop(), cloud.stop(), redis.stop()])
      redis.certificate?.remove()
      await rm(folder, { recursive: true })
    },
  }
}

const workspace = {
  ...acme,
  people: [...acme.people, ...[...askers.map(({ person }) => person), ...crowd].map(named)],
  channels: [
    ...acme.channels,
    ...askers.map(({ person, channel }) => ({
      name: channel,
      members: [person, 'bob', 'carol', 'greta', ...crowd],
      bot: true,
    })),
  ],
  groups: [...acme.groups, { handle: 'crowd', id: 'S0CROWD', name: 'Crowd', members: crowd }],
}

function named(handle: string): { handle: string; name: string } {
  return { handle, name: handle }
}

const web = (index: number): ClusterSeed => ({
  id: `c${String(index).padStart(32, '0')}`,
  name: `web-${index}`,
  kind: 'kubernetes',
  region: 'cn-hangzhou',
  vswitches: ['vsw-bp1prodweb000000000h'],
  instanceType: 'ecs.c5.xlarge',
  nodes: 2,
})

/** The playground's policy without limits and without leisure. */
async function policyFor(clusters: readonly ClusterSeed[], approvers: string): Promise<string> {
  const policy = parse(await readFile(here('../../playground/policy.yml'), 'utf8'))
  const { id: _, ...like } = policy.clusters['prod-web']
  return stringify({
    ...policy,
    approval: { ...policy.approval, approvers: [approvers] },
    limits: { nodes_per_request: 500, calls_per_second: 50 },
    follow: { first: '200ms', every: '300ms', give_up: '60m' },
    redis: { lease: `${lease}ms` },
    clusters: {
      ...policy.clusters,
      ...Object.fromEntries(clusters.map(({ name, id }) => [name, { ...like, id }])),
    },
  })
}
