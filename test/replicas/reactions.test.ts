import { expect, it } from 'vitest'
import { reactions } from './reactions.ts'

it('fifty people approve at once: each request is executed once', async () => {
  expect(await reactions({ rounds: 8 })).toMatchObject({ once: 8, twice: 0, broken: [] })
}, 120_000)
