import { type Count, count, settled } from './audit.ts'
import { type Need, needsOf } from './needs.ts'
import { openWorld, type World, type WorldOptions } from './world.ts'

/** How much of a scenario is played; each uses what it knows, and has its own usual size. */
export type Size = {
  readonly rounds?: number | undefined
  readonly requests?: number | undefined
  /** How long something is away or goes on, in seconds. */
  readonly seconds?: number | undefined
}

export type Outcome = Count & {
  readonly scenario: string
  readonly seconds: number
  /** The numbers of the scenario itself, in words. */
  readonly notes: readonly string[]
  /** Promises that were not kept; none, where all is well. */
  readonly broken: readonly string[]
}

/** What Slack may have minded: it follows from what was done to the replicas. */
type Excused = readonly RegExp[]

/** A crowd asks for more at once than a minute of Slack's allows, and the bot waits for as long as it is told (docs/replicas.md). */
export const crowded: Excused = [/^conversations\.info: rate limited/]

/** Replicas that are killed or stand still answer late, or not at all, and people open and send their forms again. */
export const unanswered: Excused = [/not acknowledged within 3 s/, /acked after more than 3 s/, ...crowded]

/**
 * How long everything may take to come to its end: a call that left no trace is asked about after a minute and a half, and a
 * crowd's cards are read at Slack's pace, some thirty a minute, before each call and whenever Redis was away.
 */
const longestEnd = 480_000

/** What a scenario is played in, and what may be said of it. */
type Setting = WorldOptions & {
  readonly requests: number
  readonly excused?: Excused
  /** A request may end without its call, if people are told so. */
  readonly mayEndUnbought?: boolean
}

/** What a scenario leaves to be looked at: `broken` are promises of its own. */
type Played = { readonly notes: readonly string[]; readonly broken?: readonly string[] }

/**
 * Plays a scenario in a world of its own, with so many requests; waits until each has ended or waits for a person, sends
 * the replicas home, and looks whether all promises were kept. One that cannot be played to its end breaks one, too.
 */
export async function play(
  scenario: string,
  setting: Setting,
  act: (world: World, needs: readonly Need[]) => Promise<Played>,
): Promise<Outcome> {
  const began = performance.now()
  const world = await openWorld(setting)
  try {
    const needs = needsOf(world, setting.requests)
    const { notes, broken: own = [] } = await act(world, needs).catch((error: unknown): Played => {
      const complaints = [...world.crew.complaints()].map(([what, times]) => `${times} × ${what}`)
      return { notes: complaints, broken: [`it was not played to its end: ${firstLine(error)}`] }
    })
    // One that broke off says why at once.
    if (own.length === 0) await world.comes(() => settled(world, needs), longestEnd)
    // What they still have in hand may be a second message.
    await world.crew.retire()
    const counts = count(world, needs)
    const broken = [...own, ...brokenPromises(world, counts, setting)]
    const seconds = Math.round((performance.now() - began) / 1000)
    return { ...counts, scenario, seconds, notes, broken }
  } finally {
    await world.end()
  }
}

const firstLine = (error: unknown): string => String(error).split('\n', 1)[0] ?? ''

function brokenPromises({ slack, crew }: World, counts: Count, setting: Setting): string[] {
  const { excused = [], mayEndUnbought = false } = setting
  const promises = [
    [counts.lost === 0, `${counts.lost} requests are lost: ${counts.losses.join('; ')}`],
    [counts.twice === 0, `${counts.twice} requests were executed or sent twice`],
    [counts.doubled === 0, `${counts.doubled} messages were said twice`],
    [counts.unbought === 0 || mayEndUnbought, `${counts.unbought} requests ended without being executed`],
  ] as const
  const problems = slack.problems.filter((problem) => !excused.some((pattern) => pattern.test(problem)))
  return [
    ...promises.flatMap(([kept, what]) => (kept ? [] : [what])),
    ...crew.mishaps(),
    ...problems.map((problem) => `Slack minds: ${problem}`),
  ]
}
