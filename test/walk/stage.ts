import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, stringify } from 'yaml'
import { fastClock } from '../../bench/fast.ts'
import { type Alicloud, startAlicloud } from '../../playground/alicloud/index.ts'
import { type Slack, startSlack } from '../../playground/slack/index.ts'
import { until } from '../../playground/slack/watch.ts'
import { environmentFor } from '../setup/environment.ts'
import type { Bots, WalkBot } from './bots.ts'
import { openGate } from './gate.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Time runs so many times as fast for the bot and the cloud: a doubt takes two minutes. People and Slack's patience keep theirs. */
const speed = 20

/** Where the bot is killed: at the n-th request of that name, counted from 1. */
export type Cut = { readonly call: string; readonly nth: number; readonly moment: 'before' | 'after' }

/** A Slack, a cloud and one bot with a database of its own, which is killed once and started again. */
export type WalkStage = {
  readonly slack: Slack
  readonly cloud: Alicloud
  /** Every request that the bot made, by name, oldest first. */
  readonly calls: readonly string[]
  /** Whether the bot was killed where it should be. */
  readonly wasCut: () => boolean
  /** What no bot may do: end by itself. */
  readonly mishaps: readonly string[]
  /** Whether something comes within so many ms of real time. */
  comes(what: () => boolean, within: number): Promise<boolean>
  /** Lets the bot finish what it has in hand, and ends it. */
  retire(): Promise<void>
  end(): Promise<void>
}

export async function openWalk(bots: Bots, cut: Cut | undefined, expiresIn: string | undefined): Promise<WalkStage> {
  const epoch = Date.now()
  const fast = fastClock(epoch, speed)
  const realTime = (ms: number, fn: () => void): (() => void) => {
    const timer = setTimeout(fn, ms)
    return () => clearTimeout(timer)
  }
  const slack = await startSlack({
    manifest: here('../../manifest.yml'),
    speed,
    // Its stamps are compared with the bot's times, but whoever waits for an acknowledgement waits three real seconds.
    clock: { ...fast, after: realTime },
    timeout: 60_000,
  })
  slack.faults.triggerLife = 3000 * speed
  const cloud = await startAlicloud({ clock: fast, taskDuration: 20_000, readyLag: 1000 })
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-walk-'))
  const calls: string[] = []
  const mishaps: string[] = []
  let bot: WalkBot | undefined
  let [over, killed] = [false, false]

  const hear = async (name: string, moment: Cut['moment']): Promise<boolean> => {
    if (moment === 'before') calls.push(name)
    const here = cut?.call === name && cut.moment === moment && calls.filter((one) => one === name).length === cut.nth
    if (!here || killed) return true
    killed = true
    await bot?.kill()
    if (!over) bot = bots.anew(environment, died)
    return false
  }
  const [toSlack, toCloud] = await Promise.all([
    openGate(new URL(slack.origin), { nameOf: ({ url }) => url?.replace('/api/', '') ?? '', hear, keepsHost: false }),
    openGate(new URL(cloud.endpoint), {
      nameOf: ({ headers }) => String(headers['x-acs-action']),
      hear,
      keepsHost: true,
    }),
  ])

  const policy = parse(await readFile(here('../../playground/policy.yml'), 'utf8'))
  // Decided in another channel than it is asked in: there is more to say.
  policy.approval = {
    ...policy.approval,
    channel: slack.channel('approve').id,
    ...(expiresIn ? { expires_in: expiresIn } : {}),
  }
  policy.limits.calls_per_second = 50
  policy.follow = { first: '10s', every: '15s', give_up: '60m' }
  const file = join(folder, 'scaleout.yml')
  await writeFile(file, stringify(policy))
  const environment = {
    ...environmentFor(slack, cloud, file),
    SLACK_API_URL: `${toSlack.url}/api/`,
    ALIBABA_CLOUD_ENDPOINT: toCloud.url,
    SCALEOUT_DATA: join(folder, 'data'),
    BENCH_SPEED: String(speed),
    BENCH_EPOCH: String(epoch),
    BENCH_READS: '5',
    BENCH_ROUND: '0',
  }
  const died = (lastWords: string): void => void mishaps.push(`the bot ended by itself (${lastWords})`)
  bot = bots.atOnce(environment, died)

  const happening = {
    announce: () => undefined,
    listen: (fn: () => void) => {
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
    calls,
    wasCut: () => killed,
    mishaps,
    comes: (what, within) =>
      until(happening, what, 'what may come', { timeout: within, transcript: () => '' }).catch(() => false),
    retire: async () => {
      over = true
      await bot?.retire()
    },
    end: async () => {
      over = true
      await bot?.kill()
      toSlack.close()
      toCloud.close()
      await Promise.all([slack.stop(), cloud.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
