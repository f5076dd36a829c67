import { expect, it } from 'vitest'
import { sigstop } from './sigstop.ts'

it('replicas stand still for longer than their lease, before, in and after a call: there is no second one', async () => {
  expect(await sigstop({ rounds: 4 })).toMatchObject({ requests: 4, lost: 0, twice: 0, doubled: 0, broken: [] })
}, 300_000)
