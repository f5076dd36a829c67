import type { Outcome } from '../replicas/scenario.ts'
import { endings } from './endings.ts'
import { placeOf, type Walk, walkAll } from './walk.ts'

/** Each run takes a core for a moment and then waits. */
const beside = 4

/** All endings, each with a kill before and after every request that the bot makes. */
export async function* walkEndings(): AsyncGenerator<Outcome> {
  for (const ending of endings) yield outcomeOf(await walkAll(ending, beside))
}

function outcomeOf({ ending, walked, seconds }: Walk): Outcome {
  const of = (what: (one: (typeof walked)[number]) => boolean): number => walked.filter(what).length
  return {
    scenario: `walk: ${ending.name}`,
    requests: walked.length,
    once: of(({ ended, orders }) => ended && orders === 1),
    unbought: of(({ ended, orders }) => ended && orders === 0),
    waiting: 0,
    lost: of(({ ended }) => !ended),
    losses: walked.filter(({ ended }) => !ended).map(({ cut }) => placeOf(cut)),
    twice: of(({ orders }) => orders > 1),
    doubled: walked.reduce((sum, { doubled }) => sum + doubled, 0),
    seconds,
    notes: [
      `${of(({ cut, missed }) => cut !== undefined && !missed)} kills`,
      ...walked.filter(({ missed }) => missed).map(({ cut }) => `did not come to: ${placeOf(cut)}`),
    ],
    broken: walked.flatMap(({ cut, broken }) => broken.map((what) => `${placeOf(cut)}: ${what}`)),
  }
}
