import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as rest } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type Alicloud, startAlicloud } from '../playground/alicloud/index.ts'
import { type Slack, startSlack } from '../playground/slack/index.ts'
import { manifest } from './contenders.ts'
import { type Plight, placeOf, plights, policyFor, settle, tasksOf, workspace } from './crowd.ts'
import { fastClock } from './fast.ts'
import { quantile, type Row } from './figures.ts'

/** All times here are by a clock that runs so many times as fast; every pace with it. */
const speed = 3
const minute = 60_000
/** A thousand in flight on average: 1,120 when it begins, 880 when it is over. One ends every 0.75 s. */
const [count, apart] = [1120, 750]
/** The bot starts; what it makes up for is not counted. */
const warmUp = 2 * minute
const measured = 3 * minute
/** Ends that come last may be told so much later. */
const timeout = 6 * minute

/**
 * `reads`: how many a second the account's pace lets through. `naive`: every task at every interval, whatever the pace.
 * `round`: how long it takes until each was read once by itself, in ms.
 */
type Way = { readonly every: string; readonly reads: number; readonly naive: boolean; readonly round: number }
const ways = {
  bot: { every: '15s', reads: 5, naive: false, round: 25 * minute },
  naive: { every: '10s', reads: 1000, naive: true, round: 10_000 },
  paced: { every: '10s', reads: 5, naive: true, round: 10_000 },
} satisfies Record<string, Way>

/**
 * Reads and edits a minute; `most`: reads a second in the busiest ten; `ends`: how late each was told, in s; `steps`:
 * the part of them that was shown within a minute.
 */
type Seen = { reads: number; edits: number; most: number; ends: number[]; steps: number }

/**
 * A thousand tasks in flight, followed by the bot, and by the same bot the naive way: each task read every ten seconds,
 * with and without the account's pace. An end is late from the moment when task and nodes are done at the cloud until
 * its line stands in the thread; a step until the thread shows it, a later one or the end.
 */
export async function measureFollow(): Promise<Row[]> {
  const bot = await follow(ways.bot)
  const naive = await follow(ways.naive)
  const paced = await follow(ways.paced)
  const what = `1,000 tasks in flight (clock × ${speed})`
  const row = (
    figure: string,
    aim: string,
    unit: string,
    of: (seen: Seen) => number,
    bare: Seen,
    most: number,
  ): Row => {
    const ratio = of(bot) / of(bare)
    return {
      figure: `${what}: ${figure}`,
      aim,
      bot: `${of(bot).toFixed(1)} ${unit}`,
      bare: `${of(bare).toFixed(1)} ${unit}`,
      ratio: ratio.toFixed(2),
      met: ratio <= most,
    }
  }
  const p95 = ({ ends }: Seen): number => quantile(ends, 0.95)
  const percent = (part: number): string => `${(100 * part).toFixed(0)} %`
  const unpaced = 'bare: each read every 10 s'
  return [
    row(`cloud reads, ${unpaced}`, '≤ 0.25 × bare', '/min', ({ reads }) => reads, naive, 0.25),
    row(`an end told, p95, ${unpaced}`, '≤ bare', 's', p95, naive, 1),
    row('an end told, p95, bare: the same within 5 reads/s', '≤ bare', 's', p95, paced, 1),
    {
      figure: `${what}: reads a second, the busiest ten seconds`,
      aim: '≤ 5.5',
      bot: bot.most.toFixed(1),
      bare: naive.most.toFixed(1),
      met: bot.most <= 5.5,
    },
    {
      figure: `${what}: steps shown within a minute, ${unpaced}`,
      aim: '≥ bare',
      bot: percent(bot.steps),
      bare: percent(naive.steps),
      met: bot.steps >= naive.steps,
    },
    {
      figure: `${what}: chat.update`,
      aim: '≤ 50 /min',
      bot: `${bot.edits.toFixed(1)} /min`,
      bare: `${naive.edits.toFixed(1)} /min`,
      met: bot.edits <= 50,
    },
  ]
}

async function follow(way: Way): Promise<Seen> {
  const epoch = Date.now()
  const clock = fastClock(epoch, speed)
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-bench-'))
  const slack = await startSlack({ manifest, workspace, clock })
  // Time is given to write the records down, and for the bot to start.
  const from = epoch + warmUp
  const all = plights(count, apart, from, epoch)
  const cloud = await startAlicloud({
    clock,
    clusters: all.map(({ cluster }) => cluster),
    books: { tasks: tasksOf(all), orders: [], calls: [] },
    readyLag: 0,
    listLag: 5000,
  })
  try {
    const places = await settle(all, slack, folder, clock)
    const file = join(folder, 'scaleout.yml')
    await writeFile(file, policyFor(all, way.every))
    const bot = await startFast(way, epoch, { slack, cloud, folder, file })
    try {
      const until = from + measured
      await rest((until - clock.now()) / speed)
      const ended = all.filter(({ endsAt }) => endsAt < until)
      const told = (): boolean => {
        const shown = shownIn(slack, all, places)
        return ended.every((plight) => shown.get(plight)?.some(({ step }) => step === over))
      }
      while (!told() && clock.now() < until + timeout) await rest(minute / speed / 6)
      return seenOf({ all, shown: shownIn(slack, all, places), from, until, now: clock.now() }, slack, cloud)
    } finally {
      await bot.stop()
    }
  } finally {
    await Promise.all([slack.stop(), cloud.stop()])
    await rm(folder, { recursive: true })
  }
}

