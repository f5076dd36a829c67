import { expect, it } from 'vitest'
import { sigstop } from './sigstop.ts'

it('replicas stand still for longer than their lease, before, in and after a call: there is no second one', async () => {
  const outcome = await sigstop({ rounds: 4 })
  expect(outcome).toMatchObject({ requests: 4, lost: 0, twice: 0, doubled: 0, broken: [] })
  expect(outcome.notes, 'each moment was met').toEqual(
    Array.from({ length: 4 }, () => expect.stringMatching(/^1 stopped/)),
  )
}, 300_000)
