import { expect, it } from 'vitest'
import { masterPaused } from './sentinel.ts'

it('over TLS, the master stands still and Sentinel names another one, while requests go through', async () => {
  const kept = { lost: 0, twice: 0, doubled: 0, unbought: 0, broken: [] }
  expect(await masterPaused({ requests: 12, rounds: 1 })).toMatchObject({ requests: 12, once: 12, ...kept })
}, 300_000)