/** The steps of a task as the stand-in takes them, each with the part of its time after which it begins. */
const steps = [
  { name: 'precheck', after: 0 },
  { name: 'create_instances', after: 0.1 },
  { name: 'join_nodes', after: 0.5 },
  { name: 'wait_ready', after: 0.9 },
]
const over = steps.length

/** What a thread shows from when on: a step, or `over`. */
type Shown = { readonly at: number; readonly step: number }

const about = z.object({
  metadata: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.object({ event_payload: z.object({ request: z.number(), key: z.literal('end') }) })),
})

function shownIn(
  slack: Slack,
  all: readonly Plight[],
  places: ReadonlyMap<string, Plight>,
): ReadonlyMap<Plight, readonly Shown[]> {
  const shown = new Map<Plight, Shown[]>()
  const note = (plight: Plight | undefined, one: Shown): void => {
    if (plight) shown.set(plight, [...(shown.get(plight) ?? []), one])
  }
  for (const { method, args, at, ok } of slack.calls) {
    if (!ok) continue
    if (method === 'chat.update') {
      const step = steps.findLastIndex(({ name }) => String(args.text).includes(name))
      note(places.get(placeOf(args.channel, args.ts)), { at, step })
    }
    const end = method === 'chat.postMessage' ? about.safeParse(args).data : undefined
    if (end) note(all[end.metadata.event_payload.request - 1], { at, step: over })
  }
  return shown
}

type Course = {
  readonly all: readonly Plight[]
  readonly shown: ReadonlyMap<Plight, readonly Shown[]>
  readonly from: number
  readonly until: number
  /** What is not told by now counts as told now. */
  readonly now: number
}

function seenOf({ all, shown, from, until, now }: Course, slack: Slack, cloud: Alicloud): Seen {
  const within = ({ at }: { at: number }): boolean => at >= from && at < until
  const perMinute = (what: readonly { at: number }[]): number => (what.filter(within).length * minute) / (until - from)
  const reads = cloud.calls.filter(({ method }) => method === 'GET')
  const late = (of: (plight: Plight) => Shown[]): number[] =>
    all.flatMap((plight) =>
      of(plight)
        .filter(within)
        .map(({ step, at }) => {
          const told = shown.get(plight)?.find((one) => one.step >= step && one.at >= at)
          return ((told?.at ?? now) - at) / 1000
        }),
    )
  const begun = late(({ startedAt, endsAt }) =>
    steps.map(({ after }, step) => ({ step, at: startedAt + after * (endsAt - startedAt) })),
  )
  return {
    reads: perMinute(reads),
    edits: perMinute(slack.calls.filter(({ method }) => method === 'chat.update')),
    ends: late(({ endsAt }) => [{ step: over, at: endsAt }]),
    steps: begun.filter((seconds) => seconds <= 60).length / begun.length,
    most: mostInTen(reads.filter(within).map(({ at }) => at)) / 10,
  }
}

/** Of ascending times in ms, the most in ten seconds. */
function mostInTen(times: readonly number[]): number {
  let first = 0
  return times.reduce((most, at, index) => {
    while ((times[first] ?? at) <= at - 10_000) first++
    return Math.max(most, index - first + 1)
  }, 0)
}

type Place = { slack: Slack; cloud: Alicloud; folder: string; file: string }

/** The bot on the same fast clock, in a process of its own. */
async function startFast({ reads, naive, round }: Way, epoch: number, { slack, cloud, folder, file }: Place) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./fastbot.ts', import.meta.url))], {
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      SCALEOUT_CONFIG: file,
      SCALEOUT_DATA: folder,
      SCALEOUT_SECRET_KEY: randomBytes(32).toString('base64'),
      ALIBABA_CLOUD_ENDPOINT: cloud.endpoint,
      ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
      BENCH_SPEED: String(speed),
      BENCH_EPOCH: String(epoch),
      BENCH_READS: String(reads),
      BENCH_ROUND: String(round),
      ...(naive ? { BENCH_NAIVE: 'yes' } : {}),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const ready = Promise.withResolvers<void>()
  createInterface(child.stdout).on('line', (line) => {
    if (line.includes('"msg":"ready"')) ready.resolve()
  })
  const early = ended.then(([code]) => Promise.reject(new Error(`the bot ended with ${code} before it was ready`)))
  await Promise.race([ready.promise, early])
  return {
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
