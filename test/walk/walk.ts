import { type Bots, openBots } from './bots.ts'
import { type Ending, notRun } from './endings.ts'
import { act, cardsOf, cardText, said } from './people.ts'
import { type Cut, openWalk, type WalkStage } from './stage.ts'

/** What came of one request of which the bot was killed at one place, or at none. */
type Walked = {
  readonly cut: Cut | undefined
  /** The requests that the bot made, by name. */
  readonly calls: readonly string[]
  /** A place to which this run did not come, as reads follow the clock. */
  readonly missed: boolean
  readonly orders: number
  /** It ended, and both channels were told. */
  readonly ended: boolean
  readonly doubled: number
  /** Promises that were not kept. */
  readonly broken: readonly string[]
}

/** How long a request may take to its end, with a kill and a doubt on its way; ms of real time. */
const longest = 60_000

/** Plays one request to its end. */
async function walk(bots: Bots, ending: Ending, cut?: Cut): Promise<Walked> {
  const stage = await openWalk(bots, cut, ending.expiresIn)
  try {
    ending.prepare?.(stage.cloud)
    let tired = false
    const over = (): boolean => tired || hasEnded(stage)
    const timer = setTimeout(() => {
      tired = true
    }, longest)
    await act(stage, ending, over)
    clearTimeout(timer)
    await stage.comes(() => isTold(stage, ending), 15_000)
    // What it still has in hand may be a second message.
    await stage.retire()
    return result(stage, ending, cut)
  } finally {
    await stage.end()
  }
}

const keysSaid = (stage: WalkStage): unknown[] => said(stage).map(({ metadata }) => metadata?.event_payload.key)

const hasEnded = (stage: WalkStage): boolean => keysSaid(stage).includes('end')

const isTold = (stage: WalkStage, ending: Ending): boolean =>
  ['end', 'end_notice'].every((key) => keysSaid(stage).includes(key)) && wordsOf(ending).some(shownOn(stage))

/** A kill around the call may leave no trace of it: then a person is asked, and says that it did not run. */
const wordsOf = ({ says, decides }: Ending): string[] => (decides === 'approve' ? [says, notRun] : [says])

const shownOn =
  (stage: WalkStage) =>
  (words: string): boolean =>
    cardText(stage).includes(words)

function result(stage: WalkStage, ending: Ending, cut: Cut | undefined): Walked {
  const { cloud, slack } = stage
  const orders = cloud.orders.length
  const posts = cloud.calls.filter(({ action }) => action === 'ScaleOutCluster')
  const executable = posts.filter(
    ({ answerCode }) => answerCode === undefined || !/^Throttling/.test(answerCode),
  ).length
  const keys = keysSaid(stage)
  const doubled = keys.length - new Set(keys).size
  const ended = isTold(stage, ending)
  const expected = cardText(stage).includes(notRun) ? 0 : ending.orders
  const promises = [
    [
      ended,
      `it did not come to its end: ${cardText(stage).split('\n', 2).join(' ') || 'no card'}; said: ${keys.join()}`,
    ],
    [orders === expected, `${orders} orders where ${expected} belong`],
    [executable <= 1, `${executable} calls that could be executed`],
    [doubled === 0, `said twice: ${keys.filter((key, at) => keys.indexOf(key) !== at).join()}`],
    [cardsOf(stage).length === 1, `${cardsOf(stage).length} cards`],
  ] as const
  return {
    cut,
    calls: stage.calls,
    missed: cut !== undefined && !stage.wasCut(),
    orders,
    ended,
    doubled,
    broken: [
      ...promises.flatMap(([kept, what]) => (kept ? [] : [what])),
      ...stage.mishaps,
      ...slack.problems.filter((problem) => !excused.test(problem)).map((problem) => `Slack minds: ${problem}`),
    ],
  }
}

/** A bot that was killed acknowledges nothing. */
const excused = /not acknowledged within 3 s|acked after more than 3 s/

/** What came of all the kills of one ending. */
export type Walk = { readonly ending: Ending; readonly walked: readonly Walked[]; readonly seconds: number }

/**
 * Plays an ending once without a kill, and then once for each request that the bot made and each of its two moments; so
 * many beside each other.
 */
export async function walkAll(ending: Ending, beside: number): Promise<Walk> {
  const began = performance.now()
  const bots = openBots()
  try {
    const untouched = await walk(bots, ending)
    const left = cutsOf(untouched.calls)
    const walked: Walked[] = [untouched]
    const one = async (): Promise<void> => {
      for (let cut = left.shift(); cut; cut = left.shift()) walked.push(await walk(bots, ending, cut))
    }
    await Promise.all(Array.from({ length: beside }, one))
    return { ending, walked, seconds: Math.round((performance.now() - began) / 1000) }
  } finally {
    bots.end()
  }
}

function cutsOf(calls: readonly string[]): Cut[] {
  return calls.flatMap((call, index) => {
    const nth = calls.slice(0, index + 1).filter((one) => one === call).length
    return (['before', 'after'] as const).map((moment) => ({ call, nth, moment }))
  })
}

/** Where the bot was killed, in words. */
export const placeOf = (cut: Cut | undefined): string =>
  cut ? `killed ${cut.moment} ${cut.call} ${cut.nth}` : 'not killed'
