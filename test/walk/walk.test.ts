import { expect, it } from 'vitest'
import { endings } from './endings.ts'
import { placeOf, walkAll } from './walk.ts'

/** `npm run chaos -- walk` walks through all endings. */
const [done] = endings

it('killed before and after each of its requests, the bot goes on: one order, nothing lost, nothing said twice', async () => {
  if (!done) throw new Error('no ending')
  const { walked } = await walkAll(done, 4)
  expect(walked.flatMap(({ cut, broken }) => broken.map((what) => `${placeOf(cut)}: ${what}`))).toEqual([])
  // A place to which a run did not come says nothing: reads follow the clock, everything else is to be there each time.
  const missed = walked.filter(({ missed }) => missed).map(({ cut }) => cut?.call)
  expect(
    missed.filter(
      (call) =>
        !/^Describe|^chat\.update|^users\.info|^usergroups|^reactions\.get|^conversations\.info/.test(call ?? ''),
    ),
  ).toEqual([])
  expect(walked.length - missed.length).toBeGreaterThan(50)
}, 300_000)
