import { expect, it } from 'vitest'
import { rolling } from './rolling.ts'
import { sigkill } from './sigkill.ts'

/** Where a call left no trace, a person is asked after two minutes. */
const timeout = 300_000

it(
  'replicas are killed while requests go through: none is lost, none is executed twice',
  async () => {
    expect(await sigkill({ requests: 10 })).toMatchObject({ requests: 10, lost: 0, twice: 0, doubled: 0, broken: [] })
  },
  timeout,
)

it(
  'replicas are replaced one after the other while requests go through: each is executed once',
  async () => {
    expect(await rolling({ requests: 10, rounds: 1 })).toMatchObject({ once: 10, twice: 0, doubled: 0, broken: [] })
  },
  timeout,
)
